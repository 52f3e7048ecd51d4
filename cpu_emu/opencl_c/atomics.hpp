// OpenCL C 6.15.12, atomic functions. Lanes act one after another in lane order, each with one atomic instruction.
//
// p is T* (one address for all lanes), ptr<T,N> or linear<T*,S,N>. With lanes the result holds the old value of every active
// lane (0 elsewhere); the scalar form (T*, T) gives the old value. Add and its relatives on one address take one atomic for
// the whole sub-group, the old values follow by a prefix sum. Ordering is that of the memory: x86 atomics are total.
#pragma once

#include "cpu_emu/opencl_c/subgroups.hpp"
#include "cpu_emu/opencl_c/vload_vstore.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

template <class F, class T> CLRT_INLINE T update(T* p, T v) {
  using U = uint<T>;
  U old = __atomic_load_n((U*)p, __ATOMIC_RELAXED);
  for (;;) {
    const T now = __builtin_bit_cast(T, old);
    if (__atomic_compare_exchange_n((U*)p, &old, __builtin_bit_cast(U, F::of(now, v)), false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED))
      return now;
  }
}
#define CLRT_ATOMIC_OP(NAME, FETCH, EXPR)                                              \
  struct NAME {                                                                        \
    template <class T> static CLRT_INLINE T of(T a, T b) { return T(EXPR); }           \
    template <class T> static CLRT_INLINE T run(T* p, T v) {                           \
      if constexpr (is_int<T>) return FETCH(p, v, __ATOMIC_SEQ_CST);                   \
      else return update<NAME>(p, v);                                                  \
    }                                                                                  \
  };
CLRT_ATOMIC_OP(do_add, __atomic_fetch_add, a + b)
CLRT_ATOMIC_OP(do_sub, __atomic_fetch_sub, a - b)
CLRT_ATOMIC_OP(do_min, __atomic_fetch_min, b < a ? b : a)
CLRT_ATOMIC_OP(do_max, __atomic_fetch_max, a < b ? b : a)
struct do_and { template <class T> static CLRT_INLINE T run(T* p, T v) { return __atomic_fetch_and(p, v, __ATOMIC_SEQ_CST); } };
struct do_or { template <class T> static CLRT_INLINE T run(T* p, T v) { return __atomic_fetch_or(p, v, __ATOMIC_SEQ_CST); } };
struct do_xor { template <class T> static CLRT_INLINE T run(T* p, T v) { return __atomic_fetch_xor(p, v, __ATOMIC_SEQ_CST); } };
struct do_xchg {
  template <class T> static CLRT_INLINE T run(T* p, T v) {
    using U = uint<T>;
    return __builtin_bit_cast(T, __atomic_exchange_n((U*)p, __builtin_bit_cast(U, v), __ATOMIC_SEQ_CST));
  }
};
struct do_load {
  template <class T> static CLRT_INLINE T run(T* p, T) {
    return __builtin_bit_cast(T, __atomic_load_n((uint<T>*)p, __ATOMIC_SEQ_CST));
  }
};

template <class T, int N> CLRT_INLINE T* lane_address(T* p, int) { return p; }
template <class T, int N> CLRT_INLINE T* lane_address(ptr<T, N> p, int l) { return p[l]; }

template <class F, class P, class T, int N> CLRT_INLINE lanes<T, N> atomic_lanes(P p, lanes<T, N> v, mask<N> m) {
  if constexpr (__is_pointer(P) && (__is_same(F, do_add) || __is_same(F, do_sub)) && is_int<T>) {
    if (!any(m)) return T(0);
    const lanes<T, N> own = blend(m, v, lanes<T, N>(T(0)));
    const lanes<T, N> sums = scan<op_add>(own);
    const lanes<T, N> old(F::run(p, sums[N - 1]));
    const lanes<T, N> before = sums - own;
    return blend(m, __is_same(F, do_add) ? old + before : old - before, lanes<T, N>(T(0)));
  } else {
    lanes<T, N> r(T(0));
    for (std::uint64_t b = bits(m); b; b &= b - 1) {
      const int l = __builtin_ctzll(b);
      if constexpr (__is_pointer(P)) r.set(l, F::run(p, v[l]));
      else r.set(l, F::run(p[l], v[l]));
    }
    return r;
  }
}
// Any address form and value form; M is on or mask<N>.
template <class F, class P, class X, class M> CLRT_INLINE auto atomic_any(P p, X v, M m) {
  using T = pointee<P>;
  constexpr int N = traits<P>::N ? traits<P>::N : traits<X>::N ? traits<X>::N : traits<M>::N;
  if constexpr (N == 0) return F::run(p, T(v));
  else if constexpr (is_linear<P>) return atomic_lanes<F>(spread<N>(p), lanes<T, N>(v), as_mask<N>(m));
  else return atomic_lanes<F>(p, lanes<T, N>(v), as_mask<N>(m));
}

// The old value per lane; stores desired where it equals expected.
template <class P, class T, int N>
CLRT_INLINE lanes<T, N> exchange_lanes(P p, lanes<T, N> expected, lanes<T, N> desired, mask<N> m) {
  using U = uint<T>;
  lanes<T, N> r(T(0));
  for (std::uint64_t b = bits(m); b; b &= b - 1) {
    const int l = __builtin_ctzll(b);
    T* q;
    if constexpr (__is_pointer(P)) q = p;
    else q = p[l];
    U e = __builtin_bit_cast(U, T(expected[l]));
    __atomic_compare_exchange_n((U*)q, &e, __builtin_bit_cast(U, T(desired[l])), false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    r.set(l, __builtin_bit_cast(T, e));
  }
  return r;
}
template <class P, class C, class X, class M> CLRT_INLINE auto cmpxchg_any(P p, C expected, X desired, M m) {
  using T = pointee<P>;
  constexpr int N = traits<P>::N ? traits<P>::N : traits<X>::N ? traits<X>::N : traits<C>::N ? traits<C>::N : traits<M>::N;
  if constexpr (N == 0) {
    using U = uint<T>;
    U e = __builtin_bit_cast(U, T(expected));
    __atomic_compare_exchange_n((U*)p, &e, __builtin_bit_cast(U, T(desired)), false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    return __builtin_bit_cast(T, e);
  } else if constexpr (is_linear<P>) {
    return exchange_lanes(spread<N>(p), lanes<T, N>(expected), lanes<T, N>(desired), as_mask<N>(m));
  } else {
    return exchange_lanes(p, lanes<T, N>(expected), lanes<T, N>(desired), as_mask<N>(m));
  }
}
}  // namespace impl

#define CLRT_ATOMIC(NAME, F)                                                                                      \
  template <class P, class X> CLRT_INLINE auto NAME(P p, X v) { return impl::atomic_any<impl::F>(p, v, impl::on{}); } \
  template <class P, class X, int N> CLRT_INLINE auto NAME(P p, X v, mask<N> m) { return impl::atomic_any<impl::F>(p, v, m); } \
  template <class P, class X> CLRT_INLINE auto NAME(P p, X v, bool) { return impl::atomic_any<impl::F>(p, v, impl::on{}); }
#define CLRT_ATOMIC_BOTH(NAME, F) CLRT_ATOMIC(atomic_##NAME, F) CLRT_ATOMIC(c11_fetch_##NAME, F)
CLRT_ATOMIC_BOTH(add, do_add)
CLRT_ATOMIC_BOTH(sub, do_sub)
CLRT_ATOMIC_BOTH(min, do_min)
CLRT_ATOMIC_BOTH(max, do_max)
CLRT_ATOMIC_BOTH(and, do_and)
CLRT_ATOMIC_BOTH(or, do_or)
CLRT_ATOMIC_BOTH(xor, do_xor)
CLRT_ATOMIC(atomic_xchg, do_xchg)
CLRT_ATOMIC(c11_exchange, do_xchg)
#undef CLRT_ATOMIC_BOTH
#undef CLRT_ATOMIC

template <class P, class... M> CLRT_INLINE auto atomic_inc(P p, M... m) { return atomic_add(p, impl::pointee<P>(1), m...); }
template <class P, class... M> CLRT_INLINE auto atomic_dec(P p, M... m) { return atomic_sub(p, impl::pointee<P>(1), m...); }
template <class P, class C, class X> CLRT_INLINE auto atomic_cmpxchg(P p, C expected, X desired) {
  return impl::cmpxchg_any(p, expected, desired, impl::on{});
}
template <class P, class C, class X, int N> CLRT_INLINE auto atomic_cmpxchg(P p, C expected, X desired, mask<N> m) {
  return impl::cmpxchg_any(p, expected, desired, m);
}

template <class P, class... M> CLRT_INLINE auto c11_load(P p, M... m) {
  if constexpr (impl::traits<P>::N == 0 && (sizeof...(M) == 0)) return impl::do_load::run(p, impl::pointee<P>(0));
  else return impl::atomic_any<impl::do_load>(p, impl::pointee<P>(0), m...);
}
template <class P, class X, class... M> CLRT_INLINE void c11_store(P p, X v, M... m) { c11_exchange(p, v, m...); }
template <class P, class X, class... M> CLRT_INLINE void c11_init(P p, X v, M... m) { c11_exchange(p, v, m...); }
// Gives what was expected and found, as bool or mask; *expected becomes the old value where they differed.
template <class P, class E, class X, class... M>
CLRT_INLINE auto c11_compare_exchange_strong(P p, E* expected, X desired, M... m) {
  const E before = *expected;
  const auto old = atomic_cmpxchg(p, before, desired, m...);
  using R = impl::no_ref<decltype(old)>;
  // Bits are compared, so that -0 and NaN behave.
  using U = impl::uint<impl::elem<R>>;
  const auto same = impl::bits_as<U>(old) == impl::bits_as<U>(R(before));
  if constexpr (impl::is_scalar<E>) {
    *expected = old;
  } else {
    using K = impl::no_ref<decltype(same)>;
    K on = K(true);
    if constexpr (sizeof...(M) != 0) on = (K(m) & ...);
    *expected = impl::blend(on, R(old), R(before));
    return K(same & on);
  }
  if constexpr (impl::is_scalar<E>) return same;
}
template <class P, class E, class X, class... M> CLRT_INLINE auto c11_compare_exchange_weak(P p, E* expected, X desired, M... m) {
  return c11_compare_exchange_strong(p, expected, desired, m...);
}
template <class P, class... M> CLRT_INLINE auto c11_flag_test_and_set(P p, M... m) {
  return to_mask(c11_exchange(p, impl::pointee<P>(1), m...));
}
template <class P, class... M> CLRT_INLINE void c11_flag_clear(P p, M... m) { c11_exchange(p, impl::pointee<P>(0), m...); }

}  // namespace clrt::cl
