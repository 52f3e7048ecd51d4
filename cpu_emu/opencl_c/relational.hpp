// OpenCL C 6.15.6, relational functions. A scalar (also one per lane) gives int 1 or 0, a vec -1 or 0 as wide as its components.
#pragma once

#include "cpu_emu/lanes/elementwise.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

CLRT_INLINE std::int32_t flag(bool b) { return b; }
template <int N> CLRT_INLINE lanes<std::int32_t, N> flag(mask<N> m) { return ones<std::int32_t>(m); }

template <class X> CLRT_INLINE auto nan1(X x) { return x != x; }
template <class X> CLRT_INLINE auto finite1(X x) {
  using U = uint<elem<X>>;
  const auto b = bits_as<U>(e_abs(x));
  using V = decltype(bits_as<U>(x));
  return b < V(bits_as<U>(elem<X>(__builtin_inff())));
}
template <class X> CLRT_INLINE auto inf1(X x) { return e_abs(x) == X(elem<X>(__builtin_inff())); }
template <class X> CLRT_INLINE auto normal1(X x) {
  using T = elem<X>;
  constexpr T least = sizeof(T) == 2 ? T(0x1p-14f) : sizeof(T) == 4 ? T(0x1p-126f) : T(0x1p-1022);
  return finite1(x) & (e_abs(x) >= X(least));
}
template <class X> CLRT_INLINE auto sign_bit1(X x) {
  using I = sint<elem<X>>;
  using V = decltype(bits_as<I>(x));
  return bits_as<I>(x) < V(I(0));
}
template <class X> CLRT_INLINE auto lt1(X x, X y) { return x < y; }
template <class X> CLRT_INLINE auto le1(X x, X y) { return x <= y; }
template <class X> CLRT_INLINE auto gt1(X x, X y) { return x > y; }
template <class X> CLRT_INLINE auto ge1(X x, X y) { return x >= y; }
template <class X> CLRT_INLINE auto eq1(X x, X y) { return x == y; }
template <class X> CLRT_INLINE auto ne1(X x, X y) { return x != y; }
template <class X> CLRT_INLINE auto lg1(X x, X y) { return (x < y) | (x > y); }
template <class X> CLRT_INLINE auto ordered1(X x, X y) { return (x == x) & (y == y); }
template <class X> CLRT_INLINE auto unordered1(X x, X y) { return (x != x) | (y != y); }

}  // namespace impl

namespace fn {
#define CLRT_TEST1(NAME, F)                                                                                  \
  template <class X> CLRT_INLINE auto NAME(const X& x) {                                                     \
    if constexpr (impl::is_vec<X>) {                                                                         \
      typename X::Truth r;                                                                                   \
      CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k)                                               \
        r.s[k] = impl::truth<impl::no_ref<decltype(x.s[0])>>(F(x.s[k]));                                     \
      return r;                                                                                              \
    } else {                                                                                                 \
      return impl::flag(F(x));                                                                               \
    }                                                                                                        \
  }
#define CLRT_TEST2(NAME, F)                                                                                  \
  template <class X> CLRT_INLINE auto NAME(const X& x, const X& y) {                                         \
    if constexpr (impl::is_vec<X>) {                                                                         \
      typename X::Truth r;                                                                                   \
      CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k)                                               \
        r.s[k] = impl::truth<impl::no_ref<decltype(x.s[0])>>(F(x.s[k], y.s[k]));                             \
      return r;                                                                                              \
    } else {                                                                                                 \
      return impl::flag(F(x, y));                                                                            \
    }                                                                                                        \
  }
CLRT_TEST1(isnan, impl::nan1)
CLRT_TEST1(isinf, impl::inf1)
CLRT_TEST1(isfinite, impl::finite1)
CLRT_TEST1(isnormal, impl::normal1)
CLRT_TEST1(signbit, impl::sign_bit1)
CLRT_TEST2(isequal, impl::eq1)
CLRT_TEST2(isnotequal, impl::ne1)
CLRT_TEST2(isless, impl::lt1)
CLRT_TEST2(islessequal, impl::le1)
CLRT_TEST2(isgreater, impl::gt1)
CLRT_TEST2(isgreaterequal, impl::ge1)
CLRT_TEST2(islessgreater, impl::lg1)
CLRT_TEST2(isordered, impl::ordered1)
CLRT_TEST2(isunordered, impl::unordered1)
#undef CLRT_TEST1
#undef CLRT_TEST2

// int: the top bit of any, or of every component is set.
template <class X> CLRT_INLINE auto any(const X& x) {
  if constexpr (impl::is_vec<X>) {
    auto r = x.s[0];
    CLRT_UNROLL for (int k = 1; k < impl::traits<X>::n; ++k) r = impl::no_ref<decltype(r)>(r | x.s[k]);
    return impl::flag(impl::sign_bit1(r));
  } else {
    return impl::flag(impl::sign_bit1(x));
  }
}
template <class X> CLRT_INLINE auto all(const X& x) {
  if constexpr (impl::is_vec<X>) {
    auto r = x.s[0];
    CLRT_UNROLL for (int k = 1; k < impl::traits<X>::n; ++k) r = impl::no_ref<decltype(r)>(r & x.s[k]);
    return impl::flag(impl::sign_bit1(r));
  } else {
    return impl::flag(impl::sign_bit1(x));
  }
}

// Bits of b where c has ones, of a elsewhere.
template <class X> CLRT_INLINE X bitselect(const X& a, const X& b, const X& c) {
  if constexpr (impl::is_vec<X>) {
    X r;
    CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k) r.s[k] = bitselect(a.s[k], b.s[k], c.s[k]);
    return r;
  } else {
    using T = impl::elem<X>;
    using U = impl::uint<T>;
    const auto x = impl::bits_as<U>(a), y = impl::bits_as<U>(b), z = impl::bits_as<U>(c);
    using V = decltype(impl::bits_as<U>(a));
    return impl::bits_as<T>(V((x & ~z) | (y & z)));
  }
}

// c ? b : a; for vec the top bit of each component of c decides.
template <class X, class C> CLRT_INLINE X select(const X& a, const X& b, const C& c) {
  if constexpr (impl::is_vec<X>) {
    X r;
    CLRT_UNROLL for (int k = 0; k < impl::traits<X>::n; ++k) r.s[k] = impl::blend(impl::sign_bit1(c.s[k]), b.s[k], a.s[k]);
    return r;
  } else {
    return impl::blend(to_mask(c), b, a);
  }
}
}  // namespace fn
}  // namespace clrt::cl
