// OpenCL C 6.4.3, explicit conversions convert_<type>[_sat][_rounding], and bfloat16 conversions (cl_intel_bfloat16_conversions).
#pragma once

#include "cpu_emu/opencl_c/common.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

// The neighbour of y above (up) or below, in the order of the real line; y is no NaN.
template <class X> CLRT_INLINE X neighbour(X y, bool up) {
  using T = elem<X>;
  using I = sint<T>;
  const auto b = bits_as<I>(y);
  using V = decltype(bits_as<I>(y));
  const auto away = V(b + V(I(1))), toward = V(b - V(I(1)));
  const auto positive = up ? V(away) : V(toward), negative = up ? V(toward) : V(away);
  const V tiny = up ? V(I(1)) : V(I(int_min<I> + 1));
  return bits_as<T>(blend(y == X(T(0)), tiny, blend(b < V(I(0)), V(negative), V(positive))));
}
// Corrects y = x rounded to nearest for another direction, given where y lies above or below x.
template <Round R, class X, class A, class B> CLRT_INLINE X redirect(X y, A above, B below) {
  using T = elem<X>;
  if constexpr (R == Round::rtp) return blend(below, neighbour(y, true), y);
  else if constexpr (R == Round::rtn) return blend(above, neighbour(y, false), y);
  else return blend(above & (y > X(T(0))), neighbour(y, false), blend(below & (y < X(T(0))), neighbour(y, true), y));
}

template <class T, bool Sat, Round R, class X> CLRT_INLINE auto convert1(X x) {
  using U = elem<X>;
  if constexpr (__is_same(T, U)) {
    return x;
  } else if constexpr (is_int<T> && is_int<U>) {
    if constexpr (!Sat) {
      return conv_any<T>(x);
    } else {
      X c = x;
      if constexpr (is_signed<U> && (!is_signed<T> || sizeof(T) < sizeof(U))) c = max1(c, X(U(int_min<T>)));
      if constexpr (sizeof(T) < sizeof(U) || (sizeof(T) == sizeof(U) && is_signed<T> && !is_signed<U>))
        c = min1(c, X(U(int_max<T>)));
      return conv_any<T>(c);
    }
  } else if constexpr (is_int<T> && __is_same(U, half)) {
    return convert1<T, Sat, R>(conv<float>(x));
  } else if constexpr (is_int<T>) {                               // from float or double
    if constexpr (R == Round::rte) x = e_rint(x);
    else if constexpr (R == Round::rtp) x = e_ceil(x);
    else if constexpr (R == Round::rtn) x = e_floor(x);
    if constexpr (!Sat) {
      return conv<T>(x);
    } else {
      // Powers of two, so exact: the least value that is too large, and the least that is not too small.
      constexpr U over = U(uint<T>(1) << (sizeof(T) * 8 - 1)) * (is_signed<T> ? U(1) : U(2)), least = U(int_min<T>);
      const auto low = x <= X(least);
      auto r = conv<T>(blend((x < X(over)) & (x > X(least)), x, X(U(0))));   // NaN gives 0
      using V = decltype(conv<T>(x));
      r = blend(x >= X(over), V(int_max<T>), V(r));
      return blend(low, V(int_min<T>), V(r));
    }
  } else if constexpr (R == Round::rt_default || R == Round::rte || (is_float<U> && sizeof(T) > sizeof(U))) {
    return conv_any<T>(x);
  } else if constexpr (is_float<U>) {                             // to a narrower floating type
    const auto y = conv_any<T>(x);
    const auto back = conv_any<U>(y);
    return redirect<R>(y, back > x, back < x);
  } else if constexpr (sizeof(U) < 4 || (sizeof(U) == 4 && !__is_same(T, double))) {
    return convert1<T, false, R>(conv<double>(x));                // exact in double
  } else if constexpr (sizeof(U) == 4) {
    return conv<T>(x);
  } else if constexpr (__is_same(T, half)) {
    // Everything beyond 2^17 is beyond the largest half in every rounding.
    constexpr U big = U(1) << 17, low = is_signed<U> ? U(0) - big : U(0);
    return convert1<half, false, R>(conv<std::int32_t>(clamp1(x, X(low), X(big))));
  } else {                                                        // 64-bit integers: compare with the rounded value as integer
    const auto y = conv<T>(x);
    using V = decltype(conv<T>(x));
    constexpr T over = T(uint<U>(1) << 63) * (is_signed<U> ? T(1) : T(2));
    const auto large = y >= V(over);
    const X back = conv<U>(blend(large, V(T(0)), V(y)));
    return redirect<R>(y, large | (back > x), !large & (back < x));
  }
}

CLRT_INLINE std::uint16_t to_bf16(float x) {
  const std::uint32_t b = __builtin_bit_cast(std::uint32_t, x);
  if (x != x) return std::uint16_t(b >> 16 | 0x40);
  return std::uint16_t((b + 0x7fff + (b >> 16 & 1)) >> 16);
}
template <int N> CLRT_INLINE lanes<std::uint16_t, N> to_bf16(lanes<float, N> x) {
  using U = lanes<std::uint32_t, N>;
  const U b = bits_as<std::uint32_t>(x), high = e_shr(b, U(16));
  const U rounded = e_shr(U(b + U(0x7fff) + (high & U(1))), U(16));
  return conv<std::uint16_t>(blend(x != x, high | U(0x40), rounded));
}
CLRT_INLINE float from_bf16(std::uint16_t x) { return __builtin_bit_cast(float, std::uint32_t(x) << 16); }
template <int N> CLRT_INLINE lanes<float, N> from_bf16(lanes<std::uint16_t, N> x) {
  return bits_as<float>(e_shl(conv<std::uint32_t>(x), lanes<std::uint32_t, N>(16)));
}

}  // namespace impl

// convert_<T>[_sat][_rounding](x) for scalar, lanes, vec of either.
template <class T, bool Sat = false, Round R = Round::rt_default, class X> CLRT_INLINE auto convert_to(const X& x) {
  if constexpr (impl::is_vec<X>) {
    impl::rebind<X, T> r;
    CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k) r.s[k] = impl::convert1<T, Sat, R>(x.s[k]);
    return r;
  } else if constexpr (impl::is_linear<X>) {
    return convert_to<T, Sat, R>(lanes<impl::elem<X>, impl::traits<X>::N>(x));
  } else if constexpr (impl::is_mask<X> || __is_same(X, bool)) {
    return convert<T>(x);
  } else {
    return impl::convert1<T, Sat, R>(x);
  }
}

namespace fn {
CLRT_FN1(intel_convert_bfloat16_as_ushort, impl::to_bf16)
CLRT_FN1(intel_convert_as_bfloat16_float, impl::from_bf16)
}  // namespace fn
}  // namespace clrt::cl
