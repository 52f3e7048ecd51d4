// OpenCL C 6.15.16 work-group collectives and 6.15.11 asynchronous copies.
//
// Every sub-group of the work-group calls with its context c and entry mask m. Partial results pass through
// WorkGroup::scratch between two barriers; they are combined in the order of the sub-groups, so sums are reproducible.
#pragma once

#include "cpu_emu/opencl_c/subgroups.hpp"
#include "cpu_emu/opencl_c/work_item.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

template <class C> inline constexpr int lanes_in = C::lanes_count;
// The value per lane whatever form x has; one work-item keeps its scalar.
template <class C, class X> CLRT_INLINE auto per_item(X x) {
  if constexpr (lanes_in<C> == 1) return x;
  else return spread<lanes_in<C>>(x);
}
template <class C> CLRT_INLINE auto everyone(on) {
  if constexpr (lanes_in<C> == 1) return true;
  else return mask<lanes_in<C>>(true);
}
template <class C, class M> CLRT_INLINE M everyone(M m) { return m; }

template <class T, class C> CLRT_INLINE T* slots(const C& c) { return reinterpret_cast<T*>(c.wg()->scratch); }

template <class Op, class T, int N> CLRT_INLINE T reduce_part(lanes<T, N> x, mask<N> m) { return tree<Op>(neutral<Op>(x, m)); }
template <class Op, class T> CLRT_INLINE T reduce_part(T x, bool m) requires(is_scalar<T>) { return m ? x : Op::template unit<T>(); }
template <class Op, class T, int N> CLRT_INLINE lanes<T, N> scan_part(lanes<T, N> x, mask<N> m, bool exclusive) {
  return exclusive ? scan_exclusive<Op>(neutral<Op>(x, m)) : scan<Op>(neutral<Op>(x, m));
}
template <class Op, class T> CLRT_INLINE T scan_part(T x, bool m, bool exclusive) requires(is_scalar<T>) {
  return exclusive || !m ? Op::template unit<T>() : x;
}

template <class Op, class C, class X, class M> CLRT_INLINE auto group_reduce(const C& c, X x, M m) {
  using T = elem<X>;
  const T part = reduce_part<Op>(x, m);
  const std::uint32_t n = c.num_sub_groups();
  if (n == 1) return part;
  T* s = slots<T>(c);
  s[c.sub_group_id()] = part;
  c.barrier();
  T r = s[0];
  for (std::uint32_t i = 1; i < n; ++i) r = Op::of(r, s[i]);
  c.barrier();
  return r;
}
template <class Op, class C, class X, class M> CLRT_INLINE X group_scan(const C& c, X x, M m, bool exclusive) {
  using T = elem<X>;
  const X local = scan_part<Op>(x, m, exclusive);
  const std::uint32_t n = c.num_sub_groups(), own = c.sub_group_id();
  if (n == 1) return local;
  T* s = slots<T>(c);
  s[own] = reduce_part<Op>(x, m);
  c.barrier();
  T before = Op::template unit<T>();
  for (std::uint32_t i = 0; i < own; ++i) before = i ? Op::of(before, s[i]) : s[i];
  c.barrier();
  return own ? Op::of(X(before), local) : local;
}
template <class I> CLRT_INLINE std::uint64_t index_value(I i) {
  if constexpr (is_scalar<I>) return std::uint64_t(i);
  else return std::uint64_t(i[0]);                                // the same in every lane
}
template <class C, class X> CLRT_INLINE auto group_broadcast(const C& c, X x, std::uint64_t item) {
  constexpr int N = lanes_in<C>;
  const std::uint32_t n = c.num_sub_groups(), owner = std::uint32_t(item / N), lane = std::uint32_t(item % N);
  using T = elem<X>;
  T* s = slots<T>(c);
  if (c.sub_group_id() == owner) {
    if constexpr (N == 1) s[0] = x;
    else s[0] = sub_group_broadcast(x, lane);
  }
  if (n > 1) c.barrier();
  const T r = s[0];
  if (n > 1) c.barrier();
  return r;
}
template <class C, class P> CLRT_INLINE auto group_predicate(P p) {
  if constexpr (lanes_in<C> == 1) return p != P(0);
  else return to_mask(spread<lanes_in<C>>(p));
}
// True when any sub-group says so.
template <class C> CLRT_INLINE bool group_vote(const C& c, bool own) {
  const std::uint32_t n = c.num_sub_groups();
  if (n == 1) return own;
  std::uint8_t* s = slots<std::uint8_t>(c);
  s[c.sub_group_id()] = own;
  c.barrier();
  std::uint8_t r = 0;
  for (std::uint32_t i = 0; i < n; ++i) r |= s[i];
  c.barrier();
  return r != 0;
}
}  // namespace impl

#define CLRT_WORK_GROUP_OP(OP)                                                                                    \
  template <class C, class X, class M = impl::on> CLRT_INLINE auto work_group_reduce_##OP(const C& c, X x, M m = {}) { \
    return impl::group_reduce<impl::op_##OP>(c, impl::per_item<C>(x), impl::everyone<C>(m));                      \
  }                                                                                                               \
  template <class C, class X, class M = impl::on>                                                                 \
  CLRT_INLINE auto work_group_scan_inclusive_##OP(const C& c, X x, M m = {}) {                                    \
    return impl::group_scan<impl::op_##OP>(c, impl::per_item<C>(x), impl::everyone<C>(m), false);                 \
  }                                                                                                               \
  template <class C, class X, class M = impl::on>                                                                 \
  CLRT_INLINE auto work_group_scan_exclusive_##OP(const C& c, X x, M m = {}) {                                    \
    return impl::group_scan<impl::op_##OP>(c, impl::per_item<C>(x), impl::everyone<C>(m), true);                  \
  }
CLRT_WORK_GROUP_OP(add)
CLRT_WORK_GROUP_OP(mul)
CLRT_WORK_GROUP_OP(min)
CLRT_WORK_GROUP_OP(max)
CLRT_WORK_GROUP_OP(and)
CLRT_WORK_GROUP_OP(or)
CLRT_WORK_GROUP_OP(xor)
#undef CLRT_WORK_GROUP_OP

// A predicate per work-item: bool, an integer, mask or lanes of integers. The answer is the same for all.
template <class C, class P, class M = impl::on> CLRT_INLINE bool work_group_any(const C& c, P p, M m = {}) {
  return impl::group_vote(c, any(impl::group_predicate<C>(p) & impl::everyone<C>(m)));
}
template <class C, class P, class M = impl::on> CLRT_INLINE bool work_group_all(const C& c, P p, M m = {}) {
  return !impl::group_vote(c, any(andnot(impl::everyone<C>(m), impl::group_predicate<C>(p))));
}

// The value of the work-item with these local ids, the same for all: a scalar.
template <class C, class X, class I, class M = impl::on>
  requires(impl::is_mask<M> || __is_same(M, impl::on) || __is_same(M, bool))
CLRT_INLINE auto work_group_broadcast(const C& c, X x, I i, M = {}) {
  return impl::group_broadcast(c, impl::per_item<C>(x), impl::index_value(i));
}
template <class C, class X, class I, class J, class M = impl::on>
  requires(!impl::is_mask<J> && !__is_same(J, bool) && (impl::is_mask<M> || __is_same(M, impl::on) || __is_same(M, bool)))
CLRT_INLINE auto work_group_broadcast(const C& c, X x, I i, J j, M = {}) {
  return impl::group_broadcast(c, impl::per_item<C>(x), impl::index_value(j) * c.local_size(0) + impl::index_value(i));
}
template <class C, class X, class I, class J, class K, class M = impl::on>
  requires(!impl::is_mask<K> && !__is_same(K, bool) && !__is_same(K, impl::on))
CLRT_INLINE auto work_group_broadcast(const C& c, X x, I i, J j, K k, M = {}) {
  const std::uint64_t row = impl::index_value(k) * c.local_size(1) + impl::index_value(j);
  return impl::group_broadcast(c, impl::per_item<C>(x), row * c.local_size(0) + impl::index_value(i));
}

// Each sub-group copies its share at once; wait_group_events is the barrier that makes all shares visible.
using event_t = std::uint32_t;
template <class C, class T, class S> CLRT_INLINE event_t async_work_group_copy(const C& c, T* to, const S* from, std::uint64_t n, event_t e) {
  const std::uint64_t parts = c.num_sub_groups(), part = c.sub_group_id();
  const std::uint64_t first = n * part / parts, last = n * (part + 1) / parts;
  __builtin_memcpy(to + first, from + first, (last - first) * sizeof(T));
  return e ? e : 1;
}
// Gathers from every stride-th element, or scatters to it: which side is strided shows in the address spaces of OpenCL C,
// so the translator names it.
template <class C, class T, class S>
CLRT_INLINE event_t async_work_group_strided_read(const C& c, T* to, const S* from, std::uint64_t n, std::uint64_t stride, event_t e) {
  for (std::uint64_t i = c.sub_group_id(); i < n; i += c.num_sub_groups()) to[i] = from[i * stride];
  return e ? e : 1;
}
template <class C, class T, class S>
CLRT_INLINE event_t async_work_group_strided_write(const C& c, T* to, const S* from, std::uint64_t n, std::uint64_t stride, event_t e) {
  for (std::uint64_t i = c.sub_group_id(); i < n; i += c.num_sub_groups()) to[i * stride] = from[i];
  return e ? e : 1;
}
template <class C, class... A> CLRT_INLINE void wait_group_events(const C& c, A...) { c.barrier(); }
template <class... A> CLRT_INLINE void prefetch(A...) {}

}  // namespace clrt::cl
