// AVX2: masks as vectors of 32-bit 0 / -1, masked loads and stores of 4- and 8-byte elements, gathers.
#pragma once

#include "cpu_emu/lanes/vector.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

// The vectors that the compiler's built-ins are declared with.
using i4 = int __attribute__((vector_size(16)));
using i8 = int __attribute__((vector_size(32)));
using f8 = float __attribute__((vector_size(32)));
using q4 = long long __attribute__((vector_size(32)));

template <int First, int M, int N> CLRT_INLINE mask<M> mask_slice(mask<N> m) {
  return mask<M>(slice<First, M>(lanes<std::int32_t, N>(m.v)).v);
}
template <int N> CLRT_INLINE mask<2 * N> mask_concat(mask<N> a, mask<N> b) {
  return mask<2 * N>(concat(lanes<std::int32_t, N>(a.v), lanes<std::int32_t, N>(b.v)).v);
}
CLRT_INLINE int sign_bits(mask<8> m) { return __builtin_ia32_movmskps256(__builtin_bit_cast(f8, m.v)); }

}  // namespace impl

template <int N> CLRT_INLINE std::uint64_t bits(mask<N> m) {
  if constexpr (N == 8)
    return std::uint64_t(std::uint32_t(impl::sign_bits(m)));
  else
    return bits(impl::mask_slice<0, N / 2>(m)) | bits(impl::mask_slice<N / 2, N / 2>(m)) << (N / 2);
}
template <int N> CLRT_INLINE bool any(mask<N> m) {
  if constexpr (N == 8)
    return impl::sign_bits(m) != 0;
  else
    return any(impl::mask_slice<0, N / 2>(m) | impl::mask_slice<N / 2, N / 2>(m));
}
template <int N> CLRT_INLINE bool all(mask<N> m) {
  if constexpr (N == 8)
    return impl::sign_bits(m) == 255;
  else
    return all(impl::mask_slice<0, N / 2>(m) & impl::mask_slice<N / 2, N / 2>(m));
}
template <int N> CLRT_INLINE mask<N> from_bits(std::uint64_t b) {
  if constexpr (N <= 32) {
    const lanes<std::uint32_t, N> one = impl::e_shl(lanes<std::uint32_t, N>(1u), impl::iota<std::uint32_t, N>());
    return (lanes<std::uint32_t, N>(std::uint32_t(b)) & one) != lanes<std::uint32_t, N>(0u);
  } else {
    return impl::mask_concat(from_bits<N / 2>(b), from_bits<N / 2>(b >> (N / 2)));
  }
}

namespace impl {

// Lanes of the elements [p, p + N); lanes that are off are not read and give 0.
template <class T, int N> CLRT_INLINE lanes<T, N> ld(const T* p, mask<N> m) {
  if constexpr (sizeof(T) < 4) {
    if (all(m)) return ld<T, N>(p);
    lanes<T, N> r(T(0));
    for (std::uint64_t b = bits(m); b; b &= b - 1) {
      const int l = __builtin_ctzll(b);
      r.set(l, p[l]);
    }
    return r;
  } else if constexpr (N > 8) {
    return concat(ld<T, N / 2>(p, mask_slice<0, N / 2>(m)), ld<T, N / 2>(p + N / 2, mask_slice<N / 2, N / 2>(m)));
  } else if constexpr (sizeof(T) == 4) {
    return lanes<T, N>(__builtin_bit_cast(raw<T, N>, __builtin_ia32_maskloadd256((const i8*)p, (i8)m.v)));
  } else {
    const raw<std::int64_t, 8> w = widen<std::int64_t, 8>(m.v);
    const q4 lo = __builtin_bit_cast(q4, __builtin_shufflevector(w, w, 0, 1, 2, 3));
    const q4 hi = __builtin_bit_cast(q4, __builtin_shufflevector(w, w, 4, 5, 6, 7));
    const q4 a = __builtin_ia32_maskloadq256((const q4*)p, lo), b = __builtin_ia32_maskloadq256((const q4*)(p + 4), hi);
    return lanes<T, N>(__builtin_bit_cast(raw<T, 8>, __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7)));
  }
}
template <class T, int N> CLRT_INLINE void st(T* p, lanes<T, N> x, mask<N> m) {
  if constexpr (sizeof(T) < 4) {
    if (all(m)) return st(p, x);
    for (std::uint64_t b = bits(m); b; b &= b - 1) {
      const int l = __builtin_ctzll(b);
      p[l] = x[l];
    }
  } else if constexpr (N > 8) {
    st(p, slice<0, N / 2>(x), mask_slice<0, N / 2>(m));
    st(p + N / 2, slice<N / 2, N / 2>(x), mask_slice<N / 2, N / 2>(m));
  } else if constexpr (sizeof(T) == 4) {
    __builtin_ia32_maskstored256((i8*)p, (i8)m.v, __builtin_bit_cast(i8, x.v));
  } else {
    const raw<std::int64_t, 8> w = widen<std::int64_t, 8>(m.v);
    const raw<long long, 8> v = __builtin_bit_cast(raw<long long, 8>, x.v);
    const q4 lo = __builtin_bit_cast(q4, __builtin_shufflevector(w, w, 0, 1, 2, 3));
    const q4 hi = __builtin_bit_cast(q4, __builtin_shufflevector(w, w, 4, 5, 6, 7));
    __builtin_ia32_maskstoreq256((q4*)p, lo, (q4)__builtin_shufflevector(v, v, 0, 1, 2, 3));
    __builtin_ia32_maskstoreq256((q4*)(p + 4), hi, (q4)__builtin_shufflevector(v, v, 4, 5, 6, 7));
  }
}

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
  } else if constexpr (N > 8) {
    return concat(gather<T, Scale>(p, slice<0, N / 2>(i), mask_slice<0, N / 2>(m)),
                  gather<T, Scale>(p, slice<N / 2, N / 2>(i), mask_slice<N / 2, N / 2>(m)));
  } else if constexpr (sizeof(T) == 4 && sizeof(I) == 4) {
    return lanes<T, N>(__builtin_bit_cast(
        raw<T, N>, __builtin_ia32_gatherd_d256(i8{}, (const int*)p, __builtin_bit_cast(i8, i.v), (i8)m.v, Scale)));
  } else if constexpr (sizeof(T) == 4) {
    const i4 a = __builtin_ia32_gatherq_d256(i4{}, (const int*)p, __builtin_bit_cast(q4, slice<0, 4>(i).v),
                                             (i4)__builtin_shufflevector(m.v, m.v, 0, 1, 2, 3), Scale);
    const i4 b = __builtin_ia32_gatherq_d256(i4{}, (const int*)p, __builtin_bit_cast(q4, slice<4, 4>(i).v),
                                             (i4)__builtin_shufflevector(m.v, m.v, 4, 5, 6, 7), Scale);
    return lanes<T, N>(__builtin_bit_cast(raw<T, 8>, __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7)));
  } else {
    const lanes<std::int64_t, 8> w = conv<std::int64_t>(i), wm(widen<std::int64_t, 8>(m.v));
    const q4 a = __builtin_ia32_gatherq_q256(q4{}, (const long long*)p, __builtin_bit_cast(q4, slice<0, 4>(w).v),
                                             __builtin_bit_cast(q4, slice<0, 4>(wm).v), Scale);
    const q4 b = __builtin_ia32_gatherq_q256(q4{}, (const long long*)p, __builtin_bit_cast(q4, slice<4, 4>(w).v),
                                             __builtin_bit_cast(q4, slice<4, 4>(wm).v), Scale);
    return lanes<T, N>(__builtin_bit_cast(raw<T, 8>, __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7)));
  }
}
// The instruction set has no scatter: one store per lane that is on.
template <int Scale, class T, class I, int N>
CLRT_INLINE void scatter(void* p, lanes<I, N> i, lanes<T, N> x, mask<N> m) {
  for (std::uint64_t b = bits(m); b; b &= b - 1) {
    const int l = __builtin_ctzll(b);
    *(T*)(std::uint64_t(p) + std::uint64_t(std::int64_t(i[l]) * Scale)) = x[l];
  }
}

// Lane l of the result is lane i[l] of x, i modulo N: 32-bit elements in one or two registers.
template <class T, int N> inline constexpr bool has_permute = sizeof(T) == 4 && (N == 8 || N == 16);
template <class T, int N> CLRT_INLINE lanes<T, N> permute_native(lanes<T, N> x, lanes<sint<T>, N> i) {
  if constexpr (N == 8) {
    const i8 r = __builtin_ia32_permvarsi256(__builtin_bit_cast(i8, x.v), __builtin_bit_cast(i8, i.v));
    return lanes<T, N>(__builtin_bit_cast(raw<T, N>, r));
  } else {
    const auto lower = slice<0, 8>(x), upper = slice<8, 8>(x);
    const auto half_of = [&](lanes<sint<T>, 8> j) CLRT_LAMBDA {
      return blend((j & lanes<sint<T>, 8>(8)) != lanes<sint<T>, 8>(0), permute_native(upper, j), permute_native(lower, j));
    };
    return concat(half_of(slice<0, 8>(i)), half_of(slice<8, 8>(i)));
  }
}

}  // namespace impl
}  // namespace clrt::cl
