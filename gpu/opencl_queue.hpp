// Queues and events of an OpenCL device.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "clrt/backend.h"
#include "gpu/opencl_memory.hpp"

namespace clrt::gpu {

class OpenclKernel;

class OpenclEvent final : public backend::Event {
 public:
  // `what` opens the message of a failure: "kernel saxpy".
  OpenclEvent(SharedPtr shared, EventObject event, std::string what, bool profiled)
      : shared_(std::move(shared)), event_(std::move(event)), what_(std::move(what)), profiled_(profiled) {}

  void wait() override;
  bool done() override;
  backend::Times times() override;

  cl_event object() const { return event_.get(); }
  const Shared& shared() const { return *shared_; }
  // CL_QUEUED ... CL_COMPLETE, or the command's negative error.
  cl_int status() const;
  bool reported() const { return reported_; }  // its error was thrown
  [[noreturn]] void fail(cl_int code);

 private:
  SharedPtr shared_;
  EventObject event_;
  std::string what_;
  bool profiled_;
  std::atomic<bool> reported_ = false;
};

class OpenclQueue final : public backend::Queue {
 public:
  OpenclQueue(SharedPtr shared, bool out_of_order, bool profiling);
  ~OpenclQueue() override;

  backend::EventPtr launch(backend::Kernel& kernel, const backend::NDRange& range, std::span<const backend::Arg> args,
                           std::span<const backend::EventPtr> waits) override;
  backend::EventPtr write(backend::Buffer& to, std::size_t offset, const void* from, std::size_t bytes, bool blocking,
                          std::span<const backend::EventPtr> waits) override;
  backend::EventPtr read(backend::Buffer& from, std::size_t offset, void* to, std::size_t bytes, bool blocking,
                         std::span<const backend::EventPtr> waits) override;
  backend::EventPtr copy(backend::Buffer& from, std::size_t from_offset, backend::Buffer& to, std::size_t to_offset,
                         std::size_t bytes, std::span<const backend::EventPtr> waits) override;
  backend::EventPtr fill(backend::Buffer& to, std::size_t offset, std::size_t bytes, const void* pattern,
                         std::size_t pattern_bytes, std::span<const backend::EventPtr> waits) override;
  std::byte* map(backend::Buffer& buffer, std::size_t offset, std::size_t bytes, bool write) override;
  void unmap(backend::Buffer& buffer, std::byte* address) override;
  void flush() override;
  void finish() override;

 private:
  using WaitList = std::vector<cl_event>;
  class Images;
  WaitList wait_list(std::span<const backend::EventPtr> waits) const;
  OpenclBuffer& mine(backend::Buffer& buffer, const char* what) const;
  backend::EventPtr submitted(cl_int code, cl_event event, std::string what);
  backend::EventPtr marker(const WaitList& waits, std::string what);

  SharedPtr shared_;
  CommandQueue queue_;
  bool profiling_, out_of_order_;
  std::vector<std::shared_ptr<OpenclEvent>> pending_;  // commands whose errors finish() must not lose
};

// The local size of a launch: the caller's, the kernel's required one, or one chosen here; all zeros: the driver chooses.
// Throws clrt::Error (kUnsupported) with the limit that the launch breaks.
std::array<std::size_t, 3> launch_size(const DeviceCaps& caps, const OpenclKernel& kernel, const backend::NDRange& range);

}  // namespace clrt::gpu
