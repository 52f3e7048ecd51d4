// Build options as clBuildProgram takes them.
#include "cpu_emu/jit/options.hpp"

#include <algorithm>
#include <cstdlib>

#include "clrt/error.h"

namespace clrt::jit {
namespace {

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
      word += text[++i];
      in_word = true;
    } else if (quote != 0) {
      if (c == quote) quote = 0;
      else word += c;
    } else if (c == '"' || c == '\'') {
      quote = c;
      in_word = true;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      if (in_word) words.push_back(word);
      word.clear();
      in_word = false;
    } else {
      word += c;
      in_word = true;
    }
  }
  if (quote != 0)
    throw Error(Status::kInvalidArgument, "build options: quote " + std::string(1, quote) + " is not closed in: " + std::string(text));
  if (in_word) words.push_back(word);
  return words;
}

// "address", "undefined", "address,undefined".
void sanitizers(std::string_view list, BuildOptions& result) {
  while (!list.empty()) {
    const std::string_view name = list.substr(0, list.find(','));
    list.remove_prefix(std::min(name.size() + 1, list.size()));
    if (name == "address") result.address = true;
    else if (name == "undefined") result.undefined = true;
    else
      throw Error(Status::kInvalidArgument,
                  "build options: there is no sanitizer '" + std::string(name) + "' for kernels (known: address, undefined)");
  }
}

}  // namespace

BuildOptions parse_options(std::string_view options) {
  BuildOptions result;
  const std::vector<std::string> words = split_words(options);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string word = words[i];
    if (word == "-D" || word == "-I" || word == "-U") {
      if (i + 1 == words.size())
        throw Error(Status::kInvalidArgument, "build options: " + word + " at the end has no value");
      word += words[++i];
    }
    if (word == "-clrt-check") {
      result.translator.push_back("--check");
    } else if (word == "-g") {
      if (!result.debug_info) result.translator.push_back(word);
      result.debug_info = true;
    } else if (word.starts_with("-fsanitize=")) {
      sanitizers(std::string_view(word).substr(11), result);
      // Their reports are about lines.
      if (!result.debug_info) result.translator.emplace_back("-g");
      result.debug_info = true;
    } else if (word == "-fno-sanitize=all") {
      continue;  // known to whoever would add one
    } else if (word.size() == 3 && word.starts_with("-O") && word[2] >= '0' && word[2] <= '3') {
      continue;
    } else if (word.starts_with("-") && word.size() > 1) {
      if (word.starts_with("-I")) result.include_dirs.push_back(word.substr(2));
      result.translator.push_back(word);
    } else {
      throw Error(Status::kInvalidArgument,
                  "build options: '" + word + "' is not an option (expected -DX=Y, -IDIR, -cl-*, -g, -clrt-check): " + std::string(options));
    }
  }
  return result;
}

std::string options_of_every_build() {
  const char* value = std::getenv("CLRT_BUILD_OPTIONS");
  return value != nullptr ? value : "";
}

}  // namespace clrt::jit
