// Which files an OpenCL C source includes.
#include "cpu_emu/jit/includes.hpp"

#include <filesystem>
#include <optional>
#include <set>

#include "cpu_emu/jit/cache.hpp"

namespace clrt::jit {
namespace {

std::string_view skip_blanks(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t");
  return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

class Scanner {
 public:
  explicit Scanner(const std::vector<std::string>& dirs) : dirs_(dirs) {}

  void scan(std::string_view text, const std::string& folder) {
    if (text.find("__has_include") != std::string_view::npos) result.complete = false;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      scan_line(text.substr(at, end - at), folder);
      at = end + 1;
    }
  }

  IncludeScan result;

 private:
  void scan_line(std::string_view line, const std::string& folder) {
    line = skip_blanks(line);
    if (!line.starts_with('#')) return;
    line = skip_blanks(line.substr(1));
    if (!line.starts_with("include") && !line.starts_with("import")) return;
    line = skip_blanks(line.substr(line.find_first_of(" \t\"<") == std::string_view::npos ? line.size() : line.find_first_of(" \t\"<")));
    const char close = line.starts_with('"') ? '"' : line.starts_with('<') ? '>' : 0;
    const std::size_t end = close == 0 ? std::string_view::npos : line.find(close, 1);
    if (end == std::string_view::npos) {
      result.complete = false;
      return;
    }
    include(std::string(line.substr(1, end - 1)), close == '"' ? folder : std::string());
  }

  void include(const std::string& name, const std::string& folder) {
    std::vector<std::string> candidates;
    if (name.starts_with('/')) candidates.push_back(name);
    else if (!folder.empty()) candidates.push_back(folder + "/" + name);
    if (!name.starts_with('/'))
      for (const std::string& d : dirs_) candidates.push_back(d + "/" + name);
    for (const std::string& path : candidates) {
      if (seen_.contains(path)) return;
      const std::optional<std::string> content = read_file(path);
      if (!content) continue;
      seen_.insert(path);
      KeyBuilder key;
      key.add(path, *content);
      result.fingerprint += name + "=" + key.finish() + "\n";
      scan(*content, std::filesystem::path(path).parent_path().string());
      return;
    }
    result.fingerprint += name + "=missing\n";
  }

  const std::vector<std::string>& dirs_;
  std::set<std::string> seen_;
};

}  // namespace

IncludeScan scan_includes(std::string_view source, const std::vector<std::string>& include_dirs) {
  Scanner scanner(include_dirs);
  scanner.scan(source, {});
  return scanner.result;
}

}  // namespace clrt::jit
