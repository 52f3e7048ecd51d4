// Every check of a launch, before a backend sees it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "clrt/backend.h"
#include "clrt/clrt.h"
#include "clrt/runtime/objects.hpp"

namespace clrt::runtime {

// All of these throw clrt::Error (kInvalidArgument; kUnsupported for what this device cannot do) whose message names the kernel,
// the argument and the limits, and have no side effects.

// One argument; the result refers to what `arg` refers to.
backend::Arg bind_argument(const clrt_device_s& device, const backend::KernelInfo& kernel, std::size_t index,
                           const clrt_arg& arg);

void check_argument_count(const backend::KernelInfo& kernel, std::size_t count);

// Static and dynamic local memory together against the device.
void check_local_memory(const clrt_device_s& device, const backend::KernelInfo& kernel, std::span<const backend::Arg> args);

// The range with unused dimensions as 1 and a required local size filled in. `empty` when there is nothing to do.
struct CheckedRange {
  backend::NDRange range;
  bool empty = false;
};
CheckedRange check_range(const clrt_device_s& device, const backend::KernelInfo& kernel, const clrt_ndrange& range);

// That kernel and device fit together: same device, sub-group size.
void check_kernel(const clrt_device_s& device, const clrt_kernel_s& kernel);

// "argument 2 'x' of rms_norm_f32": what messages begin with.
std::string argument_name(const backend::KernelInfo& kernel, std::size_t index);

// "global const float*", "int", "local float4*".
std::string signature_text(const backend::ArgInfo& arg);

// OpenCL C spellings of one built-in type by one name: "unsigned int" is "uint", "const float" is "float".
std::string canonical_type(std::string_view type);

// A range inside a buffer; `what` opens the message.
void check_buffer_range(const clrt_device_s& device, const clrt_buffer_s* buffer, std::size_t offset, std::size_t bytes,
                        const char* what);

}  // namespace clrt::runtime
