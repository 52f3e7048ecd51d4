// Replaces #include directives by the files' text, for drivers that get the source and not the folder.
//
// Works on lines, because macros and conditionals must stay for the driver to evaluate. Files that cannot be found are left
// as directives: a driver may know them. A file that is being included already, or that says #pragma once and was, is left out.
#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "frontend.hpp"

namespace clrt::translator {
namespace {

// The name between the quotes of an #include "..." line, or nothing.
std::string included_name(const std::string& line) {
  std::size_t at = line.find_first_not_of(" \t");
  if (at == std::string::npos || line[at] != '#') return {};
  at = line.find_first_not_of(" \t", at + 1);
  if (at == std::string::npos || line.compare(at, 7, "include") != 0) return {};
  at = line.find_first_not_of(" \t", at + 7);
  if (at == std::string::npos || line[at] != '"') return {};
  const std::size_t close = line.find('"', at + 1);
  return close == std::string::npos ? std::string() : line.substr(at + 1, close - at - 1);
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

class Flattener {
 public:
  explicit Flattener(const ParseInput& in) {
    for (std::size_t i = 0; i < in.options.size(); ++i) {
      if (in.options[i] == "-I" && i + 1 < in.options.size()) folders_.push_back(in.options[i + 1] + "/");
      else if (in.options[i].rfind("-I", 0) == 0) folders_.push_back(in.options[i].substr(2) + "/");
    }
  }

  // `folder` ends with a slash or is empty; `shown` is what #line names.
  std::string flatten(const std::string& text, const std::string& folder, const std::string& shown) {
    std::string out;
    std::istringstream lines(text);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      const std::string name = included_name(line);
      std::string path, inside;
      if (name.empty() || !find(name, folder, path, inside)) {
        out += line + "\n";
        continue;
      }
      if (std::find(open_.begin(), open_.end(), path) == open_.end() && once_.count(path) == 0) {
        if (inside.find("#pragma once") != std::string::npos) once_.insert(path);
        open_.push_back(path);
        out += "#line 1 \"" + name + "\"\n" + flatten(inside, folder_of(path), name);
        open_.pop_back();
      }
      out += "#line " + std::to_string(number + 1) + " \"" + shown + "\"\n";
    }
    return out;
  }

 private:
  bool find(const std::string& name, const std::string& folder, std::string& path, std::string& text) const {
    std::vector<std::string> places = {folder};
    places.insert(places.end(), folders_.begin(), folders_.end());
    for (const std::string& place : places) {
      path = place + name;
      std::ifstream file(path, std::ios::binary);
      if (!file) continue;
      std::stringstream all;
      all << file.rdbuf();
      text = all.str();
      return true;
    }
    return false;
  }

  std::vector<std::string> folders_, open_;
  std::set<std::string> once_;
};

}  // namespace

std::string flatten_includes(const ParseInput& in) { return Flattener(in).flatten(in.source, folder_of(in.file_name), in.file_name); }

}  // namespace clrt::translator
