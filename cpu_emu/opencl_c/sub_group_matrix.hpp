// cl_intel_subgroup_matrix_multiply_accumulate: M x K times K x N plus M x N, N the sub-group size.
//
// Component m of lane l's a is the l-th part of row m: a word with 8 lanes, half a word with 16. Word k of lane n's b is rows
// 4k..4k+3 (bytes), 8k..8k+7 (nibbles) or 2k, 2k+1 (16-bit floats) of column n. Component m of lane n's accumulator is element
// (m, n). All lanes take part.
#pragma once

#include "cpu_emu/lanes/matrix.hpp"
#include "cpu_emu/opencl_c/conversions.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

// Component m of a vec, or the value itself.
template <class X>
CLRT_INLINE const auto& row_of(const X& x, int m) {
  if constexpr (is_vec<X>)
    return x.s[m];
  else
    return x;
}
template <class X>
CLRT_INLINE auto& row_of(X& x, int m) {
  if constexpr (is_vec<X>)
    return x.s[m];
  else
    return x;
}

template <class X, int M>
CLRT_INLINE void words_of_rows(const X& a, rows_of_words<M>& words) {
  CLRT_UNROLL for (int m = 0; m < M; ++m) st(words[m], __builtin_bit_cast(lanes<std::uint32_t, 8>, row_of(a, m)));
}

// Acc: what the products are added in; To and From bring the kernel's accumulators there and back.
template <class Acc, class Mad, class To, class From, class X, class Y, class C>
CLRT_INLINE C matrix_mad(const X& a, const Y& b, const C& acc, Mad mad, To to, From from) {
  constexpr int M = is_vec<C> ? traits<C>::n : 1, N = traits<C>::N;
  static_assert(sizeof(elem<X>) * N == 32 && traits<Y>::n == 8);
  alignas(64) rows_of_words<M> rows;
  words_of_rows(a, rows);
  lanes<std::uint32_t, N> columns[8];
  CLRT_UNROLL for (int k = 0; k < 8; ++k) columns[k] = bits_as<std::uint32_t>(b.s[k]);
  lanes<Acc, N> sums[M];
  CLRT_UNROLL for (int m = 0; m < M; ++m) sums[m] = to(row_of(acc, m));
  mad(rows, columns, sums);
  C r;
  CLRT_UNROLL for (int m = 0; m < M; ++m) row_of(r, m) = from(sums[m]);
  return r;
}

template <class Format, class X, class Y, class C>
CLRT_INLINE C float_matrix_mad(const X& a, const Y& b, const C& acc) {
  const auto mad = [](const auto& x, const auto& y, auto& sums) CLRT_LAMBDA { mad_floats<Format>(x, y, sums); };
  return matrix_mad<float>(
      a, b, acc, mad,
      [](const auto& c) CLRT_LAMBDA {
        if constexpr (__is_same(elem<C>, std::int16_t))
          return from_bf16(bits_as<std::uint16_t>(c));
        else
          return conv_any<float>(c);
      },
      [](const auto& s) CLRT_LAMBDA {
        if constexpr (__is_same(elem<C>, std::int16_t))
          return bits_as<std::int16_t>(to_bf16(s));
        else
          return conv_any<elem<C>>(s);
      });
}

}  // namespace impl

#define CLRT_MATRIX_MAD(A, B, TA, TB, MAD)                                                                                   \
  template <class X, class Y, class C>                                                                                       \
  CLRT_INLINE C sub_group_matrix_mad_##A##_##B(const X& a, const Y& b, const C& acc) {                                       \
    const auto same = [](const auto& x) CLRT_LAMBDA { return x; };                                                           \
    return impl::matrix_mad<std::int32_t>(                                                                                   \
        a, b, acc, [](const auto& x, const auto& y, auto& sums) CLRT_LAMBDA { impl::MAD<TA, TB>(x, y, sums); }, same, same); \
  }
CLRT_MATRIX_MAD(i8, i8, std::int8_t, std::int8_t, mad_bytes)
CLRT_MATRIX_MAD(i8, u8, std::int8_t, std::uint8_t, mad_bytes)
CLRT_MATRIX_MAD(u8, i8, std::uint8_t, std::int8_t, mad_bytes)
CLRT_MATRIX_MAD(u8, u8, std::uint8_t, std::uint8_t, mad_bytes)
CLRT_MATRIX_MAD(i4, i4, std::int8_t, std::int8_t, mad_nibbles)
CLRT_MATRIX_MAD(i4, u4, std::int8_t, std::uint8_t, mad_nibbles)
CLRT_MATRIX_MAD(u4, i4, std::uint8_t, std::int8_t, mad_nibbles)
CLRT_MATRIX_MAD(u4, u4, std::uint8_t, std::uint8_t, mad_nibbles)
#undef CLRT_MATRIX_MAD
template <class X, class Y, class C>
CLRT_INLINE C sub_group_matrix_mad_f16_f16(const X& a, const Y& b, const C& acc) {
  return impl::float_matrix_mad<impl::two_halves>(a, b, acc);
}
template <class X, class Y, class C>
CLRT_INLINE C sub_group_matrix_mad_bf16_bf16(const X& a, const Y& b, const C& acc) {
  return impl::float_matrix_mad<impl::two_bfloat16>(a, b, acc);
}

}  // namespace clrt::cl::inline CLRT_ISA
