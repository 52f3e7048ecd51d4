// Vector literals and swizzles (OpenCL C 6.1.6, 6.1.7): what `(float4)(a, b.xy, c)` and `v.zyx` become.
#pragma once

#include "cpu_emu/lanes/types.hpp"

namespace clrt::cl {
namespace impl {
template <class E, int n> struct vec_writer {
  vec<E, n> v;
  int at = 0;
  template <class P> CLRT_INLINE void put(const P& p) {
    if constexpr (is_vec<P>) {
      CLRT_UNROLL for (int k = 0; k < traits<P>::n; ++k) v.s[at++] = E(p.s[k]);
    } else {
      v.s[at++] = E(p);
    }
  }
};
}  // namespace impl

// The pieces one after another; a single scalar (or lanes) fills every component.
template <class E, int n, class... P> CLRT_INLINE vec<E, n> make_vec(const P&... pieces) {
  if constexpr (sizeof...(P) == 1 && !(impl::is_vec<P> && ...)) {
    vec<E, n> r;
    CLRT_UNROLL for (int k = 0; k < n; ++k) r.s[k] = E((pieces, ...));
    return r;
  } else {
    impl::vec_writer<E, n> w;
    (w.put(pieces), ...);
    return w.v;
  }
}

// Components I... of v.
template <int... I, class E, int n> CLRT_INLINE vec<E, int(sizeof...(I))> swizzle(const vec<E, n>& v) {
  return {{v.s[I]...}};
}

// Components taken from the concatenation of a and b (`shuffle2` with constant indices, vector shuffles).
template <int... I, class E, int n, int m> CLRT_INLINE vec<E, int(sizeof...(I))> swizzle2(const vec<E, n>& a, const vec<E, m>& b) {
  return {{(I < n ? a.s[I < n ? I : 0] : b.s[I < n ? 0 : I - n])...}};
}

}  // namespace clrt::cl
