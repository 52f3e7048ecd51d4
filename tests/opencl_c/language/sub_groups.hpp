// Cases for sub-group kernels: k(global const In *in, global Out *out), one work-item per element, no guard.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "suite.hpp"

namespace clrt::harness {

// Where an item stands: its sub-group's inputs (a partial sub-group has fewer than `size`), its lane, its sub-group.
template <class In>
struct Lane {
  const std::vector<In>& in;
  int lane, sub_group, sub_groups, size;
  bool full() const { return int(in.size()) == size; }
};

// Full sub-groups, one group of several, partial ones at the end of a group, fewer items than lanes.
inline constexpr std::pair<int, int> kSubGroupRanges[] = {{64, 64}, {64, 32}, {128, 16}, {40, 20}, {37, 37}, {96, 48}, {5, 5}, {1, 1}, {200, 100}, {256, 128}};

// The same in few, for kernels of many calls: some drivers compile a kernel anew for every local size.
inline constexpr std::pair<int, int> kFewSubGroupRanges[] = {{64, 64}, {74, 37}, {200, 100}};

// `item` writes the outputs of one item, `count` of them.
template <class In, class Out>
MakeCases sub_groups(std::string kernel, int size, In low, In high, int count, std::function<void(const Lane<In>&, Out* out)> item,
                    std::span<const std::pair<int, int>> ranges = kSubGroupRanges) {
  return [=](Random& random) {
    std::vector<Case> cases;
    for (const auto& [global, local] : ranges) {
      std::vector<In> in(global);
      for (In& x : in) x = static_cast<In>(random.value<int>(int(low), int(high)));  // whole numbers: sums are exact
      std::vector<Out> want(global * count, poison<Out>());
      for (int i = 0; i < global; ++i) {
        const int group = i / local * local, l = i - group, first = l / size * size;
        const std::vector<In> mine(in.begin() + group + first, in.begin() + group + std::min(first + size, local));
        item({mine, l - first, first / size, (local + size - 1) / size, size}, want.data() + i * count);
      }
      Case c("global " + std::to_string(global) + " local " + std::to_string(local));
      c.launch(kernel, range(global, local), {c.in(in), c.out(want)});
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

}  // namespace clrt::harness
