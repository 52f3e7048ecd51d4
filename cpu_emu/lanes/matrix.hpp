// Small matrix products: M rows of 8 words, known to all lanes, times 8 words of each lane, added to M accumulators.
//
// A word is four bytes, eight nibbles or two 16-bit floats. Integers wrap. Floating-point products are exact in float and are
// added in the order of k by FMA, on every instruction set: the bits are the same.
#pragma once

#include "cpu_emu/lanes/dot4.hpp"

namespace clrt::cl::inline CLRT_ISA::impl {

template <int M>
using rows_of_words = std::uint32_t[M][8];

#if defined(CLRT_LANES_AVX512) && defined(__AVX512VNNI__)

// Sum of a row's 32 bytes.
template <class A>
CLRT_INLINE std::int32_t row_sum(const std::uint32_t (&row)[8]) {
  const lanes<std::int32_t, 8> sums =
      dot4_lanes<A, std::uint8_t>(ld<std::uint32_t, 8>(row), lanes<std::uint32_t, 8>(0x01010101u));
  return __builtin_reduce_add(sums.v);
}

// The instruction multiplies unsigned by signed bytes. Where both have one sign, 128 is added to or taken off those of b, and
// 128 times the row's sum goes off or onto the accumulator.
template <class A, class B, int M, int N>
CLRT_INLINE void mad_bytes(const rows_of_words<M>& a, const lanes<std::uint32_t, N> (&b)[8], lanes<std::int32_t, N> (&acc)[M]) {
  using U = lanes<std::uint32_t, N>;
  constexpr bool same = is_signed<A> == is_signed<B>;
  if constexpr (same) {
    CLRT_UNROLL for (int m = 0; m < M; ++m) {
      const lanes<std::int32_t, N> sum(row_sum<A>(a[m]) * 128);
      acc[m] = is_signed<A> ? acc[m] - sum : acc[m] + sum;
    }
  }
  CLRT_UNROLL for (int k = 0; k < 8; ++k) {
    const U own = same ? b[k] ^ U(0x80808080u) : b[k];
    CLRT_UNROLL for (int m = 0; m < M; ++m) acc[m] =
        is_signed<A> ? dpbusd(acc[m], own, U(a[m][k])) : dpbusd(acc[m], U(a[m][k]), own);
  }
}

#else

template <class A, class B, int M, int N>
CLRT_INLINE void mad_bytes(const rows_of_words<M>& a, const lanes<std::uint32_t, N> (&b)[8], lanes<std::int32_t, N> (&acc)[M]) {
  for (int k = 0; k < 8; ++k)
    for (int m = 0; m < M; ++m) acc[m] = acc[m] + dot4_lanes<A, B>(lanes<std::uint32_t, N>(a[m][k]), b[k]);
}

#endif

// Nibbles Odd, Odd + 2, ... of each word as four bytes.
template <bool Signed, bool Odd, class X>
CLRT_INLINE X nibbles(X w) {
  const X n = (Odd ? e_shr(w, X(4u)) : w) & X(0x0f0f0f0fu);
  if constexpr (Signed)
    return n | (n & X(0x08080808u)) * X(0x1eu);  // the nibble's sign into the upper half of its byte
  else
    return n;
}
template <class A, class B, bool Odd, int M, int N>
CLRT_INLINE void mad_half_of_nibbles(const rows_of_words<M>& a, const lanes<std::uint32_t, N> (&b)[8],
                                     lanes<std::int32_t, N> (&acc)[M]) {
  rows_of_words<M> x;
  lanes<std::uint32_t, N> y[8];
  CLRT_UNROLL for (int k = 0; k < 8; ++k) {
    y[k] = nibbles<is_signed<B>, Odd>(b[k]);
    CLRT_UNROLL for (int m = 0; m < M; ++m) x[m][k] = nibbles<is_signed<A>, Odd>(a[m][k]);
  }
  mad_bytes<A, B>(x, y, acc);
}
template <class A, class B, int M, int N>
CLRT_INLINE void mad_nibbles(const rows_of_words<M>& a, const lanes<std::uint32_t, N> (&b)[8], lanes<std::int32_t, N> (&acc)[M]) {
  mad_half_of_nibbles<A, B, false>(a, b, acc);
  mad_half_of_nibbles<A, B, true>(a, b, acc);
}

// The two floats of a word.
struct two_halves {
  template <class X>
  static CLRT_INLINE auto low(X w) {
    return conv<float>(bits_as<half>(conv<std::uint16_t>(w)));
  }
  template <class X>
  static CLRT_INLINE auto high(X w) {
    return low(X(e_shr(w, X(16u))));
  }
};
struct two_bfloat16 {
  template <class X>
  static CLRT_INLINE auto low(X w) {
    return bits_as<float>(X(e_shl(w, X(16u))));
  }
  template <class X>
  static CLRT_INLINE auto high(X w) {
    return bits_as<float>(X(w & X(0xffff0000u)));
  }
};
template <class Format, int M, int N>
CLRT_INLINE void mad_floats(const rows_of_words<M>& a, const lanes<std::uint32_t, N> (&b)[8], lanes<float, N> (&acc)[M]) {
  alignas(64) float low[M][8], high[M][8];  // in memory, from where a multiply-add spreads one for nothing
  CLRT_UNROLL for (int m = 0; m < M; ++m) {
    const lanes<std::uint32_t, 8> words = ld<std::uint32_t, 8>(a[m]);
    st(low[m], Format::low(words));
    st(high[m], Format::high(words));
  }
  CLRT_UNROLL for (int k = 0; k < 8; ++k) {
    const lanes<float, N> own_low = Format::low(b[k]), own_high = Format::high(b[k]);
    CLRT_UNROLL for (int m = 0; m < M; ++m) {
      acc[m] = e_fma(lanes<float, N>(low[m][k]), own_low, acc[m]);
      acc[m] = e_fma(lanes<float, N>(high[m][k]), own_high, acc[m]);
    }
  }
}

}  // namespace clrt::cl::inline CLRT_ISA::impl
