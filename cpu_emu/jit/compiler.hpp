// Generated C++ to a shared object: clang++ in several child processes at once, then the linker.
#pragma once

#include <string>
#include <vector>

#include "cpu_emu/jit/process.hpp"
#include "cpu_emu/jit/toolchain.hpp"

namespace clrt::jit {

struct CompileResult {
  std::string so;          // empty on failure
  ProcessResult failed;    // of the tool that failed
  double precompile_ms = 0, compile_ms = 0, link_ms = 0;
};

// `cache_folder` keeps the precompiled header; empty: none. Throws clrt::Error (kIoError) only when the temporary folder cannot be
// written to.
CompileResult compile_to_shared_object(const Toolchain& tools, const std::vector<std::string>& flags, const std::string& generated,
                                       const std::string& cache_folder);

}  // namespace clrt::jit
