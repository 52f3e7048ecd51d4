// C API: queues, launches and copies.
#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "clrt/clrt.h"
#include "clrt/runtime/guard.hpp"
#include "clrt/runtime/log.hpp"
#include "clrt/runtime/objects.hpp"
#include "clrt/runtime/record.hpp"
#include "clrt/runtime/submit.hpp"
#include "clrt/runtime/validate.hpp"

using namespace clrt::runtime;
using clrt::Error;
using clrt::Status;
namespace backend = clrt::backend;

clrt_queue_s::~clrt_queue_s() {
  // Nobody is left to hear of an error.
  if (queue != nullptr) (void)guard([&] { queue->finish(); });
}

clrt_status clrt_queue_create(clrt_device device, uint32_t flags, clrt_queue* queue) {
  return guard([&] {
    require(device, "device");
    require(queue, "queue");
    if ((flags & ~(std::uint32_t{CLRT_QUEUE_OUT_OF_ORDER} | std::uint32_t{CLRT_QUEUE_PROFILING})) != 0) {
      throw Error(Status::kInvalidArgument, "queue flags " + std::to_string(flags) + " has bits that mean nothing");
    }
    auto made = std::make_unique<clrt_queue_s>();
    made->device = Ref(device);
    made->out_of_order = (flags & CLRT_QUEUE_OUT_OF_ORDER) != 0;
    made->queue = device->device->queue(made->out_of_order, (flags & CLRT_QUEUE_PROFILING) != 0);
    *queue = made.release();
  });
}

clrt_queue clrt_queue_retain(clrt_queue queue) { return retain(queue); }
void clrt_queue_release(clrt_queue queue) { release(queue); }

namespace {

// The bound arguments of a launch; few enough stay on the stack.
class BoundArgs {
 public:
  explicit BoundArgs(std::size_t count) : count_(count) {
    if (count > few_.size()) many_.resize(count);
  }
  std::span<backend::Arg> get() { return {many_.empty() ? few_.data() : many_.data(), count_}; }

 private:
  std::array<backend::Arg, 24> few_{};
  std::vector<backend::Arg> many_;
  std::size_t count_;
};

void log_launch(const clrt_queue_s& queue, const backend::KernelInfo& kernel, const backend::NDRange& r) {
  if (log_level() < LogLevel::kLaunch) return;
  std::string line = "launch " + kernel.name + " on " + queue.device->info().name + ", global";
  for (std::uint32_t d = 0; d < r.dim; ++d) line += (d ? "," : " ") + std::to_string(r.global[d]);
  line += ", local";
  for (std::uint32_t d = 0; d < r.dim; ++d) line += (d ? "," : " ") + std::to_string(r.local[d]);
  log(LogLevel::kLaunch, line);
}

Ref<clrt_graph_s> recording_of(clrt_queue_s& queue) {
  const std::lock_guard lock(queue.mutex);
  return queue.recording;
}

void refuse_recording(const clrt_queue_s& queue, const char* what) {
  if (queue.recording) throw Error(Status::kInvalidArgument, std::string(what) + " cannot be recorded; end the recording first");
}

}  // namespace

clrt_status clrt_launch(clrt_queue queue, clrt_kernel kernel, const clrt_ndrange* range, const clrt_arg* args, size_t arg_count,
                        const clrt_event* waits, size_t wait_count, clrt_event* event) {
  return guard([&] {
    require(queue, "queue");
    require(kernel, "kernel");
    require(range, "range");
    if (arg_count != 0) require(args, "args");
    const clrt_device_s& device = *queue->device;
    const backend::KernelInfo& info = kernel->info();
    check_kernel(device, *kernel);
    check_argument_count(info, arg_count);
    BoundArgs storage(arg_count);
    const std::span<backend::Arg> bound = storage.get();
    for (std::size_t i = 0; i < arg_count; ++i) bound[i] = bind_argument(device, info, i, args[i]);
    check_local_memory(device, info, bound);
    const CheckedRange checked = check_range(device, info, *range);

    const Ref<clrt_graph_s> graph = recording_of(*queue);
    if (graph || checked.empty) {
      record_or_submit(*queue, graph, waits, wait_count, event,
                       [&] { return Command{make_launch(*kernel, checked, bound, {args, arg_count}), {}}; });
      return;
    }
    const WaitList list = wait_list(*queue, nullptr, waits, wait_count);
    log_launch(*queue, info, checked.range);
    backend::EventPtr done;
    {
      const std::lock_guard lock(queue->mutex);
      done = queue->queue->launch(*kernel->kernel, checked.range, bound, list.events);
      queue->last = done;
      queue->in_flight.add(done, [&] { return Used{buffers_of({args, arg_count}), Ref(kernel), images_of({args, arg_count})}; });
    }
    give_event(*queue, {std::move(done)}, event);
  });
}

clrt_status clrt_write(clrt_queue queue, clrt_buffer buffer, size_t offset, const void* from, size_t bytes, int blocking,
                       const clrt_event* waits, size_t wait_count, clrt_event* event) {
  return guard([&] {
    require(queue, "queue");
    check_buffer_range(*queue->device, buffer, offset, bytes, "write");
    if (buffer->read_only) throw Error(Status::kInvalidArgument, "write: the buffer is read-only (imported)");
    if (bytes != 0) require(from, "write: the host memory");
    transfer(
        *queue, blocking != 0 && bytes != 0, "a blocking write", waits, wait_count, event, bytes == 0,
        [&](std::span<const backend::EventPtr> w) { return queue->queue->write(*buffer->buffer, offset, from, bytes, true, w); },
        [&] { return WriteCommand{Ref(buffer), offset, bytes, from}; });
  });
}

clrt_status clrt_read(clrt_queue queue, clrt_buffer buffer, size_t offset, void* to, size_t bytes, int blocking,
                      const clrt_event* waits, size_t wait_count, clrt_event* event) {
  return guard([&] {
    require(queue, "queue");
    check_buffer_range(*queue->device, buffer, offset, bytes, "read");
    if (bytes != 0) require(to, "read: the host memory");
    transfer(
        *queue, blocking != 0 && bytes != 0, "a blocking read", waits, wait_count, event, bytes == 0,
        [&](std::span<const backend::EventPtr> w) { return queue->queue->read(*buffer->buffer, offset, to, bytes, true, w); },
        [&] { return ReadCommand{Ref(buffer), offset, bytes, to}; });
  });
}

clrt_status clrt_copy(clrt_queue queue, clrt_buffer from, size_t from_offset, clrt_buffer to, size_t to_offset, size_t bytes,
                      const clrt_event* waits, size_t wait_count, clrt_event* event) {
  return guard([&] {
    require(queue, "queue");
    check_buffer_range(*queue->device, from, from_offset, bytes, "copy, source");
    check_buffer_range(*queue->device, to, to_offset, bytes, "copy, target");
    if (to->read_only) throw Error(Status::kInvalidArgument, "copy: the target is read-only (imported)");
    if (from == to && from_offset < to_offset + bytes && to_offset < from_offset + bytes && bytes != 0) {
      throw Error(Status::kInvalidArgument, "copy: source and target overlap");
    }
    transfer(*queue, false, "", waits, wait_count, event, bytes == 0, no_blocking,
             [&] { return CopyCommand{Ref(from), Ref(to), from_offset, to_offset, bytes}; });
  });
}

clrt_status clrt_fill(clrt_queue queue, clrt_buffer buffer, size_t offset, size_t bytes, const void* pattern,
                      size_t pattern_bytes, const clrt_event* waits, size_t wait_count, clrt_event* event) {
  return guard([&] {
    require(queue, "queue");
    require(pattern, "fill: the pattern");
    check_buffer_range(*queue->device, buffer, offset, bytes, "fill");
    if (buffer->read_only) throw Error(Status::kInvalidArgument, "fill: the buffer is read-only (imported)");
    if (pattern_bytes == 0 || pattern_bytes > 128 || (pattern_bytes & (pattern_bytes - 1)) != 0) {
      throw Error(Status::kInvalidArgument,
                  "fill: a pattern of " + std::to_string(pattern_bytes) + " bytes; 1, 2, 4, ... 128 are allowed");
    }
    if (offset % pattern_bytes != 0 || bytes % pattern_bytes != 0) {
      throw Error(Status::kInvalidArgument, "fill: offset " + std::to_string(offset) + " and size " + std::to_string(bytes) +
                                                " must be multiples of the pattern's " + std::to_string(pattern_bytes) +
                                                " bytes");
    }
    const auto* first = static_cast<const std::byte*>(pattern);
    transfer(*queue, false, "", waits, wait_count, event, bytes == 0, no_blocking,
             [&] { return FillCommand{Ref(buffer), offset, bytes, {first, first + pattern_bytes}}; });
  });
}

clrt_status clrt_map(clrt_queue queue, clrt_buffer buffer, size_t offset, size_t bytes, int write, void** address) {
  return guard([&] {
    require(queue, "queue");
    require(address, "address");
    check_buffer_range(*queue->device, buffer, offset, bytes, "map");
    if (write != 0 && buffer->read_only) throw Error(Status::kInvalidArgument, "map: the buffer is read-only (imported)");
    const std::lock_guard lock(queue->mutex);
    refuse_recording(*queue, "a map");
    *address = queue->queue->map(*buffer->buffer, offset, bytes != 0 ? bytes : 1, write != 0);
  });
}

clrt_status clrt_unmap(clrt_queue queue, clrt_buffer buffer, void* address) {
  return guard([&] {
    require(queue, "queue");
    require(address, "address");
    check_buffer_range(*queue->device, buffer, 0, 0, "unmap");
    const std::lock_guard lock(queue->mutex);
    queue->queue->unmap(*buffer->buffer, static_cast<std::byte*>(address));
  });
}

clrt_status clrt_flush(clrt_queue queue) {
  return guard([&] {
    require(queue, "queue");
    const std::lock_guard lock(queue->mutex);
    queue->queue->flush();
  });
}

clrt_status clrt_finish(clrt_queue queue) {
  return guard([&] {
    require(queue, "queue");
    const std::lock_guard lock(queue->mutex);
    refuse_recording(*queue, "finish");
    queue->queue->finish();
    queue->in_flight.clear();
    queue->last.reset();
  });
}
