// lanes<T,N> and mask<N> as plain arrays and loops: the oracle for every instruction set, and the path for other processors.
//
// Same names and meaning as vector.hpp with avx2.hpp or avx512.hpp; no vector types and no intrinsics.
#pragma once

#include "cpu_emu/lanes/config.hpp"

// A statement for each lane l < COUNT. The test stands at the end: the compiler brings every loop into that form, a kernel is
// thousands of them, and doing so itself took it 28 % of its time (docs/decisions/0009-compile-time.md).
#define CLRT_EACH_LANE(COUNT, ...) \
  do {                             \
    int l = 0;                     \
    do {                           \
      __VA_ARGS__;                 \
    } while (++l < (COUNT));       \
  } while (0)

namespace clrt::cl::inline CLRT_ISA {

// One bool per lane.
template <int N> struct mask {
  bool e[N];

  mask() = default;
  CLRT_INLINE mask(bool b) {
    CLRT_EACH_LANE(N, e[l] = b);
  }
  CLRT_INLINE bool operator[](int l) const { return e[l]; }
  CLRT_INLINE void set(int l, bool b) { e[l] = b; }

#define CLRT_LANES_MASK(OP, EXPR)                              \
  friend CLRT_INLINE mask operator OP(mask a, mask b) {        \
    mask r;                                                    \
    CLRT_EACH_LANE(N, r.e[l] = EXPR);                          \
    return r;                                                  \
  }
  CLRT_LANES_MASK(&, a.e[l] && b.e[l])
  CLRT_LANES_MASK(|, a.e[l] || b.e[l])
  CLRT_LANES_MASK(^, a.e[l] != b.e[l])
  CLRT_LANES_MASK(==, a.e[l] == b.e[l])
  CLRT_LANES_MASK(!=, a.e[l] != b.e[l])
#undef CLRT_LANES_MASK
  friend CLRT_INLINE mask operator~(mask a) { return a ^ mask(true); }
  friend CLRT_INLINE mask operator!(mask a) { return a ^ mask(true); }
  CLRT_INLINE mask& operator&=(mask b) { return *this = *this & b; }
  CLRT_INLINE mask& operator|=(mask b) { return *this = *this | b; }
  CLRT_INLINE mask& operator^=(mask b) { return *this = *this ^ b; }
};

#define CLRT_LANES_COMPARE(OP)                                 \
  friend CLRT_INLINE mask<N> operator OP(lanes a, lanes b) {   \
    mask<N> r;                                                 \
    CLRT_EACH_LANE(N, r.e[l] = a.e[l] OP b.e[l]);              \
    return r;                                                  \
  }
#define CLRT_LANES_BINARY(OP)                                  \
  friend CLRT_INLINE lanes operator OP(lanes a, lanes b) {     \
    lanes r;                                                   \
    CLRT_EACH_LANE(N, r.e[l] = T(a.e[l] OP b.e[l]));           \
    return r;                                                  \
  }                                                            \
  CLRT_INLINE lanes& operator OP##=(lanes b) { return *this = *this OP b; }

// One T per lane.
template <class T, int N> struct lanes {
  T e[N];

  lanes() = default;
  CLRT_INLINE lanes(T x) {
    CLRT_EACH_LANE(N, e[l] = x);
  }
  template <int S> CLRT_INLINE lanes(linear<T, S, N> x) {
    CLRT_EACH_LANE(N, e[l] = T(x.base + T(T(l) * T(S))));
  }
  CLRT_INLINE T operator[](int l) const { return e[l]; }
  CLRT_INLINE void set(int l, T x) { e[l] = x; }

  CLRT_LANES_BINARY(+)
  CLRT_LANES_BINARY(-)
  CLRT_LANES_BINARY(*)
  CLRT_LANES_BINARY(/)
  CLRT_LANES_BINARY(&)
  CLRT_LANES_BINARY(|)
  CLRT_LANES_BINARY(^)
  CLRT_LANES_COMPARE(==)
  CLRT_LANES_COMPARE(!=)
  CLRT_LANES_COMPARE(<)
  CLRT_LANES_COMPARE(<=)
  CLRT_LANES_COMPARE(>)
  CLRT_LANES_COMPARE(>=)
  friend CLRT_INLINE lanes operator-(lanes a) {
    CLRT_EACH_LANE(N, a.e[l] = T(-a.e[l]));
    return a;
  }
  friend CLRT_INLINE lanes operator+(lanes a) { return a; }
  friend CLRT_INLINE lanes operator~(lanes a) {
    CLRT_EACH_LANE(N, a.e[l] = T(~a.e[l]));
    return a;
  }
};

template <int N> CLRT_INLINE std::uint64_t bits(mask<N> m) {
  std::uint64_t b = 0;
  CLRT_EACH_LANE(N, b |= std::uint64_t(m.e[l]) << l);
  return b;
}
template <int N> CLRT_INLINE mask<N> from_bits(std::uint64_t b) {
  mask<N> m;
  CLRT_EACH_LANE(N, m.e[l] = (b >> l & 1) != 0);
  return m;
}
template <int N> CLRT_INLINE bool any(mask<N> m) {
  bool r = false;
  CLRT_EACH_LANE(N, r |= m.e[l]);
  return r;
}
template <int N> CLRT_INLINE bool all(mask<N> m) {
  bool r = true;
  CLRT_EACH_LANE(N, r &= m.e[l]);
  return r;
}

namespace impl {

#define CLRT_EACH(EXPR) CLRT_EACH_LANE(N, r.e[l] = EXPR)

template <class T, int N> CLRT_INLINE lanes<T, N> iota() {
  lanes<T, N> r;
  CLRT_EACH(T(l));
  return r;
}
template <class To, class T, int N> CLRT_INLINE lanes<To, N> conv(lanes<T, N> x) {
  lanes<To, N> r;
  CLRT_EACH(To(x.e[l]));
  return r;
}
template <class To, class T, int N> CLRT_INLINE lanes<To, N> bits_as(lanes<T, N> x) {
  lanes<To, N> r;
  CLRT_EACH(__builtin_bit_cast(To, x.e[l]));
  return r;
}
template <class T, int N> CLRT_INLINE lanes<T, N> blend(mask<N> m, lanes<T, N> a, lanes<T, N> b) {
  lanes<T, N> r;
  CLRT_EACH(m.e[l] ? a.e[l] : b.e[l]);
  return r;
}
template <class T, int N> CLRT_INLINE lanes<T, N> ones(mask<N> m) {
  lanes<T, N> r;
  CLRT_EACH(T(m.e[l]));
  return r;
}
template <int N, class I> CLRT_INLINE lanes<I, N> sext(mask<N> m) {
  lanes<I, N> r;
  CLRT_EACH(I(-I(m.e[l])));
  return r;
}

#define CLRT_ELEMENTWISE1(NAME, BUILTIN)                                \
  template <class T, int N> CLRT_INLINE lanes<T, N> NAME(lanes<T, N> a) { \
    lanes<T, N> r;                                                      \
    CLRT_EACH(BUILTIN(a.e[l]));                                         \
    return r;                                                           \
  }
#define CLRT_ELEMENTWISE2(NAME, BUILTIN)                                                 \
  template <class T, int N> CLRT_INLINE lanes<T, N> NAME(lanes<T, N> a, lanes<T, N> b) { \
    lanes<T, N> r;                                                                       \
    CLRT_EACH(BUILTIN(a.e[l], b.e[l]));                                                  \
    return r;                                                                            \
  }
CLRT_ELEMENTWISE1(e_abs, __builtin_elementwise_abs)
CLRT_ELEMENTWISE1(e_sqrt, __builtin_elementwise_sqrt)
CLRT_ELEMENTWISE1(e_floor, __builtin_elementwise_floor)
CLRT_ELEMENTWISE1(e_ceil, __builtin_elementwise_ceil)
CLRT_ELEMENTWISE1(e_trunc, __builtin_elementwise_trunc)
CLRT_ELEMENTWISE1(e_rint, __builtin_elementwise_roundeven)
CLRT_ELEMENTWISE1(e_bitreverse, one_bitreverse)
CLRT_ELEMENTWISE2(e_fmin, __builtin_elementwise_min)
CLRT_ELEMENTWISE2(e_fmax, __builtin_elementwise_max)
CLRT_ELEMENTWISE2(e_copysign, __builtin_elementwise_copysign)
CLRT_ELEMENTWISE2(e_add_sat, one_add_sat)
CLRT_ELEMENTWISE2(e_sub_sat, one_sub_sat)
template <class T, int N> CLRT_INLINE lanes<T, N> e_fma(lanes<T, N> a, lanes<T, N> b, lanes<T, N> c) {
  lanes<T, N> r;
  CLRT_EACH(__builtin_elementwise_fma(a.e[l], b.e[l], c.e[l]));
  return r;
}
// Shift amounts must be below the width.
template <class T, int N> CLRT_INLINE lanes<T, N> e_shl(lanes<T, N> a, lanes<T, N> b) {
  lanes<T, N> r;
  CLRT_EACH(T(a.e[l] << b.e[l]));
  return r;
}
template <class T, int N> CLRT_INLINE lanes<T, N> e_shr(lanes<T, N> a, lanes<T, N> b) {
  lanes<T, N> r;
  CLRT_EACH(T(a.e[l] >> b.e[l]));
  return r;
}

// Lane l of the result is lane I(l) of a.
template <int... I, class T, int N> CLRT_INLINE lanes<T, N> shuffle_const(ints<int, I...>, lanes<T, N> a) {
  constexpr int from[] = {I...};
  lanes<T, N> r;
  CLRT_EACH(a.e[from[l]]);
  return r;
}
// Indices from N on are lanes of b.
template <int... I, class T, int N> CLRT_INLINE lanes<T, N> shuffle2_const(ints<int, I...>, lanes<T, N> a, lanes<T, N> b) {
  constexpr int from[] = {I...};
  lanes<T, N> r;
  CLRT_EACH(from[l] < N ? a.e[from[l]] : b.e[from[l] - N]);
  return r;
}
// Lanes First .. First + M - 1.
template <int First, int M, class T, int N> CLRT_INLINE lanes<T, M> slice(lanes<T, N> a) {
  lanes<T, M> r;
  CLRT_EACH_LANE(M, r.e[l] = a.e[First + l]);
  return r;
}
template <class T, int N> CLRT_INLINE lanes<T, 2 * N> concat(lanes<T, N> a, lanes<T, N> b) {
  lanes<T, 2 * N> r;
  CLRT_EACH_LANE(N, r.e[l] = a.e[l], r.e[N + l] = b.e[l]);
  return r;
}
template <int First, int M, int N> CLRT_INLINE mask<M> mask_slice(mask<N> m) {
  mask<M> r;
  CLRT_EACH_LANE(M, r.e[l] = m.e[First + l]);
  return r;
}

// Lanes of the elements [p, p + N).
template <class T, int N> CLRT_INLINE lanes<T, N> ld(const T* p) {
  lanes<T, N> r;
  CLRT_EACH(p[l]);
  return r;
}
template <class T, int N> CLRT_INLINE void st(T* p, lanes<T, N> x) {
  CLRT_EACH_LANE(N, p[l] = x.e[l]);
}
// Lanes that are off are not touched in memory and read 0.
template <class T, int N> CLRT_INLINE lanes<T, N> ld(const T* p, mask<N> m) {
  lanes<T, N> r;
  CLRT_EACH(m.e[l] ? p[l] : T(0));
  return r;
}
template <class T, int N> CLRT_INLINE void st(T* p, lanes<T, N> x, mask<N> m) {
  CLRT_EACH_LANE(N, if (m.e[l]) p[l] = x.e[l]);
}
// Elements at byte address p + i * Scale. I is a signed 32-bit or a 64-bit integer.
template <class T, int Scale, class I, int N>
CLRT_INLINE lanes<T, N> gather(const void* p, lanes<I, N> i, mask<N> m) {
  lanes<T, N> r;
  CLRT_EACH(m.e[l] ? *(const T*)(std::uint64_t(p) + std::uint64_t(std::int64_t(i.e[l]) * Scale)) : T(0));
  return r;
}
template <int Scale, class T, class I, int N>
CLRT_INLINE void scatter(void* p, lanes<I, N> i, lanes<T, N> x, mask<N> m) {
  CLRT_EACH_LANE(N, if (m.e[l]) *(T*)(std::uint64_t(p) + std::uint64_t(std::int64_t(i.e[l]) * Scale)) = x.e[l]);
}
// Lane l of the result is lane i[l] of x, i modulo N.
template <class T, int N> inline constexpr bool has_permute = true;
template <class T, int N> CLRT_INLINE lanes<T, N> permute_native(lanes<T, N> x, lanes<sint<T>, N> i) {
  lanes<T, N> r;
  CLRT_EACH(x.e[int(i.e[l] & (N - 1))]);
  return r;
}
#undef CLRT_EACH
#undef CLRT_EACH_LANE

}  // namespace impl
}  // namespace clrt::cl
