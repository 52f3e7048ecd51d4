// OpenCL C 6.15.19 and the cl_khr_subgroup_* and cl_intel_subgroups families: functions across the active lanes of a sub-group.
//
// m are the active lanes (all when left out). Values are lanes or vec of lanes where the extension has vectors. Reductions
// give a uniform scalar. The order of a floating-point reduction is fixed: a halving tree, lane l with lane l + N/2, then
// N/4 and so on, lanes that are off counting as the neutral element; the same on every ISA.
#pragma once

#include "cpu_emu/lanes/memory.hpp"
#include "cpu_emu/lanes/permute.hpp"
#include "cpu_emu/opencl_c/common.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

#define CLRT_OP(NAME, EXPR, UNIT)                                                     \
  struct NAME {                                                                       \
    template <class X> static CLRT_INLINE X of(X a, X b) { return X(EXPR); }          \
    template <class T> static CLRT_INLINE T unit() { return UNIT; }                   \
  };
template <class T> CLRT_INLINE T lowest() {
  if constexpr (is_float<T>) return T(-__builtin_inff());
  else return int_min<T>;
}
template <class T> CLRT_INLINE T highest() {
  if constexpr (is_float<T>) return T(__builtin_inff());
  else return int_max<T>;
}
CLRT_OP(op_add, a + b, T(0))
CLRT_OP(op_mul, a * b, T(1))
CLRT_OP(op_min, min1(a, b), highest<T>())
CLRT_OP(op_max, max1(a, b), lowest<T>())
CLRT_OP(op_and, a & b, T(-1))
CLRT_OP(op_or, a | b, T(0))
CLRT_OP(op_xor, a ^ b, T(0))
#undef CLRT_OP
// On values that are 1 or 0.
struct op_logical_and : op_and {
  using logical = void;
  template <class T> static CLRT_INLINE T unit() { return T(1); }
};
struct op_logical_or : op_or { using logical = void; };
struct op_logical_xor : op_xor { using logical = void; };

// Lanes that are off become neutral; for a logical operation every lane becomes 1 or 0, since a scan may return one as it is.
template <class Op, class T, int N> CLRT_INLINE lanes<T, N> neutral(lanes<T, N> x, mask<N> m) {
  if constexpr (requires { typename Op::logical; }) x = ones<T>(x != lanes<T, N>(T(0)));
  return blend(m, x, lanes<T, N>(Op::template unit<T>()));
}

// Index lists: lane l from lane l - D (below: lane 0, to be replaced), and from lane l ^ D.
template <int D, int... I> CLRT_INLINE auto shifted_up(ints<int, I...>) { return ints<int, (I < D ? 0 : I - D)...>{}; }
template <int D, int... I> CLRT_INLINE auto flipped(ints<int, I...>) { return ints<int, (I ^ D)...>{}; }

// Inclusive scan: distance 1, 2, 4, ...
template <class Op, int D = 1, class T, int N> CLRT_INLINE lanes<T, N> scan(lanes<T, N> x) {
  if constexpr (D >= N) {
    return x;
  } else {
    const lanes<T, N> below = shuffle_const(shifted_up<D>(iota_ints<N>{}), x);
    const mask<N> has = iota<std::int32_t, N>() >= lanes<std::int32_t, N>(D);
    return scan<Op, D * 2>(blend(has, Op::of(below, x), x));
  }
}
template <class Op, class T, int N> CLRT_INLINE lanes<T, N> scan_exclusive(lanes<T, N> x) {
  const lanes<T, N> below = shuffle_const(shifted_up<1>(iota_ints<N>{}), scan<Op>(x));
  return blend(iota<std::int32_t, N>() >= lanes<std::int32_t, N>(1), below, lanes<T, N>(Op::template unit<T>()));
}
// Every lane gets the reduction of its cluster of C lanes, by butterflies; commutative, so all lanes agree.
template <class Op, int C, int D, class T, int N> CLRT_INLINE lanes<T, N> butterfly(lanes<T, N> x) {
  if constexpr (D == 0) return x;
  else return butterfly<Op, C, D / 2>(Op::of(x, shuffle_const(flipped<D>(iota_ints<N>{}), x)));
}

// Lane l with lane l + N / 2, and so on down to one. In the smallest register the halves stay in place: of vectors of 8 bytes LLVM 19's
// instruction selection for AVX-512 does not come to an end when what is summed is a comparison.
template <class Op, class T, int N> CLRT_INLINE T tree(lanes<T, N> x) {
  if constexpr (N * sizeof(T) > 16) return tree<Op>(Op::of(slice<0, N / 2>(x), slice<N / 2, N / 2>(x)));
  else return butterfly<Op, N, N / 2>(x)[0];
}

template <int N> CLRT_INLINE mask<N> predicate(mask<N> p) { return p; }
template <class T, int N> CLRT_INLINE mask<N> predicate(lanes<T, N> p) { return to_mask(p); }
template <int N> CLRT_INLINE vec<std::uint32_t, 4> ballot_words(std::uint64_t b) {
  return {std::uint32_t(b), std::uint32_t(b >> 32), 0u, 0u};
}
template <class F, class X> CLRT_INLINE X each(F f, const X& x) {
  if constexpr (is_vec<X>) {
    X r;
    CLRT_UNROLL for (int k = 0; k < traits<X>::n; ++k) r.s[k] = f(x.s[k]);
    return r;
  } else {
    return f(x);
  }
}
template <int N, class I> CLRT_INLINE lanes<std::int32_t, N> lane_index_of(I i) { return convert<std::int32_t>(lanes<elem<I>, N>(i)); }
}  // namespace impl

#define CLRT_SUB_GROUP_OP(OP)                                                                                          \
  template <class T, int N> CLRT_INLINE T sub_group_reduce_##OP(lanes<T, N> x, mask<N> m = mask<N>(true)) {            \
    return impl::tree<impl::op_##OP>(impl::neutral<impl::op_##OP>(x, m));                                              \
  }                                                                                                                    \
  template <class T, int N>                                                                                            \
  CLRT_INLINE lanes<T, N> sub_group_scan_inclusive_##OP(lanes<T, N> x, mask<N> m = mask<N>(true)) {                    \
    return impl::scan<impl::op_##OP>(impl::neutral<impl::op_##OP>(x, m));                                              \
  }                                                                                                                    \
  template <class T, int N>                                                                                            \
  CLRT_INLINE lanes<T, N> sub_group_scan_exclusive_##OP(lanes<T, N> x, mask<N> m = mask<N>(true)) {                    \
    return impl::scan_exclusive<impl::op_##OP>(impl::neutral<impl::op_##OP>(x, m));                                    \
  }                                                                                                                    \
  template <class T, int N> CLRT_INLINE T sub_group_non_uniform_reduce_##OP(lanes<T, N> x, mask<N> m = mask<N>(true)) { \
    return sub_group_reduce_##OP(x, m);                                                                                \
  }                                                                                                                    \
  template <class T, int N>                                                                                            \
  CLRT_INLINE lanes<T, N> sub_group_non_uniform_scan_inclusive_##OP(lanes<T, N> x, mask<N> m = mask<N>(true)) {        \
    return sub_group_scan_inclusive_##OP(x, m);                                                                        \
  }                                                                                                                    \
  template <class T, int N>                                                                                            \
  CLRT_INLINE lanes<T, N> sub_group_non_uniform_scan_exclusive_##OP(lanes<T, N> x, mask<N> m = mask<N>(true)) {        \
    return sub_group_scan_exclusive_##OP(x, m);                                                                        \
  }                                                                                                                    \
  template <int C, class T, int N>                                                                                     \
  CLRT_INLINE lanes<T, N> sub_group_clustered_reduce_##OP(lanes<T, N> x, mask<N> m = mask<N>(true)) {                  \
    return impl::butterfly<impl::op_##OP, C, (C < N ? C : N) / 2>(impl::neutral<impl::op_##OP>(x, m));                 \
  }
CLRT_SUB_GROUP_OP(add)
CLRT_SUB_GROUP_OP(mul)
CLRT_SUB_GROUP_OP(min)
CLRT_SUB_GROUP_OP(max)
CLRT_SUB_GROUP_OP(and)
CLRT_SUB_GROUP_OP(or)
CLRT_SUB_GROUP_OP(xor)
CLRT_SUB_GROUP_OP(logical_and)
CLRT_SUB_GROUP_OP(logical_or)
CLRT_SUB_GROUP_OP(logical_xor)
#undef CLRT_SUB_GROUP_OP

// Votes. A predicate is a mask, or lanes of an integer.
template <class P, int N> CLRT_INLINE bool sub_group_any(P p, mask<N> m) { return any(impl::predicate(p) & m); }
template <class P, int N> CLRT_INLINE bool sub_group_all(P p, mask<N> m) { return none(m & ~impl::predicate(p)); }
template <class P> CLRT_INLINE bool sub_group_any(P p) { return any(impl::predicate(p)); }
template <class P> CLRT_INLINE bool sub_group_all(P p) { return all(impl::predicate(p)); }
template <class... A> CLRT_INLINE bool sub_group_non_uniform_any(A... a) { return sub_group_any(a...); }
template <class... A> CLRT_INLINE bool sub_group_non_uniform_all(A... a) { return sub_group_all(a...); }
template <class T, int N> CLRT_INLINE bool sub_group_non_uniform_all_equal(lanes<T, N> x, mask<N> m = mask<N>(true)) {
  const std::uint64_t b = bits(m);
  return b == 0 || none(m & (x != lanes<T, N>(x[__builtin_ctzll(b)])));
}
// The lowest active lane.
template <int N> CLRT_INLINE mask<N> sub_group_elect(mask<N> m) {
  const std::uint64_t b = bits(m);
  return from_bits<N>(b & (0 - b));
}

// Broadcasts and shuffles. Which lane: a scalar, or one per lane; it counts modulo N.
template <class X, class I, class... M> CLRT_INLINE auto sub_group_shuffle(const X& x, I i, M...) {
  constexpr int N = impl::traits<X>::N;
  const lanes<std::int32_t, N> from = impl::lane_index_of<N>(i);
  return impl::each([&](const auto& v) CLRT_LAMBDA { return impl::permute(v, from); }, x);
}
template <class X, class I, class... M> CLRT_INLINE auto sub_group_broadcast(const X& x, I i, M...) {
  constexpr int N = impl::traits<X>::N;
  if constexpr (!impl::is_scalar<I>) {
    return sub_group_shuffle(x, i);
  } else if constexpr (impl::is_vec<X>) {
    vec<impl::elem<X>, impl::traits<X>::n> r;
    CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k) r.s[k] = sub_group_broadcast(x.s[k], i);
    return r;
  } else {
    if (__builtin_constant_p(i)) return x[int(i) & (N - 1)];
    return impl::permute(x, lanes<std::int32_t, N>(std::int32_t(i)))[0];
  }
}
template <class... A> CLRT_INLINE auto sub_group_non_uniform_broadcast(const A&... a) { return sub_group_broadcast(a...); }
template <class X, int N> CLRT_INLINE auto sub_group_broadcast_first(const X& x, mask<N> m) {
  const std::uint64_t b = bits(m);
  return sub_group_broadcast(x, b ? __builtin_ctzll(b) : 0);
}
template <class X> CLRT_INLINE auto sub_group_broadcast_first(const X& x) { return sub_group_broadcast(x, 0); }
template <class X, class I, class... M> CLRT_INLINE auto sub_group_shuffle_xor(const X& x, I d, M...) {
  constexpr int N = impl::traits<X>::N;
  return sub_group_shuffle(x, impl::iota<std::int32_t, N>() ^ impl::lane_index_of<N>(d));
}
template <class X, class I, class... M> CLRT_INLINE auto sub_group_shuffle_up(const X& x, I d, M...) {
  constexpr int N = impl::traits<X>::N;
  return sub_group_shuffle(x, impl::iota<std::int32_t, N>() - impl::lane_index_of<N>(d));
}
template <class X, class I, class... M> CLRT_INLINE auto sub_group_shuffle_down(const X& x, I d, M...) {
  constexpr int N = impl::traits<X>::N;
  return sub_group_shuffle(x, impl::iota<std::int32_t, N>() + impl::lane_index_of<N>(d));
}
template <class X, class I, class... M> CLRT_INLINE auto sub_group_rotate(const X& x, I d, M...) {
  return sub_group_shuffle_down(x, d);
}
template <int C, class X, class I, class... M> CLRT_INLINE auto sub_group_clustered_rotate(const X& x, I d, M...) {
  constexpr int N = impl::traits<X>::N;
  const lanes<std::int32_t, N> l = impl::iota<std::int32_t, N>(), c(C - 1);
  return sub_group_shuffle(x, (l & ~c) | ((l + impl::lane_index_of<N>(d)) & c));
}
// Lanes of two registers side by side: lane l of the result is element l + d of (x, next), or N + l - d of (previous, x).
template <class X, class I, class... M> CLRT_INLINE X intel_shuffle_down(const X& x, const X& next, I d, M...) {
  constexpr int N = impl::traits<X>::N;
  const lanes<std::int32_t, N> i = impl::iota<std::int32_t, N>() + impl::lane_index_of<N>(d);
  return select(i < lanes<std::int32_t, N>(N), sub_group_shuffle(x, i), sub_group_shuffle(next, i));
}
template <class X, class I, class... M> CLRT_INLINE X intel_shuffle_up(const X& previous, const X& x, I d, M...) {
  constexpr int N = impl::traits<X>::N;
  const lanes<std::int32_t, N> i = impl::iota<std::int32_t, N>() - impl::lane_index_of<N>(d);
  return select(i >= lanes<std::int32_t, N>(0), sub_group_shuffle(x, i), sub_group_shuffle(previous, i));
}

// Ballots: bit l of the 128 is lane l.
template <class P, int N> CLRT_INLINE vec<std::uint32_t, 4> sub_group_ballot(P p, mask<N> m) {
  return impl::ballot_words<N>(bits(impl::predicate(p) & m));
}
template <class P> CLRT_INLINE vec<std::uint32_t, 4> sub_group_ballot(P p) {
  return sub_group_ballot(p, mask<impl::traits<P>::N>(true));
}

namespace impl {
// Bits of a ballot below the lane count, uniform.
CLRT_INLINE std::uint64_t ballot_bits(vec<std::uint32_t, 4> v) { return v.s[0] | std::uint64_t(v.s[1]) << 32; }
template <int N> CLRT_INLINE lanes<std::uint64_t, N> ballot_bits(const vec<lanes<std::uint32_t, N>, 4>& v) {
  return conv<std::uint64_t>(v.s[0]) | e_shl(conv<std::uint64_t>(v.s[1]), lanes<std::uint64_t, N>(32));
}
template <int N> CLRT_INLINE std::uint64_t all_bits() { return N == 64 ? ~std::uint64_t(0) : (std::uint64_t(1) << (N & 63)) - 1; }
template <int N> CLRT_INLINE lanes<std::uint64_t, N> below_mask() {
  return e_shl(lanes<std::uint64_t, N>(1), iota<std::uint64_t, N>()) - lanes<std::uint64_t, N>(1);
}
template <int N> CLRT_INLINE lanes<std::uint32_t, N> popcounts(lanes<std::uint64_t, N> v) {
  return per_lane<std::uint32_t, N>([](std::uint64_t b) CLRT_LAMBDA { return std::uint32_t(__builtin_popcountll(b)); }, v);
}
template <int N> CLRT_INLINE vec<lanes<std::uint32_t, N>, 4> words(lanes<std::uint64_t, N> b) {
  return {conv<std::uint32_t>(b), conv<std::uint32_t>(e_shr(b, lanes<std::uint64_t, N>(32))), lanes<std::uint32_t, N>(0u),
          lanes<std::uint32_t, N>(0u)};
}
template <class V> inline constexpr bool is_uniform_ballot = __is_same(V, vec<std::uint32_t, 4>);
}  // namespace impl

// Those that see a ballot need the lanes: m says how many there are.
template <class V, int N> CLRT_INLINE mask<N> sub_group_inverse_ballot(const V& v, mask<N> m) {
  if constexpr (impl::is_uniform_ballot<V>) {
    return from_bits<N>(impl::ballot_bits(v)) & m;
  } else {
    const lanes<std::uint64_t, N> own = impl::e_shr(impl::ballot_bits(v), impl::iota<std::uint64_t, N>());
    return to_mask(own & lanes<std::uint64_t, N>(1)) & m;
  }
}
template <class V, class I, int N> CLRT_INLINE auto sub_group_ballot_bit_extract(const V& v, I i, mask<N>) {
  const lanes<std::uint64_t, N> b(impl::ballot_bits(v));
  const lanes<std::uint64_t, N> at = convert<std::uint64_t>(lanes<impl::elem<I>, N>(i)) & lanes<std::uint64_t, N>(63);
  return to_mask(impl::e_shr(b, at) & lanes<std::uint64_t, N>(1));
}
#define CLRT_BALLOT(NAME, SCALAR)                                                                       \
  template <class V, int N> CLRT_INLINE auto NAME(const V& v, mask<N>) {                                \
    constexpr auto f = [](std::uint64_t w) CLRT_LAMBDA {                                                \
      const std::uint64_t b = w & impl::all_bits<N>();                                                  \
      return std::uint32_t(SCALAR);                                                                     \
    };                                                                                                  \
    if constexpr (impl::is_uniform_ballot<V>) return f(impl::ballot_bits(v));                           \
    else return impl::per_lane<std::uint32_t, N>(f, impl::ballot_bits(v));                              \
  }
CLRT_BALLOT(sub_group_ballot_bit_count, __builtin_popcountll(b))
CLRT_BALLOT(sub_group_ballot_find_lsb, b ? __builtin_ctzll(b) : 0)
CLRT_BALLOT(sub_group_ballot_find_msb, b ? 63 - __builtin_clzll(b) : 0)
#undef CLRT_BALLOT
template <class V, int N> CLRT_INLINE lanes<std::uint32_t, N> sub_group_ballot_exclusive_scan(const V& v, mask<N>) {
  return impl::popcounts(lanes<std::uint64_t, N>(impl::ballot_bits(v)) & impl::below_mask<N>());
}
template <class V, int N> CLRT_INLINE lanes<std::uint32_t, N> sub_group_ballot_inclusive_scan(const V& v, mask<N>) {
  const lanes<std::uint64_t, N> below = impl::below_mask<N>();
  return impl::popcounts(lanes<std::uint64_t, N>(impl::ballot_bits(v)) & (below + below + lanes<std::uint64_t, N>(1)));
}
template <int N> CLRT_INLINE auto get_sub_group_eq_mask(mask<N>) { return impl::words(impl::below_mask<N>() + lanes<std::uint64_t, N>(1)); }
template <int N> CLRT_INLINE auto get_sub_group_lt_mask(mask<N>) { return impl::words(impl::below_mask<N>()); }
template <int N> CLRT_INLINE auto get_sub_group_le_mask(mask<N>) {
  const lanes<std::uint64_t, N> below = impl::below_mask<N>();
  return impl::words(below + below + lanes<std::uint64_t, N>(1));
}
template <int N> CLRT_INLINE auto get_sub_group_ge_mask(mask<N>) {
  return impl::words(~impl::below_mask<N>() & lanes<std::uint64_t, N>(impl::all_bits<N>()));
}
template <int N> CLRT_INLINE auto get_sub_group_gt_mask(mask<N>) {
  const lanes<std::uint64_t, N> below = impl::below_mask<N>();
  return impl::words(~(below + below + lanes<std::uint64_t, N>(1)) & lanes<std::uint64_t, N>(impl::all_bits<N>()));
}

// Block access, cl_intel_subgroups: component k of lane l is element l + k * N.
template <int n, class T, int N> CLRT_INLINE auto sub_group_block_read(T* p, mask<N> m) {
  using U = impl::no_const<T>;
  if constexpr (n == 1) {
    return impl::ld<U, N>(p, m);
  } else {
    vec<lanes<U, N>, n> r;
    CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = impl::ld<U, N>(p + k * N, m);
    return r;
  }
}
template <int n, class T, class V, int N> CLRT_INLINE void sub_group_block_write(T* p, const V& v, mask<N> m) {
  const auto x = spread<N>(v);
  if constexpr (n == 1) {
    impl::st(p, x, m);
  } else {
    CLRT_UNROLL for (int k = 0; k < n; ++k) impl::st(p + k * N, x.s[k], m);
  }
}
template <int n, class T, class V> CLRT_INLINE void sub_group_block_write(T* p, const V& v) {
  sub_group_block_write<n>(p, v, mask<impl::traits<V>::N>(true));
}
// The same address in every lane: the first active one's.
template <int n, class T, int N> CLRT_INLINE auto sub_group_block_read(ptr<T, N> p, mask<N> m) {
  return sub_group_block_read<n>(p[any(m) ? __builtin_ctzll(bits(m)) : 0], m);
}
template <int n, class T, class V, int N> CLRT_INLINE void sub_group_block_write(ptr<T, N> p, const V& v, mask<N> m) {
  if (any(m)) sub_group_block_write<n>(p[__builtin_ctzll(bits(m))], v, m);
}
// All lanes on.
template <int n, int N, class T> CLRT_INLINE auto sub_group_block_read(const T* p) {
  using U = impl::no_const<T>;
  if constexpr (n == 1) {
    return impl::ld<U, N>(p);
  } else {
    vec<lanes<U, N>, n> r;
    CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = impl::ld<U, N>(p + k * N);
    return r;
  }
}

}  // namespace clrt::cl
