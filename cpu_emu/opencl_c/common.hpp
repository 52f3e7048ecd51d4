// OpenCL C 6.15.4, common functions; min and max also of 6.15.3 for integers.
#pragma once

#include "cpu_emu/lanes/elementwise.hpp"

namespace clrt::cl {
namespace impl {
template <class X> CLRT_INLINE X min1(X x, X y) { return blend(y < x, y, x); }
template <class X> CLRT_INLINE X max1(X x, X y) { return blend(x < y, y, x); }
template <class X> CLRT_INLINE X clamp1(X x, X lo, X hi) { return min1(max1(x, lo), hi); }
}  // namespace impl

namespace fn {
CLRT_FN2(min, impl::min1)
CLRT_FN2(max, impl::max1)
CLRT_FN3(clamp, impl::clamp1)
}  // namespace fn
}  // namespace clrt::cl
