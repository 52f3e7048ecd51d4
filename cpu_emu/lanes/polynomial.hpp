// The hot math functions on float as inline polynomials: exp, exp2, exp10, log, log2, log10, tanh, sin, cos, rsqrt.
//
// Written once over float and lanes<float,N> with fused multiply-adds, so every ISA and the scalar oracle give the same bits.
// Coefficients are minimax fits (Remez exchange) to the reduced functions named beside them. Errors are those measured over
// all floats, in units of the last place.
#pragma once

#include "cpu_emu/lanes/sleef.hpp"

namespace clrt::cl::inline CLRT_ISA::impl {

// Horner's scheme, highest coefficient first.
template <class X> CLRT_INLINE X horner_from(X, X p) { return p; }
template <class X, class... C> CLRT_INLINE X horner_from(X x, X p, float c, C... rest) { return horner_from(x, fma1(p, x, X(c)), rest...); }
template <class X, class... C> CLRT_INLINE X horner(X x, float c, C... rest) { return horner_from(x, X(c), rest...); }

// 2^n by exponent bits, n in [-126, 127].
template <class I> CLRT_INLINE auto pow2(I n) { return bits_as<float>(e_shl(I(n + I(127)), I(23))); }
// p * 2^n for |n| <= 252: exact but where the result is subnormal.
template <class X, class I> CLRT_INLINE X scale_by(X p, I n) {
  const I first = e_shr(n, I(1));
  return p * pow2(first) * pow2(I(n - first));
}
// The integer next to x * factor for |x * factor| < 2^22, as float and as integer: the sum with 1.5 * 2^23 has it in its lowest
// bits. NaN gives some integer and does no harm.
template <class X> struct nearest_result { X n; no_ref<decltype(bits_as<std::int32_t>(X()))> i; };
template <class X> CLRT_INLINE nearest_result<X> nearest(X x, float factor) {
  const X t = fma1(x, X(factor), X(0x1.8p+23f));
  using I = no_ref<decltype(bits_as<std::int32_t>(X()))>;
  return {X(t - X(0x1.8p+23f)), I(bits_as<std::int32_t>(t) - I(0x4b400000))};
}
// Limits x to [lo, hi]; NaN stays.
template <class X> CLRT_INLINE X limit(X x, float lo, float hi) {
  const X a = blend(x > X(hi), X(hi), x);
  return blend(a < X(lo), X(lo), a);
}

// e^r for |r| <= 0.35: 1 + r + r^2 P(r).
template <class X> CLRT_INLINE X exp_reduced(X r) {
  const X p = horner(r, 0x1.6a1a72p-10f, 0x1.123fc6p-7f, 0x1.555916p-5f, 0x1.55548ap-3f, 0x1.fffffcp-2f);
  return fma1(X(p * r), r, r) + X(1.0f);
}
template <class X> CLRT_INLINE X exp_float(X x) {
  const X c = limit(x, -104.0f, 89.0f);
  const auto k = nearest(c, 0x1.715476p+0f);                      // x / ln 2
  const X r = fma1(k.n, X(0x1.05c61p-29f), fma1(k.n, X(-0x1.62e43p-1f), c));
  return scale_by(exp_reduced(r), k.i);
}
// 2^r for |r| <= 1/2: 1 + r P(r).
template <class X> CLRT_INLINE X exp2_float(X x) {
  const X c = limit(x, -151.0f, 129.0f);
  const auto k = nearest(c, 1.0f);
  const X r = c - k.n;
  const X p = horner(r, 0x1.e3126ap-17f, 0x1.4397fp-13f, 0x1.5d9a1p-10f, 0x1.3b2ae6p-7f, 0x1.c6b086p-5f, 0x1.ebfbep-3f, 0x1.62e43p-1f);
  return scale_by(fma1(p, r, X(1.0f)), k.i);
}
template <class X> CLRT_INLINE X exp10_float(X x) {
  const X c = limit(x, -46.0f, 39.0f);
  const auto k = nearest(c, 0x1.a934fp+1f);
  const X r = fma1(k.n, X(0x1.ec10cp-27f), fma1(k.n, X(-0x1.344136p-2f), c));
  const X t = fma1(r, X(0x1.26bb1cp+1f), X(r * X(-0x1.12aabap-25f)));   // r ln 10
  return scale_by(exp_reduced(t), k.i);
}

// x = 2^e (1 + f), 1 + f in [sqrt(1/2), sqrt(2)), for positive finite x, subnormal too.
template <class X> struct split_result { X e, f; };
template <class X> CLRT_INLINE split_result<X> split(X x) {
  const auto small = x < X(0x1p-126f);
  const X y = blend(small, X(x * X(0x1p+24f)), x);
  const auto b = bits_as<std::int32_t>(y);
  using I = no_ref<decltype(bits_as<std::int32_t>(y))>;
  const I e = e_shr(I(b - I(0x3f3504f3)), I(23));
  const X m = bits_as<float>(I(b - e_shl(e, I(23))));
  return {X(conv<float>(e) - blend(small, X(24.0f), X(0.0f))), X(m - X(1.0f))};
}
// log(1 + f) = f - f^2 / 2 + f^3 P(f); gives the sum without f itself.
template <class X> CLRT_INLINE X log_tail(X f) {
  const X p = horner(f, 0x1.1457aap-4f, -0x1.de3c16p-4f, 0x1.e6f06ap-4f, -0x1.fc2208p-4f, 0x1.233768p-3f, -0x1.555c4ep-3f,
                     0x1.99a4b6p-3f, -0x1.000006p-2f, 0x1.555548p-2f);
  const X z = f * f;
  return fma1(X(z * f), p, X(z * X(-0.5f)));
}
// What every logarithm is outside the positive finite numbers.
template <class X> CLRT_INLINE X log_edges(X x, X r) {
  const X inf(__builtin_inff());
  r = blend(x == X(0.0f), X(-inf), r);
  r = blend(x < X(0.0f), X(__builtin_nanf("")), r);
  return blend((x == inf) | (x != x), x, r);
}
template <class X> CLRT_INLINE X log_float(X x) {
  const auto s = split(x);
  const X t = fma1(s.e, X(0x1.0bfbe8p-15f), log_tail(s.f));       // e ln 2 in two parts, the large one exact
  return log_edges(x, X(fma1(s.e, X(0x1.62ep-1f), X(s.f + t))));
}
// log(1 + f) / log(base), the constant in two parts; what is rounded away in f + tail is kept.
template <class X> CLRT_INLINE X log_scaled(X f, float high, float low) {
  const X t = log_tail(f);
  const X sum = f + t, rest = t - X(sum - f);
  return fma1(sum, X(high), fma1(sum, X(low), X(rest * X(high))));
}
template <class X> CLRT_INLINE X log2_float(X x) {
  const auto s = split(x);
  return log_edges(x, X(s.e + log_scaled(s.f, 0x1.715476p+0f, 0x1.4ae0cp-26f)));
}
template <class X> CLRT_INLINE X log10_float(X x) {
  const auto s = split(x);
  const X r = fma1(s.e, X(-0x1.ec10cp-27f), log_scaled(s.f, 0x1.bcb7b2p-2f, -0x1.5b235ep-27f));
  return log_edges(x, X(fma1(s.e, X(0x1.344136p-2f), r)));
}

// Small |x|: x + x^3 P(x^2). Otherwise 1 - 2 / (e^(2|x|) + 1).
template <class X> CLRT_INLINE X tanh_float(X x) {
  const X a = e_abs(x), z = x * x;
  const X p = horner(z, 0x1.18e1dep-9f, -0x1.0bf4fep-7f, 0x1.638b58p-6f, -0x1.b9ee9p-5f, 0x1.111066p-3f, -0x1.555554p-2f);
  const X small = fma1(X(p * z), x, x);
  const X e = exp_float(X(a + a));
  const X large = X(1.0f) - X(2.0f) / (e + X(1.0f));
  return e_copysign(blend(a < X(0.625f), small, large), x);       // -0 too
}

// x - n pi/2 with three floats of pi/2: exact enough for |x| < 2^16.
inline constexpr float kTrigLimit = 65536.0f;
template <class X> CLRT_INLINE nearest_result<X> reduce_trig(X x) {
  const auto k = nearest(x, 0x1.45f306p-1f);
  X r = fma1(k.n, X(-0x1.921fb6p+0f), x);
  r = fma1(k.n, X(0x1.777a5cp-25f), r);
  r = fma1(k.n, X(0x1.ee58p-50f), r);
  return {r, k.i};
}
template <class X> CLRT_INLINE X sin_reduced(X r) {
  const X z = r * r;
  const X p = horner(z, 0x1.6cb802p-19f, -0x1.a00f12p-13f, 0x1.111108p-7f, -0x1.555556p-3f);
  return fma1(X(p * z), r, r);
}
template <class X> CLRT_INLINE X cos_reduced(X r) {
  const X z = r * r;
  const X p = horner(z, -0x1.240b06p-22f, 0x1.a0107ep-16f, -0x1.6c16b8p-10f, 0x1.555556p-5f);
  return fma1(X(p * z), z, fma1(z, X(-0.5f), X(1.0f)));
}
// Sine shifted by `turn` quarters of the circle.
template <class X, class I> CLRT_INLINE X quarter(X s, X c, I n) {
  const X v = blend((n & I(1)) != I(0), c, s);
  return blend((n & I(2)) != I(0), X(-v), v);
}
// Beyond the reduction's reach the library's own takes over, for those lanes alone.
template <class F, class X> CLRT_INLINE X trig_far(X x, X near) {
  const auto in = e_abs(x) < X(kTrigLimit);
  if constexpr (is_scalar<X>) {
    return __builtin_expect(in, 1) ? near : sleef<F>(x);
  } else {
    if (__builtin_expect(all(in), 1)) return near;
    return blend(in, near, sleef<F>(x));
  }
}
template <class X> CLRT_INLINE X sin_float(X x) {
  const auto q = reduce_trig(x);
  return trig_far<sleef_sin>(x, blend(x == X(0.0f), x, quarter(sin_reduced(q.n), cos_reduced(q.n), q.i)));
}
template <class X> CLRT_INLINE X cos_float(X x) {
  const auto q = reduce_trig(x);
  using I = no_ref<decltype(q.i)>;
  return trig_far<sleef_cos>(x, quarter(sin_reduced(q.n), cos_reduced(q.n), I(q.i + I(1))));
}

}  // namespace clrt::cl::impl
