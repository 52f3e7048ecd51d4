// Build options as clBuildProgram takes them, taken apart for the tools.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clrt::jit {

struct BuildOptions {
  std::vector<std::string> translator;  // for cl2cpp: -DX=Y, -IDIR, -cl-*, joined to one word each, in the order given
  std::vector<std::string> include_dirs;
  bool debug_info = false;              // -g
};

// Words are separated by blanks; '...' and "..." keep blanks, a backslash keeps the next character. "-D X" and "-I DIR" become
// one word. -clrt-check asks for checked mode (cl2cpp --check), -g asks for debug information, -O0 to -O3 are accepted and ignored (OpenCL C is always optimised here). Throws
// clrt::Error (kInvalidArgument) naming a word that is no option or a quote that is not closed.
BuildOptions parse_options(std::string_view options);

}  // namespace clrt::jit
