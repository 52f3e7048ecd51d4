// Images of the CPU device: descriptions of texels in a buffer, as generated code reads them.
#pragma once

#include <memory>

#include "clrt/backend.h"
#include "cpu_emu/executor/kernel_abi.h"

namespace clrt::cpu {

class CpuImage final : public backend::Image {
 public:
  // The buffer outlives it.
  CpuImage(backend::Buffer& buffer, const backend::ImageDesc& desc)
      : image_{buffer.host() + desc.offset,
               desc.row_pitch,
               desc.slice_pitch,
               desc.width,
               desc.height,
               desc.depth,
               desc.layers,
               desc.dims,
               desc.channels,
               desc.texel_bytes,
               static_cast<ChannelOrder>(desc.order),
               static_cast<ChannelType>(desc.channel)} {}
  const cpu::Image& description() const { return image_; }

 private:
  cpu::Image image_;
};

}  // namespace clrt::cpu
