// OpenCL C 6.15.3, integer functions: scalars, vec, lanes and vec of lanes of every width.
#pragma once

#include "cpu_emu/lanes/divide.hpp"
#include "cpu_emu/opencl_c/common.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

// The next wider integer of the same signedness; 64 bits have none in lanes.
template <class T> using wider = cond<is_signed<T>, typename int_of<sizeof(T) * 2 <= 8 ? sizeof(T) * 2 : 8>::s,
                                      typename int_of<sizeof(T) * 2 <= 8 ? sizeof(T) * 2 : 8>::u>;
template <class T> using wide128 = cond<is_signed<T>, __int128, unsigned __int128>;

template <class X> CLRT_INLINE auto abs1(X x) {
  using T = elem<X>;
  if constexpr (is_signed<T>) return bits_as<uint<T>>(blend(x < X(T(0)), X(X(T(0)) - x), x));
  else return x;
}
template <class X> CLRT_INLINE auto abs_diff1(X x, X y) {
  using U = uint<elem<X>>;
  return bits_as<U>(blend(x < y, X(y - x), X(x - y)));
}
template <class X> CLRT_INLINE X hadd1(X x, X y) { return X((x & y) + e_shr(X(x ^ y), X(elem<X>(1)))); }
template <class X> CLRT_INLINE X rhadd1(X x, X y) { return X((x | y) - e_shr(X(x ^ y), X(elem<X>(1)))); }

// Set bits in parallel; the compiler knows the idiom.
template <class X> CLRT_INLINE X popcount1(X x) {
  using T = elem<X>;
  using U = uint<T>;
  auto v = bits_as<U>(x);
  using V = decltype(v);
  v = V(v - (e_shr(v, V(U(1))) & V(U(0x5555555555555555ull))));
  v = V((v & V(U(0x3333333333333333ull))) + (e_shr(v, V(U(2))) & V(U(0x3333333333333333ull))));
  v = V((v + e_shr(v, V(U(4)))) & V(U(0x0f0f0f0f0f0f0f0full)));
  if constexpr (sizeof(T) > 1) v = e_shr(V(v * V(U(0x0101010101010101ull))), V(U(sizeof(T) * 8 - 8)));
  return bits_as<T>(v);
}
// Leading zeros: the bits below the highest set bit filled, then counted.
template <class X> CLRT_INLINE X clz1(X x) {
  using T = elem<X>;
  using U = uint<T>;
  auto v = bits_as<U>(x);
  using V = decltype(v);
  v = V(v | e_shr(v, V(U(1))));
  v = V(v | e_shr(v, V(U(2))));
  v = V(v | e_shr(v, V(U(4))));
  if constexpr (sizeof(T) > 1) v = V(v | e_shr(v, V(U(8))));
  if constexpr (sizeof(T) > 2) v = V(v | e_shr(v, V(U(16))));
  if constexpr (sizeof(T) > 4) v = V(v | e_shr(v, V(U(32))));
  return bits_as<T>(popcount1(V(~v)));
}
template <class X> CLRT_INLINE X ctz1(X x) { return popcount1(X(~x & (x - X(elem<X>(1))))); }

template <class X> CLRT_INLINE X mul_hi1(X a, X b) {
  using T = elem<X>;
  if constexpr (sizeof(T) < 8) {
    using W = wider<T>;
    const auto p = conv<W>(a) * conv<W>(b);
    using P = decltype(conv<W>(a));
    return conv<T>(e_shr(P(p), P(W(sizeof(T) * 8))));
  } else if constexpr (is_scalar<X>) {
    return T(wide128<T>(a) * wide128<T>(b) >> 64);
  } else {
    return per_lane<T, traits<X>::N>([](T x, T y) CLRT_LAMBDA { return T(wide128<T>(x) * wide128<T>(y) >> 64); }, a, b);
  }
}
template <class X> CLRT_INLINE X mad_hi1(X a, X b, X c) { return X(mul_hi1(a, b) + c); }
template <class T, class W> CLRT_INLINE T clamp_to(W v) {
  return v < W(int_min<T>) ? int_min<T> : v > W(int_max<T>) ? int_max<T> : T(v);
}
template <class X> CLRT_INLINE X mad_sat1(X a, X b, X c) {
  using T = elem<X>;
  if constexpr (sizeof(T) < 8) {
    using W = wider<T>;
    using P = decltype(conv<W>(a));
    return conv<T>(clamp1(P(conv<W>(a) * conv<W>(b) + conv<W>(c)), P(W(int_min<T>)), P(W(int_max<T>))));
  } else {
    constexpr auto f = [](T x, T y, T z) CLRT_LAMBDA {
      using W = wide128<T>;                                       // the unsigned sum stays below 2^128
      const W v = W(x) * W(y) + W(z);
      return clamp_to<T>(v);
    };
    if constexpr (is_scalar<X>) return f(a, b, c);
    else return per_lane<T, traits<X>::N>(f, a, b, c);
  }
}
template <class X> CLRT_INLINE X mul24_1(X a, X b) { return X(a * b); }
template <class X> CLRT_INLINE X mad24_1(X a, X b, X c) { return X(a * b + c); }
template <class X> CLRT_INLINE X rotate1(X x, X n) {
  using T = elem<X>;
  using U = uint<T>;
  const auto v = bits_as<U>(x), k = bits_as<U>(n);
  using V = decltype(bits_as<U>(x));
  const V w(U(sizeof(T) * 8 - 1));
  return bits_as<T>(V(e_shl(v, V(k & w)) | e_shr(v, V((V(U(0)) - k) & w))));
}
template <class H, class L> CLRT_INLINE auto upsample1(H hi, L lo) {
  using W = wider<elem<H>>;
  using U = uint<W>;
  const auto h = conv<U>(hi), l = conv<U>(lo);
  using V = decltype(conv<U>(hi));
  return bits_as<W>(V(e_shl(V(h), V(U(sizeof(W) * 4))) | l));
}

}  // namespace impl

namespace fn {
CLRT_FN1(abs, impl::abs1)
CLRT_FN2(abs_diff, impl::abs_diff1)
CLRT_FN2(add_sat, impl::e_add_sat)
CLRT_FN2(sub_sat, impl::e_sub_sat)
CLRT_FN2(hadd, impl::hadd1)
CLRT_FN2(rhadd, impl::rhadd1)
CLRT_FN1(clz, impl::clz1)
CLRT_FN1(ctz, impl::ctz1)
CLRT_FN1(popcount, impl::popcount1)
CLRT_FN2(mul_hi, impl::mul_hi1)
CLRT_FN3(mad_hi, impl::mad_hi1)
CLRT_FN3(mad_sat, impl::mad_sat1)
CLRT_FN2(mul24, impl::mul24_1)
CLRT_FN3(mad24, impl::mad24_1)
CLRT_FN2(rotate, impl::rotate1)

template <class X, class Y> CLRT_INLINE auto upsample(const X& hi, const Y& lo) {
  if constexpr (impl::is_vec<X>) {
    impl::rebind<X, impl::wider<impl::elem<X>>> r;
    CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k) r.s[k] = impl::upsample1(hi.s[k], lo.s[k]);
    return r;
  } else {
    return impl::upsample1(hi, lo);
  }
}
}  // namespace fn
}  // namespace clrt::cl
