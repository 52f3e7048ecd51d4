// OpenCL C to a loaded module of this process: cl2cpp, clang++ and the loader, with the disk cache in front.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "clrt/backend.h"
#include "cpu_emu/isa.hpp"
#include "cpu_emu/jit/module.hpp"

namespace clrt::jit {

// Milliseconds of the steps; 0 for a step that was not needed.
struct BuildTimes {
  double prepare = 0;      // tools, key, included files
  double lookup = 0;       // cache
  double translate = 0;    // cl2cpp
  double precompile = 0;   // the precompiled header, on the first use of a (compiler, ISA, flags)
  double compile = 0;      // clang++
  double link = 0;         // the linker
  double load = 0;         // dlopen
};

struct Compiled {
  std::shared_ptr<const Module> module;
  std::vector<backend::KernelInfo> kernels;
  std::string generated;   // C++
  std::string signature;   // JSON, as cl2cpp wrote it
  std::string log;         // warnings and remarks
  std::string origin;      // "cache hit" | "compiled", as backend::Program::origin
  BuildTimes times;
};

// Throws clrt::Error: kBuildFailed with the diagnostics, or with the log of a tool that crashed or ran out of time;
// kNotFound without the tools; kInvalidArgument for malformed options. Two requests for the same thing share one Module while
// it lives. Safe from any thread and any number of processes.
//
// Environment: CLRT_CACHE_DIR, CLRT_CACHE_MAX_MB, CLRT_BUILD_TIMEOUT, CLRT_CL2CPP, CLRT_CLANG, CLRT_HOME.
Compiled compile(const backend::BuildRequest& request, cpu::Isa isa);

}  // namespace clrt::jit
