// Composes program text and makes build logs readable.
#include "gpu/source.hpp"

#include <cctype>
#include <algorithm>
#include <cstdlib>
#include <regex>
#include <sstream>

namespace clrt::gpu {
namespace {

bool word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

// Drops `#pragma OPENCL EXTENSION x : enable` for an x the device does not have, keeping the line.
std::string without_foreign_extensions(const DeviceCaps& caps, std::string_view text) {
  static const std::regex pragma(R"(^\s*#\s*pragma\s+OPENCL\s+EXTENSION\s+(\w+))");
  std::string result;
  result.reserve(text.size());
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view line = text.substr(begin, end - begin);
    std::cmatch match;
    const bool drop = line.find("OPENCL") != std::string_view::npos &&
                      std::regex_search(line.data(), line.data() + line.size(), match, pragma) && match.str(1) != "all" &&
                      !caps.has(match.str(1));
    if (!drop) result += line;
    result += '\n';
    begin = end + 1;
  }
  return result;
}

}  // namespace

std::string compose(const DeviceCaps& caps, const std::vector<std::string>& defines, std::string_view file,
                    std::string_view text) {
  std::string program;
  const auto define = [&](const std::string& entry) {
    const std::string name = entry.substr(0, entry.find(' '));
    program += "#ifndef " + name + "\n#define " + entry + "\n#endif\n";
  };
  for (const std::string& entry : caps.defines) define(entry);
  for (const std::string& entry : defines) define(entry);
  for (const std::string_view stem : caps.prelude->files) {
    if (!prelude_wanted(stem, text)) continue;
    program += "#line 1 \"clrt/preludes/" + std::string(stem) + ".clh\"\n";
    program += prelude_text(stem);
  }
  program += "#line 1 " + quoted(file) + '\n';
  program += without_foreign_extensions(caps, text);
  return program;
}

std::string driver_options(const DeviceCaps& caps, const std::string& options, bool flat) {
  std::string result = "-cl-kernel-arg-info";
  if (options.find("-cl-std=") == std::string::npos) result += " -cl-std=" + caps.language;
  if (!flat) return options.empty() ? result : result + ' ' + options;
  std::istringstream words(options);
  for (std::string word; words >> word;)
    if (word.starts_with("-cl-") || word == "-w" || word == "-Werror" || word == "-g") result += ' ' + word;
  return result;
}

std::size_t lines_before_source(std::string_view program, std::string_view file) {
  const std::string marker = "#line 1 " + quoted(file) + '\n';
  const std::size_t at = program.find(marker);
  if (at == std::string_view::npos) return 0;
  return static_cast<std::size_t>(std::count(program.begin(), program.begin() + static_cast<std::ptrdiff_t>(at + marker.size()), '\n'));
}

std::string readable_log(std::string_view log, std::string_view file, std::size_t lines_before) {
  // A name the driver made up: "<kernel>", "<program source>", or a file in its temporary or cache folder.
  static const std::regex invented(R"(^(<[a-z ]+>|\S*(?:/tmp/|tempfile|pocl|/var/)\S*?)(?=:\d+))");
  std::string result;
  std::istringstream lines{std::string(log)};
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_search(line, match, invented) && match.str(1) != file) {
      // A driver that names the file itself may also count lines from the top, whatever #line says.
      std::string rest = match.suffix();
      char* end = nullptr;
      const unsigned long number = std::strtoul(rest.c_str() + 1, &end, 10);
      if (number > lines_before) rest = ':' + std::to_string(number - lines_before) + end;
      line = std::string(file) + rest;
    }
    result += line + '\n';
  }
  return result;
}

bool mentions(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if (at == 0 || !word_character(text[at - 1])) return true;
  return false;
}

std::uint32_t required_sub_group_size(std::string_view text, std::string_view kernel) {
  static const std::regex attribute(R"(intel_reqd_sub_group_size\s*\(\s*(\d+)\s*\))"), name(R"(\bvoid\s+(\w+)\s*\()");
  const std::string all(text);
  for (std::sregex_iterator it(all.begin(), all.end(), attribute), end; it != end; ++it) {
    std::smatch match;
    const std::string rest = it->suffix();
    if (std::regex_search(rest, match, name) && match.str(1) == kernel) return static_cast<std::uint32_t>(std::stoul(it->str(1)));
  }
  return 0;
}

}  // namespace clrt::gpu
