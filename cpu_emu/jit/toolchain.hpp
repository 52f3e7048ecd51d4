// Where the tools are (cl2cpp, clang++, the headers of generated code) and what identifies them in a cache key.
#pragma once

#include <string>
#include <vector>

#include "cpu_emu/isa.hpp"

namespace clrt::jit {

// Every path is looked up anew at each call of find_toolchain, so that a test or a user can change the environment.
struct Toolchain {
  std::string cl2cpp;         // "" when not found
  std::string clang;          // "" when not found
  std::string include_root;   // folder that has cpu_emu/opencl_c/opencl_c.hpp; "" when not found
  std::string searched;       // for messages: where each missing one was looked for

  // Path, size and time of the file: changes when the tool is replaced. For the headers: of every file they consist of.
  std::string cl2cpp_identity, clang_identity, headers_identity;
};

// cl2cpp: CLRT_CL2CPP, CLRT_HOME/bin, beside the program that runs, the build tree, the install prefix, PATH.
// clang++: CLRT_CLANG, then clang++-19 and newer in PATH, then the one found when the library was built.
// Headers: CLRT_HOME (itself, or its share/clrt/include), share/clrt/include beside the program, the source tree, the prefix.
Toolchain find_toolchain();

// Throw clrt::Error (kNotFound) that says what is missing, where it was looked for and what would help.
void require_translator(const Toolchain& tools);
void require_compiler(const Toolchain& tools);

// Everything clang++ gets except files: language, optimisation, ISA, include root.
std::vector<std::string> compile_flags(const Toolchain& tools, cpu::Isa isa, const cpu::CpuFeatures& features);

// Seconds a child may take: CLRT_BUILD_TIMEOUT, 120 unless set.
double build_timeout();

}  // namespace clrt::jit
