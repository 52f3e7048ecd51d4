// What the machine looks like: packages, NUMA nodes, caches, cores and hardware threads; and binding threads to cores.
//
// The description comes from the machine the process runs on, from a synthetic text ("pack:2 numa:1 core:4 pu:1") or from an
// XML file as `lstopo` writes it; the last two serve tests and planning, and refuse to bind anything. Indices are dense and
// start at 0 in topology order (cores that share a cache are neighbours); operating-system numbers are named os_*. Only what
// the process may use is listed: cgroup cpusets and `taskset` are honoured.
// Errors: std::invalid_argument (a synthetic text or an XML file that cannot be read), std::runtime_error (hwloc fails).
// A Topology is immutable and cheap to copy; any thread may use it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace clrt::numa {

enum class CacheKind { kUnified, kData, kInstruction };

struct Cache {
  int level = 0;  // 1..5
  CacheKind kind = CacheKind::kUnified;
  std::uint64_t bytes = 0;
  std::uint32_t line_bytes = 0;
  std::vector<int> cores;  // those that share it, ascending
};

struct Core {
  int package = 0;
  int node = 0;              // the NUMA node whose memory is nearest
  std::vector<int> os_cpus;  // its hardware threads; the first is where a worker is bound
};

struct Node {
  int os_index = 0;
  std::uint64_t memory_bytes = 0;
  std::vector<int> cores;  // ascending; empty for a node of memory only
};

struct Package {
  std::string model;  // empty when unknown
  std::vector<int> cores;
};

enum class MemoryPolicy { kBind, kInterleave };

class Topology {
 public:
  static Topology from_machine();
  static Topology from_synthetic(const std::string& description);
  static Topology from_xml(const std::string& path);

  const std::vector<Package>& packages() const;
  const std::vector<Node>& nodes() const;
  const std::vector<Core>& cores() const;
  const std::vector<Cache>& caches() const;
  std::size_t hardware_threads() const;
  std::uint64_t memory_bytes() const;
  // False for synthetic and XML topologies: binding is refused then.
  bool is_this_machine() const;

  // A text drawing for `clrt info`, one line per group of cores that share the last cache.
  std::string draw() const;

  // Binds the calling thread to the first hardware thread of a core. False when the system refuses.
  bool bind_this_thread(int core) const;
  // Moves the calling thread to a core now but lets its binding be what it was, so that it may leave again. False when its
  // binding excludes the core or the system refuses.
  bool move_this_thread(int core) const;
  // Lets the calling thread run on every processor that was allowed when the topology was read. False when refused.
  bool unbind_this_thread() const;
  // The core whose hardware thread the caller runs on now; -1 when it is not one of this topology.
  int current_core() const;
  // Asks for the pages of [address, address + bytes) on the given nodes (dense indices), moving those already present.
  // False when the system refuses; `address` must be page-aligned.
  bool place_memory(void* address, std::size_t bytes, std::span<const int> on_nodes, MemoryPolicy policy) const;

 private:
  struct Impl;
  explicit Topology(std::shared_ptr<const Impl> impl);
  static Topology describe(std::shared_ptr<Impl> impl);
  std::shared_ptr<const Impl> impl_;
};

// "0-3,8,10-11" for a list of ascending numbers; "none" for an empty one.
std::string format_ranges(std::span<const int> numbers);
// "512 B", "32 KiB", "1.5 GiB".
std::string format_bytes(std::uint64_t bytes);

}  // namespace clrt::numa
