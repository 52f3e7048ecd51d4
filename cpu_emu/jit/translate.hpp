// OpenCL C to what every backend needs of it, by the tool cl2cpp in a child process, with the disk cache in front.
//
// Used by the CPU's run-time compiler (the C++), and by the OpenCL backend (signature, preprocessed and generic source).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clrt/backend.h"
#include "cpu_emu/jit/cache.hpp"
#include "cpu_emu/jit/options.hpp"
#include "cpu_emu/jit/toolchain.hpp"

namespace clrt::jit {

struct Translation {
  std::vector<backend::KernelInfo> kernels;
  std::string preprocessed;      // OpenCL C without includes and macros
  std::string generic;           // OpenCL C with sub-groups over local memory; empty when refused
  std::string generic_refusal;   // why there is none
  std::string generated;         // C++
  std::string signature;         // JSON, as kernels
  std::string log;               // cl2cpp's warnings and remarks
  bool from_cache = false;
};

// Throws clrt::Error: kBuildFailed with cl2cpp's diagnostics (`name:line:col: error: ...`), kNotFound without a translator,
// kInvalidArgument for malformed options. When request.name is the path of a file, its folder is searched for includes last.
// Safe from any thread.
Translation translate(const backend::BuildRequest& request);

// What translate and the compiler share about one request: options taken apart, tools, the part of the key that both have.
struct PreparedRequest {
  backend::BuildRequest request;
  std::string given_name;  // the user's; the request's own may be that of a copy for a debugger
  BuildOptions options;
  Toolchain tools;
  std::string source_key;  // source, options, included files, cl2cpp, ABI
};

PreparedRequest prepare(const backend::BuildRequest& request);
Translation translate(const PreparedRequest& prepared, const DiskCache& cache);

}  // namespace clrt::jit
