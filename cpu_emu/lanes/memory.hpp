// Loads and stores of one element per lane, in every address form of generated code.
//
// Lanes that are off are never touched in memory and read 0. Addresses are aligned to the element, no more.
#pragma once

#include "cpu_emu/lanes/ops.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

// All lanes on, as a type: straight-line code carries no mask.
struct on {};
template <int N> CLRT_INLINE mask<N> as_mask(on) { return mask<N>(true); }
template <int N> CLRT_INLINE mask<N> as_mask(mask<N> m) { return m; }

template <class T> struct no_const_t { using type = T; };
template <class T> struct no_const_t<const T> { using type = T; };
template <class T> using no_const = typename no_const_t<T>::type;

template <class T, int N, class M> CLRT_INLINE lanes<T, N> ld_m(const T* p, M m) {
  if constexpr (__is_same(M, on)) return ld<T, N>(p);
  else return ld<T, N>(p, m);
}
template <class T, int N, class M> CLRT_INLINE void st_m(T* p, lanes<T, N> x, M m) {
  if constexpr (__is_same(M, on)) st(p, x);
  else st(p, x, m);
}

// Index lists for two-operand shuffles: every second lane, and the interleaving of two.
template <int First, int N, int... I> CLRT_INLINE auto every_second(ints<int, I...>) { return ints<int, (2 * I + First)...>{}; }
template <int First, int N, int... I> CLRT_INLINE auto zipped(ints<int, I...>) {
  return ints<int, (First + I / 2 + (I % 2) * N)...>{};
}
template <int First, class T, int N> CLRT_INLINE lanes<T, N> unzip(lanes<T, N> a, lanes<T, N> b) {
  return shuffle2_const(every_second<First, N>(iota_ints<N>{}), a, b);
}
template <int First, class T, int N> CLRT_INLINE lanes<T, N> zip(lanes<T, N> a, lanes<T, N> b) {
  return shuffle2_const(zipped<First, N>(iota_ints<N>{}), a, b);
}

// n registers with element j of the stream in lane j % N of register j / N -> component k of lane l is element l * n + k.
template <int n, class T, int N> CLRT_INLINE void deinterleave(const lanes<T, N>* c, lanes<T, N>* out, int step = 1) {
  if constexpr (n == 1) {
    out[0] = c[0];
  } else {
    lanes<T, N> even[n / 2], odd[n / 2];
    CLRT_UNROLL for (int k = 0; k < n / 2; ++k) {
      even[k] = unzip<0>(c[2 * k], c[2 * k + 1]);
      odd[k] = unzip<1>(c[2 * k], c[2 * k + 1]);
    }
    deinterleave<n / 2>(even, out, step * 2);
    deinterleave<n / 2>(odd, out + step, step * 2);
  }
}
template <int n, class T, int N> CLRT_INLINE void interleave(const lanes<T, N>* in, lanes<T, N>* c, int step = 1) {
  if constexpr (n == 1) {
    c[0] = in[0];
  } else {
    lanes<T, N> even[n / 2], odd[n / 2];
    interleave<n / 2>(in, even, step * 2);
    interleave<n / 2>(in + step, odd, step * 2);
    CLRT_UNROLL for (int k = 0; k < n / 2; ++k) {
      c[2 * k] = zip<0>(even[k], odd[k]);
      c[2 * k + 1] = zip<N / 2>(even[k], odd[k]);
    }
  }
}
// The part of a mask over lanes that covers register c of a stream of n elements per lane.
template <int C, int n, int N, int... I> CLRT_INLINE auto stream_lanes(ints<int, I...>) {
  return ints<int, ((C * N + I) / n)...>{};
}
template <int C, int n, int N> CLRT_INLINE mask<N> stream_mask(mask<N> m) {
  const lanes<std::int32_t, N> w = shuffle_const(stream_lanes<C, n, N>(iota_ints<N>{}), sext<N, std::int32_t>(m));
  return w != lanes<std::int32_t, N>(0);
}
template <int C, int n> CLRT_INLINE on stream_mask(on) { return {}; }
template <int n, int N, class T, class M, int... C>
CLRT_INLINE void ld_stream(const T* p, M m, lanes<T, N>* c, ints<int, C...>) {
  ((c[C] = ld_m<T, N>(p + C * N, stream_mask<C, n>(m))), ...);
}
template <int n, int N, class T, class M, int... C>
CLRT_INLINE void st_stream(T* p, M m, const lanes<T, N>* c, ints<int, C...>) {
  (st_m(p + C * N, c[C], stream_mask<C, n>(m)), ...);
}
// Indices of component K of three, from the first two registers and then with the third.
template <int K, int N, int... I> CLRT_INLINE auto third_first(ints<int, I...>) {
  return ints<int, (3 * I + K < 2 * N ? 3 * I + K : 0)...>{};
}
template <int K, int N, int... I> CLRT_INLINE auto third_last(ints<int, I...>) {
  return ints<int, (3 * I + K < 2 * N ? I : 3 * I + K - N)...>{};
}

// Elements p[l * n + k] of lane l, all lanes in one stream of n * N elements; the first `keep` of n components.
template <int n, int keep, int N, class T, class M> CLRT_INLINE vec<lanes<T, N>, keep> ld_packed(const T* p, M m) {
  lanes<T, N> c[n], out[n];
  ld_stream<n, N>(p, m, c, iota_ints<n>{});
  if constexpr (n == 3) {
    out[0] = shuffle2_const(third_last<0, N>(iota_ints<N>{}), shuffle2_const(third_first<0, N>(iota_ints<N>{}), c[0], c[1]), c[2]);
    out[1] = shuffle2_const(third_last<1, N>(iota_ints<N>{}), shuffle2_const(third_first<1, N>(iota_ints<N>{}), c[0], c[1]), c[2]);
    out[2] = shuffle2_const(third_last<2, N>(iota_ints<N>{}), shuffle2_const(third_first<2, N>(iota_ints<N>{}), c[0], c[1]), c[2]);
  } else {
    deinterleave<n>(c, out);
  }
  vec<lanes<T, N>, keep> r;
  CLRT_UNROLL for (int k = 0; k < keep; ++k) r.s[k] = out[k];
  return r;
}
template <int n, int keep, int N, class T, class M> CLRT_INLINE void st_packed(T* p, vec<lanes<T, N>, keep> x, M m) {
  lanes<T, N> in[n], c[n];
  CLRT_UNROLL for (int k = 0; k < n; ++k) in[k] = x.s[k < keep ? k : keep - 1];
  interleave<n>(in, c);
  st_stream<n, N>(p, m, c, iota_ints<n>{});
}

// Indexed access to elements of Size bytes each; the element accessed stands `offset` bytes into it.
template <class T, int Size, class I, int N>
CLRT_INLINE lanes<T, N> gather_index(const void* p, lanes<I, N> i, mask<N> m) {
  if constexpr (sizeof(I) < 4) {
    return gather_index<T, Size>(p, conv<std::int32_t>(i), m);
  } else if constexpr (sizeof(I) == 4 && (Size == 1 || Size == 2 || Size == 4 || Size == 8)) {
    if constexpr (is_signed<I>)
      return gather<T, Size>(p, i, m);
    else                                                          // i = (signed)(i ^ 2^31) + 2^31
      return gather<T, Size>((const char*)p + (std::int64_t(Size) << 31), bits_as<std::int32_t>(i ^ lanes<I, N>(I(1) << 31)), m);
  } else if constexpr (sizeof(I) == 4) {
    return gather_index<T, Size>(p, conv<std::int64_t>(i), m);
  } else if constexpr (Size == 1 || Size == 2 || Size == 4 || Size == 8) {
    return gather<T, Size>(p, i, m);
  } else {
    return gather<T, 1>(p, i * lanes<I, N>(I(Size)), m);
  }
}
template <int Size, class T, class I, int N>
CLRT_INLINE void scatter_index(void* p, lanes<I, N> i, lanes<T, N> x, mask<N> m) {
  if constexpr (sizeof(I) < 4) {
    scatter_index<Size>(p, conv<std::int32_t>(i), x, m);
  } else if constexpr (sizeof(I) == 4 && (Size == 1 || Size == 2 || Size == 4 || Size == 8)) {
    if constexpr (is_signed<I>)
      scatter<Size>(p, i, x, m);
    else
      scatter<Size>((char*)p + (std::int64_t(Size) << 31), bits_as<std::int32_t>(i ^ lanes<I, N>(I(1) << 31)), x, m);
  } else if constexpr (sizeof(I) == 4) {
    scatter_index<Size>(p, conv<std::int64_t>(i), x, m);
  } else if constexpr (Size == 1 || Size == 2 || Size == 4 || Size == 8) {
    scatter<Size>(p, i, x, m);
  } else {
    scatter<1>(p, i * lanes<I, N>(I(Size)), x, m);
  }
}

// Where component k of an element of X stands, and the scalar there.
template <class X> inline constexpr int components = traits<X>::n;

// One element per lane at p + i * sizeof(T).
template <class T, class I, int N> CLRT_INLINE varying_t<T, N> ld_indexed(const T* p, lanes<I, N> i, mask<N> m) {
  if constexpr (__is_same(T, bool)) {
    return to_mask(ld_indexed((const std::uint8_t*)p, i, m));
  } else if constexpr (__is_pointer(T)) {
    return {ld_indexed((const std::uint64_t*)p, i, m)};
  } else if constexpr (is_vec<T>) {
    varying_t<T, N> r;
    using E = elem<T>;
    CLRT_UNROLL for (int k = 0; k < components<T>; ++k)
      r.s[k] = gather_index<E, int(sizeof(T))>((const char*)p + k * sizeof(E), i, m);
    return r;
  } else {
    return gather_index<T, int(sizeof(T))>(p, i, m);
  }
}
template <class T, class I, int N> CLRT_INLINE void st_indexed(T* p, lanes<I, N> i, varying_t<T, N> x, mask<N> m) {
  if constexpr (__is_same(T, bool)) {
    st_indexed((std::uint8_t*)p, i, ones<std::uint8_t>(x), m);
  } else if constexpr (__is_pointer(T)) {
    st_indexed((std::uint64_t*)p, i, x.a, m);
  } else if constexpr (is_vec<T>) {
    using E = elem<T>;
    CLRT_UNROLL for (int k = 0; k < components<T>; ++k)
      scatter_index<int(sizeof(T))>((char*)p + k * sizeof(E), i, x.s[k], m);
  } else {
    scatter_index<int(sizeof(T))>(p, i, x, m);
  }
}

// Generated structs bring their own select.
template <class V, int N> CLRT_INLINE V sel_object(mask<N> m, const V& a, const V& b) {
  if constexpr (requires { V::select(m, a, b); }) return V::select(m, a, b);
  else return select(m, a, b);
}
// Whole varying objects: lane l of the object at address a[l].
template <class V, int N> CLRT_INLINE V ld_objects(lanes<std::uint64_t, N> a, mask<N> m) {
  V r{};
  for (std::uint64_t b = bits(m); b;) {
    const std::uint64_t address = a[__builtin_ctzll(b)];
    const mask<N> same = m & (a == lanes<std::uint64_t, N>(address));
    r = sel_object(same, *reinterpret_cast<const V*>(address), r);
    b &= ~bits(same);
  }
  return r;
}
template <class V, int N> CLRT_INLINE void st_objects(lanes<std::uint64_t, N> a, const V& x, mask<N> m) {
  for (std::uint64_t b = bits(m); b;) {
    const std::uint64_t address = a[__builtin_ctzll(b)];
    const mask<N> same = m & (a == lanes<std::uint64_t, N>(address));
    V* p = reinterpret_cast<V*>(address);
    *p = sel_object(same, x, *p);
    b &= ~bits(same);
  }
}
template <class V, class I, int N> CLRT_INLINE lanes<std::uint64_t, N> object_addresses(const V* p, lanes<I, N> i) {
  return lanes<std::uint64_t, N>(reinterpret_cast<std::uint64_t>(p)) +
         bits_as<std::uint64_t>(conv<std::int64_t>(i)) * lanes<std::uint64_t, N>(sizeof(V));
}
// The 32-bit index of lane l's scalar in an array of objects of Count vectors each.
template <int Count, class I, int N> CLRT_INLINE lanes<std::int32_t, N> lane_index(lanes<I, N> i) {
  return conv<std::int32_t>(i) * lanes<std::int32_t, N>(Count * N) + iota<std::int32_t, N>();
}

template <class T> inline constexpr bool in_memory = is_scalar<T> || __is_pointer(T) || (is_vec<T> && !is_varying<T>);

template <class V, class I, int N> CLRT_INLINE V ld_private(const V* p, lanes<I, N> i, mask<N> m) {
  if constexpr (is_lanes<V>) {
    return gather_index<elem<V>, int(sizeof(elem<V>))>(p, lane_index<1>(i), m);
  } else if constexpr (is_vec<V>) {
    V r;
    using E = elem<V>;
    CLRT_UNROLL for (int k = 0; k < components<V>; ++k)
      r.s[k] = gather_index<E, int(sizeof(E))>(&p->s[k], lane_index<components<V>>(i), m);
    return r;
  } else {
    return ld_objects<V>(object_addresses(p, i), m);
  }
}
template <class V, class I, int N> CLRT_INLINE void st_private(V* p, lanes<I, N> i, const V& x, mask<N> m) {
  if constexpr (is_lanes<V>) {
    scatter_index<int(sizeof(elem<V>))>(p, lane_index<1>(i), x, m);
  } else if constexpr (is_vec<V>) {
    using E = elem<V>;
    CLRT_UNROLL for (int k = 0; k < components<V>; ++k)
      scatter_index<int(sizeof(E))>(&p->s[k], lane_index<components<V>>(i), x.s[k], m);
  } else {
    st_objects(object_addresses(p, i), x, m);
  }
}

// base + l * S elements of T.
template <int S, int N, class T, class M> CLRT_INLINE varying_t<T, N> ld_linear(const T* p, M m) {
  if constexpr (__is_same(T, bool)) {
    return to_mask(ld_linear<S, N>((const std::uint8_t*)p, m));
  } else if constexpr (__is_pointer(T)) {
    return {ld_linear<S, N>((const std::uint64_t*)p, m)};
  } else if constexpr (S == 1 && is_scalar<T>) {
    return ld_m<T, N>(p, m);
  } else if constexpr (S == 1) {
    return ld_packed<int(sizeof(T) / sizeof(elem<T>)), components<T>, N>((const elem<T>*)p, m);
  } else {
    return ld_indexed(p, iota<std::int32_t, N>() * lanes<std::int32_t, N>(S), as_mask<N>(m));
  }
}
template <int S, int N, class T, class M> CLRT_INLINE void st_linear(T* p, varying_t<T, N> x, M m) {
  if constexpr (__is_same(T, bool)) {
    st_linear<S, N>((std::uint8_t*)p, ones<std::uint8_t>(x), m);
  } else if constexpr (__is_pointer(T)) {
    st_linear<S, N>((std::uint64_t*)p, x.a, m);
  } else if constexpr (S == 1 && is_scalar<T>) {
    st_m(p, x, m);
  } else if constexpr (S == 1) {
    st_packed<int(sizeof(T) / sizeof(elem<T>)), components<T>, N>((elem<T>*)p, x, m);
  } else {
    st_indexed(p, iota<std::int32_t, N>() * lanes<std::int32_t, N>(S), x, as_mask<N>(m));
  }
}
// An unsigned 32-bit index that is linear modulo 2^32 may wrap between two lanes.
template <class I, int S, int N> CLRT_INLINE bool wraps(linear<I, S, N> i) {
  if constexpr (is_signed<I> || sizeof(I) > 4) {
    return false;
  } else {
    const std::int64_t last = std::int64_t(i.base) + std::int64_t(S) * (N - 1);
    return last < 0 || last > std::int64_t(I(-1));
  }
}

template <class T, int N> struct is_index_t { static constexpr bool value = false; };
template <class I, int N> struct is_index_t<lanes<I, N>, N> { static constexpr bool value = is_int<I>; };

}  // namespace impl

#define CLRT_LOADS(MASK_PARAM, MASK_ARG)                                                                             \
  template <class T, class I, int S, int N>                                                                          \
  CLRT_INLINE varying_t<impl::no_const<T>, N> load(T* p, linear<I, S, N> i MASK_PARAM) {                             \
    using U = impl::no_const<T>;                                                                                     \
    if constexpr (!impl::in_memory<U>) {                                                                             \
      return impl::ld_private<U>(p, lanes<I, N>(i), impl::as_mask<N>(MASK_ARG));                                     \
    } else {                                                                                                         \
      if (__builtin_expect(impl::wraps(i), 0))                                                                       \
        return impl::ld_indexed<U>(p, lanes<I, N>(i), impl::as_mask<N>(MASK_ARG));                                   \
      return impl::ld_linear<S, N, U>(p + i.base, MASK_ARG);                                                         \
    }                                                                                                                \
  }                                                                                                                  \
  template <class T, class I, int N>                                                                                 \
  CLRT_INLINE varying_t<impl::no_const<T>, N> load(T* p, lanes<I, N> i MASK_PARAM) {                                 \
    using U = impl::no_const<T>;                                                                                     \
    if constexpr (!impl::in_memory<U>) return impl::ld_private<U>(p, i, impl::as_mask<N>(MASK_ARG));                 \
    else return impl::ld_indexed<U>(p, i, impl::as_mask<N>(MASK_ARG));                                               \
  }                                                                                                                  \
  template <class T, int S, int N>                                                                                   \
  CLRT_INLINE varying_t<impl::no_const<T>, N> load(linear<T*, S, N> p MASK_PARAM) {                                  \
    return impl::ld_linear<S, N, impl::no_const<T>>(p.base, MASK_ARG);                                               \
  }                                                                                                                  \
  template <class T, int N> CLRT_INLINE varying_t<impl::no_const<T>, N> load(ptr<T, N> p MASK_PARAM) {               \
    using U = impl::no_const<T>;                                                                                     \
    return impl::ld_ptr<U>(p.a, impl::as_mask<N>(MASK_ARG));                                                         \
  }
#define CLRT_STORES(MASK_PARAM, MASK_ARG)                                                                            \
  template <class T, class I, int S, int N, class X>                                                                 \
  CLRT_INLINE void store(T* p, linear<I, S, N> i, const X& x MASK_PARAM) {                                           \
    const varying_t<T, N> v = spread<N>(x);                                                                          \
    if constexpr (!impl::in_memory<T>) {                                                                             \
      impl::st_private(p, lanes<I, N>(i), v, impl::as_mask<N>(MASK_ARG));                                            \
    } else {                                                                                                         \
      if (__builtin_expect(impl::wraps(i), 0)) impl::st_indexed(p, lanes<I, N>(i), v, impl::as_mask<N>(MASK_ARG));   \
      else impl::st_linear<S, N, T>(p + i.base, v, MASK_ARG);                                                        \
    }                                                                                                                \
  }                                                                                                                  \
  template <class T, class I, int N, class X>                                                                        \
    requires(impl::is_int<I> && !(__is_same(X, mask<N>) && !__is_same(T, bool) && !__is_same(T, mask<N>)))           \
  CLRT_INLINE void store(T* p, lanes<I, N> i, const X& x MASK_PARAM) {                                               \
    const varying_t<T, N> v = spread<N>(x);                                                                          \
    if constexpr (!impl::in_memory<T>) impl::st_private(p, i, v, impl::as_mask<N>(MASK_ARG));                        \
    else impl::st_indexed(p, i, v, impl::as_mask<N>(MASK_ARG));                                                      \
  }                                                                                                                  \
  template <class T, int S, int N, class X>                                                                          \
    requires(!__is_same(X, mask<N>) || __is_same(T, bool))                                                           \
  CLRT_INLINE void store(linear<T*, S, N> p, const X& x MASK_PARAM) {                                                \
    impl::st_linear<S, N, T>(p.base, varying_t<T, N>(spread<N>(x)), MASK_ARG);                                       \
  }                                                                                                                  \
  template <class T, int N, class X>                                                                                 \
    requires(!__is_same(X, mask<N>) || __is_same(T, bool) || __is_same(T, mask<N>))                                  \
  CLRT_INLINE void store(ptr<T, N> p, const X& x MASK_PARAM) {                                                       \
    impl::st_ptr<T>(p.a, varying_t<T, N>(spread<N>(x)), impl::as_mask<N>(MASK_ARG));                                 \
  }
#define CLRT_COMMA_MASK , mask<N> m

namespace impl {
template <class U, int N> CLRT_INLINE varying_t<U, N> ld_ptr(lanes<std::uint64_t, N> a, mask<N> m) {
  if constexpr (__is_same(U, bool)) {
    return to_mask(ld_ptr<std::uint8_t>(a, m));
  } else if constexpr (__is_pointer(U)) {
    return {ld_ptr<std::uint64_t>(a, m)};
  } else if constexpr (is_scalar<U>) {
    return gather<U, 1>(nullptr, a, m);
  } else if constexpr (is_lanes<U> || is_vec<U>) {
    constexpr bool own = is_varying<U>;                           // private: lane l of the object
    using E = elem<U>;
    if constexpr (own) a += iota<std::uint64_t, N>() * lanes<std::uint64_t, N>(sizeof(E));
    varying_t<U, N> r;
    if constexpr (is_vec<U>) {
      CLRT_UNROLL for (int k = 0; k < components<U>; ++k)
        r.s[k] = gather<E, 1>((const void*)(std::uint64_t(k * (own ? N : 1)) * sizeof(E)), a, m);
    } else {
      r = gather<E, 1>(nullptr, a, m);
    }
    return r;
  } else {
    return ld_objects<U>(a, m);
  }
}
template <class U, int N> CLRT_INLINE void st_ptr(lanes<std::uint64_t, N> a, varying_t<U, N> x, mask<N> m) {
  if constexpr (__is_same(U, bool)) {
    st_ptr<std::uint8_t>(a, ones<std::uint8_t>(x), m);
  } else if constexpr (__is_pointer(U)) {
    st_ptr<std::uint64_t>(a, x.a, m);
  } else if constexpr (is_scalar<U>) {
    scatter<1>((void*)nullptr, a, x, m);
  } else if constexpr (is_lanes<U> || is_vec<U>) {
    constexpr bool own = is_varying<U>;
    using E = elem<U>;
    if constexpr (own) a += iota<std::uint64_t, N>() * lanes<std::uint64_t, N>(sizeof(E));
    if constexpr (is_vec<U>) {
      CLRT_UNROLL for (int k = 0; k < components<U>; ++k)
        scatter<1>((void*)(std::uint64_t(k * (own ? N : 1)) * sizeof(E)), a, x.s[k], m);
    } else {
      scatter<1>((void*)nullptr, a, x, m);
    }
  } else {
    st_objects<U>(a, x, m);
  }
}
}  // namespace impl

CLRT_LOADS(, impl::on{})
CLRT_LOADS(CLRT_COMMA_MASK, m)
CLRT_STORES(, impl::on{})
CLRT_STORES(CLRT_COMMA_MASK, m)
#undef CLRT_LOADS
#undef CLRT_STORES

// One uniform address: the value of the last lane that is on; nothing when none is.
template <class T, int N, class X> requires(__is_same(varying_t<T, N>, X) && impl::in_memory<T>)
CLRT_INLINE void store(T* p, X x, mask<N> m) {
  const std::uint64_t b = bits(m);
  if (!b) return;
  const int l = 63 - __builtin_clzll(b);
  if constexpr (impl::is_vec<T>) {
    CLRT_UNROLL for (int k = 0; k < impl::components<T>; ++k) p->s[k] = x.s[k][l];
  } else {
    *p = x[l];
  }
}
template <class T, int N, int S> CLRT_INLINE void store(T* p, linear<T, S, N> x, mask<N> m) { store(p, lanes<T, N>(x), m); }
template <class T, class X> requires(impl::in_memory<T> && __is_same(varying_t<T, impl::traits<X>::N>, X))
CLRT_INLINE void store(T* p, X x) {
  store(p, x, mask<impl::traits<X>::N>(true));
}

// Pointer arithmetic per lane, in elements.
template <class T, int N, class I> requires(impl::is_int<impl::elem<I>> && !impl::is_ptr<I>)
CLRT_INLINE ptr<T, N> operator+(ptr<T, N> p, I i) {
  const lanes<std::int64_t, N> d = impl::conv<std::int64_t>(lanes<impl::elem<I>, N>(i));
  return {p.a + impl::bits_as<std::uint64_t>(d) * lanes<std::uint64_t, N>(sizeof(T))};
}
template <class T, int N, class I> requires(impl::is_int<impl::elem<I>> && !impl::is_ptr<I>)
CLRT_INLINE ptr<T, N> operator-(ptr<T, N> p, I i) {
  const lanes<std::int64_t, N> d = impl::conv<std::int64_t>(lanes<impl::elem<I>, N>(i));
  return {p.a - impl::bits_as<std::uint64_t>(d) * lanes<std::uint64_t, N>(sizeof(T))};
}
template <class T, int N, class I> requires(impl::is_int<impl::elem<I>> && !impl::is_ptr<I>)
CLRT_INLINE ptr<T, N> operator+(I i, ptr<T, N> p) { return p + i; }
template <class T, class I, int N> requires(impl::is_int<I>)
CLRT_INLINE ptr<T, N> operator+(T* p, lanes<I, N> i) { return spread<N>(p) + i; }
template <class T, class I, int N> requires(impl::is_int<I>)
CLRT_INLINE ptr<T, N> operator-(T* p, lanes<I, N> i) { return spread<N>(p) - i; }
template <class T, int S, class I, int N> requires(impl::is_int<I>)
CLRT_INLINE ptr<T, N> operator+(linear<T*, S, N> p, lanes<I, N> i) { return spread<N>(p) + i; }

// The member of type F that stands `offset` bytes into what p points to; the same addresses as U.
template <class F, class S, int N> CLRT_INLINE ptr<F, N> member(ptr<S, N> p, std::size_t offset) {
  return {p.a + lanes<std::uint64_t, N>(std::uint64_t(offset))};
}
template <class U, class T, int N> CLRT_INLINE ptr<U, N> recast(ptr<T, N> p) { return {p.a}; }
template <class U, class T, int S, int N> CLRT_INLINE auto recast(linear<T*, S, N> p) {
  if constexpr (sizeof(U) == sizeof(T)) return linear<U*, S, N>{(U*)p.base};
  else return ptr<U, N>{spread<N>(p).a};
}

// A pointer to the array type A, an array's first element or row, an array's own address.
template <class A> using pointer_to = A*;
template <class E, std::size_t n> CLRT_INLINE E* decay(E (&a)[n]) { return a; }
template <class A> CLRT_INLINE A* address(A& a) { return &a; }
// Where a member stands in its struct, in bytes.
template <class S, class F> CLRT_INLINE std::size_t offset_in(F S::*m) { return __builtin_bit_cast(std::size_t, m); }

}  // namespace clrt::cl
