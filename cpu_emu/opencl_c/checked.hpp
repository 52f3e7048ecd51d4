// What code compiled in checked mode calls around its accesses, divisions and barriers (executor/check_abi.h).
//
// An access is made with the lanes that the checker admits: the others load 0 and store nothing. Where C++ needs an object, a place
// in the checker's sink stands in. m is mask<N> or, for one lane, bool.
#pragma once

#include "cpu_emu/opencl_c/vload_vstore.hpp"
#include "cpu_emu/opencl_c/work_item.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

template <int N>
CLRT_INLINE std::uint64_t check_bits(mask<N> m) {
  return bits(m);
}
CLRT_INLINE std::uint64_t check_bits(bool m) { return m; }
template <class M>
CLRT_INLINE M check_mask(std::uint64_t b) {
  if constexpr (__is_same(M, bool))
    return b != 0;
  else
    return from_bits<traits<M>::N>(b);
}
template <class C>
CLRT_INLINE const cpu::CheckHooks* check_hooks(const C& c) {
  return c.wg()->launch->check;
}
template <class C>
CLRT_INLINE cpu::CheckWho check_who(const C& c, std::uint64_t b) {
  return {c.wg(), c.sub_group_id(), c.max_sub_group_size(), b};
}
template <class C>
CLRT_INLINE std::uint64_t check_everyone(const C& c) {
  return check_bits(c.entry_mask());
}

// Zeroed memory for one object that must not be touched where it was asked for.
template <class T, class C>
inline T* check_sink(const C& c) {
  using U = no_const<T>;
  const cpu::CheckHooks* h = check_hooks(c);
  if constexpr (sizeof(U) <= 64 * 1024) {
    __builtin_memset(h->sink, 0, sizeof(U));
    return reinterpret_cast<T*>(h->sink);
  } else {
    alignas(128) static char large[sizeof(U)];
    __builtin_memset(large, 0, sizeof(U));
    return reinterpret_cast<T*>(large);
  }
}
template <class C, class M>
inline M check_one(const C& c, const cpu::CheckSite& site, std::uint32_t op, M m, std::uint64_t address) {
  const cpu::CheckWho who = check_who(c, check_bits(m));
  return check_mask<M>(check_hooks(c)->one(check_hooks(c), &who, &site, op, address));
}
template <class C, int N>
inline mask<N> check_range(const C& c, const cpu::CheckSite& site, std::uint32_t op, mask<N> m, std::uint64_t address,
                           std::int64_t stride) {
  const cpu::CheckWho who = check_who(c, bits(m));
  return from_bits<N>(check_hooks(c)->range(check_hooks(c), &who, &site, op, address, stride));
}
template <class C, int N>
inline mask<N> check_lanes(const C& c, const cpu::CheckSite& site, std::uint32_t op, mask<N> m, lanes<std::uint64_t, N> a) {
  const cpu::CheckWho who = check_who(c, bits(m));
  std::uint64_t list[N];
  for (int l = 0; l < N; ++l) list[l] = a[l];
  return from_bits<N>(check_hooks(c)->lanes(check_hooks(c), &who, &site, op, list));
}

// The lanes whose index lies in an array of site.extent elements.
template <class C, class M, class I>
inline M inside(const C& c, const cpu::CheckSite& site, M m, const I& index) {
  if constexpr (is_scalar<I>) {
    const auto i = std::int64_t(index);
    if (std::uint64_t(i) < site.extent) return m;
    if (const cpu::CheckWho who = check_who(c, check_bits(m)); who.mask != 0)
      check_hooks(c)->bad_index(check_hooks(c), &who, &site, &i, true);
    return M(false);
  } else {
    constexpr int N = traits<M>::N;
    const lanes<std::int64_t, N> i = conv<std::int64_t>(lanes<elem<I>, N>(index));
    const mask<N> good = m & (bits_as<std::uint64_t>(i) < lanes<std::uint64_t, N>(site.extent));
    if (const std::uint64_t bad = bits(andnot(m, good))) {
      const cpu::CheckWho who = check_who(c, bad);
      std::int64_t list[N];
      for (int l = 0; l < N; ++l) list[l] = i[l];
      check_hooks(c)->bad_index(check_hooks(c), &who, &site, list, false);
    }
    return good;
  }
}
}  // namespace impl

// The lanes of m that may make this access; the address in any form that load and store take.
template <class C, class M, class T>
inline M admitted(const C& c, const cpu::CheckSite& site, std::uint32_t op, M m, T* p) {
  return impl::check_one(c, site, op, m, reinterpret_cast<std::uint64_t>(p));
}
template <class C, class T, int N>
inline mask<N> admitted(const C& c, const cpu::CheckSite& site, std::uint32_t op, mask<N> m, ptr<T, N> p) {
  return impl::check_lanes(c, site, op, m, p.a);
}
template <class C, class T, int S, int N>
inline mask<N> admitted(const C& c, const cpu::CheckSite& site, std::uint32_t op, mask<N> m, linear<T*, S, N> p) {
  return impl::check_range(c, site, op, m, reinterpret_cast<std::uint64_t>(p.base), S * std::int64_t(sizeof(T)));
}
template <class C, class T, class I, int N>
inline mask<N> admitted(const C& c, const cpu::CheckSite& site, std::uint32_t op, mask<N> m, T* p, lanes<I, N> i) {
  if (site.extent != 0) m = impl::inside(c, site, m, i);
  if ((site.flags & cpu::kSiteDirect) != 0) return m;
  return impl::check_lanes(c, site, op, m, impl::object_addresses(p, i));
}
template <class C, class T, class I, int S, int N>
inline mask<N> admitted(const C& c, const cpu::CheckSite& site, std::uint32_t op, mask<N> m, T* p, linear<I, S, N> i) {
  if constexpr (!impl::in_memory<impl::no_const<T>>) {
    return admitted(c, site, op, m, p, lanes<I, N>(i));
  } else {
    if (__builtin_expect(impl::wraps(i), 0)) return admitted(c, site, op, m, p, lanes<I, N>(i));
    if (site.extent != 0) m = impl::inside(c, site, m, i);
    if ((site.flags & cpu::kSiteDirect) != 0) return m;
    return impl::check_range(c, site, op, m, reinterpret_cast<std::uint64_t>(p + i.base), S * std::int64_t(sizeof(T)));
  }
}

template <class C, class M, class... A>
inline auto checked_load(const C& c, const cpu::CheckSite& site, M m, const A&... address) {
  return load(address..., admitted(c, site, cpu::kCheckRead, m, address...));
}
template <class C, class M, class X, class... A>
inline void checked_store(const C& c, const cpu::CheckSite& site, M m, const X& value, const A&... address) {
  store(address..., value, admitted(c, site, cpu::kCheckWrite, m, address...));
}
// *p, or an object of the sink.
template <class C, class M, class T>
inline T& checked(const C& c, const cpu::CheckSite& site, std::uint32_t op, M m, T* p) {
  if (impl::check_bits(admitted(c, site, op, m, p)) != 0) return *p;
  return *impl::check_sink<T>(c);
}
// The address of element i of an array of site.extent elements.
template <class C, class M, class E, class I>
inline E* checked_element(const C& c, const cpu::CheckSite& site, M m, E* p, I i) {
  if (std::uint64_t(std::int64_t(i)) < site.extent) return p + i;
  (void)impl::inside(c, site, m, i);
  return impl::check_sink<E>(c);
}
template <class C, class E, class I, int N>
inline ptr<E, N> checked_elements(const C& c, const cpu::CheckSite& site, mask<N> m, ptr<E, N> p, const I& i) {
  const mask<N> good = impl::inside(c, site, m, spread<N>(i));
  const ptr<E, N> sink = spread<N>(impl::check_sink<E>(c));
  return {impl::blend(good, (p + spread<N>(i)).a, sink.a)};
}

// vload and vstore: site.bytes at p + off * Stride.
template <int Stride, class C, class M, class P, class O>
inline M admitted_vector(const C& c, const cpu::CheckSite& site, std::uint32_t op, M m, P p, O off) {
  using T = impl::pointee<P>;
  if constexpr (impl::traits<P>::N == 0 && impl::traits<O>::N == 0) {
    return admitted(c, site, op, m, p + std::int64_t(off) * Stride);
  } else if constexpr (__is_pointer(P) && impl::is_linear<O>) {
    return impl::check_range(c, site, op, m, reinterpret_cast<std::uint64_t>(p + std::int64_t(off.base) * Stride),
                             O::stride * Stride * std::int64_t(sizeof(T)));
  } else {
    constexpr int N = impl::lanes_of<P, O>;
    return admitted(c, site, op, m, impl::element_addresses<Stride, N>(p, off));
  }
}
template <int Stride, class C, class M, class T, class O>
inline T* checked_vector(const C& c, const cpu::CheckSite& site, std::uint32_t op, M m, T* p, O off, std::uint32_t count) {
  T* at = p + std::int64_t(off) * Stride;
  if (impl::check_bits(admitted(c, site, op, m, at)) != 0) return at;
  __builtin_memset(impl::check_hooks(c)->sink, 0, count * sizeof(T));
  return reinterpret_cast<T*>(impl::check_hooks(c)->sink);
}

// A sub-group block access: W vectors of N elements at p.
template <int W, int N, class C, class T>
inline mask<N> admitted_block(const C& c, const cpu::CheckSite& site, std::uint32_t op, mask<N> m, T* p) {
  for (int k = 0; k < W; ++k) m = m & impl::check_range(c, site, op, m, reinterpret_cast<std::uint64_t>(p + k * N), sizeof(T));
  return m;
}

template <class C, class M, class B>
inline B checked_divisor(const C& c, const cpu::CheckSite& site, M m, const B& b) {
  std::uint64_t zero = 0;
  const auto test = [&](const auto& x) {
    using X = impl::no_const<impl::no_ref<decltype(x)>>;
    if constexpr (impl::is_scalar<X>)
      zero |= x == X(0) ? ~std::uint64_t(0) : 0;
    else
      zero |= bits(lanes<impl::elem<X>, impl::traits<X>::N>(x) == lanes<impl::elem<X>, impl::traits<X>::N>(impl::elem<X>(0)));
  };
  if constexpr (impl::is_vec<B>)
    for (int k = 0; k < impl::traits<B>::n; ++k) test(b.s[k]);
  else
    test(b);
  const cpu::CheckWho who = impl::check_who(c, impl::check_bits(m) & zero);
  if (who.mask != 0) impl::check_hooks(c)->zero_divisor(impl::check_hooks(c), &who, &site);
  return b;
}

template <class C, class M>
inline void checked_arrival(const C& c, const cpu::CheckSite& site, M m, std::uint32_t fences) {
  const cpu::CheckWho who = impl::check_who(c, impl::check_bits(m));
  impl::check_hooks(c)->barrier(impl::check_hooks(c), &who, &site, impl::check_everyone(c), fences);
}
template <class C, class M>
inline void checked_barrier(const C& c, const cpu::CheckSite& site, M m, std::uint32_t fences) {
  checked_arrival(c, site, m, fences);
  c.barrier();
}
template <class C, class M>
inline void checked_sub_group_barrier(const C& c, const cpu::CheckSite& site, M m, std::uint32_t fences) {
  const cpu::CheckWho who = impl::check_who(c, impl::check_bits(m));
  impl::check_hooks(c)->sub_group_barrier(impl::check_hooks(c), &who, &site, impl::check_everyone(c), fences);
}
template <class C, class M>
inline void checked_converged(const C& c, const cpu::CheckSite& site, M m) {
  const cpu::CheckWho who = impl::check_who(c, impl::check_bits(m));
  impl::check_hooks(c)->converged(impl::check_hooks(c), &who, &site, impl::check_everyone(c));
}
template <class C, class M>
inline void checked_order(const C& c, M m) {
  const cpu::CheckWho who = impl::check_who(c, impl::check_bits(m));
  impl::check_hooks(c)->order(impl::check_hooks(c), &who);
}
// How many of the n elements an asynchronous copy may move; the strided side has its stride in elements.
template <class C, class T, class S>
inline std::uint64_t checked_copy(const C& c, const cpu::CheckSite& to_site, T* to, std::uint64_t to_stride,
                                  const cpu::CheckSite& from_site, S* from, std::uint64_t from_stride, std::uint64_t n) {
  const cpu::CheckWho who = impl::check_who(c, impl::check_everyone(c));
  return impl::check_hooks(c)->copy(impl::check_hooks(c), &who, &to_site, reinterpret_cast<std::uint64_t>(to), to_stride,
                                    &from_site, reinterpret_cast<std::uint64_t>(from), from_stride, n);
}

// At the top of a kernel: tells when the sub-group returns.
template <class C>
struct checked_run {
  const C& c;
  CLRT_INLINE explicit checked_run(const C& items) : c(items) {}
  checked_run(const checked_run&) = delete;
  CLRT_INLINE ~checked_run() { impl::check_hooks(c)->end_sub_group(impl::check_hooks(c), c.wg(), c.sub_group_id()); }
};
// At the top of a function whose variables have their addresses taken.
template <class C>
struct checked_frame {
  const C& c;
  std::uint32_t frame;
  CLRT_INLINE explicit checked_frame(const C& items)
      : c(items), frame(impl::check_hooks(c)->frame(impl::check_hooks(c), c.sub_group_id())) {}
  checked_frame(const checked_frame&) = delete;
  CLRT_INLINE ~checked_frame() { impl::check_hooks(c)->leave(impl::check_hooks(c), c.sub_group_id(), frame); }
};
template <class C, class T>
inline void checked_enter(const C& c, std::uint32_t object, T& variable) {
  impl::check_hooks(c)->enter(impl::check_hooks(c), c.sub_group_id(), object, reinterpret_cast<std::uint64_t>(&variable),
                              sizeof(T));
}

}  // namespace clrt::cl::inline CLRT_ISA
