// Build options as clBuildProgram takes them, taken apart for the tools.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clrt::jit {

struct BuildOptions {
  std::vector<std::string> translator;  // for cl2cpp: -DX=Y, -IDIR, -cl-*, joined to one word each, in the order given
  std::vector<std::string> include_dirs;
  bool debug_info = false;              // -g, which is for cl2cpp too
  bool address = false, undefined = false;  // -fsanitize=
};

// Words are separated by blanks; '...' and "..." keep blanks, a backslash keeps the next character. "-D X" and "-I DIR" become
// one word. -clrt-check asks for checked mode (cl2cpp --check), -g asks for code that a debugger can follow, -O0 to -O3 are accepted and ignored (OpenCL C is always optimised here), -fsanitize=address,undefined makes the CPU's code report its faults
// (and implies -g), -fno-sanitize=all keeps it from that where the whole program is under a sanitizer. Throws
// clrt::Error (kInvalidArgument) naming a word that is no option or a quote that is not closed.
BuildOptions parse_options(std::string_view options);

// CLRT_BUILD_OPTIONS: what is added to the options of everything that is built for the CPU; "" when unset.
std::string options_of_every_build();

}  // namespace clrt::jit
