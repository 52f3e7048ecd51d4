// References of the geometric functions: sums of squares without rounding that counts, from MPFR.
#include "geometric.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include <fmt/format.h>

namespace clrt::numbers {
namespace {

constexpr Limit ulp(double x) { return {Limit::kUlp, x}; }
double epsilon(const Format& f) { return std::ldexp(1.0, 1 - f.precision); }

Limit length_limit(const Format& f, int n) {
  return f.bytes == 2 ? ulp(0.5 + 0.5 * (0.5 * n + 0.5 * (n - 1))) : f.bytes == 4 ? ulp(2.75 + 0.5 * n) : ulp(5.5 + n);
}
Limit distance_limit(const Format& f, int n) {
  return f.bytes == 2 ? ulp(0.5 + 1.5 * n + 0.5 * (n - 1)) : f.bytes == 4 ? ulp(2.5 + 2 * n) : ulp(5.5 + 2 * n);
}
Limit normalize_limit(const Format& f, int n) {
  return f.bytes == 2 ? ulp(1.5 + 0.5 * n + 0.5 * (n - 1)) : f.bytes == 4 ? ulp(2 + n) : ulp(4.5 + n);
}
// Of half and one component the specification's formula gives 0, which no rounded product can meet: half an ulp is asked for.
Limit dot_limit(const Format& f, int n) {
  const double factor = f.bytes == 2 ? std::max(2.0 * (n - 1), 0.5) : 2 * n - 1;
  return {Limit::kAbsolute, factor * epsilon(f)};
}
Limit cross_limit(const Format& f, int) { return {Limit::kAbsolute, 3 * epsilon(f)}; }

struct Number {
  Number() { mpfr_init2(v, 320); }
  ~Number() { mpfr_clear(v); }
  Number(const Number&) = delete;
  Number& operator=(const Number&) = delete;
  void set(long double x) { mpfr_set_ld(v, x, MPFR_RNDN); }
  long double value() const { return mpfr_get_ld(v, MPFR_RNDN); }
  mpfr_t v;
};

using Vector = std::array<long double, 4>;

// The results for x and y; one, or n of them.
std::vector<long double> exact(const std::string& name, int n, Vector x, Vector y) {
  Number sum, t, u;
  const auto square_sum = [&](bool difference) {
    sum.set(0);
    for (int k = 0; k < n; ++k) {
      t.set(x[static_cast<std::size_t>(k)]);
      u.set(difference ? y[static_cast<std::size_t>(k)] : 0);
      mpfr_sub(t.v, t.v, u.v, MPFR_RNDN);
      mpfr_fma(sum.v, t.v, t.v, sum.v, MPFR_RNDN);
    }
    mpfr_sqrt(sum.v, sum.v, MPFR_RNDN);
  };
  if (name == "dot") {
    sum.set(0);
    for (std::size_t k = 0; k < static_cast<std::size_t>(n); ++k)
      t.set(x[k]), u.set(y[k]), mpfr_fma(sum.v, t.v, u.v, sum.v, MPFR_RNDN);
    return {sum.value()};
  }
  if (name == "cross") {
    std::vector<long double> r;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::size_t i = (k + 1) % 3, j = (k + 2) % 3;
      t.set(x[j]), u.set(y[i]), mpfr_mul(sum.v, t.v, u.v, MPFR_RNDN);
      t.set(x[i]), u.set(y[j]), mpfr_fms(sum.v, t.v, u.v, sum.v, MPFR_RNDN);
      r.push_back(sum.value());
    }
    if (n == 4) r.push_back(0);
    return r;
  }
  if (name.ends_with("length")) return square_sum(false), std::vector<long double>{sum.value()};
  if (name.ends_with("distance")) return square_sum(true), std::vector<long double>{sum.value()};
  // normalize: infinite components stand for 1, the others beside them for 0.
  const bool infinite = std::any_of(x.begin(), x.begin() + n, [](long double c) { return std::isinf(c); });
  if (infinite)
    for (std::size_t k = 0; k < static_cast<std::size_t>(n); ++k) x[k] = std::isinf(x[k]) ? std::copysign(1.0L, x[k]) : 0 * x[k];
  square_sum(false);
  std::vector<long double> r;
  for (std::size_t k = 0; k < static_cast<std::size_t>(n); ++k) {
    t.set(x[k]);
    if (!mpfr_zero_p(sum.v)) mpfr_div(t.v, t.v, sum.v, MPFR_RNDN);
    r.push_back(t.value());
  }
  return r;
}

std::string kernel_of(const GeometricFunction& f, const Format& format, int n, bool scalar) {
  std::vector<std::string> types(static_cast<std::size_t>(f.arguments), format.name);
  const Form form{format.name, types, ""};
  const std::string result = f.vector_result ? vector_of(format.name, n) : format.name;
  const std::string name = fmt::format("{}_{}_{}{}", f.name, format.name, n, scalar ? "_scalar" : "");
  std::string body = load_text(form, n) + fmt::format(" const {} r = {}({});", result, f.name, f.arguments == 1 ? "x" : "x, y");
  body += f.vector_result ? store_text("r", "", n) : " out[i] = r;";
  // The scalar form: one work-item over all vectors.
  return around_text(name, form, scalar ? 0 : n, body);
}

}  // namespace

const std::vector<GeometricFunction>& geometric_functions() {
  static const std::vector<GeometricFunction> all = {
      {"dot", 2, false, dot_limit},
      {"cross", 2, true, cross_limit},
      {"length", 1, false, length_limit},
      {"distance", 2, false, distance_limit},
      {"normalize", 1, true, normalize_limit},
      {"fast_length", 1, false, [](const Format&, int n) { return ulp(8191.5 + n); }},
      {"fast_distance", 2, false, [](const Format&, int n) { return ulp(8191.5 + 2 * n); }},
      {"fast_normalize", 1, true, [](const Format&, int n) { return ulp(8192 + n); }}};
  return all;
}

GeometricOutcome check_geometric(Kernels& kernels, const GeometricFunction& f, const Format& format, int n, std::size_t samples,
                                 std::uint64_t seed) {
  const std::size_t width = static_cast<std::size_t>(n), count = 20 * samples + 13;
  std::mt19937_64 engine(seed);
  // A common magnitude, components near it; some vectors of anything.
  std::vector<std::array<std::array<Bits, 4>, 2>> rows(count);
  std::uniform_real_distribution<long double> mantissa(-2, 2);
  for (std::size_t i = 0; i < count; ++i) {
    const int e = std::uniform_int_distribution<int>(format.min_exponent() - format.precision, format.max_exponent)(engine);
    for (auto& vector : rows[i]) {
      for (Bits& b : vector) {
        const std::uint64_t kind = engine() % 32;
        b = i % 8 == 0 ? engine() & format.mask()
                       : nearest(format, std::ldexp(mantissa(engine), e - static_cast<int>(engine() % 5)));
        if (kind == 0) b = engine() % 2 == 0 ? 0 : format.sign();
        if (i % 16 == 1 && kind < 6)
          b = kind < 3 ? format.infinity() | (engine() & format.sign()) : kind == 3 ? format.quiet_nan() : format.largest();
      }
    }
    if (i % 64 == 2) rows[i][0] = {0, format.sign(), 0, 0};
    if (i % 8 == 3) rows[i][1] = rows[i][0], rows[i][1][0] ^= 1;  // near each other
  }
  std::vector<Array> arrays(static_cast<std::size_t>(f.arguments), Array(count * width * static_cast<std::size_t>(format.bytes)));
  for (std::size_t a = 0; a < arrays.size(); ++a)
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t k = 0; k < width; ++k) put(arrays[a], k * count + i, format.bytes, rows[i][a][k]);

  const std::string name = fmt::format("{}_{}_{}", f.name, format.name, n);
  const auto text = [&] {
    std::string source;
    for (const GeometricFunction& g : geometric_functions())
      for (int w = 1; w <= 4; ++w)
        if (g.takes(format, w)) source += kernel_of(g, format, w, false) + kernel_of(g, format, w, true);
    return source;
  };
  const std::size_t results = f.vector_result ? width : 1, bytes = results * count * static_cast<std::size_t>(format.bytes);
  const auto run = [&](const std::string& kernel, std::size_t items) {
    return kernels.launch(fmt::format("geometric_{}", format.name), text, kernel, {bytes, items, count, true}, arrays);
  };
  const Array got = run(name, count), scalar = run(name + "_scalar", 1);

  GeometricOutcome o;
  o.count = count;
  const Limit limit = f.limit(format, n);
  for (std::size_t i = 0; i < count; ++i) {
    Vector x{}, y{};
    long double largest = 0;
    bool nan = false;
    for (std::size_t k = 0; k < width; ++k) {
      x[k] = value_of(format, rows[i][0][k]), y[k] = f.arguments == 2 ? value_of(format, rows[i][1][k]) : 0;
      largest = std::max({largest, std::fabs(x[k]), std::fabs(y[k])});
      nan = nan || std::isnan(x[k]) || std::isnan(y[k]);
    }
    const std::vector<long double> want = exact(f.name, n, x, y);
    const auto fail = [&](std::size_t k, const std::string& what) {
      if (o.wrong++ >= 6) return;
      std::string at;
      for (int a = 0; a < f.arguments; ++a)
        for (std::size_t j = 0; j < width; ++j)
          at += (j != 0 ? ", " : a != 0 ? "; " : "") + text_of(format, rows[i][static_cast<std::size_t>(a)][j]);
      o.failures += fmt::format("  {}({})[{}] is {}, must be {:a}{}\n", f.name, at, k,
                                text_of(format, get(got, k * count + i, format.bytes)), want[k], what);
    };
    for (std::size_t k = 0; k < results; ++k) {
      const Bits g = get(got, k * count + i, format.bytes), s = get(scalar, k * count + i, format.bytes);
      if (g != s && !(format.is_nan(g) && format.is_nan(s))) fail(k, ", is " + text_of(format, s) + " of uniform values");
      double error = 0;
      if (limit.kind == Limit::kAbsolute) {
        // Products of numbers and their sums, and nothing is asked for where those overflow.
        if (!(4 * largest * largest < std::ldexp(1.0L, format.max_exponent)) || nan) continue;
        const long double tolerance = largest * largest, least = value_of(format, 1);
        error = static_cast<double>(std::fabs(value_of(format, g) - want[k]) / std::max(tolerance, n * least / limit.value));
        if (!(error <= limit.value)) fail(k, fmt::format(", {:.3g} off", error));
      } else {
        const bool singular = std::isnan(want[k]) || std::isinf(want[k]);
        if (singular ? !(std::isnan(want[k]) ? format.is_nan(g) : g == nearest(format, want[k])) : format.is_nan(g)) fail(k, "");
        if (singular || format.is_nan(g)) continue;
        error = ulp_error(format, g, want[k]);
        if (!(error <= limit.value)) fail(k, fmt::format(", {:.3g} ulp off", error));
      }
      if (error > o.worst) {
        o.worst = error, o.at.clear();
        for (int a = 0; a < f.arguments; ++a)
          for (std::size_t j = 0; j < width; ++j)
            o.at += (j != 0 ? ", " : a != 0 ? "; " : "") + text_of(format, rows[i][static_cast<std::size_t>(a)][j]);
      }
    }
  }
  return o;
}

}  // namespace clrt::numbers
