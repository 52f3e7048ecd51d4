// Node memory: mmap, madvise, hwloc's binding, and the kernel's own account of where the pages went.
#include "numa/memory.hpp"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "numa/worker_pool.hpp"

namespace clrt::numa {
namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;

std::size_t base_page() { return static_cast<std::size_t>(sysconf(_SC_PAGESIZE)); }

std::size_t round_up(std::size_t value, std::size_t unit) { return (value + unit - 1) / unit * unit; }

// KiB in transparent huge pages of the mappings that overlap [address, address + bytes).
std::uint64_t huge_kib(const std::byte* address, std::size_t bytes) {
  std::ifstream smaps("/proc/self/smaps");
  const auto first = reinterpret_cast<std::uintptr_t>(address), last = first + bytes;
  bool ours = false;
  std::uint64_t kib = 0;
  for (std::string line; std::getline(smaps, line);) {
    const std::size_t dash = line.find('-');
    const std::size_t space = line.find(' ');
    if (dash < space && space != std::string::npos && line.find(':') > space) {
      const std::uintptr_t begin = std::stoull(line.substr(0, dash), nullptr, 16);
      const std::uintptr_t end = std::stoull(line.substr(dash + 1, space - dash - 1), nullptr, 16);
      ours = begin < last && first < end;
    } else if (ours && line.starts_with("AnonHugePages:")) {
      kib += std::stoull(line.substr(line.find(':') + 1));
    }
  }
  // A neighbouring mapping may be joined to this one: never more than the range itself.
  return std::min<std::uint64_t>(kib, bytes / 1024);
}

const char* name_of(Placement placement) {
  switch (placement) {
    case Placement::kBind: return "bind";
    case Placement::kInterleaved: return "interleaved";
    case Placement::kPartitioned: return "partitioned";
    case Placement::kReplicated: return "replicated";
    default: return "default";
  }
}

}  // namespace

PageReport inspect_pages(const Topology& topology, const void* address, std::size_t bytes) {
  PageReport report;
  report.page_bytes = base_page();
  report.pages_on_node.resize(topology.nodes().size());
  if (bytes == 0) {
    report.known = true;
    return report;
  }
  const auto begin = reinterpret_cast<std::uintptr_t>(address) / report.page_bytes * report.page_bytes;
  const auto end = reinterpret_cast<std::uintptr_t>(address) + bytes;
  report.known = true;
  constexpr std::size_t kBatch = 1024;
  std::array<void*, kBatch> pages{};
  std::array<int, kBatch> status{};
  for (std::uintptr_t at = begin; at < end && report.known;) {
    std::size_t count = 0;
    for (; count < kBatch && at < end; at += report.page_bytes) pages[count++] = reinterpret_cast<void*>(at);
    if (syscall(SYS_move_pages, 0, count, pages.data(), nullptr, status.data(), 0) != 0) {
      report.known = false;
      break;
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto node = std::ranges::find(topology.nodes(), status[i], &Node::os_index);
      if (status[i] >= 0 && node != topology.nodes().end()) {
        ++report.pages_on_node[static_cast<std::size_t>(node - topology.nodes().begin())];
      } else {
        ++report.pages_untouched;
      }
    }
  }
  if (!report.known) {
    std::ranges::fill(report.pages_on_node, 0);
    report.pages_untouched = 0;
  }
  report.huge_page_kib = huge_kib(static_cast<const std::byte*>(address), bytes);
  return report;
}

NodeMemory::NodeMemory(const Topology& topology, std::size_t bytes, const MemoryRequest& request)
    : topology_(topology), bytes_(bytes) {
  const int nodes = static_cast<int>(topology.nodes().size());
  if (request.placement == Placement::kBind && (request.node < 0 || request.node >= nodes)) {
    throw std::invalid_argument("node memory: there is no node " + std::to_string(request.node) +
                                "; the topology has nodes 0 to " + std::to_string(nodes - 1));
  }
  if (request.placement == Placement::kReplicated) copies_ = nodes;
  const bool large = request.huge_pages && bytes >= kHugePage;
  const std::size_t align = large ? kHugePage : base_page();
  const std::size_t most = SIZE_MAX / 4 / static_cast<std::size_t>(copies_);
  stride_ = round_up(std::clamp<std::size_t>(bytes, 1, most), align);
  mapped_ = stride_ * static_cast<std::size_t>(copies_) + (large ? align : 0);
  void* mapping = mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping == MAP_FAILED || bytes > most) {
    const int error = bytes > most ? ENOMEM : errno;
    if (mapping != MAP_FAILED) munmap(mapping, mapped_);
    throw std::system_error(
        error, std::generic_category(),
        "node memory: " + format_bytes(bytes) + (copies_ > 1 ? " on each of " + std::to_string(copies_) + " nodes" : ""));
  }
  mapping_ = static_cast<std::byte*>(mapping);
  data_ = reinterpret_cast<std::byte*>(round_up(reinterpret_cast<std::uintptr_t>(mapping), align));
  granted_ = name_of(request.placement);
  place(request);
  if (!request.huge_pages) {
    granted_ += ", huge pages not asked for";
  } else if (!large) {
    granted_ += ", too small for huge pages";
  } else if (madvise(data_, stride_ * static_cast<std::size_t>(copies_), MADV_HUGEPAGE) != 0) {
    granted_ += ", huge pages refused: " + std::generic_category().message(errno);
  } else {
    granted_ += ", huge pages advised";
  }
}

void NodeMemory::place(const MemoryRequest& request) {
  if (request.placement == Placement::kDefault) return;
  const std::size_t nodes = topology_->nodes().size();
  if (nodes == 1) {
    granted_ += " (the machine has one node)";
    return;
  }
  std::vector<int> all;
  std::vector<std::uint32_t> weights;
  for (std::size_t n = 0; n < nodes; ++n) {
    weights.push_back(static_cast<std::uint32_t>(topology_->nodes()[n].cores.size()));
    if (weights.back() != 0) all.push_back(static_cast<int>(n));
  }
  bool granted = true;
  const auto bind = [&](std::size_t offset, std::size_t bytes, int node) {
    if (bytes != 0 && !topology_->place_memory(data_ + offset, bytes, std::array{node}, MemoryPolicy::kBind)) granted = false;
  };
  switch (request.placement) {
    case Placement::kBind: bind(0, stride_, request.node); break;
    case Placement::kInterleaved: granted = topology_->place_memory(data_, stride_, all, MemoryPolicy::kInterleave); break;
    case Placement::kPartitioned: {
      const std::size_t unit = stride_ >= kHugePage * nodes && stride_ % kHugePage == 0 ? kHugePage : base_page();
      const auto parts = split_shares(stride_ / unit, weights);
      for (std::size_t n = 0; n < nodes; ++n)
        bind(parts[n].begin * unit, (parts[n].end - parts[n].begin) * unit, static_cast<int>(n));
      break;
    }
    case Placement::kReplicated:
      for (std::size_t n = 0; n < nodes; ++n) bind(n * stride_, stride_, static_cast<int>(n));
      break;
    default: break;
  }
  if (!granted) {
    granted_ += topology_->is_this_machine() ? std::string(" refused: ") + std::generic_category().message(errno)
                                             : " not applied: the topology is not this machine's";
  }
}

NodeMemory::~NodeMemory() {
  if (mapping_ != nullptr) munmap(mapping_, mapped_);
}

NodeMemory::NodeMemory(NodeMemory&& other) noexcept { *this = std::move(other); }

NodeMemory& NodeMemory::operator=(NodeMemory&& other) noexcept {
  std::swap(topology_, other.topology_);
  std::swap(mapping_, other.mapping_);
  std::swap(mapped_, other.mapped_);
  std::swap(data_, other.data_);
  std::swap(bytes_, other.bytes_);
  std::swap(stride_, other.stride_);
  std::swap(copies_, other.copies_);
  std::swap(granted_, other.granted_);
  return *this;
}

std::byte* NodeMemory::copy_on(int node) const {
  return copies_ == 1 ? data_ : data_ + static_cast<std::size_t>(std::clamp(node, 0, copies_ - 1)) * stride_;
}

PageReport NodeMemory::report() const {
  if (data_ == nullptr) return {};
  const std::size_t all = stride_ * static_cast<std::size_t>(copies_ - 1) + bytes_;
  PageReport report = inspect_pages(*topology_, data_, all);
  report.granted = granted_;
  return report;
}

}  // namespace clrt::numa
