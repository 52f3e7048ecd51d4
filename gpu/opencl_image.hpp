// Images of an OpenCL device: an image of the driver's that holds what the buffer holds while a kernel runs.
#pragma once

#include <memory>
#include <vector>

#include "gpu/opencl_memory.hpp"

namespace clrt::gpu {

class OpenclImage final : public backend::Image {
 public:
  // Throws clrt::Error: kUnsupported when the device has no images or not this format or size.
  static std::unique_ptr<OpenclImage> create(SharedPtr shared, OpenclBuffer& buffer, const backend::ImageDesc& desc);

  cl_mem memory() const { return image_.get(); }
  const Shared& shared() const { return *shared_; }
  // Copies the view into the image, or back. Each copy waits for `waits`; the events are appended to `made`.
  void fill(cl_command_queue queue, const std::vector<cl_event>& waits, std::vector<EventObject>& made) const {
    copy(queue, true, waits, made);
  }
  void store(cl_command_queue queue, const std::vector<cl_event>& waits, std::vector<EventObject>& made) const {
    copy(queue, false, waits, made);
  }

 private:
  OpenclImage(SharedPtr shared, OpenclBuffer& buffer, backend::ImageDesc desc)
      : shared_(std::move(shared)), buffer_(&buffer), desc_(std::move(desc)) {}
  void copy(cl_command_queue queue, bool into, const std::vector<cl_event>& waits, std::vector<EventObject>& made) const;
  void copy_layers(cl_command_queue queue, bool into, const std::vector<cl_event>& waits, std::vector<EventObject>& made) const;

  SharedPtr shared_;
  OpenclBuffer* buffer_;  // the runtime keeps it alive
  backend::ImageDesc desc_;
  Memory image_;
};

}  // namespace clrt::gpu
