// The CPU device's queue.
#include "cpu_emu/cpu_queue.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <new>
#include <vector>

#include "clrt/error.h"
#include "cpu_emu/check/checker.hpp"
#include "cpu_emu/cpu_image.hpp"
#include "cpu_emu/cpu_program.hpp"
#include "cpu_emu/executor/executor.hpp"

namespace clrt::cpu {
namespace {

constexpr std::size_t kLocalAlign = 128;          // WorkGroup::local_memory's, so also that of each local argument
constexpr std::size_t kCopyBlock = 256 * 1024;    // bytes a worker takes at once: a fraction of its L2
constexpr std::size_t kParallelCopy = 4 << 20;    // below, one thread is done before the others are awake
// A copy moves about 8 bytes a nanosecond on one core; the pool takes this as its guess whether sharing pays.
constexpr std::uint64_t kCopyBytesPerNs = 8;

std::size_t round_up(std::size_t n, std::size_t to) { return (n + to - 1) / to * to; }

class DoneEvent : public backend::Event {
 public:
  explicit DoneEvent(backend::Times times) : times_(times) {}
  void wait() override {}
  bool done() override { return true; }
  backend::Times times() override { return times_; }

 private:
  backend::Times times_;
};

// The argument block of a launch; small ones without an allocation.
class ArgBlock {
 public:
  explicit ArgBlock(std::size_t bytes) {
    if (bytes > sizeof small_) large_.resize(bytes);
    data_ = large_.empty() ? small_ : large_.data();
    std::memset(data_, 0, std::max<std::size_t>(bytes, 1));
  }
  ArgBlock(const ArgBlock&) = delete;
  ArgBlock& operator=(const ArgBlock&) = delete;
  template <typename T>
  void put(std::size_t offset, const T& value) { std::memcpy(data_ + offset, &value, sizeof value); }
  void put(std::size_t offset, const void* value, std::size_t bytes) { std::memcpy(data_ + offset, value, bytes); }
  const void* data() const { return data_; }

 private:
  alignas(128) std::byte small_[1024];
  std::vector<std::byte> large_;
  std::byte* data_;
};

void print_to_sink(void* user, const char* text, std::size_t length) {
  const auto* sink = static_cast<const backend::PrintSink*>(user);
  if (sink != nullptr) (*sink)(std::string_view(text, length));
  else std::fwrite(text, 1, length, stdout);
}

std::byte* host_of(backend::Buffer* buffer, std::size_t offset) {
  return buffer == nullptr ? nullptr : buffer->host() + offset;
}

class CpuQueue : public backend::Queue {
 public:
  CpuQueue(std::shared_ptr<numa::WorkerPool> pool, std::shared_ptr<PrintTarget> print) : pool_(std::move(pool)), print_(std::move(print)) {}

  backend::EventPtr launch(backend::Kernel& kernel, const backend::NDRange& range, std::span<const backend::Arg> args,
                           std::span<const backend::EventPtr> waits) override {
    const CpuKernel& own = static_cast<CpuKernel&>(kernel);
    return timed(waits, [&] { run(own, range, args); });
  }

  backend::EventPtr write(backend::Buffer& to, std::size_t offset, const void* from, std::size_t bytes, bool,
                          std::span<const backend::EventPtr> waits) override {
    return timed(waits, [&] { copy_bytes(to.host() + offset, from, bytes); });
  }

  backend::EventPtr read(backend::Buffer& from, std::size_t offset, void* to, std::size_t bytes, bool,
                         std::span<const backend::EventPtr> waits) override {
    return timed(waits, [&] { copy_bytes(to, from.host() + offset, bytes); });
  }

  backend::EventPtr copy(backend::Buffer& from, std::size_t from_offset, backend::Buffer& to, std::size_t to_offset, std::size_t bytes,
                         std::span<const backend::EventPtr> waits) override {
    return timed(waits, [&] { copy_bytes(to.host() + to_offset, from.host() + from_offset, bytes); });
  }

  backend::EventPtr fill(backend::Buffer& to, std::size_t offset, std::size_t bytes, const void* pattern, std::size_t pattern_bytes,
                         std::span<const backend::EventPtr> waits) override {
    return timed(waits, [&] { fill_bytes(to.host() + offset, bytes, pattern, pattern_bytes); });
  }

  std::byte* map(backend::Buffer& buffer, std::size_t offset, std::size_t, bool) override { return buffer.host() + offset; }
  void unmap(backend::Buffer&, std::byte*) override {}
  void flush() override {}
  void finish() override {}

 private:
  template <typename Command>
  backend::EventPtr timed(std::span<const backend::EventPtr> waits, Command command) {
    backend::Times times;
    times.queued = host_clock_ns();
    for (const backend::EventPtr& e : waits)
      if (e) e->wait();
    times.start = waits.empty() ? times.queued : host_clock_ns();
    command();
    times.end = host_clock_ns();
    return std::make_shared<DoneEvent>(times);
  }

  void run(const CpuKernel& kernel, const backend::NDRange& range, std::span<const backend::Arg> args) {
    const KernelDesc& desc = kernel.desc();
    if (args.size() != desc.arg_count)
      throw Error(Status::kInternal, "kernel " + std::string(desc.name) + ": " + std::to_string(args.size()) + " arguments reached the CPU device, it takes " +
                                         std::to_string(desc.arg_count));
    ArgBlock block(desc.args_bytes);
    std::size_t local_bytes = desc.local_bytes;
    for (std::uint32_t i = 0; i < desc.arg_count; ++i) {
      const ArgDesc& slot = desc.args[i];
      const backend::Arg& arg = args[i];
      switch (slot.kind) {
        case ArgKind::kGlobal:
        case ArgKind::kConstant: block.put(slot.offset, host_of(arg.buffer, arg.offset)); break;
        case ArgKind::kLocal:
          local_bytes = round_up(local_bytes, kLocalAlign);
          block.put(slot.offset, static_cast<std::uint64_t>(local_bytes));
          local_bytes += arg.size;
          if (desc.check != nullptr) local_bytes += kLocalAlign;  // what runs past one argument meets no other
          break;
        case ArgKind::kValue: block.put(slot.offset, arg.value, slot.size); break;
        case ArgKind::kImage: block.put(slot.offset, &static_cast<const CpuImage*>(arg.image)->description()); break;
        case ArgKind::kSampler: block.put(slot.offset, arg.sampler); break;
      }
    }
    std::array<std::uint64_t, 3> local = range.local;
    if (std::all_of(local.begin(), local.begin() + range.dim, [](std::uint64_t n) { return n == 0; }))
      local = pick_local_size(desc, range.dim, range.global, pool_->size());
    Launch launch = make_launch(range.dim, range.offset, range.global, local);
    launch.program = kernel.program_variables();
    // Held until the launch is over, so that a new sink may be set meanwhile.
    std::shared_ptr<const backend::PrintSink> sink;
    if ((desc.flags & kUsesPrintf) != 0) {
      sink = print_->get();
      launch.print = &print_to_sink;
      launch.print_user = const_cast<backend::PrintSink*>(sink.get());
    }
    if (desc.check != nullptr) return run_checked(desc, launch, args, block, local_bytes);
    try {
      execute(*pool_, desc, launch, block.data(), local_bytes);
    } catch (const std::bad_alloc&) {
      throw Error(Status::kOutOfMemory, "kernel " + std::string(desc.name) + ": no memory for " + std::to_string(local_bytes) +
                                            " bytes of local memory or the stacks of a work-group on each of " +
                                            std::to_string(pool_->size()) + " workers");
    }
  }

  // A launch of a kernel that was built in checked mode: what it found is the launch's error.
  void run_checked(const KernelDesc& desc, Launch launch, std::span<const backend::Arg> args, const ArgBlock& block, std::size_t local_bytes) {
    std::vector<check::ArgumentMemory> memory(desc.arg_count);
    for (std::uint32_t i = 0; i < desc.arg_count; ++i) {
      if (desc.args[i].kind == ArgKind::kValue || desc.args[i].kind == ArgKind::kImage || desc.args[i].kind == ArgKind::kSampler) continue;
      std::memcpy(&memory[i].place, static_cast<const std::byte*>(block.data()) + desc.args[i].offset, sizeof(std::uint64_t));
      if (memory[i].place != 0 || desc.args[i].kind == ArgKind::kLocal) memory[i].bytes = args[i].size;
    }
    try {
      check::Checker checker(desc, launch, memory);
      launch.check = &checker.hooks();
      execute(*pool_, desc, launch, block.data(), local_bytes);
      if (checker.lost()) throw std::bad_alloc();
      if (!checker.clean()) throw Error(Status::kCheckFailed, checker.report());
    } catch (const std::bad_alloc&) {
      throw Error(Status::kOutOfMemory, "kernel " + std::string(desc.name) + ": no memory to check the launch; the checker takes 24 bytes for each element that the kernel touches");
    }
  }

  void copy_bytes(void* to, const void* from, std::size_t bytes) {
    auto* t = static_cast<std::byte*>(to);
    const auto* f = static_cast<const std::byte*>(from);
    if (bytes < kParallelCopy || (t < f + bytes && f < t + bytes)) {
      if (bytes != 0) std::memmove(t, f, bytes);
      return;
    }
    in_blocks(bytes, kCopyBlock, [&](std::size_t begin, std::size_t end) { std::memcpy(t + begin, f + begin, end - begin); });
  }

  void fill_bytes(std::byte* to, std::size_t bytes, const void* pattern, std::size_t pattern_bytes) {
    if (bytes == 0) return;
    const std::size_t block_bytes = kCopyBlock / pattern_bytes * pattern_bytes;
    const auto fill = [&](std::size_t begin, std::size_t end) {
      if (pattern_bytes == 1) {
        std::memset(to + begin, *static_cast<const unsigned char*>(pattern), end - begin);
        return;
      }
      // The pattern once, then what is there doubled. Blocks begin at a multiple of the pattern.
      const std::size_t length = end - begin;
      std::size_t done = std::min(pattern_bytes, length);
      std::memcpy(to + begin, pattern, done);
      for (; done < length; done += std::min(done, length - done)) std::memcpy(to + begin + done, to + begin, std::min(done, length - done));
    };
    if (bytes < kParallelCopy || block_bytes == 0) fill(0, bytes);
    else in_blocks(bytes, block_bytes, fill);
  }

  template <typename Work>
  void in_blocks(std::size_t bytes, std::size_t block, Work work) {
    pool_->parallel_shares(
        (bytes + block - 1) / block,
        [&](numa::Worker, std::uint64_t begin, std::uint64_t end) { work(begin * block, std::min(bytes, static_cast<std::size_t>(end) * block)); },
        bytes / kCopyBytesPerNs);
  }

  std::shared_ptr<numa::WorkerPool> pool_;
  std::shared_ptr<PrintTarget> print_;
};

}  // namespace

void PrintTarget::set(backend::PrintSink sink) {
  auto next = sink ? std::make_shared<const backend::PrintSink>(std::move(sink)) : nullptr;
  const std::lock_guard lock(mutex_);
  sink_ = std::move(next);
}

std::shared_ptr<const backend::PrintSink> PrintTarget::get() const {
  const std::lock_guard lock(mutex_);
  return sink_;
}

std::unique_ptr<backend::Queue> make_cpu_queue(std::shared_ptr<numa::WorkerPool> pool, std::shared_ptr<PrintTarget> print) {
  return std::make_unique<CpuQueue>(std::move(pool), std::move(print));
}

}  // namespace clrt::cpu
