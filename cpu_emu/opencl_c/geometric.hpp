// OpenCL C 6.15.5, geometric functions. Sums of products run from component 0 up, each step one fma; those of halves in float.
#pragma once

#include "cpu_emu/opencl_c/math.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

// The components as T, one after another in an array of their own.
template <class T, class X> CLRT_INLINE auto components_as(const X& x) {
  rebind<X, T> r;
  CLRT_UNROLL for (int k = 0; k < traits<X>::n; ++k) r.s[k] = conv_any<T>(x.s[k]);
  return r;
}
template <class X> CLRT_INLINE auto dot1(const X& x, const X& y) {
  auto r = x.s[0] * y.s[0];
  CLRT_UNROLL for (int k = 1; k < traits<X>::n; ++k) r = fma1(x.s[k], y.s[k], r);
  return r;
}
// Sums of squares in this range have lost nothing; outside it the components are scaled by powers of two.
template <class T> inline constexpr T least_square = sizeof(T) == 4 ? T(0x1p-100) : T(0x1p-900);
template <class T> inline constexpr T shrink = sizeof(T) == 4 ? T(0x1p-66) : T(0x1p-520);
template <class T> inline constexpr T enlarge = sizeof(T) == 4 ? T(0x1p+100) : T(0x1p+600);

template <class X> CLRT_INLINE auto length1(const X& x) {
  using T = elem<X>;
  using E = no_ref<decltype(x.s[0] + x.s[0])>;
  const E d = dot1(x, x);
  const auto good = (d >= E(least_square<T>)) & (d < E(T(__builtin_inff())));
  if (__builtin_expect(all(good), 1)) return E(e_sqrt(d));
  const auto large = d >= E(T(1));
  const X scaled = x * blend(large, E(shrink<T>), E(enlarge<T>));
  const E far = e_sqrt(dot1(scaled, scaled)) * blend(large, E(T(1) / shrink<T>), E(T(1) / enlarge<T>));
  return E(blend(good, e_sqrt(d), far));
}
// A zero vector stays one; infinite components become +-1 and the others zeros, a NaN makes all NaN.
template <class X> CLRT_INLINE X normalize1(const X& x) {
  using T = elem<X>;
  using E = no_ref<decltype(x.s[0] + x.s[0])>;
  const E d = dot1(x, x), inf = T(__builtin_inff()), one = T(1);
  const auto good = (d >= E(least_square<T>)) & (d < inf);
  if (__builtin_expect(all(good), 1)) return x * E(one / e_sqrt(d));
  X y = x * blend(good, one, blend(d >= one, E(shrink<T>), E(enlarge<T>)));
  E e = dot1(y, y);
  const auto infinite = e == inf;
  CLRT_UNROLL for (int k = 0; k < traits<X>::n; ++k) {
    const E direction = blend(e_abs(y.s[k]) == inf, e_copysign(one, E(y.s[k])), E(y.s[k] * E(T(0))));
    y.s[k] = blend(infinite, direction, E(y.s[k]));
  }
  e = blend(infinite, E(dot1(y, y)), e);
  return y * blend(e == E(T(0)), one, E(one / e_sqrt(e)));
}

}  // namespace impl

namespace fn {
template <class X> CLRT_INLINE auto dot(const X& x, const X& y) {
  using T = impl::elem<X>;
  if constexpr (!impl::is_vec<X>) return X(x * y);
  else if constexpr (__is_same(T, half)) return impl::conv_any<half>(impl::dot1(impl::components_as<float>(x), impl::components_as<float>(y)));
  else return impl::dot1(x, y);
}
template <class E, int n> CLRT_INLINE vec<E, n> cross(const vec<E, n>& a, const vec<E, n>& b) {
  vec<E, n> r;
  r.s[0] = impl::fma1(a.s[1], b.s[2], E(-(a.s[2] * b.s[1])));
  r.s[1] = impl::fma1(a.s[2], b.s[0], E(-(a.s[0] * b.s[2])));
  r.s[2] = impl::fma1(a.s[0], b.s[1], E(-(a.s[1] * b.s[0])));
  if constexpr (n == 4) r.s[3] = E(impl::elem<E>(0));
  return r;
}
template <class X> CLRT_INLINE auto length(const X& x) {
  if constexpr (!impl::is_vec<X>) return impl::e_abs(x);
  else if constexpr (__is_same(impl::elem<X>, half)) return impl::conv_any<half>(impl::e_sqrt(fn::dot(impl::components_as<float>(x), impl::components_as<float>(x))));
  else return impl::length1(x);
}
template <class X> CLRT_INLINE auto distance(const X& x, const X& y) {
  if constexpr (impl::is_vec<X> && __is_same(impl::elem<X>, half)) {
    const auto d = impl::components_as<float>(x) - impl::components_as<float>(y);
    return impl::conv_any<half>(impl::e_sqrt(impl::dot1(d, d)));
  } else {
    return length(X(x - y));
  }
}
template <class X> CLRT_INLINE X normalize(const X& x) {
  using T = impl::elem<X>;
  if constexpr (!impl::is_vec<X>) return impl::blend((x == X(T(0))) | (x != x), x, impl::e_copysign(X(T(1)), x));
  else if constexpr (__is_same(T, half)) return impl::components_as<half>(impl::normalize1(impl::components_as<float>(x)));
  else return impl::normalize1(x);
}
template <class X> CLRT_INLINE auto fast_length(const X& x) { return length(x); }
template <class X> CLRT_INLINE auto fast_distance(const X& x, const X& y) { return distance(x, y); }
template <class X> CLRT_INLINE X fast_normalize(const X& x) { return normalize(x); }

}  // namespace fn
}  // namespace clrt::cl
