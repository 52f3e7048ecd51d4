// OpenCL C 6.15.7, vector data load and store: n packed elements at p + off * n, aligned to the element only.
//
// p is T* or ptr<T,N>; off a scalar, linear or lanes. n = 1 is the scalar form (vload_half, vstore_half). vloada_half and
// vstorea_half differ for n = 3 alone: four elements apart.
#pragma once

#include "cpu_emu/opencl_c/conversions.hpp"
#include "cpu_emu/lanes/memory.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

template <class P> struct pointee_t;
template <class T> struct pointee_t<T*> { using type = no_const<T>; };
template <class T, int N> struct pointee_t<ptr<T, N>> { using type = no_const<T>; };
template <class T, int S, int N> struct pointee_t<linear<T*, S, N>> { using type = no_const<T>; };
template <class P> using pointee = typename pointee_t<P>::type;
template <class P, class O> inline constexpr int lanes_of = traits<P>::N ? traits<P>::N : traits<O>::N;

template <class E, int n> struct vec_or_t { using type = vec<E, n>; };
template <class E> struct vec_or_t<E, 1> { using type = E; };
template <class E, int n> using vec_or = typename vec_or_t<E, n>::type;
template <int n, class V> CLRT_INLINE auto& component(V& v, int k) {
  if constexpr (n == 1) return v;
  else return v.s[k];
}

// The address of element off * Stride per lane.
template <int Stride, int N, class P, class O> CLRT_INLINE auto element_addresses(P p, O off) {
  const lanes<std::int64_t, N> d = conv<std::int64_t>(lanes<elem<O>, N>(off));
  return spread<N>(p) + d * lanes<std::int64_t, N>(Stride);
}

template <int n, int Stride, class P, class O, class M> CLRT_INLINE auto vload_any(P p, O off, M m) {
  using T = pointee<P>;
  constexpr int N = lanes_of<P, O>;
  if constexpr (N == 0) {
    vec_or<T, n> r;
    const T* q = p + std::int64_t(off) * Stride;
    CLRT_UNROLL for (int k = 0; k < n; ++k) component<n>(r, k) = q[k];
    return r;
  } else if constexpr (__is_pointer(P) && is_linear<O>) {
    if constexpr (O::stride == 1 && n == 1) return ld_m<T, N>((const T*)p + std::int64_t(off.base), m);
    else if constexpr (O::stride == 1) return ld_packed<Stride, n, N>((const T*)p + std::int64_t(off.base) * Stride, m);
    else return vload_any<n, Stride>(p, lanes<elem<O>, N>(off), m);
  } else {
    vec_or<lanes<T, N>, n> r;
    const ptr<const T, N> a = recast<const T>(element_addresses<Stride, N>(p, off));
    CLRT_UNROLL for (int k = 0; k < n; ++k) component<n>(r, k) = gather<T, 1>((const void*)(std::uint64_t(k) * sizeof(T)), a.a, as_mask<N>(m));
    return r;
  }
}
template <int n, int Stride, class P, class O, class V, class M> CLRT_INLINE void vstore_any(P p, O off, V v, M m) {
  using T = pointee<P>;
  constexpr int N = lanes_of<P, O>;
  if constexpr (N == 0) {
    T* q = p + std::int64_t(off) * Stride;
    if constexpr (traits<V>::N != 0) {                            // one address for all lanes: the last one that is on
      CLRT_UNROLL for (int k = 0; k < n; ++k) store(q + k, component<n>(v, k), as_mask<traits<V>::N>(m));
    } else {
      CLRT_UNROLL for (int k = 0; k < n; ++k) q[k] = component<n>(v, k);
    }
  } else {
    const vec_or<lanes<T, N>, n> x = spread<N>(v);
    if constexpr (__is_pointer(P) && is_linear<O>) {
      if constexpr (O::stride == 1 && n == 1) st_m(p + std::int64_t(off.base), x, m);
      else if constexpr (O::stride == 1 && n != 3) st_packed<n, n, N>(p + std::int64_t(off.base) * Stride, x, m);
      else vstore_any<n, Stride>(p, lanes<elem<O>, N>(off), v, m);
    } else {
      const ptr<T, N> a = element_addresses<Stride, N>(p, off);
      CLRT_UNROLL for (int k = 0; k < n; ++k)
        scatter<1>((void*)(std::uint64_t(k) * sizeof(T)), a.a, component<n>(x, k), as_mask<N>(m));
    }
  }
}

}  // namespace impl

template <int n, class P, class O> CLRT_INLINE auto vload(P p, O off) { return impl::vload_any<n, n>(p, off, impl::on{}); }
template <int n, class P, class O, int N> CLRT_INLINE auto vload(P p, O off, mask<N> m) {
  return impl::vload_any<n, n>(p, off, m);
}
template <int n, class P, class O, class V> CLRT_INLINE void vstore(P p, O off, const V& v) {
  impl::vstore_any<n, n>(p, off, v, impl::on{});
}
template <int n, class P, class O, class V, int N> CLRT_INLINE void vstore(P p, O off, const V& v, mask<N> m) {
  impl::vstore_any<n, n>(p, off, v, m);
}

// Halves in memory, float in registers; to half also from double, with a rounding mode.
template <int n, class P, class O, class... M> CLRT_INLINE auto vload_half(P p, O off, M... m) {
  return convert_to<float>(vload<n>(p, off, m...));
}
template <int n, Round R = Round::rt_default, class P, class O, class V, class... M>
CLRT_INLINE void vstore_half(P p, O off, const V& v, M... m) {
  vstore<n>(p, off, convert_to<half, false, R>(v), m...);
}
template <int n, class P, class O> CLRT_INLINE auto vloada_half(P p, O off) {
  return convert_to<float>(impl::vload_any<n, n == 3 ? 4 : n>(p, off, impl::on{}));
}
template <int n, class P, class O, int N> CLRT_INLINE auto vloada_half(P p, O off, mask<N> m) {
  return convert_to<float>(impl::vload_any<n, n == 3 ? 4 : n>(p, off, m));
}
template <int n, Round R = Round::rt_default, class P, class O, class V>
CLRT_INLINE void vstorea_half(P p, O off, const V& v) {
  impl::vstore_any<n, n == 3 ? 4 : n>(p, off, convert_to<half, false, R>(v), impl::on{});
}
template <int n, Round R = Round::rt_default, class P, class O, class V, int N>
CLRT_INLINE void vstorea_half(P p, O off, const V& v, mask<N> m) {
  impl::vstore_any<n, n == 3 ? 4 : n>(p, off, convert_to<half, false, R>(v), m);
}

}  // namespace clrt::cl
