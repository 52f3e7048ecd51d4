// The samplers of one context: made on first use, kept as long as the context.
//
// A launch must not release its sampler: OpenCL lets it, but PoCL 3.1 reads the sampler only when the kernel runs.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>

#include "gpu/opencl_api.hpp"

namespace clrt::gpu {

struct Shared;

class Samplers {
 public:
  // The sampler of these bits of OpenCL C's CLK_ constants. Thread-safe. Throws clrt::Error with the driver's reason.
  cl_sampler get(const Shared& shared, std::uint32_t bits);

 private:
  std::mutex mutex_;
  std::map<std::uint32_t, SamplerObject> made_;
};

}  // namespace clrt::gpu
