// Checks of images and samplers, and how they are bound to a kernel's arguments.
#pragma once

#include "clrt/runtime/objects.hpp"

namespace clrt::runtime {

// What a view of `buffer` is, with pitches filled in. Throws clrt::Error (kInvalidArgument) naming sizes and limits.
backend::ImageDesc check_image(const clrt_buffer_s& buffer, const clrt_image_desc& desc);

// An argument of kind kImage or kSampler; throws as bind_argument does (validate.hpp).
backend::Arg bind_image(const clrt_device_s& device, const backend::KernelInfo& kernel, std::size_t index, const clrt_arg& arg);
backend::Arg bind_sampler(const backend::KernelInfo& kernel, std::size_t index, const clrt_arg& arg);

}  // namespace clrt::runtime
