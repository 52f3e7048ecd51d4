// The precompiled header of generated code, kept in the cache folder.
#pragma once

#include <string>
#include <vector>

#include "cpu_emu/jit/toolchain.hpp"

namespace clrt::jit {

// Path of the precompiled opencl_c.hpp for this compiler, these headers and flags, made when missing (one process makes it, the
// others wait). Empty when it cannot be made: the caller then compiles without. `cache_folder` empty: none.
std::string precompiled_header(const Toolchain& tools, const std::vector<std::string>& flags, const std::string& cache_folder);

}  // namespace clrt::jit
