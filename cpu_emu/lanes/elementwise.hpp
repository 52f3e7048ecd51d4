// The element-wise primitives on uniform scalars, and the application of a function to the components of a vec.
#pragma once

#include "cpu_emu/lanes/ops.hpp"

namespace clrt::cl::inline CLRT_ISA::impl {

#define CLRT_SCALAR1(NAME, BUILTIN) \
  template <class T> requires(is_scalar<T>) CLRT_INLINE T NAME(T a) { return BUILTIN(a); }
#define CLRT_SCALAR2(NAME, BUILTIN) \
  template <class T> requires(is_scalar<T>) CLRT_INLINE T NAME(T a, T b) { return BUILTIN(a, b); }
CLRT_SCALAR1(e_abs, __builtin_elementwise_abs)
CLRT_SCALAR1(e_sqrt, __builtin_elementwise_sqrt)
CLRT_SCALAR1(e_floor, __builtin_elementwise_floor)
CLRT_SCALAR1(e_ceil, __builtin_elementwise_ceil)
CLRT_SCALAR1(e_trunc, __builtin_elementwise_trunc)
CLRT_SCALAR1(e_rint, __builtin_elementwise_roundeven)
CLRT_SCALAR1(e_bitreverse, one_bitreverse)
CLRT_SCALAR2(e_fmin, __builtin_elementwise_min)
CLRT_SCALAR2(e_fmax, __builtin_elementwise_max)
CLRT_SCALAR2(e_copysign, __builtin_elementwise_copysign)
CLRT_SCALAR2(e_add_sat, one_add_sat)
CLRT_SCALAR2(e_sub_sat, one_sub_sat)
#undef CLRT_SCALAR1
#undef CLRT_SCALAR2
template <class T> requires(is_scalar<T>) CLRT_INLINE T e_shl(T a, T b) { return T(a << b); }
template <class T> requires(is_scalar<T>) CLRT_INLINE T e_shr(T a, T b) { return T(a >> b); }
template <class To, class T> requires(is_scalar<T>) CLRT_INLINE To conv(T a) { return To(a); }
template <class To, class T> requires(is_scalar<T>) CLRT_INLINE To bits_as(T a) { return __builtin_bit_cast(To, a); }
template <class T> requires(is_scalar<T>) CLRT_INLINE T blend(bool m, T a, T b) { return m ? a : b; }

// f of the scalars of each lane: for what has no vector form.
template <class T, int N, class F, class... X> CLRT_INLINE lanes<T, N> per_lane(F f, X... x) {
  lanes<T, N> r;
  for (int l = 0; l < N; ++l) r.set(l, f(x[l]...));
  return r;
}

}  // namespace clrt::cl::impl

// Defines a function of namespace fn over scalar, lanes and vec from its element form, impl::F.
#define CLRT_FN1(NAME, F)                                                                   \
  template <class X> CLRT_INLINE auto NAME(const X& x) {                                    \
    if constexpr (impl::is_vec<X>) {                                                        \
      impl::rebind<X, impl::elem<decltype(F(x.s[0]))>> r;                                   \
      CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k) r.s[k] = F(x.s[k]);          \
      return r;                                                                             \
    } else {                                                                                \
      return F(x);                                                                          \
    }                                                                                       \
  }
// y may be a scalar or lanes where x is a vec (min(float4, float)).
#define CLRT_FN2(NAME, F)                                                                   \
  template <class X, class Y> CLRT_INLINE auto NAME(const X& x, const Y& y) {               \
    using C = impl::common<X, Y>;                                                           \
    if constexpr (impl::is_vec<C>) {                                                        \
      const C a = impl::lift<C>(x), b = impl::lift<C>(y);                                   \
      impl::rebind<C, impl::elem<decltype(F(a.s[0], b.s[0]))>> r;                           \
      CLRT_UNROLL for (int k = 0; k < impl::traits<C>::n; ++k) r.s[k] = F(a.s[k], b.s[k]);  \
      return r;                                                                             \
    } else {                                                                                \
      return F(impl::lift<C>(x), impl::lift<C>(y));                                         \
    }                                                                                       \
  }
#define CLRT_FN3(NAME, F)                                                                            \
  template <class X, class Y, class Z> CLRT_INLINE auto NAME(const X& x, const Y& y, const Z& z) {   \
    using C = impl::common<impl::common<X, Y>, Z>;                                                   \
    if constexpr (impl::is_vec<C>) {                                                                 \
      const C a = impl::lift<C>(x), b = impl::lift<C>(y), c = impl::lift<C>(z);                      \
      impl::rebind<C, impl::elem<decltype(F(a.s[0], b.s[0], c.s[0]))>> r;                            \
      CLRT_UNROLL for (int k = 0; k < impl::traits<C>::n; ++k) r.s[k] = F(a.s[k], b.s[k], c.s[k]);   \
      return r;                                                                                      \
    } else {                                                                                         \
      return F(impl::lift<C>(x), impl::lift<C>(y), impl::lift<C>(z));                                \
    }                                                                                                \
  }
