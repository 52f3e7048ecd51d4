// OpenCL C 6.15.2, math functions on float, double and half: uniform scalars, vec, lanes and vec of lanes.
//
// Within the error limits of OpenCL C 7.4. The hot float functions are inline polynomials (lanes/polynomial.hpp), the rest
// is SLEEF; half computes in float. native_ and half_ names are the same functions or cheaper ones.
#pragma once

#include "cpu_emu/lanes/polynomial.hpp"
#include "cpu_emu/opencl_c/conversions.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

// float by polynomial, double by SLEEF, half through float.
#define CLRT_HOT(NAME)                                                                          \
  template <class X> CLRT_INLINE X NAME##_any(X x) {                                            \
    if constexpr (__is_same(elem<X>, half)) return conv<half>(NAME##_float(conv<float>(x)));    \
    else if constexpr (__is_same(elem<X>, float)) return NAME##_float(x);                       \
    else return sleef<sleef_##NAME>(x);                                                         \
  }
CLRT_HOT(exp2)
CLRT_HOT(exp10)
CLRT_HOT(log)
CLRT_HOT(log2)
CLRT_HOT(log10)
CLRT_HOT(tanh)
CLRT_HOT(sin)
CLRT_HOT(cos)
#undef CLRT_HOT
// The library takes the last millionth of double's range for infinite: there the square of the root.
template <class X> CLRT_INLINE X exp_any(X x) {
  if constexpr (__is_same(elem<X>, half)) {
    return conv<half>(exp_float(conv<float>(x)));
  } else if constexpr (__is_same(elem<X>, float)) {
    return exp_float(x);
  } else {
    const X r = sleef<sleef_exp>(x), inf(__builtin_inf());
    const auto far = (r == inf) & (x < X(710.0));
    if (__builtin_expect(any(far), 0)) {
      const X root = sleef<sleef_exp>(X(x * X(0.5)));
      return blend(far, X(root * root), r);
    }
    return r;
  }
}
#define CLRT_COLD(NAME) \
  template <class X> CLRT_INLINE X NAME##_any(X x) { return sleef<sleef_##NAME>(x); }
CLRT_COLD(tan) CLRT_COLD(asin) CLRT_COLD(acos) CLRT_COLD(atan) CLRT_COLD(atanh) CLRT_COLD(expm1) CLRT_COLD(cbrt)
CLRT_COLD(erf) CLRT_COLD(erfc) CLRT_COLD(lgamma)
#undef CLRT_COLD

// The library's sinh, cosh, asinh, acosh and log1p stop short of the ends of the range; there the leading term is all.
#define CLRT_FAR(NAME, ARGUMENT, FROM, FAR)                                                       \
  template <class X> CLRT_INLINE X NAME##_any(X x) {                                              \
    using T = elem<X>;                                                                            \
    if constexpr (__is_same(T, half)) {                                                           \
      return conv<half>(NAME##_any(conv<float>(x)));                                              \
    } else {                                                                                      \
      const X a = ARGUMENT;                                                                       \
      return blend(a > X(T(FROM)), FAR, sleef<sleef_##NAME>(x));                                  \
    }                                                                                             \
  }
// e^a / 2 without overflow before its time.
template <class X> CLRT_INLINE X half_exp_of(X a) {
  using T = elem<X>;
  const X h = exp_any(X(a * X(T(0.5))));
  return X(h * X(T(0.5))) * h;
}
template <class X> CLRT_INLINE X log_twice(X a) { return X(log_any(a) + X(elem<X>(0.69314718055994530942))); }
CLRT_FAR(sinh, e_abs(x), sizeof(T) == 4 ? 80.0 : 700.0, e_copysign(half_exp_of(a), x))
CLRT_FAR(cosh, e_abs(x), sizeof(T) == 4 ? 80.0 : 700.0, half_exp_of(a))
CLRT_FAR(asinh, e_abs(x), 0x1p+60, e_copysign(log_twice(a), x))
CLRT_FAR(acosh, x, 0x1p+60, log_twice(a))
CLRT_FAR(log1p, x, 0x1p+60, log_any(a))
#undef CLRT_FAR
// Of floats in double: the library's float variant is far off where the result is subnormal.
template <class X> CLRT_INLINE X tgamma_any(X x) {
  if constexpr (__is_same(elem<X>, double)) return sleef<sleef_tgamma>(x);
  else return conv_any<elem<X>>(sleef<sleef_tgamma>(conv_any<double>(x)));
}

// Half arithmetic in float with one rounding; division and square root stay correctly rounded so.
template <class X> CLRT_INLINE X sqrt_any(X x) {
  if constexpr (__is_same(elem<X>, half)) return conv<half>(e_sqrt(conv<float>(x)));
  else return e_sqrt(x);
}
template <class X> CLRT_INLINE X rsqrt_any(X x) {
  if constexpr (__is_same(elem<X>, half)) return conv<half>(rsqrt_any(conv<float>(x)));
  else return X(elem<X>(1)) / e_sqrt(x);
}
template <class X> CLRT_INLINE X recip1(X x) { return X(X(elem<X>(1)) / x); }
template <class X> CLRT_INLINE X divide1(X x, X y) { return X(x / y); }
// |x| = n + r with |r| <= 1/2, exact for every x; infinity gives a NaN. The library's own reduction ends at 2^31, and its zeros
// have any sign.
template <class X> struct half_turns { X r; no_ref<decltype(X() < X())> odd; };
template <class X> CLRT_INLINE half_turns<X> reduce_pi(X x) {
  using T = elem<X>;
  const X a = e_abs(x), n = e_rint(a), h = n * X(T(0.5));
  return {X(a - n), h != e_trunc(h)};
}
template <class X> CLRT_INLINE X with_sign_of(X x, X y) { return X(y * e_copysign(X(elem<X>(1)), x)); }
template <class X> CLRT_INLINE X sinpi_any(X x) {
  using T = elem<X>;
  if constexpr (__is_same(T, half)) {
    return conv<half>(sinpi_any(conv<float>(x)));
  } else {
    const auto t = reduce_pi(x);
    const X s = sleef<sleef_sinpi>(t.r);
    return with_sign_of(x, blend(t.r == X(T(0)), X(T(0)), blend(t.odd, X(-s), s)));
  }
}
template <class X> CLRT_INLINE X cospi_any(X x) {
  using T = elem<X>;
  if constexpr (__is_same(T, half)) {
    return conv<half>(cospi_any(conv<float>(x)));
  } else {
    const auto t = reduce_pi(x);
    const X c = sleef<sleef_cospi>(t.r);
    return blend(e_abs(t.r) == X(T(0.5)), X(T(0)), blend(t.odd, X(-c), c));
  }
}
template <class X> CLRT_INLINE X tanpi_any(X x) {
  using T = elem<X>;
  if constexpr (__is_same(T, half)) {
    return conv<half>(tanpi_any(conv<float>(x)));
  } else {
    const auto t = reduce_pi(x);
    const X s = sleef<sleef_sinpi>(t.r), c = sleef<sleef_cospi>(t.r);
    const X pole = e_copysign(X(T(__builtin_inff())), t.r);
    const X tangent = blend(e_abs(t.r) == X(T(0.5)), pole, X(s / c));
    return with_sign_of(x, blend(t.r == X(T(0)), blend(t.odd, X(T(-0.0)), X(T(0))), tangent));
  }
}
template <class X> CLRT_INLINE X asinpi_any(X x) { return X(asin_any(x) * X(elem<X>(0.31830988618379067154))); }
template <class X> CLRT_INLINE X acospi_any(X x) { return X(acos_any(x) * X(elem<X>(0.31830988618379067154))); }
template <class X> CLRT_INLINE X atanpi_any(X x) { return X(atan_any(x) * X(elem<X>(0.31830988618379067154))); }
template <class X> CLRT_INLINE X atan2_any(X y, X x) { return sleef<sleef_atan2>(y, x); }
template <class X> CLRT_INLINE X atan2pi_any(X y, X x) { return X(atan2_any(y, x) * X(elem<X>(0.31830988618379067154))); }
template <class X> CLRT_INLINE X hypot_any(X x, X y) { return sleef<sleef_hypot>(x, y); }
// As with exp.
template <class X> CLRT_INLINE X pow_any(X x, X y) {
  X r = sleef<sleef_pow>(x, y);
  if constexpr (__is_same(elem<X>, double)) {
    const X inf(__builtin_inf());
    const auto far = (e_abs(r) == inf) & (e_abs(x) != inf) & (e_abs(y) != inf) & (x != X(0.0));
    if (__builtin_expect(any(far), 0)) {
      const X root = sleef<sleef_pow>(e_abs(x), X(y * X(0.5)));
      r = blend(far, e_copysign(X(root * root), r), r);
    }
  }
  return r;
}

template <class X> CLRT_INLINE X nan_of() { return X(elem<X>(__builtin_nanf(""))); }
template <class X> CLRT_INLINE X powr_any(X x, X y) {
  using T = elem<X>;
  const X zero = T(0), one = T(1), inf = T(__builtin_inff());
  const auto bad = (x < zero) | ((x == zero) & (y == zero)) | ((x == inf) & (y == zero)) | ((x == one) & (e_abs(y) == inf)) |
                   (x != x) | (y != y);
  return blend(bad, nan_of<X>(), pow_any(e_abs(x), y));
}
// Integer powers and roots of float and half in double, where the exponent is exact.
template <class X, class I> CLRT_INLINE X pown_any(X x, I n) {
  using D = no_ref<decltype(conv<double>(conv<float>(x)))>;
  if constexpr (__is_same(elem<X>, double)) return pow_any(x, X(conv<double>(n)));
  else return conv_any<elem<X>>(pow_any(D(conv_any<double>(x)), D(conv<double>(n))));
}
template <class X, class I> CLRT_INLINE X rootn_any(X x, I n) {
  if constexpr (!__is_same(elem<X>, double)) {
    return conv_any<elem<X>>(rootn_any(conv_any<double>(x), n));
  } else {
    const X one(1.0), zero(0.0), inf(__builtin_inf()), d = conv<double>(n), a = e_abs(x);
    const X h = one / d, p = pow_any(a, h);
    // a^(1/n) = a^h a^(1/n - h), and the second exponent is tiny.
    const X rest = fma1(X(-h), d, one) * h;
    const X better = fma1(X(p * rest), log_any(a), p);
    X r = blend((a > zero) & (a < inf) & (p < inf) & (d != zero), better, p);
    const auto odd = conv<double>(n & I(1)) != zero;
    r = blend(odd, e_copysign(r, x), r);
    return blend(((x < zero) & !odd) | (d == zero), nan_of<X>(), r);
  }
}

template <class X> CLRT_INLINE X round1(X x) {
  using T = elem<X>;
  const X t = e_trunc(x);
  return e_copysign(blend(e_abs(X(x - t)) >= X(T(0.5)), X(t + e_copysign(X(T(1)), x)), t), x);
}
template <class X> CLRT_INLINE X fdim1(X x, X y) {
  using T = elem<X>;
  return blend((x != x) | (y != y), X(x + y), blend(x > y, X(x - y), X(T(0))));
}
template <class X> CLRT_INLINE X maxmag1(X x, X y) {
  const X a = e_abs(x), b = e_abs(y);
  return blend(a > b, x, blend(b > a, y, e_fmax(x, y)));
}
template <class X> CLRT_INLINE X minmag1(X x, X y) {
  const X a = e_abs(x), b = e_abs(y);
  return blend(a < b, x, blend(b < a, y, e_fmin(x, y)));
}
template <class X> CLRT_INLINE X nextafter1(X x, X y) {
  X r = blend(x < y, neighbour(x, true), neighbour(x, false));
  r = blend(x == y, y, r);
  return blend((x != x) | (y != y), X(x + y), r);
}
template <class U> CLRT_INLINE auto nan1_of(U code) {
  using T = cond<sizeof(elem<U>) == 2, half, cond<sizeof(elem<U>) == 4, float, double>>;
  constexpr elem<U> quiet = sizeof(T) == 2 ? elem<U>(0x7e00) : sizeof(T) == 4 ? elem<U>(0x7fc00000u) : elem<U>(0x7ff8000000000000ull);
  return bits_as<T>(U(code | U(quiet)));
}

// Field widths of the floating formats.
template <class T> inline constexpr int mantissa_bits = sizeof(T) == 2 ? 10 : sizeof(T) == 4 ? 23 : 52;
template <class T> inline constexpr int exponent_bias = sizeof(T) == 2 ? 15 : sizeof(T) == 4 ? 127 : 1023;

// x = m 2^e with |m| in [1/2, 1); zero, infinity and NaN stay themselves with e = 0.
template <class X, class I> struct frexp_result { X m; I e; };
template <class X> CLRT_INLINE auto frexp1(X x) {
  using T = elem<X>;
  using B = sint<T>;
  constexpr int w = mantissa_bits<T>, bias = exponent_bias<T>;
  constexpr T up = sizeof(T) == 2 ? T(2048.0f) : sizeof(T) == 4 ? T(0x1p+25f) : T(0x1p+54);
  constexpr B shift = sizeof(T) == 2 ? 11 : sizeof(T) == 4 ? 25 : 54;
  constexpr T least = sizeof(T) == 2 ? T(0x1p-14f) : sizeof(T) == 4 ? T(0x1p-126f) : T(0x1p-1022);
  const auto small = e_abs(x) < X(least);
  const auto b = bits_as<B>(blend(small, X(x * X(up)), x));
  using V = no_ref<decltype(bits_as<B>(x))>;
  const auto keep = (x == X(T(0))) | !(e_abs(x) < X(T(__builtin_inff())));
  const V field = V(e_shr(b, V(B(w))) & V(B(2 * bias + 1)));
  const V e = blend(keep, V(B(0)), V(field - V(B(bias - 1)) - blend(small, V(shift), V(B(0)))));
  const V m = V((b & ~V(B(B(2 * bias + 1) << w))) | V(B(B(bias - 1) << w)));
  const auto e32 = conv<std::int32_t>(e);
  return frexp_result<X, no_ref<decltype(conv<std::int32_t>(e))>>{blend(keep, x, bits_as<T>(m)), e32};
}
// The exponent of the leading bit, as a number; zero gives -inf, infinity inf.
template <class X> CLRT_INLINE X logb1(X x) {
  using T = elem<X>;
  const X e = conv_any<T>(frexp1(x).e) - X(T(1));
  const X inf = T(__builtin_inff());
  return blend(x == X(T(0)), X(-inf), blend(e_abs(x) < inf, e, X(e_abs(x))));
}
template <class X> CLRT_INLINE auto ilogb1(X x) {
  using T = elem<X>;
  const auto e = frexp1(x).e;
  using I = no_ref<decltype(frexp1(x).e)>;
  const auto r = blend(e_abs(x) < X(T(__builtin_inff())), I(e - I(1)), I(int_max<std::int32_t>));   // NaN too
  return blend(x == X(T(0)), I(int_min<std::int32_t>), I(r));
}
// x * 2^k with one rounding: float through double, where the product is exact; double in steps that stay normal.
template <class X, class I> CLRT_INLINE X ldexp1(X x, I k) {
  using T = elem<X>;
  if constexpr (!__is_same(T, double)) {
    const I c = clamp1(k, I(-400), I(400));
    const auto w = conv_any<double>(x);
    using D = no_ref<decltype(conv_any<double>(x))>;
    const auto e = conv<std::int64_t>(I(c + I(1023)));
    using E = no_ref<decltype(conv<std::int64_t>(c))>;
    return conv_any<T>(D(w * bits_as<double>(e_shl(e, E(52)))));
  } else {
    using E = no_ref<decltype(conv<std::int64_t>(k))>;
    const auto f = frexp1(x);                                     // |m| in [1/2, 1): m 2^(e + k)
    const E total = clamp1(E(conv<std::int64_t>(f.e) + conv<std::int64_t>(k)), E(-1200), E(1100));
    const auto power = [](E n) CLRT_LAMBDA { return bits_as<double>(e_shl(E(n + E(1023)), E(52))); };
    // Down to 2^-1021 the first factor is exact, the second rounds once.
    const E first = clamp1(total, E(-1021), E(1023)), rest = total - first;
    const X r = f.m * power(first) * power(rest);
    return blend((x == X(0.0)) | !(e_abs(x) < X(__builtin_inf())), x, r);
  }
}
template <class X> CLRT_INLINE X fmod_any(X x, X y) {
  using T = elem<X>;
  if constexpr (__is_same(T, half)) {
    return conv<half>(fmod_any(conv<float>(x), conv<float>(y)));
  } else {
    const auto f = [](T a, T b) CLRT_LAMBDA { return __is_same(T, float) ? T(__builtin_fmodf(float(a), float(b))) : T(__builtin_fmod(a, b)); };
    if constexpr (is_scalar<X>) return f(x, y);
    else return per_lane<T, traits<X>::N>(f, x, y);
  }
}
template <class X> CLRT_INLINE X remainder_any(X x, X y) {
  using T = elem<X>;
  if constexpr (__is_same(T, half)) {
    return conv<half>(remainder_any(conv<float>(x), conv<float>(y)));
  } else {
    const auto f = [](T a, T b) CLRT_LAMBDA { return __is_same(T, float) ? T(__builtin_remainderf(float(a), float(b))) : T(__builtin_remainder(a, b)); };
    if constexpr (is_scalar<X>) return f(x, y);
    else return per_lane<T, traits<X>::N>(f, x, y);
  }
}
template <class X> CLRT_INLINE X native_powr1(X x, X y) { return exp2_any(X(y * log2_any(x))); }
}  // namespace impl

namespace fn {
#define CLRT_ANY(NAME) CLRT_FN1(NAME, impl::NAME##_any)
CLRT_ANY(exp) CLRT_ANY(exp2) CLRT_ANY(exp10) CLRT_ANY(expm1) CLRT_ANY(log) CLRT_ANY(log2) CLRT_ANY(log10) CLRT_ANY(log1p)
CLRT_ANY(sin) CLRT_ANY(cos) CLRT_ANY(tan) CLRT_ANY(asin) CLRT_ANY(acos) CLRT_ANY(atan) CLRT_ANY(sinh) CLRT_ANY(cosh)
CLRT_ANY(tanh) CLRT_ANY(asinh) CLRT_ANY(acosh) CLRT_ANY(atanh) CLRT_ANY(sinpi) CLRT_ANY(cospi) CLRT_ANY(tanpi)
CLRT_ANY(asinpi) CLRT_ANY(acospi) CLRT_ANY(atanpi) CLRT_ANY(cbrt) CLRT_ANY(erf) CLRT_ANY(erfc) CLRT_ANY(tgamma)
CLRT_ANY(lgamma) CLRT_ANY(sqrt) CLRT_ANY(rsqrt)
#undef CLRT_ANY
CLRT_FN1(fabs, impl::e_abs)
CLRT_FN1(floor, impl::e_floor)
CLRT_FN1(ceil, impl::e_ceil)
CLRT_FN1(trunc, impl::e_trunc)
CLRT_FN1(rint, impl::e_rint)
CLRT_FN1(round, impl::round1)
CLRT_FN1(logb, impl::logb1)
CLRT_FN1(ilogb, impl::ilogb1)
CLRT_FN1(nan, impl::nan1_of)
CLRT_FN2(fmin, impl::e_fmin)
CLRT_FN2(fmax, impl::e_fmax)
CLRT_FN2(fdim, impl::fdim1)
CLRT_FN2(maxmag, impl::maxmag1)
CLRT_FN2(minmag, impl::minmag1)
CLRT_FN2(copysign, impl::e_copysign)
CLRT_FN2(nextafter, impl::nextafter1)
CLRT_FN2(fmod, impl::fmod_any)
CLRT_FN2(remainder, impl::remainder_any)
CLRT_FN2(pow, impl::pow_any)
CLRT_FN2(powr, impl::powr_any)
CLRT_FN2(atan2, impl::atan2_any)
CLRT_FN2(atan2pi, impl::atan2pi_any)
CLRT_FN2(hypot, impl::hypot_any)
CLRT_FN3(fma, impl::fma1)
CLRT_FN3(mad, impl::fma1)

// The second argument is int, one for all components or one each.
#define CLRT_FN_INT(NAME, F)                                                                               \
  template <class X, class I> CLRT_INLINE X NAME(const X& x, const I& k) {                                 \
    if constexpr (impl::is_vec<X>) {                                                                       \
      X r;                                                                                                 \
      CLRT_UNROLL for (int j = 0; j < impl::traits<X>::n; ++j) {                                           \
        if constexpr (impl::is_vec<I>) r.s[j] = F(x.s[j], k.s[j]);                                         \
        else r.s[j] = F(x.s[j], k);                                                                        \
      }                                                                                                    \
      return r;                                                                                            \
    } else {                                                                                               \
      return F(x, k);                                                                                      \
    }                                                                                                      \
  }
CLRT_FN_INT(ldexp, impl::ldexp1)
CLRT_FN_INT(pown, impl::pown_any)
CLRT_FN_INT(rootn, impl::rootn_any)
#undef CLRT_FN_INT

// Two results: the second goes to *out, a whole object of the same form.
#define CLRT_FN_OUT(NAME, BODY)                                                                     \
  template <class X, class O> CLRT_INLINE X NAME(const X& x, O* out) {                              \
    if constexpr (impl::is_vec<X>) {                                                                \
      X r;                                                                                          \
      CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k) r.s[k] = NAME(x.s[k], &out->s[k]);   \
      return r;                                                                                     \
    } else {                                                                                        \
      using T [[maybe_unused]] = impl::elem<X>;                                                     \
      BODY                                                                                          \
    }                                                                                               \
  }
CLRT_FN_OUT(sincos, { *out = impl::cos_any(x); return impl::sin_any(x); })
CLRT_FN_OUT(fract, {
  constexpr T below_one = sizeof(T) == 2 ? T(0x1.ffcp-1f) : sizeof(T) == 4 ? T(0x1.fffffep-1f) : T(0x1.fffffffffffffp-1);
  const X f = impl::e_floor(x);
  *out = f;
  const X d = impl::blend(impl::e_abs(x) < X(T(__builtin_inff())), X(x - f), impl::blend(x != x, x, impl::e_copysign(X(T(0)), x)));
  return impl::blend(x == X(T(0)), x, impl::blend(d > X(below_one), X(below_one), d));   // -0 stays
})
CLRT_FN_OUT(modf, {
  const X t = impl::e_trunc(x);
  *out = t;
  return impl::e_copysign(impl::blend(impl::e_abs(x) == X(T(__builtin_inff())), X(T(0)), X(x - t)), x);
})
CLRT_FN_OUT(frexp, { const auto f = impl::frexp1(x); *out = f.e; return f.m; })
CLRT_FN_OUT(lgamma_r, {
  // Gamma is negative between the odd and the even negative integers.
  using E = impl::no_ref<decltype(*out)>;
  const X f = impl::e_floor(x);
  const X parity = X(f - X(T(2)) * impl::e_floor(X(f * X(T(0.5)))));
  const E sign = impl::blend((x < X(T(0))) & (parity == X(T(1))), E(-1), E(1));
  // A pole has none.
  *out = impl::blend((x == f) & (x <= X(T(0))) & (x > X(T(-__builtin_inff()))), E(0), sign);
  return impl::lgamma_any(x);
})
#undef CLRT_FN_OUT
// remainder, and the low seven bits of the rounded quotient with its sign.
template <class X, class O> CLRT_INLINE X remquo(const X& x, const X& y, O* out) {
  if constexpr (impl::is_vec<X>) {
    X r;
    CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k) r.s[k] = remquo(x.s[k], y.s[k], &out->s[k]);
    return r;
  } else if constexpr (impl::is_scalar<X>) {
    using T = impl::cond<__is_same(X, double), double, float>;
    const auto fmod = [](T a, T b) CLRT_LAMBDA { return __is_same(T, float) ? T(__builtin_fmodf(float(a), float(b))) : T(__builtin_fmod(a, b)); };
    const auto rest = [](T a, T b) CLRT_LAMBDA { return __is_same(T, float) ? T(__builtin_remainderf(float(a), float(b))) : T(__builtin_remainder(a, b)); };
    // Whole multiples of 128 y change neither the remainder nor the low bits; what is left has a small quotient.
    const T t = fmod(T(x), T(y) * 128), remainder = rest(T(x), T(y));
    const int q = remainder != remainder ? 0 : int(__builtin_rint(double(t / T(y) - remainder / T(y))));
    const int low = q < 0 ? -(-q & 127) : q & 127;
    const X r = X(remainder);
    *out = r != r ? 0 : low;
    return r;
  } else {
    X r;
    for (int l = 0; l < impl::traits<X>::N; ++l) {
      std::int32_t q;
      r.set(l, remquo(x[l], y[l], &q));
      out->set(l, q);
    }
    return r;
  }
}

// native_ and half_ names.
#define CLRT_ALIAS(NAME, F) CLRT_FN1(native_##NAME, F) CLRT_FN1(half_##NAME, F)
CLRT_ALIAS(sin, impl::sin_any) CLRT_ALIAS(cos, impl::cos_any) CLRT_ALIAS(tan, impl::tan_any) CLRT_ALIAS(exp, impl::exp_any)
CLRT_ALIAS(exp2, impl::exp2_any) CLRT_ALIAS(exp10, impl::exp10_any) CLRT_ALIAS(log, impl::log_any)
CLRT_ALIAS(log2, impl::log2_any) CLRT_ALIAS(log10, impl::log10_any) CLRT_ALIAS(sqrt, impl::sqrt_any)
CLRT_ALIAS(rsqrt, impl::rsqrt_any) CLRT_ALIAS(recip, impl::recip1)
#undef CLRT_ALIAS
CLRT_FN2(native_divide, impl::divide1)
CLRT_FN2(half_divide, impl::divide1)
CLRT_FN2(native_powr, impl::native_powr1)
CLRT_FN2(half_powr, impl::native_powr1)
}  // namespace fn
}  // namespace clrt::cl
