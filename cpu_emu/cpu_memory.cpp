// Buffers of the CPU device.
#include "cpu_emu/cpu_memory.hpp"

#include <sys/mman.h>

#include <cstdlib>
#include <vector>

#include "clrt/error.h"

namespace clrt::cpu {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kHugePage = 2 << 20;
constexpr std::size_t kAlign = 128;

std::size_t round_up(std::size_t n, std::size_t to) { return (n + to - 1) / to * to; }

class CpuBuffer : public backend::Buffer {
 public:
  explicit CpuBuffer(std::shared_ptr<std::byte> memory) : memory_(std::move(memory)) {}
  std::byte* host() override { return memory_.get(); }
  const std::shared_ptr<std::byte>& memory() const { return memory_; }

 private:
  std::shared_ptr<std::byte> memory_;
};

[[noreturn]] void no_memory(std::size_t bytes, const numa::Topology& topology) {
  throw Error(Status::kOutOfMemory, "a buffer of " + std::to_string(bytes) + " bytes: the system has no memory for it (" +
                                        numa::format_bytes(topology.memory_bytes()) + " in all)");
}

// Huge pages need an address that is a multiple of their size: map more, and give back what stands before and after.
std::byte* map_pages(std::size_t bytes, std::size_t align) {
  const std::size_t extra = align > kPage ? align : 0;
  void* mapped = ::mmap(nullptr, bytes + extra, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  auto* begin = static_cast<std::byte*>(mapped);
  if (extra == 0) return begin;
  const std::size_t before = round_up(reinterpret_cast<std::uintptr_t>(begin), align) - reinterpret_cast<std::uintptr_t>(begin);
  if (before != 0) ::munmap(begin, before);
  if (extra != before) ::munmap(begin + before + bytes, extra - before);
  return begin + before;
}

void place(const numa::Topology& topology, std::byte* address, std::size_t bytes, const backend::BufferOptions& options) {
  std::vector<int> all;
  for (std::size_t n = 0; n < topology.nodes().size(); ++n)
    if (!topology.nodes()[n].cores.empty()) all.push_back(static_cast<int>(n));
  switch (options.placement) {
    case backend::Placement::kDefault: return;
    case backend::Placement::kBind: {
      const int node[] = {options.node};
      topology.place_memory(address, bytes, node, numa::MemoryPolicy::kBind);
      return;
    }
    case backend::Placement::kInterleaved:
    case backend::Placement::kReplicated: topology.place_memory(address, bytes, all, numa::MemoryPolicy::kInterleave); return;
    case backend::Placement::kPartitioned: {
      std::size_t cores = 0, before = 0, at = 0;
      for (int n : all) cores += topology.nodes()[static_cast<std::size_t>(n)].cores.size();
      for (int n : all) {
        before += topology.nodes()[static_cast<std::size_t>(n)].cores.size();
        const std::size_t end = before == cores ? bytes : round_up(bytes / cores * before, kPage);
        const int node[] = {n};
        if (end > at) topology.place_memory(address + at, end - at, node, numa::MemoryPolicy::kBind);
        at = end > at ? end : at;
      }
      return;
    }
  }
}

}  // namespace

std::unique_ptr<backend::Buffer> allocate_buffer(const numa::Topology& topology, std::size_t bytes, const backend::BufferOptions& options) {
  if (options.placement == backend::Placement::kBind && (options.node < 0 || static_cast<std::size_t>(options.node) >= topology.nodes().size()))
    throw Error(Status::kInvalidArgument, "a buffer cannot be bound to node " + std::to_string(options.node) + ": this machine has nodes 0 to " +
                                              std::to_string(topology.nodes().size() - 1));
  if (bytes < kPage) {
    void* small = std::aligned_alloc(kAlign, round_up(bytes == 0 ? 1 : bytes, kAlign));
    if (small == nullptr) no_memory(bytes, topology);
    return std::make_unique<CpuBuffer>(std::shared_ptr<std::byte>(static_cast<std::byte*>(small), [](std::byte* p) { std::free(p); }));
  }
  // A mapping is only a promise; one that the machine can never keep is refused now, not by a kill at the first touch.
  if (bytes > topology.memory_bytes()) no_memory(bytes, topology);
  const bool huge = options.huge_pages && bytes >= kHugePage;
  const std::size_t mapped = round_up(bytes, kPage);
  std::byte* address = map_pages(mapped, huge ? kHugePage : kPage);
  if (address == nullptr) no_memory(bytes, topology);
  if (huge) ::madvise(address, mapped, MADV_HUGEPAGE);
  place(topology, address, mapped, options);
  return std::make_unique<CpuBuffer>(std::shared_ptr<std::byte>(address, [mapped](std::byte* p) { ::munmap(p, mapped); }));
}

std::unique_ptr<backend::Buffer> import_buffer(void* memory) {
  return std::make_unique<CpuBuffer>(std::shared_ptr<std::byte>(static_cast<std::byte*>(memory), [](std::byte*) {}));
}

std::unique_ptr<backend::Buffer> part_of_buffer(backend::Buffer& parent, std::size_t offset) {
  const std::shared_ptr<std::byte>& memory = static_cast<CpuBuffer&>(parent).memory();
  return std::make_unique<CpuBuffer>(std::shared_ptr<std::byte>(memory, memory.get() + offset));
}

}  // namespace clrt::cpu
