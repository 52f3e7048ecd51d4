// Buffers of an OpenCL device.
#pragma once

#include <memory>

#include "clrt/backend.h"
#include "gpu/device_caps.hpp"
#include "gpu/opencl_api.hpp"
#include "gpu/opencl_samplers.hpp"

namespace clrt::gpu {

// What everything made on one device shares.
struct Shared {
  DeviceCaps caps;
  Context context;
  mutable Samplers samplers;
};
using SharedPtr = std::shared_ptr<const Shared>;

class OpenclBuffer final : public backend::Buffer {
 public:
  // A fresh buffer, or with `memory` the caller's. bytes 0 is a buffer without storage.
  static std::unique_ptr<OpenclBuffer> create(SharedPtr shared, std::size_t bytes, void* memory, bool read_only);

  // [offset, offset + bytes) of this buffer. Throws clrt::Error (kUnsupported) when the device cannot begin a buffer there.
  std::unique_ptr<OpenclBuffer> part(std::size_t offset, std::size_t bytes) const;
  // The same for one launch: from `offset` to the end; `who` opens the message ("argument 2 'x' of saxpy").
  Memory argument_at(std::size_t offset, const std::string& who) const;

  std::byte* host() override { return host_; }
  // Null without storage.
  cl_mem memory() const { return bytes_ == 0 ? nullptr : memory_ ? memory_.get() : root_->get(); }
  std::size_t bytes() const { return bytes_; }
  const Shared& shared() const { return *shared_; }

 private:
  OpenclBuffer(SharedPtr shared, std::size_t bytes) : shared_(std::move(shared)), bytes_(bytes) {}
  Memory region(std::size_t offset, std::size_t bytes, const std::string& who) const;

  SharedPtr shared_;
  std::size_t bytes_ = 0;
  Memory memory_;                 // of a part
  std::shared_ptr<Memory> root_;  // the whole, which parts are made of: OpenCL has no parts of parts
  std::size_t root_offset_ = 0;
  std::byte* host_ = nullptr;
};

}  // namespace clrt::gpu
