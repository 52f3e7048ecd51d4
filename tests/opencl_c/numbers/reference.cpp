// References in MPFR. Formulas are the functions' definitions, section 6.15.2; special cases sections 7.5.1 and 7.5.2.
#include "reference.hpp"

#include <algorithm>
#include <cmath>

namespace clrt::numbers {

// Enough for the exact sum or product of any two operands' significands to be told from a rounded one.
constexpr mpfr_prec_t kValuePrecision = 64, kWide = 192;

Operands::Operands() {
  mpfr_inits2(64, x, y, z, nullptr);
  for (mpfr_ptr unused : {x, y, z}) mpfr_set_ui(unused, 1, MPFR_RNDN);
}
Operands::~Operands() { mpfr_clears(x, y, z, nullptr); }

void set_operand(Operands& o, int k, const Format& format, Bits bits) {
  o.format = &format;
  o.bits[k] = bits;
  mpfr_set_ld(k == 0 ? o.x : k == 1 ? o.y : o.z, value_of(format, bits), MPFR_RNDN);
}

Expected expected(Reference f, Operands& o, const Format& format, bool needs_rounded) {
  Expected e;
  mpfr_t r;
  mpfr_init2(r, kValuePrecision);
  const int inexact = f(r, o);
  e.value = mpfr_get_ld(r, MPFR_RNDN);
  const bool singular = mpfr_nan_p(r) || mpfr_inf_p(r) || mpfr_zero_p(r);
  const auto special = [](mpfr_srcptr v) { return !mpfr_number_p(v) || mpfr_zero_p(v); };
  e.prescribed = inexact == 0 && (singular || special(o.x) || special(o.y) || special(o.z));
  if (needs_rounded && !mpfr_nan_p(r)) {
    // The format's precision and range, so that subnormal results are rounded once, too.
    const mpfr_exp_t low = mpfr_get_emin(), high = mpfr_get_emax();
    mpfr_set_prec(r, format.precision);
    const int ternary = f(r, o);
    mpfr_set_emin(format.min_exponent() - format.precision + 2);
    mpfr_set_emax(format.max_exponent + 1);
    const int checked = mpfr_check_range(r, ternary, MPFR_RNDN);
    mpfr_subnormalize(r, checked, MPFR_RNDN);
    e.rounded = nearest(format, mpfr_get_ld(r, MPFR_RNDN));
    mpfr_set_emin(low);
    mpfr_set_emax(high);
  } else {
    e.rounded = nearest(format, e.value);
  }
  mpfr_clear(r);
  return e;
}

namespace reference {
namespace {
// A number of its own precision for steps in between.
struct Wide {
  explicit Wide(mpfr_prec_t precision = kWide) { mpfr_init2(v, precision); }
  ~Wide() { mpfr_clear(v); }
  Wide(const Wide&) = delete;
  Wide& operator=(const Wide&) = delete;
  mpfr_t v;
};
bool is_integer(mpfr_srcptr x) { return mpfr_integer_p(x) != 0; }
int take(mpfr_ptr r, mpfr_srcptr x) { return mpfr_set(r, x, MPFR_RNDN); }
int scaled(mpfr_ptr r, mpfr_srcptr x, long numerator, bool times_pi) {
  Wide w;
  mpfr_const_pi(w.v, MPFR_RNDN);
  if (times_pi)
    mpfr_div_si(w.v, w.v, numerator, MPFR_RNDN);
  else
    mpfr_si_div(w.v, numerator, w.v, MPFR_RNDN);
  return mpfr_mul(r, x, w.v, MPFR_RNDN);
}
}  // namespace

#define CLRT_MPFR1(NAME, FUNCTION) \
  int NAME(mpfr_ptr r, Operands& o) { return FUNCTION(r, o.x, MPFR_RNDN); }
CLRT_MPFR1(acos, mpfr_acos)
CLRT_MPFR1(acosh, mpfr_acosh)
CLRT_MPFR1(acospi, mpfr_acospi)
CLRT_MPFR1(asin, mpfr_asin)
CLRT_MPFR1(asinh, mpfr_asinh)
CLRT_MPFR1(asinpi, mpfr_asinpi)
CLRT_MPFR1(atan, mpfr_atan)
CLRT_MPFR1(atanh, mpfr_atanh)
CLRT_MPFR1(atanpi, mpfr_atanpi)
CLRT_MPFR1(cbrt, mpfr_cbrt)
CLRT_MPFR1(cos, mpfr_cos)
CLRT_MPFR1(cosh, mpfr_cosh)
CLRT_MPFR1(cospi, mpfr_cospi)
CLRT_MPFR1(erf, mpfr_erf)
CLRT_MPFR1(exp, mpfr_exp)
CLRT_MPFR1(exp2, mpfr_exp2)
CLRT_MPFR1(exp10, mpfr_exp10)
CLRT_MPFR1(expm1, mpfr_expm1)
CLRT_MPFR1(fabs, mpfr_abs)
CLRT_MPFR1(log, mpfr_log)
CLRT_MPFR1(log2, mpfr_log2)
CLRT_MPFR1(log10, mpfr_log10)
CLRT_MPFR1(log1p, mpfr_log1p)
CLRT_MPFR1(sin, mpfr_sin)
CLRT_MPFR1(sinh, mpfr_sinh)
CLRT_MPFR1(sinpi, mpfr_sinpi)
CLRT_MPFR1(sqrt, mpfr_sqrt)
CLRT_MPFR1(tan, mpfr_tan)
CLRT_MPFR1(tanh, mpfr_tanh)
CLRT_MPFR1(tanpi, mpfr_tanpi)
CLRT_MPFR1(ceil, mpfr_rint_ceil)
CLRT_MPFR1(floor, mpfr_rint_floor)
CLRT_MPFR1(trunc, mpfr_rint_trunc)
CLRT_MPFR1(round, mpfr_rint_round)
CLRT_MPFR1(rint, mpfr_rint_roundeven)
#undef CLRT_MPFR1
#define CLRT_MPFR2(NAME, FUNCTION) \
  int NAME(mpfr_ptr r, Operands& o) { return FUNCTION(r, o.x, o.y, MPFR_RNDN); }
CLRT_MPFR2(add, mpfr_add)
CLRT_MPFR2(subtract, mpfr_sub)
CLRT_MPFR2(multiply, mpfr_mul)
CLRT_MPFR2(divide, mpfr_div)
CLRT_MPFR2(atan2, mpfr_atan2)
CLRT_MPFR2(atan2pi, mpfr_atan2pi)
CLRT_MPFR2(fdim, mpfr_dim)
CLRT_MPFR2(fmax, mpfr_max)
CLRT_MPFR2(fmin, mpfr_min)
CLRT_MPFR2(fmod, mpfr_fmod)
CLRT_MPFR2(hypot, mpfr_hypot)
CLRT_MPFR2(pow, mpfr_pow)
CLRT_MPFR2(remainder, mpfr_remainder)
#undef CLRT_MPFR2

// MPFR refines without end where 1 - erf is far below its exponent range's needs; beyond this the result is no number of the
// formats (erfc(110) < 2^-16000).
int erfc(mpfr_ptr r, Operands& o) {
  if (mpfr_number_p(o.x) && mpfr_cmp_ui(o.x, 110) > 0) {
    mpfr_set_ui_2exp(r, 1, -16000, MPFR_RNDN);
    return 1;
  }
  return mpfr_erfc(r, o.x, MPFR_RNDN);
}
int degrees(mpfr_ptr r, Operands& o) { return scaled(r, o.x, 180, false); }
int radians(mpfr_ptr r, Operands& o) { return scaled(r, o.x, 180, true); }
int recip(mpfr_ptr r, Operands& o) { return mpfr_ui_div(r, 1, o.x, MPFR_RNDN); }
int rsqrt(mpfr_ptr r, Operands& o) {
  if (mpfr_zero_p(o.x)) return mpfr_set_inf(r, mpfr_signbit(o.x) ? -1 : 1), 0;
  return mpfr_rec_sqrt(r, o.x, MPFR_RNDN);
}
// Not greater than the largest number below 1.
int fract(mpfr_ptr r, Operands& o) {
  if (!mpfr_number_p(o.x)) return mpfr_inf_p(o.x) ? (mpfr_set_zero(r, mpfr_sgn(o.x)), 0) : take(r, o.x);
  Wide whole(64), rest(2 * kWide * 8);
  mpfr_floor(whole.v, o.x);
  const int exact = mpfr_sub(rest.v, o.x, whole.v, MPFR_RNDN);
  if (mpfr_zero_p(o.x)) return take(r, o.x);
  const int inexact = take(r, rest.v);
  Wide most(64);
  mpfr_set_ld(most.v, value_of(*o.format, nearest(*o.format, 1) - 1), MPFR_RNDN);
  if (mpfr_cmp(r, most.v) > 0) return take(r, most.v);
  return inexact != 0 ? inexact : exact;
}
int fract_whole(mpfr_ptr r, Operands& o) { return floor(r, o); }
int modf_whole(mpfr_ptr r, Operands& o) { return trunc(r, o); }
int modf(mpfr_ptr r, Operands& o) {
  if (mpfr_nan_p(o.x)) return take(r, o.x);
  const int inexact = mpfr_frac(r, o.x, MPFR_RNDN);
  if (mpfr_inf_p(o.x)) mpfr_set_zero(r, 1);
  return mpfr_setsign(r, r, mpfr_signbit(o.x), MPFR_RNDN), inexact;
}
int frexp(mpfr_ptr r, Operands& o) {
  mpfr_exp_t e;
  return mpfr_regular_p(o.x) ? mpfr_frexp(&e, r, o.x, MPFR_RNDN) : take(r, o.x);
}
long frexp_exponent(Operands& o) { return mpfr_regular_p(o.x) ? mpfr_get_exp(o.x) : 0; }
int logb(mpfr_ptr r, Operands& o) {
  if (mpfr_regular_p(o.x)) return mpfr_set_si(r, mpfr_get_exp(o.x) - 1, MPFR_RNDN);
  if (mpfr_zero_p(o.x)) return mpfr_set_inf(r, -1), 0;
  return mpfr_abs(r, o.x, MPFR_RNDN);
}
// FP_ILOGB0 and FP_ILOGBNAN are -INT_MAX or INT_MIN, and INT_MAX or INT_MIN; Clang's OpenCL headers say which: INT_MIN, INT_MAX.
long ilogb(Operands& o) {
  if (mpfr_regular_p(o.x)) return mpfr_get_exp(o.x) - 1;
  return mpfr_zero_p(o.x) ? -2147483648L : 2147483647L;
}
int sign(mpfr_ptr r, Operands& o) {
  if (mpfr_zero_p(o.x)) return take(r, o.x);
  if (mpfr_nan_p(o.x)) return mpfr_set_zero(r, 1), 0;
  return mpfr_set_si(r, mpfr_sgn(o.x), MPFR_RNDN);
}
// Far out |gamma| has no exponent in MPFR's reach; there it is beyond every format, or between two poles below every one.
int tgamma(mpfr_ptr r, Operands& o) {
  if (mpfr_number_p(o.x) && mpfr_cmp_si(o.x, -2000) < 0 && !is_integer(o.x)) {
    mpfr_set_ui_2exp(r, 1, -16000, MPFR_RNDN);
    Wide whole(64);
    mpfr_floor(whole.v, o.x);
    mpfr_div_2ui(whole.v, whole.v, 1, MPFR_RNDN);
    mpfr_setsign(r, r, !is_integer(whole.v), MPFR_RNDN);
    return 1;
  }
  if (mpfr_number_p(o.x) && mpfr_cmp_si(o.x, 2000) > 0) return mpfr_set_inf(r, 1), 1;
  return mpfr_gamma(r, o.x, MPFR_RNDN);
}
int lgamma(mpfr_ptr r, Operands& o) {
  int s;
  return mpfr_lgamma(r, &s, o.x, MPFR_RNDN);
}
long lgamma_sign(Operands& o) {
  if (mpfr_zero_p(o.x) || (mpfr_number_p(o.x) && mpfr_sgn(o.x) < 0 && is_integer(o.x))) return 0;
  if (!mpfr_number_p(o.x)) return 1;
  if (mpfr_sgn(o.x) > 0) return 1;
  Wide whole(64);
  mpfr_floor(whole.v, o.x);
  mpfr_div_2ui(whole.v, whole.v, 1, MPFR_RNDN);
  return is_integer(whole.v) ? 1 : -1;
}

int maxmag(mpfr_ptr r, Operands& o) {
  const int c = mpfr_nan_p(o.x) || mpfr_nan_p(o.y) ? 0 : mpfr_cmpabs(o.x, o.y);
  return c > 0 ? take(r, o.x) : c < 0 ? take(r, o.y) : fmax(r, o);
}
int minmag(mpfr_ptr r, Operands& o) {
  const int c = mpfr_nan_p(o.x) || mpfr_nan_p(o.y) ? 0 : mpfr_cmpabs(o.x, o.y);
  return c < 0 ? take(r, o.x) : c > 0 ? take(r, o.y) : fmin(r, o);
}
// A NaN has a sign, too, and in MPFR it is lost on the way.
int copysign(mpfr_ptr r, Operands& o) { return mpfr_setsign(r, o.x, (o.bits[1] & o.format->sign()) != 0, MPFR_RNDN); }
// Unlike IEEE 754's: powr(1, NaN) is a NaN.
int powr(mpfr_ptr r, Operands& o) {
  if (mpfr_nan_p(o.y)) return mpfr_set_nan(r), 0;
  return mpfr_powr(r, o.x, o.y, MPFR_RNDN);
}
// By counting patterns in the order of the numbers: the one step that no formula on numbers gives.
int nextafter(mpfr_ptr r, Operands& o) {
  if (mpfr_nan_p(o.x) || mpfr_nan_p(o.y)) return mpfr_set_nan(r), 0;
  if (mpfr_equal_p(o.x, o.y)) return take(r, o.y);
  const Format& f = *o.format;
  const auto order = [&](Bits b) {
    return (b & f.sign()) ? -static_cast<std::int64_t>(b & (f.sign() - 1)) : static_cast<std::int64_t>(b);
  };
  const std::int64_t next = order(o.bits[0]) + (mpfr_less_p(o.x, o.y) ? 1 : -1);
  // From below zero up to zero the sign stays.
  const bool negative = next < 0 || (next == 0 && mpfr_sgn(o.x) < 0);
  const Bits magnitude = static_cast<Bits>(next < 0 ? -next : next);
  return mpfr_set_ld(r, value_of(f, negative ? magnitude | f.sign() : magnitude), MPFR_RNDN);
}
int step(mpfr_ptr r, Operands& o) { return mpfr_set_ui(r, mpfr_less_p(o.y, o.x) ? 0 : 1, MPFR_RNDN); }
long remquo_quotient(Operands& o) {
  Wide r(64);
  if (!mpfr_number_p(o.x) || mpfr_nan_p(o.y) || mpfr_zero_p(o.y)) return 0;
  if (mpfr_inf_p(o.y)) return 0;
  // The quotient itself, rounded to nearest even, has up to 2^2098; its low bits are wanted.
  mpfr_remainder(r.v, o.x, o.y, MPFR_RNDN);
  Wide q(2200), t(2200);
  mpfr_sub(t.v, o.x, r.v, MPFR_RNDN);
  mpfr_div(q.v, t.v, o.y, MPFR_RNDN);
  mpfr_abs(t.v, q.v, MPFR_RNDN);
  mpfr_t m;
  mpfr_init2(m, 64);
  mpfr_set_ui(m, 128, MPFR_RNDN);
  mpfr_fmod(m, t.v, m, MPFR_RNDN);
  const long low = mpfr_get_si(m, MPFR_RNDN);
  mpfr_clear(m);
  return mpfr_sgn(q.v) < 0 ? -low : low;
}

int clamp(mpfr_ptr r, Operands& o) { return take(r, mpfr_less_p(o.x, o.y) ? o.y : mpfr_greater_p(o.x, o.z) ? o.z : o.x); }
int fma(mpfr_ptr r, Operands& o) { return mpfr_fma(r, o.x, o.y, o.z, MPFR_RNDN); }
// x + (y - x) a
int mix(mpfr_ptr r, Operands& o) {
  Wide d(4400);
  mpfr_sub(d.v, o.y, o.x, MPFR_RNDN);
  return mpfr_fma(r, d.v, o.z, o.x, MPFR_RNDN);
}
// t = clamp((x - edge0) / (edge1 - edge0), 0, 1); t^2 (3 - 2t)
int smoothstep(mpfr_ptr r, Operands& o) {
  Wide t, d;
  mpfr_sub(t.v, o.z, o.x, MPFR_RNDN);
  mpfr_sub(d.v, o.y, o.x, MPFR_RNDN);
  mpfr_div(t.v, t.v, d.v, MPFR_RNDN);
  if (mpfr_cmp_ui(t.v, 0) < 0) mpfr_set_ui(t.v, 0, MPFR_RNDN);
  if (mpfr_cmp_ui(t.v, 1) > 0) mpfr_set_ui(t.v, 1, MPFR_RNDN);
  mpfr_mul_si(d.v, t.v, -2, MPFR_RNDN);
  mpfr_add_ui(d.v, d.v, 3, MPFR_RNDN);
  mpfr_mul(d.v, d.v, t.v, MPFR_RNDN);
  return mpfr_mul(r, d.v, t.v, MPFR_RNDN);
}

int ldexp(mpfr_ptr r, Operands& o) { return mpfr_mul_2si(r, o.x, o.n, MPFR_RNDN); }
int pown(mpfr_ptr r, Operands& o) { return mpfr_pow_si(r, o.x, o.n, MPFR_RNDN); }
int rootn(mpfr_ptr r, Operands& o) { return mpfr_rootn_si(r, o.x, o.n, MPFR_RNDN); }

}  // namespace reference
}  // namespace clrt::numbers
