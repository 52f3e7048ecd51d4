// OpenCL C 6.15.5, geometric functions. Sums of products run from component 0 up, each step one fma.
#pragma once

#include "cpu_emu/opencl_c/math.hpp"

namespace clrt::cl::inline CLRT_ISA::fn {

template <class X> CLRT_INLINE auto dot(const X& x, const X& y) {
  if constexpr (impl::is_vec<X>) {
    auto r = x.s[0] * y.s[0];
    CLRT_UNROLL for (int k = 1; k < impl::traits<X>::n; ++k) r = impl::fma1(x.s[k], y.s[k], r);
    return r;
  } else {
    return X(x * y);
  }
}
template <class E, int n> CLRT_INLINE vec<E, n> cross(const vec<E, n>& a, const vec<E, n>& b) {
  vec<E, n> r;
  r.s[0] = impl::fma1(a.s[1], b.s[2], E(-(a.s[2] * b.s[1])));
  r.s[1] = impl::fma1(a.s[2], b.s[0], E(-(a.s[0] * b.s[2])));
  r.s[2] = impl::fma1(a.s[0], b.s[1], E(-(a.s[1] * b.s[0])));
  if constexpr (n == 4) r.s[3] = E(impl::elem<E>(0));
  return r;
}
template <class X> CLRT_INLINE auto length(const X& x) { return impl::e_sqrt(dot(x, x)); }
template <class X> CLRT_INLINE auto distance(const X& x, const X& y) { return length(X(x - y)); }
template <class X> CLRT_INLINE X normalize(const X& x) {
  using T = impl::elem<X>;
  if constexpr (impl::is_vec<X>) {
    const auto d = dot(x, x);
    using E = impl::no_ref<decltype(x.s[0])>;
    return x * impl::blend(d == E(T(0)), E(T(1)), E(E(T(1)) / impl::e_sqrt(d)));   // a zero vector stays one
  } else {
    return impl::blend(x == X(T(0)), x, impl::e_copysign(X(T(1)), x));
  }
}
template <class X> CLRT_INLINE auto fast_length(const X& x) { return length(x); }
template <class X> CLRT_INLINE auto fast_distance(const X& x, const X& y) { return distance(x, y); }
template <class X> CLRT_INLINE X fast_normalize(const X& x) { return normalize(x); }

}  // namespace clrt::cl::fn
