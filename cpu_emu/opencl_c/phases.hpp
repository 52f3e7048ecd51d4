// Kernels that are cut at their barriers (docs/decisions/0004): loops over the full sub-groups of one work-group.
#pragma once

#include "cpu_emu/opencl_c/work_item.hpp"

// Of the lambda that is one phase: it takes part in the optimisation of the whole kernel.
#define CLRT_PHASE __attribute__((always_inline))

namespace clrt::cl::inline CLRT_ISA {

// A phase keeps at most this much on the stack for all sub-groups; work-groups that need more run on fibers.
inline constexpr std::size_t kMostKept = 128 * 1024;

// May this work-group run by phases with N lanes and `kept` bytes for each sub-group? Then it has that many sub-groups from here on.
// Groups of one sub-group need no phases: they only count when `single` says so. X, Y, Z: the only size that will do, or zeros.
template <int N, std::uint32_t X = 0, std::uint32_t Y = 0, std::uint32_t Z = 0>
CLRT_INLINE bool enter_phases(cpu::WorkGroup* group, std::size_t kept, bool single) {
  if (X != 0 && (group->size[0] != X || group->size[1] != Y || group->size[2] != Z)) return false;
  if (group->size[0] % N != 0) return false;
  const std::uint32_t sub_groups = group->items / N;
  if ((sub_groups == 1 && !single) || sub_groups * kept > kMostKept) return false;
  group->sub_groups = sub_groups;
  return true;
}

// body(c) for each sub-group in order. `first` is the first one; S: their number, or 0: as the work-group has it.
template <std::uint32_t S, int N, class F> CLRT_INLINE void each_sub_group(const fast_items<N>& first, F body) {
  if constexpr (S != 0) {
    for (std::uint32_t s = 0; s < S; ++s) body(first.at(s));
  } else {
    fast_items<N> c = first;
    for (std::uint32_t left = first.num_sub_groups();;) {
      body(c);
      if (--left == 0) break;
      c.next();
    }
  }
}

// How many sub-groups run through a loop side by side: as many as keep `Live` vectors each in the registers, with as many left for
// operands, and as do not make more than about 4000 expressions of the loop's `Weight`; a divisor of S.
template <int N, std::uint32_t S, int Live, int Weight> consteval std::uint32_t block_size_of() {
#if defined(CLRT_LANES_SCALAR)
  return 1;
#else
#if defined(__AVX512F__)
  constexpr std::uint32_t room = 16, per_vector = 16;
#else
  constexpr std::uint32_t room = 8, per_vector = 8;
#endif
  constexpr std::uint32_t each = (N + per_vector - 1) / per_vector * (Live > 0 ? Live : 1);
  std::uint32_t b = 1;
  while (b * 2 * each <= room && S % (b * 2) == 0 && b * 2 * Weight <= 4000) b *= 2;
  return b;
#endif
}
template <int N, std::uint32_t S, int Live, int Weight> inline constexpr std::uint32_t block_size = block_size_of<N, S, Live, Weight>();

// body(c) for the first sub-group of every block of B out of S.
template <std::uint32_t S, std::uint32_t B, int N, class F> CLRT_INLINE void each_block(const fast_items<N>& first, F body) {
  for (std::uint32_t s = 0; s < S; s += B) body(first.at(s));
}
// body(c, b) for the sub-groups of the block that starts with `first`.
template <std::uint32_t B, int N, class F> CLRT_INLINE void each_of(const fast_items<N>& first, F body) {
#pragma unroll
  for (std::uint32_t b = 0; b < B; ++b) body(first.at(first.sub_group_id() + b), b);
}

}  // namespace clrt::cl
