// OpenCL C 6.4.5 and 6.15.15 on vec: logical operators, integer division and shifts come with the scalars; shuffle, shuffle2.
#pragma once

#include "cpu_emu/lanes/divide.hpp"

namespace clrt::cl::inline CLRT_ISA {

namespace impl {
template <class E, int n> CLRT_INLINE int put(vec<E, n>& r, int at, const E& x) { return r.s[at] = x, at + 1; }
template <class E, int n, class X> CLRT_INLINE int put(vec<E, n>& r, int at, const X& x) {
  if constexpr (is_vec<X>) {
    CLRT_UNROLL for (int k = 0; k < traits<X>::n; ++k) r.s[at + k] = E(x.s[k]);
    return at + traits<X>::n;
  } else {
    return r.s[at] = E(x), at + 1;
  }
}
}  // namespace impl

// (type)(parts...): the components of all parts in order; a single scalar fills all.
template <class E, int n, class X> CLRT_INLINE vec<E, n> make_vec(const X& x) {
  if constexpr (impl::is_vec<X>) return impl::lift<vec<E, n>>(x);
  vec<E, n> r;
  CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = E(x);
  return r;
}
template <class E, int n, class A, class B, class... X>
CLRT_INLINE vec<E, n> make_vec(const A& a, const B& b, const X&... x) {
  vec<E, n> r;
  int at = impl::put(r, impl::put(r, 0, a), b);
  ((at = impl::put(r, at, x)), ...);
  return r;
}

// Components I of a, or of a and b one after the other.
template <int... I, class E, int n> CLRT_INLINE vec<E, int(sizeof...(I))> swizzle(const vec<E, n>& a) {
  return {a.s[I]...};
}
template <int... I, class E, int n> CLRT_INLINE vec<E, int(sizeof...(I))> swizzle2(const vec<E, n>& a, const vec<E, n>& b) {
  return {(I < n ? a.s[I < n ? I : 0] : b.s[I < n ? 0 : I - n])...};
}

// !v, a && b, a || b per component: -1 or 0. One operand may be a scalar.
template <class X> CLRT_INLINE auto lnot(const X& x) {
  if constexpr (impl::is_vec<X>) return x == impl::no_ref<decltype(x.s[0])>(impl::elem<X>(0));
  else if constexpr (impl::is_mask<X>) return ~x;
  else return x == X(impl::elem<X>(0));
}
template <class X, class Y> CLRT_INLINE auto land(const X& x, const Y& y) {
  using C = impl::common<X, Y>;
  using E = impl::no_ref<decltype(C{}.s[0])>;
  const E zero(impl::elem<E>(0));
  return (impl::lift<C>(x) != zero) & (impl::lift<C>(y) != zero);
}
template <class X, class Y> CLRT_INLINE auto lor(const X& x, const Y& y) {
  using C = impl::common<X, Y>;
  using E = impl::no_ref<decltype(C{}.s[0])>;
  const E zero(impl::elem<E>(0));
  return (impl::lift<C>(x) != zero) | (impl::lift<C>(y) != zero);
}

namespace impl {
// x[i], components chosen by index; indices count modulo 2^k components.
template <class E, int n> CLRT_INLINE E pick(const E* s, std::uint64_t i) { return s[i & (n - 1)]; }
template <class E, int n, class I, int N> CLRT_INLINE auto pick(const E* s, lanes<I, N> i) {
  using R = varying_t<E, N>;
  R r = R(s[0]);
  const lanes<I, N> j = i & lanes<I, N>(I(n - 1));
  CLRT_UNROLL for (int k = 1; k < n; ++k) r = blend(j == lanes<I, N>(I(k)), R(s[k]), r);
  return r;
}
}  // namespace impl

namespace fn {
template <class E, int n, class I, int m> CLRT_INLINE auto shuffle(const vec<E, n>& x, const vec<I, m>& i) {
  vec<decltype(impl::pick<E, n>(x.s, i.s[0])), m> r;
  CLRT_UNROLL for (int k = 0; k < m; ++k) r.s[k] = impl::pick<E, n>(x.s, i.s[k]);
  return r;
}
template <class E, int n, class I, int m>
CLRT_INLINE auto shuffle2(const vec<E, n>& x, const vec<E, n>& y, const vec<I, m>& i) {
  E both[2 * n];
  CLRT_UNROLL for (int k = 0; k < n; ++k) both[k] = x.s[k], both[n + k] = y.s[k];
  vec<decltype(impl::pick<E, 2 * n>(both, i.s[0])), m> r;
  CLRT_UNROLL for (int k = 0; k < m; ++k) r.s[k] = impl::pick<E, 2 * n>(both, i.s[k]);
  return r;
}
}  // namespace fn
}  // namespace clrt::cl
