// Dot products of four 8-bit values per 32-bit lane: VNNI where the target has it, multiply-add pairs on AVX2.
#pragma once

#include "cpu_emu/lanes/elementwise.hpp"

namespace clrt::cl::inline CLRT_ISA::impl {

using dot_int = std::int32_t;
using dot_uint = std::uint32_t;

#if defined(CLRT_LANES_SCALAR)

template <class A, class B, int N> CLRT_INLINE lanes<std::int32_t, N> dot4_lanes(lanes<std::uint32_t, N> a, lanes<std::uint32_t, N> b) {
  lanes<std::int32_t, N> r;
  for (int l = 0; l < N; ++l) {
    std::int32_t sum = 0;
    for (int k = 0; k < 4; ++k) sum += std::int32_t(A(a[l] >> (8 * k))) * std::int32_t(B(b[l] >> (8 * k)));
    r.set(l, sum);
  }
  return r;
}

#else

using dot_i8 = int __attribute__((vector_size(32)));
using dot_h16 = short __attribute__((vector_size(32)));

#if defined(CLRT_LANES_AVX512) && defined(__AVX512VNNI__)
// c + unsigned bytes of a times signed bytes of b: one instruction.
template <int N> CLRT_INLINE lanes<std::int32_t, N> dpbusd(lanes<std::int32_t, N> c, lanes<std::uint32_t, N> a, lanes<std::uint32_t, N> b) {
  if constexpr (N > 16) {
    return concat(dpbusd(slice<0, N / 2>(c), slice<0, N / 2>(a), slice<0, N / 2>(b)),
                  dpbusd(slice<N / 2, N / 2>(c), slice<N / 2, N / 2>(a), slice<N / 2, N / 2>(b)));
  } else if constexpr (N == 16) {
    using V = i16;
    return lanes<std::int32_t, N>(__builtin_bit_cast(
        raw<std::int32_t, N>, __builtin_ia32_vpdpbusd512(__builtin_bit_cast(V, c.v), __builtin_bit_cast(V, a.v), __builtin_bit_cast(V, b.v))));
  } else {
    using V = i8;
    return lanes<std::int32_t, N>(__builtin_bit_cast(
        raw<std::int32_t, N>, __builtin_ia32_vpdpbusd256(__builtin_bit_cast(V, c.v), __builtin_bit_cast(V, a.v), __builtin_bit_cast(V, b.v))));
  }
}
// Signed times signed: a + 128 is unsigned, and 128 times the sum of b comes off again. Unsigned times unsigned: b - 128.
template <class A, class B, int N> CLRT_INLINE lanes<std::int32_t, N> dot4_lanes(lanes<std::uint32_t, N> a, lanes<std::uint32_t, N> b) {
  using U = lanes<std::uint32_t, N>;
  const lanes<std::int32_t, N> zero(0);
  const U top(0x80808080u);
  if constexpr (!is_signed<A> && is_signed<B>) return dpbusd(zero, a, b);
  else if constexpr (is_signed<A> && !is_signed<B>) return dpbusd(zero, b, a);
  else if constexpr (is_signed<A>) return dpbusd(zero, a ^ top, b) - dpbusd(zero, top, b);
  else return dpbusd(zero, a, b ^ top) - dpbusd(zero, a, top);
}
#else
// Even and odd bytes widened to 16 bits, then products of pairs summed to 32 bits: exact for every mix of signs.
template <class S> CLRT_INLINE dot_h16 even_bytes(dot_i8 x) {
  const dot_h16 h = (dot_h16)x;
  if constexpr (is_signed<S>) return (h << 8) >> 8;
  else return h & 255;
}
template <class S> CLRT_INLINE dot_h16 odd_bytes(dot_i8 x) {
  const dot_h16 h = (dot_h16)x;
  if constexpr (is_signed<S>) return h >> 8;
  else return (h >> 8) & 255;
}
template <class A, class B, int N> CLRT_INLINE lanes<std::int32_t, N> dot4_lanes(lanes<std::uint32_t, N> a, lanes<std::uint32_t, N> b) {
  if constexpr (N > 8) {
    return concat(dot4_lanes<A, B>(slice<0, N / 2>(a), slice<0, N / 2>(b)),
                  dot4_lanes<A, B>(slice<N / 2, N / 2>(a), slice<N / 2, N / 2>(b)));
  } else {
    const dot_i8 x = __builtin_bit_cast(dot_i8, a.v), y = __builtin_bit_cast(dot_i8, b.v);
    const dot_i8 r = (dot_i8)__builtin_ia32_pmaddwd256(even_bytes<A>(x), even_bytes<B>(y)) +
                     (dot_i8)__builtin_ia32_pmaddwd256(odd_bytes<A>(x), odd_bytes<B>(y));
    return lanes<std::int32_t, N>(__builtin_bit_cast(raw<std::int32_t, N>, r));
  }
}
#endif
#endif

}  // namespace clrt::cl::impl
