// OpenCL C 6.15.19 and the cl_khr_subgroup_* family: functions across the active lanes of a sub-group.
#pragma once

#include "cpu_emu/lanes/memory.hpp"

namespace clrt::cl {
namespace impl {

struct op_add { template <class X> static CLRT_INLINE X of(X a, X b) { return X(a + b); } template <class T> static constexpr T unit = T(0); };

// Halving tree: lane l with lane l + N / 2, then N / 4, ...: the order of a floating-point sum is the same everywhere.
template <class Op, class T, int N> CLRT_INLINE T tree(lanes<T, N> x) {
  if constexpr (N == 1) return x[0];
  else if constexpr (N == 2) return Op::of(T(x[0]), T(x[1]));
  else return tree<Op>(Op::of(slice<0, N / 2>(x), slice<N / 2, N / 2>(x)));
}
}  // namespace impl

template <class T, int N> CLRT_INLINE T sub_group_reduce_add(lanes<T, N> x, mask<N> m) {
  return impl::tree<impl::op_add>(impl::blend(m, x, lanes<T, N>(T(0))));
}
template <class T, int N> CLRT_INLINE T sub_group_reduce_add(lanes<T, N> x) { return impl::tree<impl::op_add>(x); }
}  // namespace clrt::cl
