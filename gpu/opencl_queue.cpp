// Commands of an OpenCL device.
#include "gpu/opencl_queue.hpp"

#include <algorithm>
#include <cstring>

#include "clrt/error.h"
#include "gpu/opencl_image.hpp"
#include "gpu/opencl_program.hpp"

namespace clrt::gpu {
namespace {

// Pending commands are looked through when there are this many, so that a long run without finish() does not pile them up.
constexpr std::size_t kPendingLimit = 512;

cl_uint count(const std::vector<cl_event>& waits) { return static_cast<cl_uint>(waits.size()); }
const cl_event* first(const std::vector<cl_event>& waits) { return waits.empty() ? nullptr : waits.data(); }

std::string argument_name(const OpenclKernel& kernel, std::size_t index) {
  const auto& args = kernel.info().args;
  return "argument " + std::to_string(index) + (index < args.size() ? " '" + args[index].name + "'" : "") + " of " +
         kernel.info().name;
}

}  // namespace

cl_int OpenclEvent::status() const {
  cl_int status = CL_QUEUED;
  check(api().clGetEventInfo(event_.get(), CL_EVENT_COMMAND_EXECUTION_STATUS, sizeof status, &status, nullptr), what_);
  return status;
}

void OpenclEvent::fail(cl_int code) {
  reported_ = true;
  check(code, what_ + " on " + shared_->caps.info.name);
  throw Error(Status::kInternal, what_ + " is said to have failed without an error");
}

void OpenclEvent::wait() {
  cl_event event = event_.get();
  const cl_int code = api().clWaitForEvents(1, &event);
  if (const cl_int ended = status(); ended < 0) fail(ended);
  if (code != CL_SUCCESS) fail(code);
}

bool OpenclEvent::done() {
  const cl_int now = status();
  return now == CL_COMPLETE || now < 0;
}

backend::Times OpenclEvent::times() {
  backend::Times times;
  if (!profiled_ || status() != CL_COMPLETE) return times;
  const auto read = [&](cl_profiling_info what, std::uint64_t& to) {
    cl_ulong value = 0;
    if (api().clGetEventProfilingInfo(event_.get(), what, sizeof value, &value, nullptr) == CL_SUCCESS) to = value;
  };
  read(CL_PROFILING_COMMAND_QUEUED, times.queued);
  read(CL_PROFILING_COMMAND_START, times.start);
  read(CL_PROFILING_COMMAND_END, times.end);
  return times;
}

OpenclQueue::OpenclQueue(SharedPtr shared, bool out_of_order, bool profiling)
    : shared_(std::move(shared)), profiling_(profiling), out_of_order_(out_of_order && shared_->caps.out_of_order) {
  cl_command_queue_properties properties = 0;
  // In order is a legal way to run an out-of-order queue, for devices that know no other.
  if (out_of_order_) properties |= CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE;
  if (profiling_) properties |= CL_QUEUE_PROFILING_ENABLE;
  cl_int code = CL_SUCCESS;
  queue_ = CommandQueue(api().clCreateCommandQueue(shared_->context.get(), shared_->caps.device, properties, &code));
  check(code, "queue on " + shared_->caps.info.name);
}

OpenclQueue::~OpenclQueue() { api().clFinish(queue_.get()); }

OpenclQueue::WaitList OpenclQueue::wait_list(std::span<const backend::EventPtr> waits) const {
  WaitList list;
  for (const backend::EventPtr& wait : waits) {
    if (!wait) continue;
    auto* event = dynamic_cast<OpenclEvent*>(wait.get());
    // Drivers know no events of other contexts; of those that are over, only the error matters.
    if (event == nullptr || event->shared().context.get() != shared_->context.get())
      wait->wait();
    else if (event->done())
      event->wait();
    else
      list.push_back(event->object());
  }
  return list;
}

OpenclBuffer& OpenclQueue::mine(backend::Buffer& buffer, const char* what) const {
  auto* own = dynamic_cast<OpenclBuffer*>(&buffer);
  if (own == nullptr || own->shared().context.get() != shared_->context.get())
    throw Error(Status::kInvalidArgument,
                std::string(what) + ": the buffer is of another device than the queue (" + shared_->caps.info.name + ")");
  return *own;
}

backend::EventPtr OpenclQueue::submitted(cl_int code, cl_event event, std::string what) {
  if (code != CL_SUCCESS) check(code, what + " on " + shared_->caps.info.name);
  auto made = std::make_shared<OpenclEvent>(shared_, EventObject(event), std::move(what), profiling_);
  if (pending_.size() >= kPendingLimit)
    std::erase_if(pending_, [](const auto& e) { return e->reported() || e->status() == CL_COMPLETE; });
  pending_.push_back(made);
  return made;
}

backend::EventPtr OpenclQueue::marker(const WaitList& waits, std::string what) {
  cl_event event = nullptr;
  const cl_int code = api().clEnqueueMarkerWithWaitList(queue_.get(), count(waits), first(waits), &event);
  return submitted(code, event, std::move(what));
}

// The images of one launch: filled before the kernel, and stored after it where it may write them.
class OpenclQueue::Images {
 public:
  explicit Images(OpenclQueue& queue) : queue_(queue) {}

  const OpenclImage& add(backend::Image& any, bool written, const WaitList& waits) {
    auto* image = dynamic_cast<OpenclImage*>(&any);
    if (image == nullptr || image->shared().context.get() != queue_.shared_->context.get())
      throw Error(Status::kInvalidArgument, "an image is of another device than the queue (" + queue_.shared_->caps.info.name + ")");
    image->fill(queue_.queue_.get(), waits, events_);
    if (written) written_.push_back(image);
    return *image;
  }
  // What the kernel has to wait for.
  const WaitList& filled(const WaitList& waits) {
    if (events_.empty()) return waits;
    for (const EventObject& e : events_) filled_.push_back(e.get());
    return filled_;
  }
  backend::EventPtr store(backend::EventPtr kernel, cl_event event, const std::string& what) {
    if (written_.empty()) return kernel;
    std::vector<EventObject> stored;
    for (const OpenclImage* image : written_) image->store(queue_.queue_.get(), {event}, stored);
    WaitList all;
    for (const EventObject& e : stored) all.push_back(e.get());
    return queue_.marker(all, what);
  }

 private:
  OpenclQueue& queue_;
  std::vector<const OpenclImage*> written_;
  std::vector<EventObject> events_;
  WaitList filled_;
};

backend::EventPtr OpenclQueue::launch(backend::Kernel& any, const backend::NDRange& range, std::span<const backend::Arg> args,
                                      std::span<const backend::EventPtr> waits) {
  auto* kernel = dynamic_cast<OpenclKernel*>(&any);
  if (kernel == nullptr || kernel->shared().context.get() != shared_->context.get())
    throw Error(Status::kInvalidArgument,
                "kernel " + any.info().name + " was built for another device than the queue (" + shared_->caps.info.name + ")");
  const WaitList list = wait_list(waits);
  const std::string what = "kernel " + kernel->info().name;
  std::array<std::size_t, 3> global{1, 1, 1}, offset{};
  for (std::uint32_t d = 0; d < range.dim; ++d) {
    if (range.global[d] == 0) return marker(list, what);
    global[d] = range.global[d];
    offset[d] = range.offset[d];
  }
  const std::array<std::size_t, 3> local = launch_size(shared_->caps, *kernel, range);

  std::vector<Memory> parts;  // released after the launch, which holds them
  Images images{*this};
  const std::lock_guard lock(kernel->arguments());
  for (std::size_t i = 0; i < args.size(); ++i) {
    const backend::Arg& arg = args[i];
    cl_int code = CL_SUCCESS;
    const auto index = static_cast<cl_uint>(i);
    if (arg.kind == backend::ArgKind::kValue) {
      code = api().clSetKernelArg(kernel->object(), index, arg.size, arg.value);
    } else if (arg.kind == backend::ArgKind::kImage) {
      const OpenclImage& image = images.add(*arg.image, !kernel->info().args[i].read_only, list);
      const cl_mem memory = image.memory();
      code = api().clSetKernelArg(kernel->object(), index, sizeof memory, &memory);
    } else if (arg.kind == backend::ArgKind::kSampler) {
      const cl_sampler sampler = shared_->samplers.get(*shared_, arg.sampler);
      code = api().clSetKernelArg(kernel->object(), index, sizeof sampler, &sampler);
    } else if (arg.kind == backend::ArgKind::kLocal) {
      code = api().clSetKernelArg(kernel->object(), index, arg.size, nullptr);
    } else {
      cl_mem memory = nullptr;
      if (arg.buffer != nullptr) {
        const OpenclBuffer& buffer = mine(*arg.buffer, argument_name(*kernel, i).c_str());
        memory = buffer.memory();
        if (arg.offset != 0 && arg.offset < buffer.bytes()) {
          parts.push_back(buffer.argument_at(arg.offset, argument_name(*kernel, i)));
          memory = parts.back().get();
        }
      }
      code = api().clSetKernelArg(kernel->object(), index, sizeof memory, memory != nullptr ? &memory : nullptr);
    }
    if (code != CL_SUCCESS) check(code, argument_name(*kernel, i) + " on " + shared_->caps.info.name);
  }
  const WaitList& before = images.filled(list);
  cl_event event = nullptr;
  const cl_int code = api().clEnqueueNDRangeKernel(queue_.get(), kernel->object(), range.dim, offset.data(), global.data(),
                                                   local[0] != 0 ? local.data() : nullptr, count(before), first(before), &event);
  backend::EventPtr done = submitted(code, event, what);
  return images.store(std::move(done), event, what);
}

backend::EventPtr OpenclQueue::write(backend::Buffer& to, std::size_t offset, const void* from, std::size_t bytes, bool blocking,
                                     std::span<const backend::EventPtr> waits) {
  const OpenclBuffer& buffer = mine(to, "write");
  const WaitList list = wait_list(waits);
  std::string what = "write of " + std::to_string(bytes) + " bytes";
  if (bytes == 0) return marker(list, std::move(what));
  cl_event event = nullptr;
  const cl_int code = api().clEnqueueWriteBuffer(queue_.get(), buffer.memory(), blocking ? CL_TRUE : CL_FALSE, offset, bytes,
                                                 from, count(list), first(list), &event);
  return submitted(code, event, std::move(what));
}

backend::EventPtr OpenclQueue::read(backend::Buffer& from, std::size_t offset, void* to, std::size_t bytes, bool blocking,
                                    std::span<const backend::EventPtr> waits) {
  const OpenclBuffer& buffer = mine(from, "read");
  const WaitList list = wait_list(waits);
  std::string what = "read of " + std::to_string(bytes) + " bytes";
  if (bytes == 0) return marker(list, std::move(what));
  cl_event event = nullptr;
  const cl_int code = api().clEnqueueReadBuffer(queue_.get(), buffer.memory(), blocking ? CL_TRUE : CL_FALSE, offset, bytes, to,
                                                count(list), first(list), &event);
  return submitted(code, event, std::move(what));
}

backend::EventPtr OpenclQueue::copy(backend::Buffer& from, std::size_t from_offset, backend::Buffer& to, std::size_t to_offset,
                                    std::size_t bytes, std::span<const backend::EventPtr> waits) {
  const OpenclBuffer &source = mine(from, "copy"), &target = mine(to, "copy");
  const WaitList list = wait_list(waits);
  std::string what = "copy of " + std::to_string(bytes) + " bytes";
  if (bytes == 0) return marker(list, std::move(what));
  cl_event event = nullptr;
  const cl_int code = api().clEnqueueCopyBuffer(queue_.get(), source.memory(), target.memory(), from_offset, to_offset, bytes,
                                                count(list), first(list), &event);
  return submitted(code, event, std::move(what));
}

backend::EventPtr OpenclQueue::fill(backend::Buffer& to, std::size_t offset, std::size_t bytes, const void* pattern,
                                    std::size_t pattern_bytes, std::span<const backend::EventPtr> waits) {
  const OpenclBuffer& buffer = mine(to, "fill");
  std::string what = "fill of " + std::to_string(bytes) + " bytes";
  if (bytes == 0) return marker(wait_list(waits), std::move(what));
  const bool direct = pattern_bytes != 0 && pattern_bytes <= 128 && (pattern_bytes & (pattern_bytes - 1)) == 0 &&
                      offset % pattern_bytes == 0 && bytes % pattern_bytes == 0;
  if (!direct) {
    // OpenCL fills with aligned patterns of a power of two; others are written from the host.
    std::vector<std::byte> repeated(bytes);
    for (std::size_t at = 0; at < bytes; at += pattern_bytes)
      std::memcpy(repeated.data() + at, pattern, std::min(pattern_bytes, bytes - at));
    return write(to, offset, repeated.data(), bytes, true, waits);
  }
  const WaitList list = wait_list(waits);
  cl_event event = nullptr;
  const cl_int code = api().clEnqueueFillBuffer(queue_.get(), buffer.memory(), pattern, pattern_bytes, offset, bytes, count(list),
                                                first(list), &event);
  return submitted(code, event, std::move(what));
}

std::byte* OpenclQueue::map(backend::Buffer& any, std::size_t offset, std::size_t bytes, bool write) {
  const OpenclBuffer& buffer = mine(any, "map");
  // Mapping waits for what was submitted before, also where the queue may reorder.
  if (out_of_order_) check(api().clFinish(queue_.get()), "map");
  cl_int code = CL_SUCCESS;
  void* address =
      api().clEnqueueMapBuffer(queue_.get(), buffer.memory(), CL_TRUE, write ? CL_MAP_READ | CL_MAP_WRITE : CL_MAP_READ, offset,
                               bytes, 0, nullptr, nullptr, &code);
  check(code,
        "map of " + std::to_string(bytes) + " bytes at offset " + std::to_string(offset) + " on " + shared_->caps.info.name);
  return static_cast<std::byte*>(address);
}

void OpenclQueue::unmap(backend::Buffer& any, std::byte* address) {
  const OpenclBuffer& buffer = mine(any, "unmap");
  check(api().clEnqueueUnmapMemObject(queue_.get(), buffer.memory(), address, 0, nullptr, nullptr),
        "unmap on " + shared_->caps.info.name);
  if (out_of_order_) check(api().clFinish(queue_.get()), "unmap");
}

void OpenclQueue::flush() { check(api().clFlush(queue_.get()), "flush on " + shared_->caps.info.name); }

void OpenclQueue::finish() {
  const cl_int code = api().clFinish(queue_.get());
  const std::vector<std::shared_ptr<OpenclEvent>> ended = std::move(pending_);
  pending_.clear();
  for (const auto& event : ended)
    if (const cl_int status = event->status(); status < 0 && !event->reported()) event->fail(status);
  check(code, "finish on " + shared_->caps.info.name);
}

}  // namespace clrt::gpu
