// AVX-512 (F, BW, DQ, VL): masks in k registers, masked loads and stores of every element size, gathers and scatters.
#pragma once

#include "cpu_emu/lanes/vector.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

template <int N> struct kbits_of;
template <> struct kbits_of<4> { using type = std::uint8_t; };
template <> struct kbits_of<8> { using type = std::uint8_t; };
template <> struct kbits_of<16> { using type = std::uint16_t; };
template <> struct kbits_of<32> { using type = std::uint32_t; };
template <> struct kbits_of<64> { using type = std::uint64_t; };
// The integer that a k register of N bits is to the compiler.
template <int N> using kbits = typename kbits_of<N>::type;

template <int N> CLRT_INLINE kbits<N> k(mask<N> m) { return __builtin_bit_cast(kbits<N>, m.v); }
template <int N> CLRT_INLINE mask<N> mask_of(kbits<N> b) { return mask<N>(__builtin_bit_cast(raw_mask<N>, b)); }
template <int First, int M, int N> CLRT_INLINE mask<M> mask_slice(mask<N> m) { return mask_of<M>(kbits<M>(k(m) >> First)); }
template <int N> CLRT_INLINE mask<2 * N> mask_concat(mask<N> a, mask<N> b) {
  return mask_of<2 * N>(kbits<2 * N>(k(a)) | kbits<2 * N>(kbits<2 * N>(k(b)) << N));
}

}  // namespace impl

template <int N> CLRT_INLINE std::uint64_t bits(mask<N> m) { return impl::k(m); }
template <int N> CLRT_INLINE mask<N> from_bits(std::uint64_t b) { return impl::mask_of<N>(impl::kbits<N>(b)); }
template <int N> CLRT_INLINE bool any(mask<N> m) { return impl::k(m) != 0; }
template <int N> CLRT_INLINE bool all(mask<N> m) { return impl::k(m) == impl::kbits<N>(-1); }

namespace impl {

// The vectors that the compiler's built-ins are declared with.
using b16 = char __attribute__((vector_size(16)));
using b32 = char __attribute__((vector_size(32)));
using b64 = char __attribute__((vector_size(64)));
using h8 = short __attribute__((vector_size(16)));
using h16 = short __attribute__((vector_size(32)));
using h32 = short __attribute__((vector_size(64)));
using i4 = int __attribute__((vector_size(16)));
using i8 = int __attribute__((vector_size(32)));
using i16 = int __attribute__((vector_size(64)));
using q8 = long long __attribute__((vector_size(64)));

// One register of masked memory: chunk<element bytes, register bytes>.
template <int E, int B> struct chunk;
#define CLRT_CHUNK(E, B, V, P, K, LOAD, STORE)                                              \
  template <> struct chunk<E, B> {                                                          \
    using type = V;                                                                         \
    static CLRT_INLINE V load(const void* p, K m) { return LOAD((const P*)p, V{}, m); }     \
    static CLRT_INLINE void store(void* p, V v, K m) { STORE((P*)p, v, m); }                \
  };
CLRT_CHUNK(1, 16, b16, b16, std::uint16_t, __builtin_ia32_loaddquqi128_mask, __builtin_ia32_storedquqi128_mask)
CLRT_CHUNK(1, 32, b32, b32, std::uint32_t, __builtin_ia32_loaddquqi256_mask, __builtin_ia32_storedquqi256_mask)
CLRT_CHUNK(1, 64, b64, b64, std::uint64_t, __builtin_ia32_loaddquqi512_mask, __builtin_ia32_storedquqi512_mask)
CLRT_CHUNK(2, 16, h8, h8, std::uint8_t, __builtin_ia32_loaddquhi128_mask, __builtin_ia32_storedquhi128_mask)
CLRT_CHUNK(2, 32, h16, h16, std::uint16_t, __builtin_ia32_loaddquhi256_mask, __builtin_ia32_storedquhi256_mask)
CLRT_CHUNK(2, 64, h32, h32, std::uint32_t, __builtin_ia32_loaddquhi512_mask, __builtin_ia32_storedquhi512_mask)
CLRT_CHUNK(4, 32, i8, i8, std::uint8_t, __builtin_ia32_loaddqusi256_mask, __builtin_ia32_storedqusi256_mask)
CLRT_CHUNK(4, 64, i16, int, std::uint16_t, __builtin_ia32_loaddqusi512_mask, __builtin_ia32_storedqusi512_mask)
CLRT_CHUNK(8, 64, q8, long long, std::uint8_t, __builtin_ia32_loaddqudi512_mask, __builtin_ia32_storedqudi512_mask)
#undef CLRT_CHUNK

// Lanes of the elements [p, p + N); lanes that are off are not read and give 0.
template <class T, int N> CLRT_INLINE lanes<T, N> ld(const T* p, mask<N> m) {
  constexpr int size = sizeof(T), bytes = N * size;
  if constexpr (bytes > 64)
    return concat(ld<T, N / 2>(p, mask_slice<0, N / 2>(m)), ld<T, N / 2>(p + N / 2, mask_slice<N / 2, N / 2>(m)));
  else if constexpr (bytes < 16)
    return slice<0, N>(lanes<T, 16>(__builtin_bit_cast(raw<T, 16>, chunk<1, 16>::load(p, k(m)))));
  else
    return lanes<T, N>(__builtin_bit_cast(raw<T, N>, chunk<size, bytes>::load(p, k(m))));
}
template <class T, int N> CLRT_INLINE void st(T* p, lanes<T, N> x, mask<N> m) {
  constexpr int size = sizeof(T), bytes = N * size;
  if constexpr (bytes > 64) {
    st(p, slice<0, N / 2>(x), mask_slice<0, N / 2>(m));
    st(p + N / 2, slice<N / 2, N / 2>(x), mask_slice<N / 2, N / 2>(m));
  } else if constexpr (bytes < 16) {
    chunk<1, 16>::store(p, __builtin_bit_cast(b16, concat(x, x).v), k(m));
  } else {
    chunk<size, bytes>::store(p, __builtin_bit_cast(typename chunk<size, bytes>::type, x.v), k(m));
  }
}

// One gather or scatter instruction: 8 or 16 elements of 4 or 8 bytes, 32-bit signed or 64-bit indices.
template <int E, int I, int N, int Scale> struct indexed;
#define CLRT_INDEXED(E, I, N, V, X, K, GATHER, SCATTER)                                                       \
  template <int Scale> struct indexed<E, I, N, Scale> {                                                       \
    using value = V;                                                                                          \
    using index = X;                                                                                          \
    static CLRT_INLINE V get(const void* p, X i, K m) { return GATHER(V{}, p, i, m, Scale); }                 \
    static CLRT_INLINE void put(void* p, X i, V v, K m) { SCATTER(p, m, i, v, Scale); }                       \
  };
CLRT_INDEXED(4, 4, 16, i16, i16, std::uint16_t, __builtin_ia32_gathersiv16si, __builtin_ia32_scattersiv16si)
CLRT_INDEXED(4, 4, 8, i8, i8, std::uint8_t, __builtin_ia32_gather3siv8si, __builtin_ia32_scattersiv8si)
CLRT_INDEXED(4, 8, 8, i8, q8, std::uint8_t, __builtin_ia32_gatherdiv16si, __builtin_ia32_scatterdiv16si)
CLRT_INDEXED(8, 4, 8, q8, i8, std::uint8_t, __builtin_ia32_gathersiv8di, __builtin_ia32_scattersiv8di)
CLRT_INDEXED(8, 8, 8, q8, q8, std::uint8_t, __builtin_ia32_gatherdiv8di, __builtin_ia32_scatterdiv8di)
#undef CLRT_INDEXED

// Elements at byte address p + i * Scale. I is a signed 32-bit or a 64-bit integer.
template <class T, int Scale, class I, int N>
CLRT_INLINE lanes<T, N> gather(const void* p, lanes<I, N> i, mask<N> m) {
  if constexpr (sizeof(T) < 4) {
    lanes<T, N> r(T(0));
    if (all(m)) {
      CLRT_UNROLL for (int l = 0; l < N; ++l) r.set(l, *(const T*)(std::uint64_t(p) + std::uint64_t(std::int64_t(i[l]) * Scale)));
      return r;
    }
    for (std::uint64_t b = bits(m); b; b &= b - 1) {
      const int l = __builtin_ctzll(b);
      r.set(l, *(const T*)(std::uint64_t(p) + std::uint64_t(std::int64_t(i[l]) * Scale)));
    }
    return r;
  } else if constexpr (N > 16 || (N == 16 && (sizeof(T) == 8 || sizeof(I) == 8))) {
    return concat(gather<T, Scale>(p, slice<0, N / 2>(i), mask_slice<0, N / 2>(m)),
                  gather<T, Scale>(p, slice<N / 2, N / 2>(i), mask_slice<N / 2, N / 2>(m)));
  } else {
    using G = indexed<sizeof(T), sizeof(I), N, Scale>;
    return lanes<T, N>(__builtin_bit_cast(raw<T, N>, G::get(p, __builtin_bit_cast(typename G::index, i.v), k(m))));
  }
}
template <int Scale, class T, class I, int N>
CLRT_INLINE void scatter(void* p, lanes<I, N> i, lanes<T, N> x, mask<N> m) {
  if constexpr (sizeof(T) < 4) {
    for (std::uint64_t b = bits(m); b; b &= b - 1) {
      const int l = __builtin_ctzll(b);
      *(T*)(std::uint64_t(p) + std::uint64_t(std::int64_t(i[l]) * Scale)) = x[l];
    }
  } else if constexpr (N > 16 || (N == 16 && (sizeof(T) == 8 || sizeof(I) == 8))) {
    scatter<Scale>(p, slice<0, N / 2>(i), slice<0, N / 2>(x), mask_slice<0, N / 2>(m));
    scatter<Scale>(p, slice<N / 2, N / 2>(i), slice<N / 2, N / 2>(x), mask_slice<N / 2, N / 2>(m));
  } else {
    using G = indexed<sizeof(T), sizeof(I), N, Scale>;
    G::put(p, __builtin_bit_cast(typename G::index, i.v), __builtin_bit_cast(typename G::value, x.v), k(m));
  }
}

// Lane l of the result is lane i[l] of x, i modulo N: one or two registers of 16-, 32- or 64-bit elements.
template <int E, int N> struct permuter {
  static constexpr bool exists = false;
};
#define CLRT_PERMUTE(E, N, V, CALL)                        \
  template <> struct permuter<E, N> {                      \
    static constexpr bool exists = true;                   \
    static CLRT_INLINE V run(V x, V i) { return CALL(x, i); } \
  };
CLRT_PERMUTE(2, 8, h8, __builtin_ia32_permvarhi128)
CLRT_PERMUTE(2, 16, h16, __builtin_ia32_permvarhi256)
CLRT_PERMUTE(2, 32, h32, __builtin_ia32_permvarhi512)
CLRT_PERMUTE(4, 8, i8, __builtin_ia32_permvarsi256)
CLRT_PERMUTE(4, 16, i16, __builtin_ia32_permvarsi512)
CLRT_PERMUTE(8, 8, q8, __builtin_ia32_permvardi512)
#undef CLRT_PERMUTE
template <class T, int N> inline constexpr bool has_permute =
    permuter<sizeof(T), N>::exists || (sizeof(T) == 4 && N == 32) || (sizeof(T) == 8 && N == 16);
template <class T, int N> CLRT_INLINE lanes<T, N> permute_native(lanes<T, N> x, lanes<sint<T>, N> i) {
  if constexpr (permuter<sizeof(T), N>::exists) {
    using P = permuter<sizeof(T), N>;
    using V = decltype(P::run({}, {}));
    return lanes<T, N>(__builtin_bit_cast(raw<T, N>, P::run(__builtin_bit_cast(V, x.v), __builtin_bit_cast(V, i.v))));
  } else if constexpr (sizeof(T) == 4) {
    const i16 a = __builtin_bit_cast(i16, slice<0, 16>(x).v), b = __builtin_bit_cast(i16, slice<16, 16>(x).v);
    const auto half_of = [&](lanes<sint<T>, 16> j) CLRT_LAMBDA {
      return lanes<T, 16>(__builtin_bit_cast(raw<T, 16>, __builtin_ia32_vpermi2vard512(a, __builtin_bit_cast(i16, j.v), b)));
    };
    return concat(half_of(slice<0, 16>(i)), half_of(slice<16, 16>(i)));
  } else {
    const q8 a = __builtin_bit_cast(q8, slice<0, 8>(x).v), b = __builtin_bit_cast(q8, slice<8, 8>(x).v);
    const auto half_of = [&](lanes<sint<T>, 8> j) CLRT_LAMBDA {
      return lanes<T, 8>(__builtin_bit_cast(raw<T, 8>, __builtin_ia32_vpermi2varq512(a, __builtin_bit_cast(q8, j.v), b)));
    };
    return concat(half_of(slice<0, 8>(i)), half_of(slice<8, 8>(i)));
  }
}

}  // namespace impl
}  // namespace clrt::cl
