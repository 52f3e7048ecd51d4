// What a function's result must be, from MPFR: the exact value to 64 bits, and correctly rounded to the format.
#pragma once

#include <mpfr.h>

#include "format.hpp"

namespace clrt::numbers {

// Arguments of a function as exact numbers; `n` is the int argument.
struct Operands {
  Operands();
  ~Operands();
  Operands(const Operands&) = delete;
  Operands& operator=(const Operands&) = delete;

  mpfr_t x, y, z;
  long n = 0;
  const Format* format = nullptr;
  Bits bits[3]{};
};

// Computes the function into r, rounded to nearest at r's precision; returns 0 when that is exact. What OpenCL C says
// about special arguments beyond C99 (section 7.5) is in here.
using Reference = int (*)(mpfr_ptr r, Operands& o);
// A result that is an int.
using IntReference = long (*)(Operands& o);

struct Expected {
  long double value = 0;    // to 64 bits
  Bits rounded = 0;         // correctly rounded to the format; an int result as it is
  bool prescribed = false;  // special: no other answer than `rounded`
};
Expected expected(Reference f, Operands& o, const Format& format, bool needs_rounded);
// Sets argument k (0, 1, 2).
void set_operand(Operands& o, int k, const Format& format, Bits bits);

namespace reference {
// Named after the functions of OpenCL C.
int acos(mpfr_ptr, Operands&), acosh(mpfr_ptr, Operands&), acospi(mpfr_ptr, Operands&), asin(mpfr_ptr, Operands&);
int asinh(mpfr_ptr, Operands&), asinpi(mpfr_ptr, Operands&), atan(mpfr_ptr, Operands&), atanh(mpfr_ptr, Operands&);
int atanpi(mpfr_ptr, Operands&), cbrt(mpfr_ptr, Operands&), ceil(mpfr_ptr, Operands&), cos(mpfr_ptr, Operands&);
int cosh(mpfr_ptr, Operands&), cospi(mpfr_ptr, Operands&), degrees(mpfr_ptr, Operands&), erf(mpfr_ptr, Operands&);
int erfc(mpfr_ptr, Operands&), exp(mpfr_ptr, Operands&), exp2(mpfr_ptr, Operands&), exp10(mpfr_ptr, Operands&);
int expm1(mpfr_ptr, Operands&), fabs(mpfr_ptr, Operands&), floor(mpfr_ptr, Operands&), fract(mpfr_ptr, Operands&);
int fract_whole(mpfr_ptr, Operands&), frexp(mpfr_ptr, Operands&), lgamma(mpfr_ptr, Operands&), log(mpfr_ptr, Operands&);
int log2(mpfr_ptr, Operands&), log10(mpfr_ptr, Operands&), log1p(mpfr_ptr, Operands&), logb(mpfr_ptr, Operands&);
int modf(mpfr_ptr, Operands&), modf_whole(mpfr_ptr, Operands&), radians(mpfr_ptr, Operands&), recip(mpfr_ptr, Operands&);
int rint(mpfr_ptr, Operands&), round(mpfr_ptr, Operands&), rsqrt(mpfr_ptr, Operands&), sign(mpfr_ptr, Operands&);
int sin(mpfr_ptr, Operands&), sinh(mpfr_ptr, Operands&), sinpi(mpfr_ptr, Operands&), sqrt(mpfr_ptr, Operands&);
int tan(mpfr_ptr, Operands&), tanh(mpfr_ptr, Operands&), tanpi(mpfr_ptr, Operands&), tgamma(mpfr_ptr, Operands&);
int trunc(mpfr_ptr, Operands&);
int add(mpfr_ptr, Operands&), subtract(mpfr_ptr, Operands&), multiply(mpfr_ptr, Operands&), divide(mpfr_ptr, Operands&);
int atan2(mpfr_ptr, Operands&), atan2pi(mpfr_ptr, Operands&), copysign(mpfr_ptr, Operands&), fdim(mpfr_ptr, Operands&);
int fmax(mpfr_ptr, Operands&), fmin(mpfr_ptr, Operands&), fmod(mpfr_ptr, Operands&), hypot(mpfr_ptr, Operands&);
int maxmag(mpfr_ptr, Operands&), minmag(mpfr_ptr, Operands&), nextafter(mpfr_ptr, Operands&), pow(mpfr_ptr, Operands&);
int powr(mpfr_ptr, Operands&), remainder(mpfr_ptr, Operands&), step(mpfr_ptr, Operands&);
int clamp(mpfr_ptr, Operands&), fma(mpfr_ptr, Operands&), mix(mpfr_ptr, Operands&), smoothstep(mpfr_ptr, Operands&);
int ldexp(mpfr_ptr, Operands&), pown(mpfr_ptr, Operands&), rootn(mpfr_ptr, Operands&);
long frexp_exponent(Operands&), ilogb(Operands&), lgamma_sign(Operands&), remquo_quotient(Operands&);
}  // namespace reference

}  // namespace clrt::numbers
