// Spreading, conversion, selection, integer division and shifts, masks: what generated code calls beside the operators.
#pragma once

#include "cpu_emu/lanes/types.hpp"

namespace clrt::cl::inline CLRT_ISA {

template <int N> CLRT_INLINE mask<N> full() { return mask<N>(true); }
template <int N> CLRT_INLINE bool none(mask<N> m) { return !any(m); }
template <int N> CLRT_INLINE int count(mask<N> m) { return __builtin_popcountll(bits(m)); }
// Lanes below n.
template <int N> CLRT_INLINE mask<N> first(std::uint64_t n) {
  return impl::iota<std::uint32_t, N>() < lanes<std::uint32_t, N>(std::uint32_t(n < N ? n : N));
}
template <int N> CLRT_INLINE mask<N> andnot(mask<N> a, mask<N> b) { return a & ~b; }
// The same words on uniform conditions.
CLRT_INLINE bool any(bool b) { return b; }
CLRT_INLINE bool all(bool b) { return b; }
CLRT_INLINE bool none(bool b) { return !b; }
CLRT_INLINE bool andnot(bool a, bool b) { return a && !b; }

// The varying form of x, the same value in every lane.
template <int N, class X> CLRT_INLINE varying_t<X, N> spread(X x) {
  if constexpr (__is_same(varying_t<X, N>, X)) {
    return x;
  } else if constexpr (__is_pointer(X)) {
    return varying_t<X, N>{lanes<std::uint64_t, N>(reinterpret_cast<std::uint64_t>(x))};
  } else if constexpr (impl::is_linear<X> && __is_pointer(impl::elem<X>)) {
    return varying_t<X, N>{lanes<std::uint64_t, N>(reinterpret_cast<std::uint64_t>(x.base)) +
                           impl::iota<std::uint64_t, N>() *
                               lanes<std::uint64_t, N>(std::uint64_t(std::int64_t(sizeof(*x.base)) * X::stride))};
  } else if constexpr (impl::is_vec<X>) {
    varying_t<X, N> r;
    CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k) r.s[k] = x.s[k];
    return r;
  } else {
    return varying_t<X, N>(x);
  }
}

namespace impl {
// Double to half in one rounding: through a float that is rounded to odd, which keeps what the second rounding must know.
CLRT_INLINE half to_half(double x) {
  float f = float(x);
  std::uint32_t b = __builtin_bit_cast(std::uint32_t, f);
  if (__builtin_fabs(double(f)) > __builtin_fabs(x)) b -= 1;
  if (double(__builtin_bit_cast(float, b)) != x && x == x) b |= 1;
  return half(__builtin_bit_cast(float, b));
}
template <int N> CLRT_INLINE lanes<half, N> to_half(lanes<double, N> x) {
  const lanes<float, N> f = conv<float>(x);
  lanes<std::uint32_t, N> b = bits_as<std::uint32_t>(f);
  const mask<N> above = e_abs(conv<double>(f)) > e_abs(x);
  b = blend(above, b - lanes<std::uint32_t, N>(1), b);
  const mask<N> inexact = (conv<double>(bits_as<float>(b)) != x) & (x == x);
  return conv<half>(bits_as<float>(blend(inexact, b | lanes<std::uint32_t, N>(1), b)));
}
// C conversion of one scalar or of lanes between any two arithmetic types.
template <class T, class X> CLRT_INLINE auto conv_any(X x) {
  using U = elem<X>;
  if constexpr (__is_same(T, U)) {
    return x;
  } else if constexpr (__is_same(T, half) && __is_same(U, double)) {
    return to_half(x);
  } else if constexpr (is_scalar<X>) {
    return T(x);
  } else if constexpr ((__is_same(T, half) || __is_same(U, half)) && !__is_same(T, float) && !__is_same(U, float)) {
    return conv<T>(conv<float>(x));                               // exact, or beyond the largest half anyway
  } else {
    return conv<T>(x);
  }
}
}  // namespace impl

// C conversion to the scalar type T.
template <class T, class X> CLRT_INLINE auto convert(X x) {
  if constexpr (impl::is_scalar<X>) {
    return impl::conv_any<T>(x);
  } else if constexpr (impl::is_vec<X>) {
    impl::rebind<X, T> r;
    CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k) r.s[k] = convert<T>(x.s[k]);
    return r;
  } else if constexpr (impl::is_mask<X>) {
    if constexpr (__is_same(T, bool)) return x;
    else return impl::ones<T>(x);
  } else if constexpr (impl::is_linear<X>) {
    if constexpr (impl::is_int<T>) return linear<T, X::stride, impl::traits<X>::N>{T(x.base)};
    else return convert<T>(lanes<impl::elem<X>, impl::traits<X>::N>(x));
  } else if constexpr (__is_same(T, bool)) {
    return x != X(impl::elem<X>(0));
  } else {
    return impl::conv_any<T>(x);
  }
}

// x != 0 per lane.
template <class X> CLRT_INLINE auto to_mask(X x) {
  if constexpr (impl::is_scalar<X> || __is_pointer(X)) return x != X(0);
  else if constexpr (impl::is_mask<X>) return x;
  else if constexpr (impl::is_ptr<X>) return x.a != lanes<std::uint64_t, impl::traits<X>::N>(std::uint64_t(0));
  else if constexpr (impl::is_linear<X>) return x != impl::elem<X>(0);
  else return x != X(impl::elem<X>(0));
}

namespace impl {
template <class X> inline constexpr bool is_value = is_scalar<X> || is_lanes<X> || is_vec<X> || is_mask<X> || is_ptr<X> ||
                                                    is_linear<X> || __is_pointer(X);
template <int N, class T> CLRT_INLINE lanes<T, N> sel(mask<N> m, lanes<T, N> a, lanes<T, N> b) { return blend(m, a, b); }
template <int N> CLRT_INLINE mask<N> sel(mask<N> m, mask<N> a, mask<N> b) { return (m & a) | (b & ~m); }
template <int N, class T> CLRT_INLINE ptr<T, N> sel(mask<N> m, ptr<T, N> a, ptr<T, N> b) { return {blend(m, a.a, b.a)}; }
template <int N, class T, int n>
CLRT_INLINE vec<lanes<T, N>, n> sel(mask<N> m, vec<lanes<T, N>, n> a, vec<lanes<T, N>, n> b) {
  vec<lanes<T, N>, n> r;
  CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = blend(m, a.s[k], b.s[k]);
  return r;
}
}  // namespace impl

// Per lane m ? a : b.
template <int N, class A, class B> requires(impl::is_value<A> && impl::is_value<B>)
CLRT_INLINE auto select(mask<N> m, A a, B b) {
  using R = impl::cond<impl::is_varying<A>, A, impl::cond<impl::is_varying<B>, B, varying_t<A, N>>>;
  return impl::sel(m, R(spread<N>(a)), R(spread<N>(b)));
}
template <class A> CLRT_INLINE A select(bool c, A a, impl::nodeduce<A> b) { return c ? a : b; }

// Bit cast to the uniform type X; varying when x is.
template <class X, class Y> CLRT_INLINE auto as(Y y) {
  if constexpr (impl::is_linear<Y>) {
    return as<X>(lanes<impl::elem<Y>, impl::traits<Y>::N>(y));
  } else if constexpr (__is_pointer(Y) || __is_pointer(X) || !impl::is_varying<Y>) {
    if constexpr (sizeof(X) == sizeof(Y)) {
      return __builtin_bit_cast(X, y);
    } else {                                                      // vec of 4 as vec of 3
      X r;
      __builtin_memcpy(&r, &y, sizeof(X) < sizeof(Y) ? sizeof(X) : sizeof(Y));
      return r;
    }
  } else if constexpr (impl::is_lanes<Y> && impl::is_scalar<X>) {
    return impl::bits_as<X>(y);
  } else {
    constexpr int N = impl::traits<Y>::N;
    using T = impl::elem<X>;
    using U = impl::elem<Y>;
    constexpr int nx = impl::traits<X>::n, ny = impl::traits<Y>::n;
    varying_t<X, N> r;
    if constexpr (sizeof(T) == sizeof(U)) {
      CLRT_UNROLL for (int k = 0; k < nx && k < ny; ++k) r.s[k] = impl::bits_as<T>(y.s[k]);
      if constexpr (nx > ny) r.s[nx - 1] = T(0);
    } else {                                                      // components of another width: lane by lane
      impl::cond<impl::is_vec<Y>, vec<U, ny>, U> in;
      for (int l = 0; l < N; ++l) {
        if constexpr (impl::is_vec<Y>)
          for (int k = 0; k < ny; ++k) in.s[k] = y.s[k][l];
        else
          in = y[l];
        const X out = __builtin_bit_cast(X, in);
        if constexpr (impl::is_vec<X>)
          for (int k = 0; k < nx; ++k) r.s[k].set(l, out.s[k]);
        else
          r.set(l, out);
      }
    }
    return r;
  }
}

namespace impl {
CLRT_INLINE float fma1(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
CLRT_INLINE double fma1(double a, double b, double c) { return __builtin_fma(a, b, c); }
// The product of two halves is exact in double and so is nearly every sum; float would round twice more often.
CLRT_INLINE half fma1(half a, half b, half c) { return to_half(double(a) * double(b) + double(c)); }
template <class T, int N> CLRT_INLINE lanes<T, N> fma1(lanes<T, N> a, lanes<T, N> b, lanes<T, N> c) {
  if constexpr (__is_same(T, half))
    return to_half(conv<double>(conv<float>(a)) * conv<double>(conv<float>(b)) + conv<double>(conv<float>(c)));
  else
    return e_fma(a, b, c);
}
template <class E, int n> CLRT_INLINE vec<E, n> fma1(const vec<E, n>& a, const vec<E, n>& b, const vec<E, n>& c) {
  vec<E, n> r;
  CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = fma1(a.s[k], b.s[k], c.s[k]);
  return r;
}
// The form that a and b have in common: the varying one, the vector one.
template <class A, class B> struct common_t { using type = A; };
template <class A, class B>
  requires((is_varying<B> && !is_varying<A>) || (is_vec<B> && !is_vec<A>))
struct common_t<A, B> { using type = B; };
template <class A, class B> using common = typename common_t<A, B>::type;
template <class R, class A> CLRT_INLINE R lift(A a) {
  if constexpr (__is_same(R, A)) {
    return a;
  } else if constexpr (is_vec<R>) {
    R r;
    CLRT_UNROLL for (int k = 0; k < traits<R>::n; ++k) {
      if constexpr (is_vec<A>) r.s[k] = a.s[k];
      else r.s[k] = a;
    }
    return r;
  } else {
    return R(a);
  }
}
}  // namespace impl

// a * b + c with one rounding.
template <class A, class B, class C> CLRT_INLINE auto mad(A a, B b, C c) {
  using R = impl::common<impl::common<A, B>, C>;
  if constexpr (impl::is_int<impl::elem<R>>)
    return R(impl::lift<R>(a) * impl::lift<R>(b) + impl::lift<R>(c));
  else
    return impl::fma1(impl::lift<R>(a), impl::lift<R>(b), impl::lift<R>(c));
}

}  // namespace clrt::cl
