// Chapter 6.15.2: errors in units of the last place against double (float) and long double (double) functions of the C
// library, edge values, and the same bits on every instruction set.
#include "support.hpp"

extern "C" {
double exp(double), exp2(double), exp10(double), expm1(double), log(double), log2(double), log10(double), log1p(double);
double sin(double), cos(double), tan(double), asin(double), acos(double), atan(double), sinh(double), cosh(double), tanh(double);
double asinh(double), acosh(double), atanh(double), cbrt(double), erf(double), erfc(double), tgamma(double), sqrt(double);
double pow(double, double), atan2(double, double), hypot(double, double), fmod(double, double), remainder(double, double);
double ldexp(double, int), logb(double), nextafter(double, double), frexp(double, int*), modf(double, double*), fdim(double, double);
float nextafterf(float, float);
double fmax(double, double), fmin(double, double), round(double), rint(double), trunc(double), floor(double), ceil(double);
double remquo(double, double, int*);
int ilogb(double);
}

namespace clrt::lanes_test {
namespace {

// One unit of the last place of the float nearest to y.
double ulp_of(double y) {
  if (y < 0) y = -y;
  if (y < 0x1p-126) return 0x1p-149;
  if (y >= 0x1p128) return 0x1p104;
  int e;
  frexp(y, &e);
  return ldexp(1.0, e - 24);
}

// f over all 16 lanes at once, at every `step`-th float from `first` bits on, both signs.
template <class F, class G> void float_error(Report& r, const char* name, F f, G g, double limit, float largest = 0x1.fffffep127f) {
  double worst = 0;
  float worst_at = 0;
  cl::lanes<float, 16> x;
  int lane = 0;
  const auto flush = [&] {
    const auto y = f(x);
    for (int l = 0; l < 16; ++l) {
      const float got = y[l];
      if (!(x[l] != x[l])) r.add(got != got ? 1 : raw_bits(got));
      const double want = g(double(x[l]));
      if (want != want || double(float(want)) != double(float(want))) {
        EXPECT_THAT(r, got != got, "%s(%a) must be NaN, is %g", name, double(x[l]), double(got));
        continue;
      }
      if (float(want) == got) {
        if (want == 0 && x[l] == 0) EXPECT_LANE(r, got, float(want), "%s(%a)", name, double(x[l]));
        continue;
      }
      // Overflow and underflow may lie within the error of the limit.
      const double bounded = want > 0x1p128 ? 0x1p128 : want < -0x1p128 ? -0x1p128 : want;
      const double have = got > 0x1.fffffep127f ? 0x1p128 : got < -0x1.fffffep127f ? -0x1p128 : double(got);
      const double error = __builtin_fabs(have - bounded) / ulp_of(bounded);
      if (!(error <= worst)) worst = error, worst_at = x[l];
    }
    lane = 0;
  };
  const auto put = [&](float v) {
    if (__builtin_fabsf(v) > largest) return;
    x.set(lane++, v);
    if (lane == 16) flush();
  };
  for (int l = 0; l < 16; ++l) x.set(l, 1.0f);
  for (std::uint32_t u = 0; u < 0x7f800000u; u += 40009) put(__builtin_bit_cast(float, u)), put(__builtin_bit_cast(float, u | 0x80000000u));
  for (int k = -40000; k < 40000; ++k) put(float(k) * 0.0011f);
  static constexpr float edges[] = {0.0f, -0.0f, 1.0f, -1.0f, __builtin_inff(), -__builtin_inff(), 0x1p-149f, -0x1p-149f, 88.72283f,
                                    88.72284f, -103.97f, -87.33654f, 0.5f, 2.0f, 10.0f, 100.0f, 1000.0f, 0.625f, 128.0f, -126.0f,
                                    -149.0f, 127.99999f, 38.53f, 3.1415927f, 1.5707964f};
  for (float v : edges) put(v);
  const float nan = __builtin_nanf("");
  x.set(lane, nan);
  lane = 16;
  flush();
  EXPECT_THAT(r, worst <= limit, "%s: error %.3f ulp at %a, limit %.2f", name, worst, double(worst_at), limit);
}
#define FLOAT(NAME, LIMIT) float_error(r, #NAME, [](auto v) { return fn::NAME(v); }, [](double v) { return ::NAME(v); }, LIMIT)

void exponentials(Report& r) { FLOAT(exp, 1.0), FLOAT(exp2, 1.0), FLOAT(exp10, 1.5), FLOAT(expm1, 1.5); }
void logarithms(Report& r) { FLOAT(log, 1.0), FLOAT(log2, 1.5), FLOAT(log10, 1.5), FLOAT(log1p, 1.5); }
void trigonometry(Report& r) { FLOAT(sin, 4), FLOAT(cos, 4), FLOAT(tan, 5), FLOAT(asin, 4), FLOAT(acos, 4), FLOAT(atan, 5); }
void hyperbolics(Report& r) { FLOAT(tanh, 3), FLOAT(sinh, 4), FLOAT(cosh, 4), FLOAT(asinh, 4), FLOAT(acosh, 4), FLOAT(atanh, 5); }
// sin(pi v), from the nearest multiple of pi.
double sine_of_half_turns(double v) {
  double t = ::remainder(v, 2);
  if (t > 0.5) t = 1 - t;
  if (t < -0.5) t = -1 - t;
  return t == 0 ? (v == 0 ? v : 0 * v) : ::sin(3.14159265358979323846 * t);
}
void others(Report& r) {
  FLOAT(cbrt, 2), FLOAT(erf, 16), FLOAT(erfc, 16), FLOAT(sqrt, 0.5), FLOAT(tgamma, 16);
  float_error(r, "rsqrt", [](auto v) { return fn::rsqrt(v); }, [](double v) { return 1 / ::sqrt(v); }, 2);
  float_error(r, "native_recip", [](auto v) { return fn::native_recip(v); }, [](double v) { return 1 / v; }, 0.51);
  float_error(r, "sinpi", [](auto v) { return fn::sinpi(v); }, [](double v) { return sine_of_half_turns(v); }, 4, 1000);
  float_error(r, "cospi", [](auto v) { return fn::cospi(v); }, [](double v) { return sine_of_half_turns(0.5 - __builtin_fabs(::remainder(v, 2))); }, 4, 1000);
}
void exact(Report& r) {
  FLOAT(round, 0), FLOAT(rint, 0), FLOAT(trunc, 0), FLOAT(floor, 0), FLOAT(ceil, 0), FLOAT(logb, 0);
}

// Two arguments, random magnitudes; results exact or within `limit`.
template <class F, class G> void two(Report& r, const char* name, F f, G g, double limit) {
  Random rnd(5);
  double worst = 0;
  float at[2] = {};
  for (int round = 0; round < 3000; ++round) {
    const auto x = random_lanes<float, 16>(rnd), y = random_lanes<float, 16>(rnd);
    const auto z = f(x, y);
    for (int l = 0; l < 16; ++l) {
      const double want = g(double(x[l]), double(y[l]));
      const float got = z[l];
      r.add(got != got ? 1 : raw_bits(got));
      if (want != want) {
        EXPECT_THAT(r, got != got, "%s(%a, %a) must be NaN, is %g", name, double(x[l]), double(y[l]), double(got));
        continue;
      }
      if (float(want) == got) continue;
      const double bounded = want > 0x1p128 ? 0x1p128 : want < -0x1p128 ? -0x1p128 : want;
      const double have = got > 0x1.fffffep127f ? 0x1p128 : got < -0x1.fffffep127f ? -0x1p128 : double(got);
      const double error = __builtin_fabs(have - bounded) / ulp_of(bounded);
      if (!(error <= worst)) worst = error, at[0] = x[l], at[1] = y[l];
    }
  }
  EXPECT_THAT(r, worst <= limit, "%s: error %.3f ulp at %a, %a, limit %.2f", name, worst, double(at[0]), double(at[1]), limit);
}
#define TWO(NAME, LIMIT) two(r, #NAME, [](auto a, auto b) { return fn::NAME(a, b); }, [](double a, double b) { return ::NAME(a, b); }, LIMIT)
void pairs(Report& r) {
  TWO(pow, 16), TWO(atan2, 6), TWO(hypot, 4), TWO(fmod, 0), TWO(remainder, 0), TWO(fdim, 0.5), TWO(fmax, 0), TWO(fmin, 0);
  two(r, "nextafter", [](auto a, auto b) { return fn::nextafter(a, b); }, [](double a, double b) { return double(::nextafterf(float(a), float(b))); }, 0);
  two(r, "powr", [](auto a, auto b) { return fn::powr(fn::fabs(a), b); },
      [](double a, double b) {
        const double x = __builtin_fabs(a), inf = __builtin_inf(), nan = __builtin_nan("");
        if (x != x || b != b || (x == 0 && b == 0) || (x == inf && b == 0) || (x == 1 && (b == inf || b == -inf))) return nan;
        return ::pow(x, b);
      }, 16);
}

// Integer second arguments and second results.
void integers(Report& r) {
  Random rnd(6);
  for (int round = 0; round < 2000; ++round) {
    const auto x = random_lanes<float, 16>(rnd);
    cl::lanes<int, 16> k;
    for (int l = 0; l < 16; ++l) k.set(l, int(rnd.next() % 600) - 300);
    const auto scaled = fn::ldexp(x, k);
    const auto exponent = fn::ilogb(x);
    cl::lanes<int, 16> e, q;
    cl::lanes<float, 16> whole, below, cosine;
    const auto mantissa = fn::frexp(x, &e), fraction = fn::modf(x, &whole), part = fn::fract(x, &below);
    const auto rest = fn::remquo(x, whole + 3.0f, &q);
    const auto sine = fn::sincos(x, &cosine);
    const auto n = k & 7;
    const auto power = fn::pown(x, n - 3), root = fn::rootn(x, n + 1);
    for (int l = 0; l < 16; ++l) {
      const float v = x[l];
      r.add(scaled[l] != scaled[l] ? 1 : raw_bits(scaled[l]));
      r.add(power[l] != power[l] ? 1 : raw_bits(power[l]));
      EXPECT_LANE(r, scaled[l], float(::ldexp(double(v), k[l])), "ldexp(%a, %d)", double(v), k[l]);
      int we = 0;
      const float wm = float(::frexp(double(v), &we));
      EXPECT_LANE(r, mantissa[l], wm, "frexp(%a)", double(v));
      if (v - v == 0.0f) EXPECT_LANE(r, e[l], we, "frexp exponent of %a", double(v));
      if (v - v == 0.0f && v != 0.0f) EXPECT_LANE(r, exponent[l], we - 1, "ilogb(%a)", double(v));
      double ww = 0;
      const float wf = float(::modf(double(v), &ww));
      EXPECT_LANE(r, fraction[l], wf, "modf(%a)", double(v));
      EXPECT_LANE(r, whole[l], float(ww), "modf whole of %a", double(v));
      if (v - v == 0.0f) {
        EXPECT_LANE(r, below[l], __builtin_floorf(v), "fract whole of %a", double(v));
        const float d = v == 0.0f ? v : v - __builtin_floorf(v);  // -0 stays, section 7.5.1
        EXPECT_LANE(r, part[l], d > 0x1.fffffep-1f ? 0x1.fffffep-1f : d, "fract(%a)", double(v));
      }
      int wq = 0;
      const float divisor = whole[l] + 3.0f;
      const float wr = float(::remquo(double(v), double(divisor), &wq));
      EXPECT_LANE(r, rest[l], wr, "remquo(%a, %a)", double(v), double(divisor));
      if (wr == wr) EXPECT_THAT(r, (q[l] & 7) == (wq & 7) || (-q[l] & 7) == (-wq & 7), "remquo quotient %d, want %d", q[l], wq);
      EXPECT_LANE(r, sine[l], fn::sin(x)[l], "sincos sine of %a", double(v));
      EXPECT_LANE(r, cosine[l], fn::cos(x)[l], "sincos cosine of %a", double(v));
      const double wp = ::pow(double(v), n[l] - 3);
      if (wp == wp) EXPECT_THAT(r, float(wp) == power[l] || __builtin_fabs(power[l] - wp) <= 16 * ulp_of(wp), "pown(%a, %d) is %a", double(v), n[l] - 3, double(power[l]));
      const int o = n[l] + 1;
      if (v - v != 0.0f) continue;
      if (v < 0 && !(o & 1)) {
        EXPECT_THAT(r, root[l] != root[l], "rootn(%a, %d)", double(v), o);
      } else {
        const double wroot = v < 0 ? -::pow(-double(v), 1.0 / o) : ::pow(double(v), 1.0 / o);
        EXPECT_THAT(r, __builtin_fabs(root[l] - wroot) <= 16 * ulp_of(wroot), "rootn(%a, %d) is %a, want %a", double(v), o, double(root[l]), wroot);
      }
    }
  }
}

// Uniform scalars, vec, half and double go through the same functions.
void forms(Report& r) {
  Random rnd(8);
  for (int round = 0; round < 300; ++round) {
    const auto x = random_lanes<float, 8>(rnd);
    const auto y = fn::exp(x), z = fn::sin(x), t = fn::tanh(x), g = fn::log(x);
    const cl::vec<cl::lanes<float, 8>, 2> v{x, x};
    const auto w = fn::exp(v);
    for (int l = 0; l < 8; ++l) {
      EXPECT_LANE(r, y[l], fn::exp(float(x[l])), "exp of a uniform %a", double(x[l]));
      EXPECT_LANE(r, z[l], fn::sin(float(x[l])), "sin of a uniform %a", double(x[l]));
      EXPECT_LANE(r, t[l], fn::tanh(float(x[l])), "tanh of a uniform %a", double(x[l]));
      EXPECT_LANE(r, g[l], fn::log(float(x[l])), "log of a uniform %a", double(x[l]));
      EXPECT_LANE(r, w.s[1][l], y[l], "exp of vec");
    }
    const auto h = random_lanes<half, 16>(rnd);
    const auto eh = fn::exp2(h), sh = fn::sqrt(h), fh = fn::fma(h, h, h);
    for (int l = 0; l < 16; ++l) {
      EXPECT_LANE(r, eh[l], half(fn::exp2(float(h[l]))), "exp2 of half %g", double(h[l]));
      EXPECT_LANE(r, sh[l], half(__builtin_sqrtf(float(h[l]))), "sqrt of half %g", double(h[l]));
      EXPECT_LANE(r, fh[l], fn::fma(half(h[l]), half(h[l]), half(h[l])), "fma of half %g", double(h[l]));
    }
    const auto d = random_lanes<double, 8>(rnd);
    const auto ed = fn::exp(d), ld = fn::log(fn::fabs(d)), pd = fn::rootn(fn::fabs(d), 3);
    for (int l = 0; l < 8; ++l) {
      const double we = ::exp(d[l]), wl = ::log(__builtin_fabs(d[l])), wp = ::cbrt(__builtin_fabs(d[l]));
      if (we == we && we < __builtin_inf()) EXPECT_THAT(r, __builtin_fabs(ed[l] - we) <= 3 * __builtin_fabs(we) * 0x1p-52 + 0x1p-1073, "double exp(%a)", double(d[l]));
      if (wl == wl && wl - wl == 0) EXPECT_THAT(r, __builtin_fabs(ld[l] - wl) <= 3 * __builtin_fabs(wl) * 0x1p-52, "double log(%a)", double(d[l]));
      if (wp == wp && wp - wp == 0) EXPECT_THAT(r, __builtin_fabs(pd[l] - wp) <= 16 * wp * 0x1p-52, "double rootn(%a, 3) is %a, want %a", double(d[l]), double(pd[l]), wp);
    }
  }
}

// Chapters 6.15.4 to 6.15.6 on one vector of values.
void common(Report& r) {
  Random rnd(12);
  for (int round = 0; round < 300; ++round) {
    const auto a = random_lanes<float, 16>(rnd), b = random_lanes<float, 16>(rnd), c = random_lanes<float, 16>(rnd);
    const auto mix = fn::mix(a, b, c), step = fn::step(a, b), sign = fn::sign(a);
    const cl::vec<cl::lanes<float, 16>, 3> u{a, b, c}, v{c, a, b};
    const auto dot = fn::dot(u, v);
    const auto cross = fn::cross(u, v);
    const auto normal = fn::isnormal(a), finite = fn::isfinite(a), less = fn::isless(a, b), unordered = fn::isunordered(a, b);
    const auto component = fn::isgreater(u, v);
    for (int l = 0; l < 16; ++l) {
      const float x = a[l], y = b[l], z = c[l];
      EXPECT_LANE(r, mix[l], __builtin_fmaf(y - x, z, x), "mix");
      EXPECT_LANE(r, step[l], y < x ? 0.0f : 1.0f, "step");
      EXPECT_LANE(r, sign[l], x != x ? 0.0f : x > 0 ? 1.0f : x < 0 ? -1.0f : x, "sign of %g", double(x));
      EXPECT_LANE(r, dot[l], __builtin_fmaf(z, y, __builtin_fmaf(y, x, x * z)), "dot");
      EXPECT_LANE(r, cross.s[0][l], __builtin_fmaf(y, y, -(z * x)), "cross");
      EXPECT_LANE(r, normal[l], __builtin_isnormal(x) ? 1 : 0, "isnormal(%g)", double(x));
      EXPECT_LANE(r, finite[l], x - x == 0 ? 1 : 0, "isfinite(%g)", double(x));
      EXPECT_LANE(r, less[l], x < y ? 1 : 0, "isless");
      EXPECT_LANE(r, unordered[l], x != x || y != y ? 1 : 0, "isunordered");
      EXPECT_LANE(r, component.s[0][l], x > z ? -1 : 0, "isgreater of vec");
    }
    const cl::vec<float, 3> p{a[0], b[0], c[0]};
    EXPECT_LANE(r, fn::dot(p, p), fn::dot(u, u)[0], "uniform dot");
    EXPECT_LANE(r, fn::any(fn::isgreater(p, p + 1.0f)), 0, "any");
    const auto t = fn::normalize(cl::vec<float, 4>{3, 0, 4, 0});
    EXPECT_THAT(r, __builtin_fabsf(t.s[0] - 0.6f) < 1e-6f && __builtin_fabsf(t.s[2] - 0.8f) < 1e-6f, "normalize");
    EXPECT_LANE(r, fn::length(cl::vec<float, 2>{3, 4}), 5.0f, "length");
    EXPECT_LANE(r, fn::smoothstep(0.0f, 2.0f, 1.0f), 0.5f, "smoothstep");
    const auto chosen = fn::select(a, b, less);
    for (int l = 0; l < 16; ++l) EXPECT_LANE(r, chosen[l], less[l] ? b[l] : a[l], "select");
  }
}

}  // namespace

CLRT_CHECKS({"exponentials", exponentials, true}, {"logarithms", logarithms, true}, {"trigonometry", trigonometry, true},
            {"hyperbolics", hyperbolics, true}, {"others", others, true}, {"exact", exact, true}, {"pairs", pairs, true},
            {"integers", integers, true}, {"forms", forms, false}, {"common", common, false})
}  // namespace clrt::lanes_test
