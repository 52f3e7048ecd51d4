// OpenCL C 6.15.2, math functions, on float, double and half: uniform scalars, vec, lanes and vec of lanes.
#pragma once

#include "cpu_emu/lanes/elementwise.hpp"

namespace clrt::cl {
namespace impl {

// max and min of the math chapter: a NaN loses against a number.
template <class X> CLRT_INLINE X sqrt1(X x) { return e_sqrt(x); }

// The mask type that goes with X, and 2^n by exponent bits for n in [-126, 127].
CLRT_INLINE float pow2(std::int32_t n) { return bits_as<float>((n + 127) << 23); }
template <int N> CLRT_INLINE lanes<float, N> pow2(lanes<std::int32_t, N> n) {
  return bits_as<float>(e_shl(n + lanes<std::int32_t, N>(127), lanes<std::int32_t, N>(23)));
}
// x * 2^n for |n| <= 252, with one rounding more only where the result is subnormal.
template <class X, class I> CLRT_INLINE X scale_by(X x, I n) {
  const I half_n = e_shr(n, I(1));
  return x * pow2(half_n) * pow2(n - half_n);
}

// exp by 2^n * e^r with |r| <= ln(2)/2; at most 1 ulp.
template <class X> CLRT_INLINE X exp1(X x) {
  const X c = blend(x > X(89.0f), X(89.0f), blend(x < X(-104.0f), X(-104.0f), x));
  const X n = e_rint(c * X(0x1.715476p+0f));
  X r = fma1(n, X(-0x1.62e4p-1f), c);
  r = fma1(n, X(-0x1.7f7d1cp-20f), r);
  X p = X(0x1.6850e4p-10f);
  p = fma1(p, r, X(0x1.123bccp-7f));
  p = fma1(p, r, X(0x1.555b98p-5f));
  p = fma1(p, r, X(0x1.55548ep-3f));
  p = fma1(p, r, X(0x1.fffff8p-2f));
  p = fma1(p * r, r, r) + X(1.0f);
  return scale_by(p, conv<std::int32_t>(n));
}

}  // namespace impl

namespace fn {
CLRT_FN1(sqrt, impl::e_sqrt)
CLRT_FN1(fabs, impl::e_abs)
CLRT_FN1(floor, impl::e_floor)
CLRT_FN1(ceil, impl::e_ceil)
CLRT_FN1(trunc, impl::e_trunc)
CLRT_FN1(rint, impl::e_rint)
CLRT_FN2(fmin, impl::e_fmin)
CLRT_FN2(fmax, impl::e_fmax)
CLRT_FN3(fma, impl::fma1)
CLRT_FN1(exp, impl::exp1)
}  // namespace fn

}  // namespace clrt::cl
