// The value types of generated code beside lanes and mask: linear, vec, ptr, and varying_t that maps uniform to varying types.
#pragma once

#if defined(CLRT_LANES_SCALAR) || !defined(__AVX2__)
#include "cpu_emu/lanes/scalar.hpp"
#elif defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
#include "cpu_emu/lanes/avx512.hpp"
#else
#include "cpu_emu/lanes/avx2.hpp"
#endif

namespace clrt::cl::inline CLRT_ISA {

// Lane l holds base + l * S. For pointers S counts elements.
template <class T, int S, int N> struct linear {
  T base;
  static constexpr int stride = S;

  CLRT_INLINE T operator[](int l) const { return T(base + T(l) * T(S)); }
  friend CLRT_INLINE linear operator+(linear a, T b) { return {T(a.base + b)}; }
  friend CLRT_INLINE linear operator+(T a, linear b) { return {T(a + b.base)}; }
  friend CLRT_INLINE linear operator-(linear a, T b) { return {T(a.base - b)}; }
  friend CLRT_INLINE linear<T, -S, N> operator-(T a, linear b) { return {T(a - b.base)}; }
  friend CLRT_INLINE linear<T, -S, N> operator-(linear a) { return {T(-a.base)}; }
  friend CLRT_INLINE linear operator+(linear a) { return a; }
#define CLRT_LINEAR_COMPARE(OP)                                                                                   \
  friend CLRT_INLINE mask<N> operator OP(linear a, T b) { return lanes<T, N>(a) OP lanes<T, N>(b); }              \
  friend CLRT_INLINE mask<N> operator OP(T a, linear b) { return lanes<T, N>(a) OP lanes<T, N>(b); }              \
  template <int R> friend CLRT_INLINE mask<N> operator OP(linear a, linear<T, R, N> b) {                          \
    return lanes<T, N>(a) OP lanes<T, N>(b);                                                                      \
  }
  CLRT_LINEAR_COMPARE(==)
  CLRT_LINEAR_COMPARE(!=)
  CLRT_LINEAR_COMPARE(<)
  CLRT_LINEAR_COMPARE(<=)
  CLRT_LINEAR_COMPARE(>)
  CLRT_LINEAR_COMPARE(>=)
};
// Where the strides cancel out, every lane has the same: a scalar.
template <class T, int S, int R, int N> CLRT_INLINE auto operator+(linear<T, S, N> a, linear<T, R, N> b) {
  if constexpr (S + R == 0) return T(a.base + b.base);
  else return linear<T, S + R, N>{T(a.base + b.base)};
}
template <class T, int S, int R, int N> CLRT_INLINE auto operator-(linear<T, S, N> a, linear<T, R, N> b) {
  if constexpr (S == R) return T(a.base - b.base);
  else return linear<T, S - R, N>{T(a.base - b.base)};
}
template <int K, class T, int S, int N> CLRT_INLINE linear<T, S * K, N> scale(linear<T, S, N> a) {
  return {T(a.base * T(K))};
}

template <class T, int S, int N> struct linear<T*, S, N> {
  T* base;
  static constexpr int stride = S;

  CLRT_INLINE T* operator[](int l) const { return base + std::ptrdiff_t(l) * S; }
  template <class I> requires(impl::is_int<I>) friend CLRT_INLINE linear operator+(linear a, I b) { return {a.base + b}; }
  template <class I> requires(impl::is_int<I>) friend CLRT_INLINE linear operator+(I a, linear b) { return {b.base + a}; }
  template <class I> requires(impl::is_int<I>) friend CLRT_INLINE linear operator-(linear a, I b) { return {a.base - b}; }
};
template <class T, class I, int S, int R, int N> requires(impl::is_int<I>)
CLRT_INLINE linear<T*, S + R, N> operator+(linear<T*, S, N> a, linear<I, R, N> b) {
  return {a.base + b.base};
}
template <class T, class I, int S, int N> requires(impl::is_int<I>)
CLRT_INLINE linear<T*, S, N> operator+(T* a, linear<I, S, N> b) {
  return {a + b.base};
}
template <class T, class I, int S, int N> requires(impl::is_int<I>)
CLRT_INLINE linear<T*, -S, N> operator-(T* a, linear<I, S, N> b) {
  return {a - b.base};
}
template <class T, int S, int N> CLRT_INLINE linear<std::ptrdiff_t, S, N> operator-(linear<T*, S, N> a, T* b) {
  return {a.base - b};
}

namespace impl {
template <class X> struct traits {            // X itself is a scalar or unknown
  using elem = X;                             // the scalar behind it
  static constexpr bool is_lanes = false, is_vec = false, is_mask = false, is_linear = false, is_ptr = false;
  static constexpr int n = 1, N = 0;
};
template <class T, int N_> struct traits<lanes<T, N_>> : traits<T> {
  static constexpr bool is_lanes = true;
  static constexpr int N = N_;
};
template <int N_> struct traits<mask<N_>> : traits<bool> {
  static constexpr bool is_mask = true;
  static constexpr int N = N_;
};
template <class T, int S, int N_> struct traits<linear<T, S, N_>> : traits<T> {
  static constexpr bool is_linear = true;
  static constexpr int N = N_;
};
template <class T, int N_> struct traits<ptr<T, N_>> {
  using elem = T;
  static constexpr bool is_lanes = false, is_vec = false, is_mask = false, is_linear = false, is_ptr = true;
  static constexpr int n = 1, N = N_;
};
template <class E, int n_> struct traits<vec<E, n_>> : traits<E> {
  static constexpr bool is_vec = true;
  static constexpr int n = n_;
};
template <class X> using elem = typename traits<X>::elem;
template <class X> inline constexpr bool is_lanes = traits<X>::is_lanes && !traits<X>::is_vec;
template <class X> inline constexpr bool is_vec = traits<X>::is_vec;
template <class X> inline constexpr bool is_mask = traits<X>::is_mask;
template <class X> inline constexpr bool is_linear = traits<X>::is_linear;
template <class X> inline constexpr bool is_ptr = traits<X>::is_ptr;
// lanes, mask, ptr, vec of lanes: one value per lane.
template <class X> inline constexpr bool is_varying = traits<X>::N != 0 && !is_linear<X>;

// X with its scalar replaced by T: float -> T, lanes<float,N> -> lanes<T,N>, vec<lanes<float,N>,n> -> vec<lanes<T,N>,n>.
template <class X, class T> struct rebind_t { using type = T; };
template <class U, int N, class T> struct rebind_t<lanes<U, N>, T> { using type = lanes<T, N>; };
template <int N, class T> struct rebind_t<mask<N>, T> { using type = lanes<T, N>; };
template <class U, int S, int N, class T> struct rebind_t<linear<U, S, N>, T> { using type = lanes<T, N>; };
template <class E, int n, class T> struct rebind_t<vec<E, n>, T> { using type = vec<typename rebind_t<E, T>::type, n>; };
template <class X, class T> using rebind = typename rebind_t<X, T>::type;

// What a comparison of components gives: -1 or 0 in a signed integer of the same width.
template <class E> CLRT_INLINE rebind<E, sint<elem<E>>> truth(bool b) { return sint<elem<E>>(-sint<elem<E>>(b)); }
template <class E, int N> CLRT_INLINE rebind<E, sint<elem<E>>> truth(mask<N> m) { return sext<N, sint<elem<E>>>(m); }

template <class E, int n> inline constexpr std::size_t vec_align = alignof(E);
template <class E, int n> requires(is_scalar<E>) inline constexpr std::size_t vec_align<E, n> = sizeof(E) * (n == 3 ? 4 : n);
}  // namespace impl

#define CLRT_VEC_BINARY(OP)                                        \
  friend CLRT_INLINE vec operator OP(const vec& a, const vec& b) { \
    vec r;                                                         \
    CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = E(a.s[k] OP b.s[k]); \
    return r;                                                      \
  }                                                                \
  friend CLRT_INLINE vec operator OP(const vec& a, E b) {          \
    vec r;                                                         \
    CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = E(a.s[k] OP b); \
    return r;                                                      \
  }                                                                \
  friend CLRT_INLINE vec operator OP(E a, const vec& b) {          \
    vec r;                                                         \
    CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = E(a OP b.s[k]); \
    return r;                                                      \
  }                                                                \
  CLRT_INLINE vec& operator OP##=(const vec& b) { return *this = *this OP b; } \
  CLRT_INLINE vec& operator OP##=(E b) { return *this = *this OP b; }
#define CLRT_VEC_COMPARE(OP)                                          \
  friend CLRT_INLINE Truth operator OP(const vec& a, const vec& b) {  \
    Truth r;                                                          \
    CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = impl::truth<E>(a.s[k] OP b.s[k]); \
    return r;                                                         \
  }                                                                   \
  friend CLRT_INLINE Truth operator OP(const vec& a, E b) {           \
    Truth r;                                                          \
    CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = impl::truth<E>(a.s[k] OP b); \
    return r;                                                         \
  }                                                                   \
  friend CLRT_INLINE Truth operator OP(E a, const vec& b) {           \
    Truth r;                                                          \
    CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = impl::truth<E>(a OP b.s[k]); \
    return r;                                                         \
  }

// OpenCL vector of n components. Of scalars: OpenCL's size and alignment in memory; of lanes: n vectors.
template <class E, int n> struct vec {
  alignas(impl::vec_align<E, n>) E s[n];

  using Truth = impl::rebind<vec, impl::sint<impl::elem<E>>>;
  CLRT_VEC_BINARY(+)
  CLRT_VEC_BINARY(-)
  CLRT_VEC_BINARY(*)
  CLRT_VEC_BINARY(/)
  CLRT_VEC_BINARY(&)
  CLRT_VEC_BINARY(|)
  CLRT_VEC_BINARY(^)
  CLRT_VEC_COMPARE(==)
  CLRT_VEC_COMPARE(!=)
  CLRT_VEC_COMPARE(<)
  CLRT_VEC_COMPARE(<=)
  CLRT_VEC_COMPARE(>)
  CLRT_VEC_COMPARE(>=)
  friend CLRT_INLINE vec operator-(const vec& a) {
    vec r;
    CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = E(-a.s[k]);
    return r;
  }
  friend CLRT_INLINE vec operator+(const vec& a) { return a; }
  friend CLRT_INLINE vec operator~(const vec& a) {
    vec r;
    CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = E(~a.s[k]);
    return r;
  }
};

// One address of a T per lane. Of a varying object: lane l means lane l of the object at that address.
template <class T, int N> struct ptr {
  lanes<std::uint64_t, N> a;

  CLRT_INLINE T* operator[](int l) const { return reinterpret_cast<T*>(a[l]); }
  CLRT_INLINE operator ptr<const T, N>() const requires(!__is_same(T, const T)) { return {a}; }
  friend CLRT_INLINE mask<N> operator==(ptr x, ptr y) { return x.a == y.a; }
  friend CLRT_INLINE mask<N> operator!=(ptr x, ptr y) { return x.a != y.a; }
  friend CLRT_INLINE mask<N> operator<(ptr x, ptr y) { return x.a < y.a; }
  friend CLRT_INLINE mask<N> operator<=(ptr x, ptr y) { return x.a <= y.a; }
  friend CLRT_INLINE mask<N> operator>(ptr x, ptr y) { return x.a > y.a; }
  friend CLRT_INLINE mask<N> operator>=(ptr x, ptr y) { return x.a >= y.a; }
  friend CLRT_INLINE lanes<std::int64_t, N> operator-(ptr x, ptr y) {
    const lanes<std::int64_t, N> d = impl::bits_as<std::int64_t>(x.a - y.a);
    constexpr std::int64_t size = sizeof(T);
    if constexpr ((size & (size - 1)) == 0)
      return impl::e_shr(d, lanes<std::int64_t, N>(__builtin_ctzll(size)));
    else
      return d / lanes<std::int64_t, N>(size);
  }
};

namespace impl {
template <class X, int N> struct varying_of { using type = X; };
template <class X, int N> requires(is_scalar<X>) struct varying_of<X, N> { using type = lanes<X, N>; };
template <int N> struct varying_of<bool, N> { using type = mask<N>; };
template <class T, int N> struct varying_of<T*, N> { using type = ptr<T, N>; };
template <class T, int n, int N> requires(is_scalar<T>) struct varying_of<vec<T, n>, N> { using type = vec<lanes<T, N>, n>; };
template <class T, int S, int N> struct varying_of<linear<T, S, N>, N> { using type = lanes<T, N>; };
template <class T, int S, int N> struct varying_of<linear<T*, S, N>, N> { using type = ptr<T, N>; };
template <class X, int N> requires requires { typename X::template varying<N>; } struct varying_of<X, N> {
  using type = typename X::template varying<N>;
};
}  // namespace impl
// The varying form of X for N lanes.
template <class X, int N> using varying_t = typename impl::varying_of<X, N>::type;

}  // namespace clrt::cl
