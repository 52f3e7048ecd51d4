// lanes<T,N> and mask<N> on clang's vector types: everything that needs no knowledge of one instruction set.
//
// A lanes<T,N> is one ext_vector of N elements, which the compiler splits over registers. mask<N> is a vector of bool (AVX-512:
// a k register) or of 32-bit 0 / -1 (AVX2); the file of the instruction set says which, and brings masked memory access.
#pragma once

#include "cpu_emu/lanes/config.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

template <class T, int N> using raw = T __attribute__((ext_vector_type(N)));

#if defined(CLRT_LANES_AVX512)
template <int N> using raw_mask = bool __attribute__((ext_vector_type(N)));
// 0 / -1 in each element of an integer vector, from a mask and back.
template <class I, int N> CLRT_INLINE raw<I, N> widen(raw_mask<N> m) { return -__builtin_convertvector(m, raw<I, N>); }
template <class T, int N> CLRT_INLINE raw<T, N> choose(raw_mask<N> m, raw<T, N> a, raw<T, N> b) {
  return __builtin_convertvector(m, raw<sint<T>, N>) != sint<T>(0) ? a : b;
}
#else
template <int N> using raw_mask = std::int32_t __attribute__((ext_vector_type(N)));
template <class I, int N> CLRT_INLINE raw<I, N> widen(raw_mask<N> m) { return __builtin_convertvector(m, raw<I, N>); }
template <class T, int N> CLRT_INLINE raw<T, N> choose(raw_mask<N> m, raw<T, N> a, raw<T, N> b) {
  return __builtin_convertvector(m, raw<sint<T>, N>) < sint<T>(0) ? a : b;
}
#endif

template <class T, int... I> CLRT_INLINE raw<T, sizeof...(I)> iota_raw(ints<int, I...>) { return {T(I)...}; }

// What comparisons and roundings of a T are done on: halves become floats where the instruction set has no half arithmetic.
// There the compiler widens sums and products itself, but takes comparisons and roundings apart into scalars.
#if defined(__AVX512FP16__)
template <class T> using computable_t = T;
#else
template <class T> using computable_t = cond<__is_same(T, half), float, T>;
#endif
template <class T, int N> CLRT_INLINE raw<computable_t<T>, N> computable(lanes<T, N> x);

// Any address: the alignment of what is there is the element's at best.
template <class V> struct __attribute__((packed, may_alias)) unaligned { V v; };

}  // namespace impl

// One bool per lane.
template <int N> struct mask {
  using V = impl::raw_mask<N>;
  V v;

  mask() = default;
  CLRT_INLINE explicit mask(V raw) : v(raw) {}
  CLRT_INLINE mask(bool b) : v(make(b)) {}

  CLRT_INLINE bool operator[](int l) const { return v[l] != 0; }
  CLRT_INLINE void set(int l, bool b) {
#if defined(CLRT_LANES_AVX512)
    v[l] = b;
#else
    v[l] = -std::int32_t(b);
#endif
  }
  friend CLRT_INLINE mask operator&(mask a, mask b) { return mask(a.v & b.v); }
  friend CLRT_INLINE mask operator|(mask a, mask b) { return mask(a.v | b.v); }
  friend CLRT_INLINE mask operator^(mask a, mask b) { return mask(a.v ^ b.v); }
  friend CLRT_INLINE mask operator~(mask a) { return mask(~a.v); }
  friend CLRT_INLINE mask operator!(mask a) { return mask(~a.v); }
  friend CLRT_INLINE mask operator==(mask a, mask b) { return mask(~(a.v ^ b.v)); }
  friend CLRT_INLINE mask operator!=(mask a, mask b) { return mask(a.v ^ b.v); }
  CLRT_INLINE mask& operator&=(mask b) { return *this = *this & b; }
  CLRT_INLINE mask& operator|=(mask b) { return *this = *this | b; }
  CLRT_INLINE mask& operator^=(mask b) { return *this = *this ^ b; }

 private:
  static CLRT_INLINE V make(bool b) {
#if defined(CLRT_LANES_AVX512)
    return V(b);
#else
    return V(-std::int32_t(b));
#endif
  }
};

#define CLRT_LANES_COMPARE(OP) \
  friend CLRT_INLINE mask<N> operator OP(lanes a, lanes b) { \
    return impl::compared<N>(impl::computable(a) OP impl::computable(b));     \
  }
#define CLRT_LANES_BINARY(OP)                                                        \
  friend CLRT_INLINE lanes operator OP(lanes a, lanes b) { return lanes(a.v OP b.v); } \
  CLRT_INLINE lanes& operator OP##=(lanes b) { return *this = *this OP b; }

namespace impl {
template <int N, class C> CLRT_INLINE mask<N> compared(C c) { return mask<N>(__builtin_convertvector(c, raw_mask<N>)); }
}  // namespace impl

// One T per lane.
template <class T, int N> struct lanes {
  using V = impl::raw<T, N>;
  V v;

  lanes() = default;
  CLRT_INLINE explicit lanes(V raw) : v(raw) {}
  CLRT_INLINE lanes(T x) : v(x) {}
  template <int S> CLRT_INLINE lanes(linear<T, S, N> x)
      : v(V(x.base) + impl::iota_raw<T>(impl::iota_ints<N>{}) * V(T(S))) {}

  CLRT_INLINE T operator[](int l) const { return v[l]; }
  CLRT_INLINE void set(int l, T x) { v[l] = x; }

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
  friend CLRT_INLINE lanes operator-(lanes a) { return lanes(-a.v); }
  friend CLRT_INLINE lanes operator+(lanes a) { return a; }
  friend CLRT_INLINE lanes operator~(lanes a) { return lanes(~a.v); }
};

namespace impl {

template <class T, int N> CLRT_INLINE lanes<T, N> iota() { return lanes<T, N>(iota_raw<T>(iota_ints<N>{})); }
template <int First, int... I, class T, int N>
CLRT_INLINE lanes<T, int(sizeof...(I))> slice_at(ints<int, I...>, lanes<T, N> a) {
  return lanes<T, int(sizeof...(I))>(__builtin_shufflevector(a.v, a.v, (First + I)...));
}
// Lanes First .. First + M - 1.
template <int First, int M, class T, int N> CLRT_INLINE lanes<T, M> slice(lanes<T, N> a) {
  return slice_at<First>(iota_ints<M>{}, a);
}
template <int... I, class T, int N> CLRT_INLINE lanes<T, 2 * N> concat_at(ints<int, I...>, lanes<T, N> a, lanes<T, N> b) {
  return lanes<T, 2 * N>(__builtin_shufflevector(a.v, b.v, I...));
}
template <class T, int N> CLRT_INLINE lanes<T, 2 * N> concat(lanes<T, N> a, lanes<T, N> b) {
  return concat_at(iota_ints<2 * N>{}, a, b);
}

// Half to float, and the compiler may not look through it: it would turn what is done in float back into half operations.
template <int N> CLRT_INLINE lanes<float, N> widen_half(lanes<half, N> x) {
#if defined(CLRT_LANES_AVX512)
  constexpr int registers = 16;
#else
  constexpr int registers = 8;
#endif
  if constexpr (N > registers) {
    return concat(widen_half(slice<0, N / 2>(x)), widen_half(slice<N / 2, N / 2>(x)));
  } else {
    raw<float, N> f = __builtin_convertvector(x.v, raw<float, N>);
#if !defined(__AVX512FP16__)
    if constexpr (N >= 4) __asm__("" : "+v"(f));                  // fewer lanes are no register
#endif
    return lanes<float, N>(f);
  }
}
template <class To, class T, int N> CLRT_INLINE lanes<To, N> conv(lanes<T, N> x) {
  if constexpr (__is_same(T, half) && __is_same(To, float)) return widen_half(x);
  else return lanes<To, N>(__builtin_convertvector(x.v, raw<To, N>));
}
template <class T, int N> CLRT_INLINE raw<computable_t<T>, N> computable(lanes<T, N> x) { return conv<computable_t<T>>(x).v; }
template <class T, int N, class V> CLRT_INLINE lanes<T, N> computed(V v) {
  return lanes<T, N>(__builtin_convertvector(v, raw<T, N>));
}
template <class To, class T, int N> CLRT_INLINE lanes<To, N> bits_as(lanes<T, N> x) {
  return lanes<To, N>(__builtin_bit_cast(raw<To, N>, x.v));
}
// A vector of 8 bytes, and the compiler may not look through it: of selections and comparisons of such vectors LLVM 19's instruction
// selection for AVX-512 makes wider ones and these again, and may never come to an end.
template <class T, int N> CLRT_INLINE raw<T, N> settled(raw<T, N> v) {
#if defined(CLRT_LANES_AVX512)
  if constexpr (N >= 4 && N * sizeof(T) == 8) {
    lanes<T, 2 * N> whole = concat(lanes<T, N>(v), lanes<T, N>(v));
    __asm__("" : "+v"(whole.v));
    return slice<0, N>(whole).v;
  }
#endif
  return v;
}
template <class T, int N> CLRT_INLINE lanes<T, N> blend(mask<N> m, lanes<T, N> a, lanes<T, N> b) {
  return lanes<T, N>(settled<T, N>(choose<T, N>(m.v, a.v, b.v)));
}
template <class T, int N> CLRT_INLINE lanes<T, N> ones(mask<N> m) {
  if constexpr (is_float<T>)
    return blend(m, lanes<T, N>(T(1)), lanes<T, N>(T(0)));
  else
    return lanes<T, N>(__builtin_convertvector(-widen<sint<T>, N>(m.v), raw<T, N>));
}
template <int N, class I> CLRT_INLINE lanes<I, N> sext(mask<N> m) { return lanes<I, N>(widen<I, N>(m.v)); }

#define CLRT_ELEMENTWISE1(NAME, BUILTIN) \
  template <class T, int N> CLRT_INLINE lanes<T, N> NAME(lanes<T, N> a) { return lanes<T, N>(BUILTIN(a.v)); }
#define CLRT_ELEMENTWISE2(NAME, BUILTIN)                                                 \
  template <class T, int N> CLRT_INLINE lanes<T, N> NAME(lanes<T, N> a, lanes<T, N> b) { \
    return lanes<T, N>(BUILTIN(a.v, b.v));                                               \
  }
#define CLRT_COMPUTED1(NAME, BUILTIN) \
  template <class T, int N> CLRT_INLINE lanes<T, N> NAME(lanes<T, N> a) { return computed<T, N>(BUILTIN(computable(a))); }
#define CLRT_COMPUTED2(NAME, BUILTIN)                                                    \
  template <class T, int N> CLRT_INLINE lanes<T, N> NAME(lanes<T, N> a, lanes<T, N> b) { \
    return computed<T, N>(BUILTIN(computable(a), computable(b)));                        \
  }
CLRT_ELEMENTWISE1(e_abs, __builtin_elementwise_abs)
CLRT_COMPUTED1(e_sqrt, __builtin_elementwise_sqrt)
CLRT_COMPUTED1(e_floor, __builtin_elementwise_floor)
CLRT_COMPUTED1(e_ceil, __builtin_elementwise_ceil)
CLRT_COMPUTED1(e_trunc, __builtin_elementwise_trunc)
CLRT_COMPUTED1(e_rint, __builtin_elementwise_roundeven)
CLRT_ELEMENTWISE1(e_bitreverse, __builtin_elementwise_bitreverse)
CLRT_COMPUTED2(e_fmin, __builtin_elementwise_min)
CLRT_COMPUTED2(e_fmax, __builtin_elementwise_max)
CLRT_ELEMENTWISE2(e_copysign, __builtin_elementwise_copysign)
CLRT_ELEMENTWISE2(e_add_sat, __builtin_elementwise_add_sat)
CLRT_ELEMENTWISE2(e_sub_sat, __builtin_elementwise_sub_sat)
template <class T, int N> CLRT_INLINE lanes<T, N> e_fma(lanes<T, N> a, lanes<T, N> b, lanes<T, N> c) {
  return lanes<T, N>(__builtin_elementwise_fma(a.v, b.v, c.v));
}
// Shift amounts must be below the width.
template <class T, int N> CLRT_INLINE lanes<T, N> e_shl(lanes<T, N> a, lanes<T, N> b) { return lanes<T, N>(a.v << b.v); }
template <class T, int N> CLRT_INLINE lanes<T, N> e_shr(lanes<T, N> a, lanes<T, N> b) { return lanes<T, N>(a.v >> b.v); }

// Lane l of the result is lane F(l) of a: indices known to the compiler.
template <int... I, class T, int N> CLRT_INLINE lanes<T, N> shuffle_const(ints<int, I...>, lanes<T, N> a) {
  return lanes<T, N>(__builtin_shufflevector(a.v, a.v, I...));
}
// Indices from N on are lanes of b.
template <int... I, class T, int N> CLRT_INLINE lanes<T, N> shuffle2_const(ints<int, I...>, lanes<T, N> a, lanes<T, N> b) {
  return lanes<T, N>(__builtin_shufflevector(a.v, b.v, I...));
}
// Lanes of the elements [p, p + N).
template <class T, int N> CLRT_INLINE lanes<T, N> ld(const T* p) {
  return lanes<T, N>(reinterpret_cast<const unaligned<raw<T, N>>*>(p)->v);
}
template <class T, int N> CLRT_INLINE void st(T* p, lanes<T, N> x) {
  reinterpret_cast<unaligned<raw<T, N>>*>(p)->v = x.v;
}

}  // namespace impl
}  // namespace clrt::cl
