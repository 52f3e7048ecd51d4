// Helpers that only generated code calls: which sub-groups take the fast variant, fences, vectors in private memory.
#pragma once

#include "cpu_emu/executor/kernel_abi.h"
#include "cpu_emu/lanes/memory.hpp"
#include "cpu_emu/lanes/streaming.hpp"

// Before a kernel's function.
#define CLRT_KERNEL static inline __attribute__((always_inline))

// Code for a debugger. Before every function:
#define CLRT_DEBUG_FUNCTION static __attribute__((noinline))
// An instruction that belongs to the statement's line, before which every variable's value is in memory:
#define CLRT_STEP() __asm__ volatile("nop" : : : "memory")
// A variable whose address is taken, so that it has a place in memory as long as it is in scope.
#define CLRT_SHOW(x) __asm__ volatile("" : : "r"(&x) : "memory")

namespace clrt::cl::inline CLRT_ISA {

// Where an object is to be made, without the standard library's header.
struct in_place {
  void* at;
};
}  // namespace clrt::cl::inline CLRT_ISA
inline void* operator new(std::size_t, clrt::cl::in_place p) noexcept { return p.at; }

namespace clrt::cl::inline CLRT_ISA {

// The program's mutable program-scope variables; S is the struct that generated code has of them.
template <class S, class C> CLRT_INLINE S& program(const C& c) { return *reinterpret_cast<S*>(c.wg()->launch->program); }

// The part of type F, `offset` bytes into each of the objects at p; objects lie K parts apart.
template <class F, int K, class T, int S, int N> CLRT_INLINE linear<F*, K, N> part(linear<T*, S, N> p, std::int64_t offset) {
  return {reinterpret_cast<F*>(reinterpret_cast<char*>(p.base) + offset)};
}

// One object of C's layout for each lane: the varying form of unions and of structs with bit-fields.
template <class S, int N> struct items {
  S item[N];

  static items spread(const S& u) {
    items r;
    for (int l = 0; l < N; ++l) r.item[l] = u;
    return r;
  }
  static items load(ptr<S, N> p, mask<N> m = full<N>()) {
    items r{};
    for (std::uint64_t b = bits(m); b; b &= b - 1) r.item[__builtin_ctzll(b)] = *p[__builtin_ctzll(b)];
    return r;
  }
  static void store(ptr<S, N> p, const items& x, mask<N> m = full<N>()) {
    for (std::uint64_t b = bits(m); b; b &= b - 1) *p[__builtin_ctzll(b)] = x.item[__builtin_ctzll(b)];
  }
  static items select(mask<N> m, const items& a, const items& b) {
    items r = b;
    for (std::uint64_t on = bits(m); on; on &= on - 1) r.item[__builtin_ctzll(on)] = a.item[__builtin_ctzll(on)];
    return r;
  }
};

// How many leading sub-groups of the work-group are full and have linear ids in dimension 0 (docs/decisions/0001).
template <int N> CLRT_INLINE std::uint32_t full_sub_groups(const cpu::WorkGroup* wg) {
  const bool rows = wg->size[0] % N == 0 || (wg->size[1] == 1 && wg->size[2] == 1);
  return rows ? wg->items / N : 0;
}

// Lanes of a kernel's wide form (KernelDesc::wide) when about `Live` vectors are live at once: as many as the registers hold.
#if defined(CLRT_LANES_SCALAR)
template <int Live> inline constexpr int wide_lanes = 16;
#elif defined(__AVX512F__)
template <int Live> inline constexpr int wide_lanes = Live <= 8 ? 64 : Live <= 16 ? 32 : 16;
#else
template <int Live> inline constexpr int wide_lanes = Live <= 4 ? 32 : 16;
#endif

// The lanes of a sub-group run in step and a worker runs its sub-groups itself; other work-groups are other threads.
CLRT_INLINE void fence() { __atomic_thread_fence(__ATOMIC_ACQ_REL); }
CLRT_INLINE void fence_seq_cst() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }

// A work-item function whose dimension differs between lanes: a, b, c for 0, 1, 2, `otherwise` above.
template <int N, class D, class A, class B, class C>
CLRT_INLINE lanes<std::uint64_t, N> by_dimension(lanes<D, N> d, A a, B b, C c, std::uint64_t otherwise) {
  lanes<std::uint64_t, N> r = otherwise;
  r = select(d == D(2), lanes<std::uint64_t, N>(spread<N>(c)), r);
  r = select(d == D(1), lanes<std::uint64_t, N>(spread<N>(b)), r);
  return select(d == D(0), lanes<std::uint64_t, N>(spread<N>(a)), r);
}

// vload/vstore on private memory: objects of lanes at p[off * n + k].
template <int n, int N, class E, class I> CLRT_INLINE auto vload_private(E* p, I off) {
  vec<E, n> r;
  for (int k = 0; k < n; ++k) {
    if constexpr (impl::is_scalar<I>) r.s[k] = p[off * n + k];
    else r.s[k] = load(p, lanes<std::int64_t, N>(convert<std::int64_t>(spread<N>(off))) * std::int64_t(n) + std::int64_t(k));
  }
  return r;
}
template <int n, int N, class E, class I> CLRT_INLINE void vstore_private(E* p, I off, const vec<E, n>& v, mask<N> m) {
  for (int k = 0; k < n; ++k) {
    if constexpr (impl::is_scalar<I>) p[off * n + k] = select(m, v.s[k], p[off * n + k]);
    else store(p, lanes<std::int64_t, N>(convert<std::int64_t>(spread<N>(off))) * std::int64_t(n) + std::int64_t(k), v.s[k], m);
  }
}

}  // namespace clrt::cl
