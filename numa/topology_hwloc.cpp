// Topology on hwloc 2; the only file that includes hwloc.
#include <hwloc.h>
#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "numa/topology.hpp"

namespace clrt::numa {

struct Topology::Impl {
  hwloc_topology_t hwloc = nullptr;
  bool this_machine = false;
  std::vector<Package> packages;
  std::vector<Node> nodes;
  std::vector<Core> cores;
  std::vector<Cache> caches;
  std::vector<hwloc_obj_t> core_objects, node_objects;
  std::vector<int> core_of_cpu;  // by operating-system number; -1 where not ours

  Impl() {
    if (hwloc_topology_init(&hwloc) != 0) throw std::runtime_error("topology: hwloc could not be initialised");
  }
  ~Impl() { hwloc_topology_destroy(hwloc); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
};

namespace {

class Bitmap {
 public:
  Bitmap() : bits_(hwloc_bitmap_alloc()) {
    if (bits_ == nullptr) throw std::bad_alloc();
  }
  ~Bitmap() { hwloc_bitmap_free(bits_); }
  Bitmap(const Bitmap&) = delete;
  Bitmap& operator=(const Bitmap&) = delete;
  hwloc_bitmap_t get() const { return bits_; }

 private:
  hwloc_bitmap_t bits_;
};

void load(hwloc_topology_t topology, const std::string& what) {
  hwloc_topology_set_icache_types_filter(topology, HWLOC_TYPE_FILTER_KEEP_NONE);
  hwloc_topology_set_io_types_filter(topology, HWLOC_TYPE_FILTER_KEEP_NONE);
  errno = 0;
  if (hwloc_topology_load(topology) != 0) {
    throw std::runtime_error(what + ": hwloc could not read it: " + std::generic_category().message(errno));
  }
}

CacheKind kind_of(hwloc_obj_cache_type_t type) {
  switch (type) {
    case HWLOC_OBJ_CACHE_DATA: return CacheKind::kData;
    case HWLOC_OBJ_CACHE_INSTRUCTION: return CacheKind::kInstruction;
    default: return CacheKind::kUnified;
  }
}

// Objects of one type in logical order. Depth-independent, since NUMA nodes stand beside the main tree.
std::vector<hwloc_obj_t> objects(hwloc_topology_t topology, hwloc_obj_type_t type) {
  std::vector<hwloc_obj_t> found;
  for (hwloc_obj_t o = nullptr; (o = hwloc_get_next_obj_by_type(topology, type, o)) != nullptr;) found.push_back(o);
  return found;
}

}  // namespace

Topology::Topology(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

Topology Topology::from_machine() {
  auto impl = std::make_shared<Impl>();
  load(impl->hwloc, "topology of this machine");
  // hwloc knows what the cgroup allows; what `taskset` allows is the process's own binding.
  Bitmap bound;
  if (hwloc_get_cpubind(impl->hwloc, bound.get(), HWLOC_CPUBIND_PROCESS) == 0 &&
      hwloc_bitmap_intersects(bound.get(), hwloc_topology_get_allowed_cpuset(impl->hwloc)) != 0) {
    hwloc_topology_restrict(impl->hwloc, bound.get(), 0);
  }
  impl->this_machine = hwloc_topology_is_thissystem(impl->hwloc) != 0;
  return describe(std::move(impl));
}

Topology Topology::from_synthetic(const std::string& description) {
  auto impl = std::make_shared<Impl>();
  if (hwloc_topology_set_synthetic(impl->hwloc, description.c_str()) != 0) {
    throw std::invalid_argument("topology: '" + description +
                                "' is no synthetic description; one is \"pack:2 numa:1 core:4 pu:1\"");
  }
  load(impl->hwloc, "synthetic topology '" + description + "'");
  return describe(std::move(impl));
}

Topology Topology::from_xml(const std::string& path) {
  auto impl = std::make_shared<Impl>();
  errno = 0;
  if (hwloc_topology_set_xml(impl->hwloc, path.c_str()) != 0) {
    const std::string reason = errno != 0 ? ": " + std::generic_category().message(errno) : std::string();
    throw std::invalid_argument("topology: '" + path + "' is no topology file in hwloc's XML" + reason);
  }
  load(impl->hwloc, "topology file '" + path + "'");
  return describe(std::move(impl));
}

Topology Topology::describe(std::shared_ptr<Impl> impl) {
  const hwloc_topology_t topology = impl->hwloc;
  impl->core_objects = objects(topology, HWLOC_OBJ_CORE);
  // Some virtual machines report no cores at all: every hardware thread is one then.
  if (impl->core_objects.empty()) impl->core_objects = objects(topology, HWLOC_OBJ_PU);
  impl->node_objects = objects(topology, HWLOC_OBJ_NUMANODE);
  const auto package_objects = objects(topology, HWLOC_OBJ_PACKAGE);

  for (const hwloc_obj_t object : impl->core_objects) {
    Core core;
    const int index = static_cast<int>(impl->cores.size());
    for (int cpu = hwloc_bitmap_first(object->cpuset); cpu != -1; cpu = hwloc_bitmap_next(object->cpuset, cpu)) {
      core.os_cpus.push_back(cpu);
      if (impl->core_of_cpu.size() <= static_cast<std::size_t>(cpu))
        impl->core_of_cpu.resize(static_cast<std::size_t>(cpu) + 1, -1);
      impl->core_of_cpu[static_cast<std::size_t>(cpu)] = index;
    }
    for (std::size_t p = 0; p < package_objects.size(); ++p) {
      if (hwloc_bitmap_isincluded(object->cpuset, package_objects[p]->cpuset) != 0) core.package = static_cast<int>(p);
    }
    // With several nodes beside one core (high-bandwidth memory), the first in logical order is the default one.
    for (std::size_t n = impl->node_objects.size(); n-- > 0;) {
      if (hwloc_bitmap_isincluded(object->cpuset, impl->node_objects[n]->cpuset) != 0) core.node = static_cast<int>(n);
    }
    impl->cores.push_back(std::move(core));
  }
  for (const hwloc_obj_t object : impl->node_objects) {
    impl->nodes.push_back({static_cast<int>(object->os_index), object->attr->numanode.local_memory, {}});
  }
  for (const hwloc_obj_t object : package_objects) {
    const char* model = hwloc_obj_get_info_by_name(object, "CPUModel");
    impl->packages.push_back({model != nullptr ? model : "", {}});
  }
  if (impl->packages.empty()) impl->packages.emplace_back();
  for (std::size_t c = 0; c < impl->cores.size(); ++c) {
    impl->nodes[static_cast<std::size_t>(impl->cores[c].node)].cores.push_back(static_cast<int>(c));
    impl->packages[static_cast<std::size_t>(impl->cores[c].package)].cores.push_back(static_cast<int>(c));
  }
  for (const auto type : {HWLOC_OBJ_L1CACHE, HWLOC_OBJ_L2CACHE, HWLOC_OBJ_L3CACHE, HWLOC_OBJ_L4CACHE, HWLOC_OBJ_L5CACHE}) {
    for (const hwloc_obj_t object : objects(topology, type)) {
      Cache cache{static_cast<int>(object->attr->cache.depth),
                  kind_of(object->attr->cache.type),
                  object->attr->cache.size,
                  object->attr->cache.linesize,
                  {}};
      for (std::size_t c = 0; c < impl->cores.size(); ++c) {
        if (hwloc_bitmap_intersects(impl->core_objects[c]->cpuset, object->cpuset) != 0)
          cache.cores.push_back(static_cast<int>(c));
      }
      impl->caches.push_back(std::move(cache));
    }
  }
  return Topology(std::move(impl));
}

const std::vector<Package>& Topology::packages() const { return impl_->packages; }
const std::vector<Node>& Topology::nodes() const { return impl_->nodes; }
const std::vector<Core>& Topology::cores() const { return impl_->cores; }
const std::vector<Cache>& Topology::caches() const { return impl_->caches; }
bool Topology::is_this_machine() const { return impl_->this_machine; }

bool Topology::bind_this_thread(int core) const {
  if (!impl_->this_machine || core < 0 || static_cast<std::size_t>(core) >= impl_->cores.size()) return false;
  Bitmap one;
  hwloc_bitmap_only(one.get(), static_cast<unsigned>(impl_->cores[static_cast<std::size_t>(core)].os_cpus.front()));
  return hwloc_set_cpubind(impl_->hwloc, one.get(), HWLOC_CPUBIND_THREAD) == 0;
}

bool Topology::move_this_thread(int core) const {
  if (!impl_->this_machine || core < 0 || static_cast<std::size_t>(core) >= impl_->cores.size()) return false;
  const auto cpu = static_cast<unsigned>(impl_->cores[static_cast<std::size_t>(core)].os_cpus.front());
  Bitmap before;
  if (hwloc_get_cpubind(impl_->hwloc, before.get(), HWLOC_CPUBIND_THREAD) != 0) return false;
  if (hwloc_bitmap_isset(before.get(), cpu) == 0 || !bind_this_thread(core)) return false;
  return hwloc_set_cpubind(impl_->hwloc, before.get(), HWLOC_CPUBIND_THREAD) == 0;
}

bool Topology::unbind_this_thread() const {
  return impl_->this_machine &&
         hwloc_set_cpubind(impl_->hwloc, hwloc_topology_get_topology_cpuset(impl_->hwloc), HWLOC_CPUBIND_THREAD) == 0;
}

int Topology::current_core() const {
  const int cpu = sched_getcpu();
  if (!impl_->this_machine || cpu < 0 || static_cast<std::size_t>(cpu) >= impl_->core_of_cpu.size()) return -1;
  return impl_->core_of_cpu[static_cast<std::size_t>(cpu)];
}

bool Topology::place_memory(void* address, std::size_t bytes, std::span<const int> on_nodes, MemoryPolicy policy) const {
  if (!impl_->this_machine || on_nodes.empty()) return false;
  Bitmap set;
  for (const int node : on_nodes) {
    if (node < 0 || static_cast<std::size_t>(node) >= impl_->nodes.size()) return false;
    hwloc_bitmap_set(set.get(), static_cast<unsigned>(impl_->nodes[static_cast<std::size_t>(node)].os_index));
  }
  return hwloc_set_area_membind(impl_->hwloc, address, bytes, set.get(),
                                policy == MemoryPolicy::kBind ? HWLOC_MEMBIND_BIND : HWLOC_MEMBIND_INTERLEAVE,
                                HWLOC_MEMBIND_BYNODESET | HWLOC_MEMBIND_MIGRATE) == 0;
}

}  // namespace clrt::numa
