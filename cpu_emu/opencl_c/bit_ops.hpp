// cl_khr_extended_bit_ops: fields of `count` bits from bit `offset` on, and reversal, on scalars, vec, lanes and vec of lanes.
//
// offset and count are uint, uniform or one per lane, the same for all components; offset + count is at most the width.
#pragma once

#include "cpu_emu/lanes/divide.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

template <class X>
struct part_of {
  using type = X;
};
template <class E, int n>
struct part_of<vec<E, n>> {
  using type = E;
};
template <class X>
using part = typename part_of<X>::type;

// f of each component of x (and y), or of x itself.
template <class R, class F, class... X>
CLRT_INLINE R by_component(F f, const X&... x) {
  if constexpr (is_vec<R>) {
    R r;
    CLRT_UNROLL for (int k = 0; k < traits<R>::n; ++k) r.s[k] = f(x.s[k]...);
    return r;
  } else {
    return f(x...);
  }
}

// The place of a field in a component of X: shift amounts as its unsigned type.
template <class X>
struct Field {
  using T = elem<X>;
  using U = uint<T>;
  using V = rebind<part<X>, U>;
  static constexpr U kWidth = U(sizeof(T) * 8);
  V offset, count;

  template <class O, class C>
  CLRT_INLINE Field(const O& o, const C& c) : offset(convert<U>(o)), count(convert<U>(c)) {}
  // A mask of its bits. Shifts count modulo the width, so a field of the whole width is made apart.
  CLRT_INLINE V bits() const {
    const V low = blend(count >= V(kWidth), V(U(-1)), V(shl1(V(U(1)), count) - V(U(1))));
    return shl1(low, offset);
  }
};

template <class R, class X, class O, class C>
CLRT_INLINE auto extract_field(const X& base, const O& offset, const C& count) {
  using F = Field<X>;
  using V = typename F::V;
  using W = rebind<part<X>, R>;
  const F field(offset, count);
  const V up = V(F::kWidth) - field.offset - field.count;
  const W down = bits_as<R>(V(V(F::kWidth) - field.count));
  const auto none = field.count == V(typename F::U(0));
  return by_component<rebind<X, R>>(
      [&](const part<X>& b)
          CLRT_LAMBDA { return blend(none, W(R(0)), W(shr1(W(bits_as<R>(V(shl1(V(bits_as<typename F::U>(b)), up)))), down))); },
      base);
}

}  // namespace impl

namespace fn {
CLRT_FN1(bit_reverse, impl::e_bitreverse)

template <class X, class O, class C>
CLRT_INLINE X bitfield_insert(const X& base, const X& insert, const O& offset, const C& count) {
  using F = impl::Field<X>;
  using V = typename F::V;
  const F field(offset, count);
  const V bits = field.bits();
  return impl::by_component<X>(
      [&](const impl::part<X>& b, const impl::part<X>& i) CLRT_LAMBDA {
        const V old = impl::bits_as<typename F::U>(b), moved = impl::shl1(V(impl::bits_as<typename F::U>(i)), field.offset);
        return impl::bits_as<typename F::T>(V((old & V(~bits)) | (moved & bits)));
      },
      base, insert);
}
template <class X, class O, class C>
CLRT_INLINE auto bitfield_extract_signed(const X& base, const O& offset, const C& count) {
  return impl::extract_field<impl::sint<impl::elem<X>>>(base, offset, count);
}
template <class X, class O, class C>
CLRT_INLINE auto bitfield_extract_unsigned(const X& base, const O& offset, const C& count) {
  return impl::extract_field<impl::uint<impl::elem<X>>>(base, offset, count);
}
}  // namespace fn
}  // namespace clrt::cl::inline CLRT_ISA
