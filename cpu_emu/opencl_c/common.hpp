// OpenCL C 6.15.4, common functions; min, max and clamp serve integers (6.15.3) too.
#pragma once

#include "cpu_emu/lanes/elementwise.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {
template <class X> CLRT_INLINE X min1(X x, X y) { return blend(y < x, y, x); }
template <class X> CLRT_INLINE X max1(X x, X y) { return blend(x < y, y, x); }
template <class X> CLRT_INLINE X clamp1(X x, X lo, X hi) { return min1(max1(x, lo), hi); }
template <class X> CLRT_INLINE X degrees1(X x) { return x * X(elem<X>(57.295779513082320876798154814105)); }
template <class X> CLRT_INLINE X radians1(X x) { return x * X(elem<X>(0.017453292519943295769236907684886)); }
template <class X> CLRT_INLINE X mix1(X x, X y, X a) { return fma1(X(y - x), a, x); }
template <class X> CLRT_INLINE X step1(X edge, X x) { return blend(x < edge, X(elem<X>(0)), X(elem<X>(1))); }
template <class X> CLRT_INLINE X smoothstep1(X lo, X hi, X x) {
  using T = elem<X>;
  const X t = clamp1(X((x - lo) / (hi - lo)), X(T(0)), X(T(1)));
  return X(t * t * (X(T(3)) - X(T(2)) * t));
}
template <class X> CLRT_INLINE X sign1(X x) {
  using T = elem<X>;
  const X one = e_copysign(X(T(1)), x);
  return blend(x == X(T(0)), x, blend(x != x, X(T(0)), one));
}
}  // namespace impl

namespace fn {
CLRT_FN2(min, impl::min1)
CLRT_FN2(max, impl::max1)
CLRT_FN3(clamp, impl::clamp1)
CLRT_FN1(degrees, impl::degrees1)
CLRT_FN1(radians, impl::radians1)
CLRT_FN3(mix, impl::mix1)
CLRT_FN2(step, impl::step1)
CLRT_FN3(smoothstep, impl::smoothstep1)
CLRT_FN1(sign, impl::sign1)
}  // namespace fn
}  // namespace clrt::cl
