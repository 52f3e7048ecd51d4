// Buffers of the CPU device.
#include "cpu_emu/cpu_memory.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <system_error>

#include "clrt/error.h"
#include "cpu_emu/jit/sanitizer.hpp"
#include "numa/memory.hpp"

namespace clrt::cpu {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kAlign = 128;  // of the widest OpenCL C type

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

std::shared_ptr<std::byte> small_memory(std::size_t bytes) {
  const std::size_t rounded = (bytes + kAlign - 1) / kAlign * kAlign;
  void* memory = nullptr;
  // Under the address sanitizer not a byte more, so that it knows the end.
  const std::size_t size = jit::address_sanitizer_loaded() ? std::max<std::size_t>(bytes, 1) : std::max(rounded, kAlign);
  if (::posix_memalign(&memory, kAlign, size) != 0) throw std::bad_alloc();
  return {static_cast<std::byte*>(memory), [](std::byte* p) { std::free(p); }};
}

numa::MemoryRequest request_for(const backend::BufferOptions& options) {
  numa::MemoryRequest request;
  request.node = options.node;
  request.huge_pages = options.huge_pages;
  switch (options.placement) {
    case backend::Placement::kDefault: request.placement = numa::Placement::kDefault; break;
    case backend::Placement::kBind: request.placement = numa::Placement::kBind; break;
    case backend::Placement::kPartitioned: request.placement = numa::Placement::kPartitioned; break;
    case backend::Placement::kInterleaved:
    case backend::Placement::kReplicated: request.placement = numa::Placement::kInterleaved; break;
  }
  return request;
}

// Pages with one before and one after them that the address sanitizer reports.
std::shared_ptr<std::byte> fenced_memory(const numa::Topology& topology, std::size_t bytes, const numa::MemoryRequest& request) {
  auto pages = std::make_shared<numa::NodeMemory>(topology, bytes + 2 * kPage, request);
  std::byte* const begin = pages->data() + kPage;
  jit::forbid_access(pages->data(), kPage);
  jit::forbid_access(begin + bytes, kPage);
  return {begin, [pages = std::move(pages), bytes](std::byte*) { jit::allow_access(pages->data(), bytes + 2 * kPage); }};
}

}  // namespace

std::unique_ptr<backend::Buffer> allocate_buffer(const numa::Topology& topology, std::size_t bytes, const backend::BufferOptions& options) {
  const std::size_t nodes = topology.nodes().size();
  if (options.placement == backend::Placement::kBind && (options.node < 0 || static_cast<std::size_t>(options.node) >= nodes))
    throw Error(Status::kInvalidArgument,
                "a buffer cannot be bound to node " + std::to_string(options.node) + ": this machine has " + std::to_string(nodes) +
                    (nodes == 1 ? " node, 0" : " nodes, 0 to " + std::to_string(nodes - 1)));
  // A mapping is only a promise; one that the machine can never keep is refused now, not by a kill at the first touch.
  if (bytes > topology.memory_bytes()) no_memory(bytes, topology);
  try {
    if (bytes < kPage) return std::make_unique<CpuBuffer>(small_memory(bytes));
    if (jit::address_sanitizer_loaded()) return std::make_unique<CpuBuffer>(fenced_memory(topology, bytes, request_for(options)));
    auto pages = std::make_shared<numa::NodeMemory>(topology, bytes, request_for(options));
    return std::make_unique<CpuBuffer>(std::shared_ptr<std::byte>(pages, pages->data()));
  } catch (const std::bad_alloc&) {
    no_memory(bytes, topology);
  } catch (const std::system_error&) {
    no_memory(bytes, topology);
  }
}

std::unique_ptr<backend::Buffer> import_buffer(void* memory) {
  return std::make_unique<CpuBuffer>(std::shared_ptr<std::byte>(static_cast<std::byte*>(memory), [](std::byte*) {}));
}

std::unique_ptr<backend::Buffer> part_of_buffer(backend::Buffer& parent, std::size_t offset) {
  const std::shared_ptr<std::byte>& memory = static_cast<CpuBuffer&>(parent).memory();
  return std::make_unique<CpuBuffer>(std::shared_ptr<std::byte>(memory, memory.get() + offset));
}

}  // namespace clrt::cpu
