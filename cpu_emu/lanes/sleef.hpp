// The vector math library (SLEEF 3.5) behind one overload set per function: float, double, half, and lanes of them.
//
// Only the variants that promise the same bits for every vector width are used (finz: with fused multiply-add), so the scalar
// oracle, AVX2 and AVX-512 agree. The library's header is not needed: prototypes stand here.
#pragma once

#include "cpu_emu/lanes/elementwise.hpp"

namespace clrt::cl::inline CLRT_ISA::impl {

#if defined(__FMA__)
#define CLRT_SLEEF_SCALAR(PRE, POST) Sleef_finz_##PRE##1_##POST##purecfma
#else
#define CLRT_SLEEF_SCALAR(PRE, POST) Sleef_cinz_##PRE##1_##POST##purec
#endif

// What a function is called with: one register of floats or doubles.
#if defined(CLRT_LANES_AVX512)
using sleef_f16 = float __attribute__((vector_size(64)));
using sleef_d8 = double __attribute__((vector_size(64)));
#endif
#if !defined(CLRT_LANES_SCALAR)
using sleef_f8 = float __attribute__((vector_size(32)));
using sleef_d4 = double __attribute__((vector_size(32)));
#endif

#define CLRT_ARGS1(T) T
#define CLRT_ARGS2(T) T, T

#if defined(CLRT_LANES_SCALAR)
#define CLRT_SLEEF_DECLARE(N, UF, UD, ARGS)                     \
  float CLRT_SLEEF_SCALAR(N##f, UF)(ARGS(float));               \
  double CLRT_SLEEF_SCALAR(N##d, UD)(ARGS(double));
#elif defined(CLRT_LANES_AVX512)
#define CLRT_SLEEF_DECLARE(N, UF, UD, ARGS)                     \
  float CLRT_SLEEF_SCALAR(N##f, UF)(ARGS(float));               \
  double CLRT_SLEEF_SCALAR(N##d, UD)(ARGS(double));             \
  sleef_f16 Sleef_finz_##N##f16_##UF##avx512f(ARGS(sleef_f16)); \
  sleef_f8 Sleef_finz_##N##f8_##UF##avx2(ARGS(sleef_f8));       \
  sleef_d8 Sleef_finz_##N##d8_##UD##avx512f(ARGS(sleef_d8));
#else
#define CLRT_SLEEF_DECLARE(N, UF, UD, ARGS)                     \
  float CLRT_SLEEF_SCALAR(N##f, UF)(ARGS(float));               \
  double CLRT_SLEEF_SCALAR(N##d, UD)(ARGS(double));             \
  sleef_f8 Sleef_finz_##N##f8_##UF##avx2(ARGS(sleef_f8));       \
  sleef_d4 Sleef_finz_##N##d4_##UD##avx2(ARGS(sleef_d4));
#endif

// Splits to registers and calls F, which has one overload per register type.
template <class F, class T, int N, class... X> CLRT_INLINE lanes<T, N> sleef_lanes(lanes<T, N> x, X... y) {
#if defined(CLRT_LANES_SCALAR)
  lanes<T, N> r;
  for (int l = 0; l < N; ++l) r.set(l, F::run(x[l], y[l]...));
  return r;
#else
  constexpr int width = N * int(sizeof(T));
#if defined(CLRT_LANES_AVX512)
  constexpr int most = 64;
#else
  constexpr int most = 32;
#endif
  if constexpr (width > most) {
    return concat(sleef_lanes<F>(slice<0, N / 2>(x), slice<0, N / 2>(y)...),
                  sleef_lanes<F>(slice<N / 2, N / 2>(x), slice<N / 2, N / 2>(y)...));
  } else {
    using V = T __attribute__((vector_size(N * sizeof(T))));
    return lanes<T, N>(__builtin_bit_cast(raw<T, N>, F::run(__builtin_bit_cast(V, x.v), __builtin_bit_cast(V, y.v)...)));
  }
#endif
}
template <class F, class X, class... Y> CLRT_INLINE X sleef(X x, Y... y) {
  if constexpr (__is_same(elem<X>, half)) return conv<half>(sleef<F>(conv<float>(x), conv<float>(y)...));
  else if constexpr (is_scalar<X>) return F::run(x, y...);
  else return sleef_lanes<F>(x, y...);
}

#if defined(CLRT_LANES_SCALAR)
#define CLRT_SLEEF_RUN(N, UF, UD)                                                                            \
  template <class... X> static CLRT_INLINE float run(float a, X... b) { return CLRT_SLEEF_SCALAR(N##f, UF)(a, b...); } \
  template <class... X> static CLRT_INLINE double run(double a, X... b) { return CLRT_SLEEF_SCALAR(N##d, UD)(a, b...); }
#elif defined(CLRT_LANES_AVX512)
#define CLRT_SLEEF_RUN(N, UF, UD)                                                                            \
  template <class... X> static CLRT_INLINE float run(float a, X... b) { return CLRT_SLEEF_SCALAR(N##f, UF)(a, b...); } \
  template <class... X> static CLRT_INLINE double run(double a, X... b) { return CLRT_SLEEF_SCALAR(N##d, UD)(a, b...); } \
  template <class... X> static CLRT_INLINE sleef_f16 run(sleef_f16 a, X... b) { return Sleef_finz_##N##f16_##UF##avx512f(a, b...); } \
  template <class... X> static CLRT_INLINE sleef_f8 run(sleef_f8 a, X... b) { return Sleef_finz_##N##f8_##UF##avx2(a, b...); } \
  template <class... X> static CLRT_INLINE sleef_d8 run(sleef_d8 a, X... b) { return Sleef_finz_##N##d8_##UD##avx512f(a, b...); }
#else
#define CLRT_SLEEF_RUN(N, UF, UD)                                                                            \
  template <class... X> static CLRT_INLINE float run(float a, X... b) { return CLRT_SLEEF_SCALAR(N##f, UF)(a, b...); } \
  template <class... X> static CLRT_INLINE double run(double a, X... b) { return CLRT_SLEEF_SCALAR(N##d, UD)(a, b...); } \
  template <class... X> static CLRT_INLINE sleef_f8 run(sleef_f8 a, X... b) { return Sleef_finz_##N##f8_##UF##avx2(a, b...); } \
  template <class... X> static CLRT_INLINE sleef_d4 run(sleef_d4 a, X... b) { return Sleef_finz_##N##d4_##UD##avx2(a, b...); }
#endif

// Name in SLEEF and accuracy of the float and of the double variant (u10: 1 ulp, u35: 3.5 ulp), within OpenCL C 7.4.
#define CLRT_SLEEF_FUNCTIONS1(X)                                                                                           \
  X(sin, u35, u35) X(cos, u35, u35) X(tan, u35, u35) X(asin, u35, u35) X(acos, u35, u35) X(atan, u35, u35)                 \
  X(sinh, u35, u35) X(cosh, u35, u35) X(tanh, u35, u35) X(asinh, u10, u10) X(acosh, u10, u10) X(atanh, u10, u10)           \
  X(exp, u10, u10) X(exp2, u10, u10) X(exp10, u10, u10) X(expm1, u10, u10) X(log, u10, u10) X(log2, u10, u10)              \
  X(log10, u10, u10) X(log1p, u10, u10) X(cbrt, u10, u10) X(erf, u10, u10) X(erfc, u15, u15) X(tgamma, u10, u10)           \
  X(lgamma, u10, u10) X(sinpi, u05, u05) X(cospi, u05, u05)
#define CLRT_SLEEF_FUNCTIONS2(X) X(pow, u10, u10) X(atan2, u35, u35) X(hypot, u35, u35)

extern "C" {
#define CLRT_DECLARE1(N, UF, UD) CLRT_SLEEF_DECLARE(N, UF, UD, CLRT_ARGS1)
#define CLRT_DECLARE2(N, UF, UD) CLRT_SLEEF_DECLARE(N, UF, UD, CLRT_ARGS2)
CLRT_SLEEF_FUNCTIONS1(CLRT_DECLARE1)
CLRT_SLEEF_FUNCTIONS2(CLRT_DECLARE2)
#undef CLRT_DECLARE1
#undef CLRT_DECLARE2
}
#define CLRT_DEFINE(N, UF, UD) struct sleef_##N { CLRT_SLEEF_RUN(N, UF, UD) };
CLRT_SLEEF_FUNCTIONS1(CLRT_DEFINE)
CLRT_SLEEF_FUNCTIONS2(CLRT_DEFINE)
#undef CLRT_DEFINE
#undef CLRT_SLEEF_FUNCTIONS1
#undef CLRT_SLEEF_FUNCTIONS2
#undef CLRT_SLEEF_DECLARE
#undef CLRT_SLEEF_RUN
#undef CLRT_ARGS1
#undef CLRT_ARGS2

}  // namespace clrt::cl::impl
