// OpenCL devices as clrt devices.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "clrt/backend.h"
#include "gpu/source.hpp"

namespace clrt::gpu {

struct OpenclOptions {
  Analyser analyse;     // empty: the translator
  std::string prelude;  // empty: the best for each device; else a name of preludes(), for tests and comparisons
};

// Every available device of every platform that the ICD loader finds, in the loader's order. A machine without a loader, a
// platform or a device gives an empty list, and *why_none (may be null) says which and why; a device that fails to answer is left
// out and named there too. Never throws for what the machine lacks.
std::vector<std::shared_ptr<backend::Device>> opencl_devices(std::string* why_none, const OpenclOptions& options = {});

}  // namespace clrt::gpu
