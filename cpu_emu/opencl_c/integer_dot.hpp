// cl_khr_integer_dot_product: sums of four 8-bit products, packed in a uint or as char4 / uchar4, plain and saturating.
#pragma once

#include "cpu_emu/lanes/dot4.hpp"
#include "cpu_emu/opencl_c/integer.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {
// Components k of packed words as 32-bit integers.
template <class S, class X> CLRT_INLINE auto byte_at(X x, int k) {
  if constexpr (is_scalar<X>) return std::int32_t(S(x >> (8 * k)));
  else if constexpr (is_signed<S>) return e_shr(bits_as<std::int32_t>(e_shl(x, X(24u - 8u * unsigned(k)))), lanes<std::int32_t, traits<X>::N>(24));
  else return bits_as<std::int32_t>(e_shr(x, X(8u * unsigned(k))) & X(255u));
}
template <class A, class B, class X> CLRT_INLINE auto dot4_generic(X a, X b) {
  auto r = byte_at<A>(a, 0) * byte_at<B>(b, 0);
  CLRT_UNROLL for (int k = 1; k < 4; ++k) r = r + byte_at<A>(a, k) * byte_at<B>(b, k);
  return r;
}
// The packed form of a vec of 4 bytes.
template <class E> CLRT_INLINE auto pack4(const vec<E, 4>& v) {
  using T = elem<E>;
  auto r = conv<std::uint32_t>(bits_as<uint<T>>(v.s[0]));
  using R = no_ref<decltype(r)>;
  CLRT_UNROLL for (int k = 1; k < 4; ++k) r = R(r | e_shl(R(conv<std::uint32_t>(bits_as<uint<T>>(v.s[k]))), R(8u * unsigned(k))));
  return r;
}
template <class A, class B, class X> CLRT_INLINE auto dot4(X a, X b) {
  if constexpr (is_scalar<X>) return dot4_generic<A, B>(a, b);
  else return dot4_lanes<A, B>(a, b);
}
}  // namespace impl

namespace fn {
#define CLRT_DOT(SUFFIX, A, B, R)                                                                                      \
  template <class X> CLRT_INLINE auto dot_4x8packed_##SUFFIX##_##R(const X& a, const X& b) {                           \
    return impl::bits_as<impl::dot_##R>(impl::dot4<A, B>(a, b));                                                       \
  }                                                                                                                    \
  template <class X, class C> CLRT_INLINE auto dot_acc_sat_4x8packed_##SUFFIX##_##R(const X& a, const X& b, const C& c) { \
    return impl::e_add_sat(dot_4x8packed_##SUFFIX##_##R(a, b), c);                                                     \
  }
CLRT_DOT(ss, std::int8_t, std::int8_t, int)
CLRT_DOT(us, std::uint8_t, std::int8_t, int)
CLRT_DOT(su, std::int8_t, std::uint8_t, int)
CLRT_DOT(uu, std::uint8_t, std::uint8_t, uint)
#undef CLRT_DOT

// dot_acc_sat on char4 / uchar4 in any mix; dot on them is dot_4x8 (the name dot belongs to the geometric functions too).
template <class E, class F> CLRT_INLINE auto dot_4x8(const vec<E, 4>& a, const vec<F, 4>& b) {
  using A = impl::elem<E>;
  using B = impl::elem<F>;
  const auto r = impl::dot4<A, B>(impl::pack4(a), impl::pack4(b));
  if constexpr (impl::is_signed<A> || impl::is_signed<B>) return r;
  else return impl::bits_as<std::uint32_t>(r);
}
template <class E, class F, class C> CLRT_INLINE auto dot_acc_sat(const vec<E, 4>& a, const vec<F, 4>& b, const C& c) {
  return impl::e_add_sat(dot_4x8(a, b), c);
}
}  // namespace fn
}  // namespace clrt::cl
