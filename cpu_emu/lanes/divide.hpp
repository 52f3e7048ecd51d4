// Integer division, remainder and shifts that never trap: x / 0 and MIN / -1 give some value, shift amounts count modulo
// the width.
//
// 8- and 16-bit quotients come from one float division and 32-bit ones from one double division: a quotient a / b that is
// no integer differs from the next integer by at least 1 / b, more than the rounding of 24 or 53 bits can bridge.
#pragma once

#include "cpu_emu/lanes/elementwise.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

template <class T> CLRT_INLINE T div1(T a, T b) requires(is_scalar<T>) {
  if (b == T(0)) return T(0);
  if constexpr (is_signed<T>)
    if (b == T(-1)) return T(uint<T>(0) - uint<T>(a));
  return T(a / b);
}
template <class T, int N> CLRT_INLINE lanes<T, N> div1(lanes<T, N> a, lanes<T, N> b) {
  mask<N> bad = b == lanes<T, N>(T(0));
  if constexpr (is_signed<T>) bad |= (a == lanes<T, N>(int_min<T>)) & (b == lanes<T, N>(T(-1)));
  const lanes<T, N> d = blend(bad, lanes<T, N>(T(1)), b);
  if constexpr (sizeof(T) <= 2) {
    return conv<T>(conv<std::int32_t>(conv<float>(a) / conv<float>(d)));
  } else if constexpr (sizeof(T) == 4) {
    return conv<T>(conv<double>(a) / conv<double>(d));
  } else {
    lanes<T, N> r;
    for (int l = 0; l < N; ++l) r.set(l, T(a[l] / d[l]));
    return r;
  }
}
template <class T> CLRT_INLINE T rem1(T a, T b) { return T(a - T(div1(a, b) * b)); }
template <class T> CLRT_INLINE T shl1(T a, T b) {
  using E = elem<T>;
  return e_shl(a, T(b & T(E(sizeof(E) * 8 - 1))));
}
template <class T> CLRT_INLINE T shr1(T a, T b) {
  using E = elem<T>;
  return e_shr(a, T(b & T(E(sizeof(E) * 8 - 1))));
}
// The amount of a shift may be of another integer type than what is shifted.
template <class X, class Y> CLRT_INLINE auto amount(const Y& y) { return convert<elem<X>>(y); }

CLRT_FN2(div_any, div1)
CLRT_FN2(rem_any, rem1)
CLRT_FN2(shl_any, shl1)
CLRT_FN2(shr_any, shr1)

}  // namespace impl

template <class A, class B> CLRT_INLINE auto div(A a, B b) {
  // A divisor that the compiler knows becomes a multiplication.
  if constexpr (impl::is_lanes<A> && impl::is_scalar<B>) {
    if (__builtin_constant_p(b) && b != B(0) && b != B(-1)) return a / A(impl::elem<A>(b));
    return impl::div1(a, A(impl::elem<A>(b)));
  } else {
    return impl::div_any(a, b);
  }
}
template <class A, class B> CLRT_INLINE auto rem(A a, B b) {
  if constexpr (impl::is_lanes<A> && impl::is_scalar<B>) return a - div(a, b) * A(impl::elem<A>(b));
  else return impl::rem_any(a, b);
}
// What is shifted decides the type; uniform values are lifted when the amount varies.
template <class A, class B> CLRT_INLINE auto shl(A a, B b) { return impl::shl_any(a, impl::amount<A>(b)); }
template <class A, class B> CLRT_INLINE auto shr(A a, B b) { return impl::shr_any(a, impl::amount<A>(b)); }

}  // namespace clrt::cl
