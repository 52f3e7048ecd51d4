// How a generated file is shared out over several compilers.
#include "cpu_emu/jit/units.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace clrt::jit {
namespace {

constexpr std::string_view kBegin = "#if CLRT_UNITS >> ", kEnd = "\n#endif\n";
// A compiler needs about 35 ms before it meets the first unit, and about 10 ms for 1000 bytes of one.
constexpr std::size_t kWorthACompiler = 4000;

// What a unit costs a compiler, in bytes of a plain one (docs/decisions/0009-compile-time.md): each has a part that does not grow
// with it, and a kernel that is cut at its barriers becomes many lambdas.
std::size_t cost(std::string_view unit) {
  const bool phases = unit.find("phases_") != std::string_view::npos;
  return 2000 + (phases ? unit.size() * 3 / 2 : unit.size());
}

struct Set {
  std::vector<std::size_t> units;
  std::size_t load = 0;
};

// Moves a unit from the set that has most to another, or exchanges two, where that makes the larger of both smaller; false: nothing does.
bool improve(std::vector<Set>& sets, const std::array<std::size_t, 64>& costs) {
  Set& most = *std::max_element(sets.begin(), sets.end(), [](const Set& a, const Set& b) { return a.load < b.load; });
  for (Set& other : sets) {
    if (&other == &most) continue;
    for (std::size_t& mine : most.units) {
      for (std::size_t& theirs : other.units) {
        if (costs[mine] <= costs[theirs] || other.load + costs[mine] - costs[theirs] >= most.load) continue;
        most.load -= costs[mine] - costs[theirs];
        other.load += costs[mine] - costs[theirs];
        std::swap(mine, theirs);
        return true;
      }
      if (most.units.size() < 2 || other.load + costs[mine] >= most.load) continue;
      most.load -= costs[mine];
      other.load += costs[mine];
      other.units.push_back(mine);
      mine = most.units.back();
      most.units.pop_back();
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<std::uint64_t> share_units(std::string_view generated, unsigned most) {
  constexpr std::uint64_t kAll = ~std::uint64_t{0};
  if (generated.find("\n#define CLRT_ONE_UNIT\n") != std::string_view::npos) return {kAll};
  std::array<std::size_t, 64> costs{};
  std::size_t units = 0, total = 0;
  for (std::size_t at = generated.find(kBegin); at != std::string_view::npos; at = generated.find(kBegin, at)) {
    at += kBegin.size();
    std::size_t number = 0;
    for (; at < generated.size() && generated[at] >= '0' && generated[at] <= '9'; ++at) number = number * 10 + std::size_t(generated[at] - '0');
    const std::size_t end = generated.find(kEnd, at);
    if (number >= costs.size() || end == std::string_view::npos) return {kAll};
    costs[number] += cost(generated.substr(at, end - at));
    total += end - at;
    units = std::max(units, number + 1);
  }
  const std::size_t count = std::min({std::size_t{most}, units, total / kWorthACompiler});
  if (count < 2) return {kAll};

  // The most costly first, each to the set that has least.
  std::vector<std::size_t> order(units);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return costs[a] > costs[b]; });
  std::vector<Set> sets(count);
  for (const std::size_t u : order) {
    Set& least = *std::min_element(sets.begin(), sets.end(), [](const Set& a, const Set& b) { return a.load < b.load; });
    least.units.push_back(u);
    least.load += costs[u];
  }
  while (improve(sets, costs)) {}

  std::vector<std::uint64_t> masks;
  for (const Set& s : sets) {
    masks.push_back(0);
    for (const std::size_t u : s.units) masks.back() |= std::uint64_t{1} << u;
  }
  std::iter_swap(masks.begin(), std::find_if(masks.begin(), masks.end(), [](std::uint64_t m) { return (m & 1) != 0; }));
  return masks;
}

}  // namespace clrt::jit
