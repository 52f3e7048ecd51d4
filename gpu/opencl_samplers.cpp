// The samplers of an OpenCL context.
#include "gpu/opencl_samplers.hpp"

#include "gpu/opencl_memory.hpp"

namespace clrt::gpu {

cl_sampler Samplers::get(const Shared& shared, std::uint32_t bits) {
  const std::lock_guard lock(mutex_);
  SamplerObject& sampler = made_[bits];
  if (sampler) return sampler.get();
  constexpr std::uint32_t kAddress = 0xe, kNormalized = 1, kLinear = 0x20;
  const std::uint32_t mode = bits & kAddress;
  const cl_addressing_mode address = mode == 2   ? CL_ADDRESS_CLAMP_TO_EDGE
                                     : mode == 4 ? CL_ADDRESS_CLAMP
                                     : mode == 6 ? CL_ADDRESS_REPEAT
                                     : mode == 8 ? CL_ADDRESS_MIRRORED_REPEAT
                                                 : CL_ADDRESS_NONE;
  cl_int code = CL_SUCCESS;
  sampler = SamplerObject(api().clCreateSampler(shared.context.get(), (bits & kNormalized) != 0 ? CL_TRUE : CL_FALSE, address,
                                                (bits & kLinear) != 0 ? CL_FILTER_LINEAR : CL_FILTER_NEAREST, &code));
  check(code, "sampler on " + shared.caps.info.name);
  return sampler.get();
}

}  // namespace clrt::gpu
