// The text drawing of a topology and the number formats it uses.
#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>

#include "numa/topology.hpp"

namespace clrt::numa {
namespace {

std::string plural(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

// The largest cache level whose caches each lie inside one node; a machine without such a cache draws a node as one group.
int grouping_level(const Topology& topology) {
  int level = 0;
  for (const Cache& cache : topology.caches()) {
    const bool inside_one_node = std::ranges::all_of(cache.cores, [&](int c) {
      return topology.cores()[static_cast<std::size_t>(c)].node ==
             topology.cores()[static_cast<std::size_t>(cache.cores.front())].node;
    });
    if (cache.level > 1 && inside_one_node) level = std::max(level, cache.level);
  }
  return level;
}

std::string cache_name(const Cache& cache) {
  return "L" + std::to_string(cache.level) + (cache.kind == CacheKind::kData ? "d" : "");
}

// Caches below `level` of the group's first core: "L1d 32 KiB, L2 1 MiB".
std::string inner_caches(const Topology& topology, int core, int level) {
  std::string text;
  for (const Cache& cache : topology.caches()) {
    if (cache.level >= level || std::ranges::find(cache.cores, core) == cache.cores.end()) continue;
    text += (text.empty() ? "" : ", ") + cache_name(cache) + " " + format_bytes(cache.bytes);
    if (cache.cores.size() > 1) text += " for " + plural(cache.cores.size(), "core");
  }
  return text;
}

std::string draw_group(const Topology& topology, const std::vector<int>& cores, const std::string& head, int level) {
  std::vector<int> cpus;
  for (const int c : cores) {
    const auto& own = topology.cores()[static_cast<std::size_t>(c)].os_cpus;
    cpus.insert(cpus.end(), own.begin(), own.end());
  }
  std::ranges::sort(cpus);
  std::string line = "    " + head + (cores.size() == 1 ? "core " : "cores ") + format_ranges(cores) +
                     (cpus.size() == 1 ? "  cpu " : "  cpus ") + format_ranges(cpus);
  const std::string inner = inner_caches(topology, cores.front(), level);
  if (!inner.empty()) line += "  each " + inner;
  return line + "\n";
}

std::string draw_node(const Topology& topology, std::size_t n, int level) {
  const Node& node = topology.nodes()[n];
  std::string text = "  node " + std::to_string(n) + "  " + format_bytes(node.memory_bytes);
  if (node.os_index != static_cast<int>(n)) text += "  (system's node " + std::to_string(node.os_index) + ")";
  text += node.cores.empty() ? "  memory only\n" : "\n";
  std::vector<int> left = node.cores;
  for (const Cache& cache : topology.caches()) {
    if (level == 0 || cache.level != level || cache.kind == CacheKind::kInstruction) continue;
    std::vector<int> here;
    std::ranges::set_intersection(cache.cores, left, std::back_inserter(here));
    if (here.empty()) continue;
    text += draw_group(topology, here, cache_name(cache) + " " + format_bytes(cache.bytes) + "  ", level);
    std::erase_if(left, [&](int c) { return std::ranges::find(here, c) != here.end(); });
  }
  if (!left.empty()) text += draw_group(topology, left, "", 99);
  return text;
}

}  // namespace

std::size_t Topology::hardware_threads() const {
  return std::accumulate(cores().begin(), cores().end(), std::size_t{0},
                         [](std::size_t n, const Core& c) { return n + c.os_cpus.size(); });
}

std::uint64_t Topology::memory_bytes() const {
  return std::accumulate(nodes().begin(), nodes().end(), std::uint64_t{0},
                         [](std::uint64_t n, const Node& node) { return n + node.memory_bytes; });
}

std::string Topology::draw() const {
  std::string text = plural(packages().size(), "package") + ", " + plural(nodes().size(), "NUMA node") + ", " +
                     plural(cores().size(), "core") + ", " + plural(hardware_threads(), "hardware thread") + ", " +
                     format_bytes(memory_bytes()) + (is_this_machine() ? "" : "  (a description, not this machine)") + "\n";
  const int level = grouping_level(*this);
  for (std::size_t p = 0; p < packages().size(); ++p) {
    text += "package " + std::to_string(p) + (packages()[p].model.empty() ? "" : "  " + packages()[p].model) + "\n";
    for (std::size_t n = 0; n < nodes().size(); ++n) {
      const auto& own = nodes()[n].cores;
      // A node that spans packages, or has no cores, is drawn with the first package.
      const int home = own.empty() ? 0 : cores()[static_cast<std::size_t>(own.front())].package;
      if (home == static_cast<int>(p)) text += draw_node(*this, n, level);
    }
  }
  return text;
}

std::string format_ranges(std::span<const int> numbers) {
  if (numbers.empty()) return "none";
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    text += (text.empty() ? "" : ",") + std::to_string(numbers[i]);
    if (last > i) text += "-" + std::to_string(numbers[last]);
    i = last + 1;
  }
  return text;
}

std::string format_bytes(std::uint64_t bytes) {
  static constexpr std::array kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  auto value = static_cast<double>(bytes);
  while (value >= 1024 && unit + 1 < kUnits.size()) {
    value /= 1024;
    ++unit;
  }
  std::array<char, 32> text{};
  const bool whole = value == static_cast<double>(static_cast<std::uint64_t>(value));
  std::snprintf(text.data(), text.size(), whole ? "%.0f %s" : "%.1f %s", value, kUnits[unit]);
  return text.data();
}

}  // namespace clrt::numa
