// Memory with a say in where its pages lie: which NUMA nodes, and how large.
//
// Placement and huge pages are wishes: on a machine with one node, in a container that forbids it, or on a system without
// huge pages the memory is still there and usable, and report() says what was granted and what was refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "numa/topology.hpp"

namespace clrt::numa {

enum class Placement {
  kDefault,      // pages lie where they are first touched
  kBind,         // all on one node
  kInterleaved,  // page by page over all nodes
  kPartitioned,  // contiguous parts, one per node in proportion to its cores, as a launch divides work-groups
  kReplicated,   // one copy per node; the copies are the owner's to keep alike
};

struct MemoryRequest {
  Placement placement = Placement::kDefault;
  int node = -1;  // kBind: index in topology.nodes()
  bool huge_pages = true;
};

// Where the pages are now. A page that nobody has written yet lies nowhere.
struct PageReport {
  std::uint64_t page_bytes = 0;              // of the base page that the counts are in
  std::vector<std::uint64_t> pages_on_node;  // by index in topology.nodes()
  std::uint64_t pages_untouched = 0;
  bool known = false;               // false: the system does not tell; counts are zero
  std::uint64_t huge_page_kib = 0;  // in transparent huge pages, all copies together
  std::string granted;              // one line: what was asked, what was refused and why
};

// Counts the pages of any memory of this process; `granted` is left empty.
PageReport inspect_pages(const Topology& topology, const void* address, std::size_t bytes);

// Owns its mapping; page-aligned (2 MiB-aligned from 2 MiB on when huge pages are wished), zero when fresh. Movable.
class NodeMemory {
 public:
  NodeMemory() = default;
  // Throws std::invalid_argument (kBind to a node that does not exist), std::system_error (no memory).
  NodeMemory(const Topology& topology, std::size_t bytes, const MemoryRequest& request = {});
  ~NodeMemory();
  NodeMemory(NodeMemory&& other) noexcept;
  NodeMemory& operator=(NodeMemory&& other) noexcept;

  std::byte* data() const { return data_; }
  std::size_t size() const { return bytes_; }
  // The copy on a node; data() unless the placement is kReplicated.
  std::byte* copy_on(int node) const;
  int copies() const { return copies_; }

  PageReport report() const;

 private:
  void place(const MemoryRequest& request);

  std::optional<Topology> topology_;
  std::byte* mapping_ = nullptr;
  std::size_t mapped_ = 0;
  std::byte* data_ = nullptr;
  std::size_t bytes_ = 0;
  std::size_t stride_ = 0;  // from one copy to the next
  int copies_ = 1;
  std::string granted_;
};

}  // namespace clrt::numa
