// How a reduction of n elements is cut into work-groups: a function of n alone, so every device adds in the same order.
#pragma once

#include <algorithm>
#include <cstdint>

namespace clrt::kernels {

struct Chunks {
  static constexpr std::uint64_t kMost = 1024;   // work-groups, and the length of the buffer of partial results
  static constexpr std::uint64_t kLeast = 4096;  // elements: below that a work-group costs more than it reads

  explicit Chunks(std::uint64_t n)
      : chunk(std::max(kLeast, ((n + kMost - 1) / kMost + 63) / 64 * 64)), groups((n + chunk - 1) / chunk) {}

  std::uint64_t chunk, groups;
};

}  // namespace clrt::kernels
