// How a generated file is shared out over several compilers.
#include "cpu_emu/jit/units.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace clrt::jit {
namespace {

constexpr std::string_view kBegin = "#if CLRT_UNITS >> ", kEnd = "\n#endif\n";
// A compiler needs about 30 ms before it meets the first unit, and about 10 ms for 1000 bytes of one.
constexpr std::size_t kWorthACompiler = 4000;

}  // namespace

std::vector<std::uint64_t> share_units(std::string_view generated, unsigned most) {
  constexpr std::uint64_t kAll = ~std::uint64_t{0};
  if (generated.find("\n#define CLRT_ONE_UNIT\n") != std::string_view::npos) return {kAll};
  std::array<std::size_t, 64> size{};
  std::size_t units = 0;
  for (std::size_t at = generated.find(kBegin); at != std::string_view::npos; at = generated.find(kBegin, at)) {
    at += kBegin.size();
    std::size_t number = 0;
    for (; at < generated.size() && generated[at] >= '0' && generated[at] <= '9'; ++at) number = number * 10 + std::size_t(generated[at] - '0');
    const std::size_t end = generated.find(kEnd, at);
    if (number >= size.size() || end == std::string_view::npos) return {kAll};
    size[number] += end - at;
    units = std::max(units, number + 1);
  }
  const std::size_t total = std::accumulate(size.begin(), size.end(), std::size_t{0});
  const std::size_t sets = std::min({std::size_t{most}, units, total / kWorthACompiler});
  if (sets < 2) return {kAll};

  // The largest first, each to the set that has least.
  std::array<std::size_t, 64> order{};
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.begin() + std::ptrdiff_t(units), [&](std::size_t a, std::size_t b) { return size[a] > size[b]; });
  std::vector<std::uint64_t> set(sets, 0);
  std::vector<std::size_t> load(sets, 0);
  for (std::size_t i = 0; i < units; ++i) {
    const std::size_t least = std::size_t(std::min_element(load.begin(), load.end()) - load.begin());
    set[least] |= std::uint64_t{1} << order[i];
    load[least] += size[order[i]];
  }
  std::iter_swap(set.begin(), std::find_if(set.begin(), set.end(), [](std::uint64_t s) { return (s & 1) != 0; }));
  return set;
}

}  // namespace clrt::jit
