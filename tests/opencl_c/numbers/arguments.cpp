// Edge values and samples.
#include "arguments.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace clrt::numbers {
namespace {

constexpr long double kPi = 3.14159265358979323846264338327950288L;

// Appends x and its neighbours up to `reach` patterns away, and the same of -x.
void around(std::vector<Bits>& list, const Format& f, Bits magnitude, int reach) {
  for (int d = -reach; d <= reach; ++d) {
    if (d < 0 && magnitude < static_cast<Bits>(-d)) continue;
    const Bits b = magnitude + static_cast<Bits>(static_cast<std::int64_t>(d));
    if (b > f.infinity()) continue;
    list.push_back(b);
    list.push_back(b | f.sign());
  }
}

// Ends of the ranges and places where a function changes its character: overflow and underflow of the exponentials, of gamma,
// erfc and the hyperbolic functions; worst cases of the reduction by pi; 1, halves, integers.
const std::vector<long double>& interesting() {
  static const std::vector<long double> all = [] {
    std::vector<long double> v = {88.72283905206835305366L,
                                  709.78271289338397310217L,
                                  308.25471555991674460218L,
                                  38.531839444989586484L,
                                  89.41598629223294L,
                                  710.47586007394394203712L,
                                  88.3762626L,
                                  87.3365448L,
                                  89.4159863L,
                                  103.972081L,
                                  103.278929L,
                                  709.782713L,
                                  710.475860L,
                                  708.396419L,
                                  745.133219L,
                                  11.0898665L,
                                  16.6355324L,
                                  17.3286795L,
                                  9.70406053L,
                                  15.2492380L,
                                  128,
                                  126,
                                  149,
                                  150,
                                  1024,
                                  1022,
                                  1074,
                                  1075,
                                  16,
                                  24,
                                  25,
                                  14,
                                  38.5318394L,
                                  37.9297795L,
                                  44.8534698L,
                                  45.1544993L,
                                  308.254715L,
                                  307.652655L,
                                  323.306215L,
                                  4.81624737L,
                                  7.2246944L,
                                  4.5150450L,
                                  35.0401001L,
                                  35.0400985L,
                                  42.0L,
                                  171.624376L,
                                  184.0L,
                                  9.0L,
                                  10.05453L,
                                  9.194586L,
                                  26.5432598L,
                                  27.2265L,
                                  5.9215872L,
                                  3.9192059L,
                                  0.5L,
                                  1.5L,
                                  2.5L,
                                  0.25L,
                                  0.75L,
                                  1.0L,
                                  2.0L,
                                  3.0L,
                                  10.0L,
                                  100.0L,
                                  1000.0L,
                                  0.625L,
                                  0.549306L,
                                  0.346573590L,
                                  0.693147180L,
                                  1.4142135623730950488L,
                                  0.70710678118654752440L,
                                  1.1752011936438014L,
                                  1.4616321449683623413L,
                                  0.4142135623730950488L,
                                  16367173.0L * 0x1p72L,
                                  6381956970095103.0L * 0x1p797L,
                                  5319372264832713.0L * 0x1p555L,
                                  0x1.921fb6p+22L,
                                  65535.0L,
                                  65536.0L,
                                  65537.0L,
                                  8388607.5L,
                                  8388608.0L,
                                  16777215.0L,
                                  16777216.0L,
                                  4503599627370495.5L,
                                  4503599627370496.0L,
                                  9007199254740992.0L,
                                  2147483647.0L,
                                  2147483648.0L,
                                  4294967296.0L,
                                  0x1p63L,
                                  0x1p64L,
                                  1024.5L,
                                  2047.0L,
                                  2048.0L,
                                  0x1p-12L,
                                  0x1p-24L,
                                  0x1p-27L,
                                  0x1p-53L,
                                  2.2250738585072014e-308L};
    for (int k = 1; k <= 40; ++k) v.push_back(k * kPi / 2), v.push_back(k * kPi / 4);
    for (int k = 3; k <= 50; k += 3) v.push_back(std::nearbyint(std::ldexp(1.0L, k)) * kPi / 2);
    for (int k = 1; k <= 40; ++k) v.push_back(k), v.push_back(k + 0.5L);
    return v;
  }();
  return all;
}

// Every number that may be at the edge of something.
std::vector<Bits> edges(const Format& f) {
  std::vector<Bits> v = {
      0, f.sign(), f.infinity(), f.infinity() | f.sign(), f.quiet_nan(), f.quiet_nan() | f.sign(), f.infinity() + 1};
  around(v, f, 1, 3);
  around(v, f, f.largest(), 3);
  const Bits normal = Bits{1} << (f.precision - 1);
  around(v, f, normal, 3);
  around(v, f, normal / 2, 1);
  // Powers of two, all of half and float.
  const Bits step = f.bytes == 8 ? 9 : 1;
  for (Bits e = 1; e <= 2 * static_cast<Bits>(f.max_exponent); e += step) around(v, f, e << (f.precision - 1), 1);
  for (long double x : interesting())
    if (x < std::ldexp(1.0L, f.max_exponent)) {
      around(v, f, nearest(f, x), 2);
      for (int k : {-12, -20, -30})
        for (long double d : {-1, 1}) around(v, f, nearest(f, x * (1 + d * std::ldexp(1.0L, k))), 0);
    }
  around(v, f, nearest(f, 1), 40);
  return v;
}
// The fewer that are combined with each other.
std::vector<Bits> few_edges(const Format& f, bool fewer) {
  std::vector<Bits> v = {0, f.sign(), f.infinity(), f.infinity() | f.sign(), f.quiet_nan()};
  const auto both = [&](Bits b) { v.push_back(b), v.push_back(b | f.sign()); };
  const Bits normal = Bits{1} << (f.precision - 1);
  for (Bits b : {Bits{1}, normal - 1, normal, f.largest()}) both(b);
  const Bits one = nearest(f, 1);
  for (Bits b : {one, one - 1, one + 1, nearest(f, 0.5L), nearest(f, 2), nearest(f, 3)}) both(b);
  if (fewer) return v;
  for (Bits b : {Bits{2}, Bits{3}, normal + 1, normal / 2, f.largest() - 1}) both(b);
  for (long double x : {1.5L, 2.5L, 4.0L, 5.0L, 7.0L, 10.0L, 0.1L, 0.25L, 1.0L / 3, kPi, 100.0L, 1000.0L, 1023.0L, 16777215.0L,
                        16777216.0L, 0x1p53L})
    both(nearest(f, x));
  for (int e : {f.max_exponent, f.max_exponent / 2, f.max_exponent / 2 + 1, f.min_exponent() / 2, f.precision, -f.precision})
    both(nearest(f, std::ldexp(1.0L, e)));
  return v;
}
constexpr std::array<std::int32_t, 38> kIntegers = {
    0,          1,         -1,  2,    -2,   3,    -3,    4,    5,     -5,       7,        10,
    -10,        16,        23,  24,   25,   31,   -31,   52,   53,    54,       100,      -100,
    127,        -126,      128, -149, -150, 1023, -1074, 2000, -2200, 16777215, 16777217, -2147483647 - 1,
    2147483647, 2147483646};

class Maker {
 public:
  Maker(const Function& f, const Format& format, std::uint64_t seed) : function_(f), format_(format), engine_(seed) {
    made_.arrays.resize(f.arguments.size());
  }

  void all_halves() {
    for (Bits b = 0; b < 65536; ++b) row({b});
  }
  void edge_values() {
    const std::size_t n = function_.arguments.size();
    if (n == 1) {
      for (Bits b : edges(format_)) row({b});
      return;
    }
    const std::vector<Bits> list = few_edges(format_, n == 3);
    for (Bits x : list) {
      if (function_.arguments[1] == 'i') {
        for (std::int32_t k : kIntegers) row({x, static_cast<std::uint32_t>(k)});
        continue;
      }
      for (Bits y : list) {
        if (n == 2)
          row({x, y});
        else
          for (Bits z : list) row({x, y, z});
      }
    }
  }
  // All patterns alike, so all exponents alike.
  void patterns(std::size_t samples) {
    for (std::size_t i = 0; i < samples; ++i) row({pattern(), second(), pattern()});
  }
  // Uniform in [-reach, reach], the second argument too; where a function of two arguments cancels or rounds, near each other.
  void intervals(std::size_t samples) {
    for (const long double reach : {1.0L, 10.0L, 120.0L, 800.0L, 65000.0L}) {
      for (std::size_t i = 0; i < samples; ++i) {
        const long double x = uniform(reach), y = i % 3 == 0 ? x * (1 + uniform(1) / 64) : uniform(reach);
        const long double z = i % 2 == 0 ? -x * y * (1 + uniform(1) / 1024) : uniform(reach);
        const bool counted = function_.arguments.size() > 1 && function_.arguments[1] == 'i';
        row({nearest(format_, x), counted ? second() : nearest(format_, y), nearest(format_, z)});
      }
    }
  }
  // Powers whose result is near the ends of the range: y = e / log2 x.
  void powers(std::size_t samples) {
    for (std::size_t i = 0; i < samples; ++i) {
      const long double x = value_of(format_, pattern());
      const long double y = (format_.max_exponent + 2 + format_.precision) * uniform(1.1L) / std::log2(std::fabs(x));
      if (!std::isfinite(x) || !std::isfinite(y)) continue;
      row({nearest(format_, x), nearest(format_, y)});
      row({nearest(format_, std::fabs(x)), nearest(format_, y)});
    }
  }
  Arguments take() { return std::move(made_); }

 private:
  Bits pattern() { return engine_() & format_.mask(); }
  long double uniform(long double reach) { return std::uniform_real_distribution<long double>(-reach, reach)(engine_); }
  Bits second() {
    if (function_.arguments.size() < 2 || function_.arguments[1] != 'i') return pattern();
    const std::uint64_t r = engine_();
    const std::int32_t range = r % 4 == 0 ? 2147483647 : r % 4 == 1 ? 1200 : r % 4 == 2 ? 160 : 12;
    return static_cast<std::uint32_t>(std::uniform_int_distribution<std::int32_t>(-range, range)(engine_));
  }
  // Brings the arguments into the function's domain.
  void row(std::array<Bits, 3> a) {
    const std::size_t n = function_.arguments.size();
    if (function_.domain != Domain::kAll) {
      for (std::size_t k = 0; k < n; ++k)
        if (format_.is_nan(a[k])) return;
      std::array<long double, 3> v{};
      for (std::size_t k = 0; k < n; ++k) v[k] = value_of(format_, a[k]);
      const bool unit = function_.domain == Domain::kUnit || function_.domain == Domain::kStep;
      for (std::size_t k = 0; k < n; ++k)
        if (unit && !(v[k] >= 0 && v[k] <= 1)) return;
      if (function_.domain == Domain::kOrdered && v[1] > v[2]) std::swap(a[1], a[2]);
      if (function_.domain == Domain::kStep && v[0] > v[1]) std::swap(a[0], a[1]);
      // A step of no width is undefined; a subnormal one is left out too, its quotient is.
      if (function_.domain == Domain::kStep && std::fabs(v[1] - v[0]) < std::ldexp(1.0L, format_.min_exponent())) return;
    }
    for (std::size_t k = 0; k < n; ++k) {
      const int bytes = bytes_of(function_.arguments[k], format_);
      made_.arrays[k].resize((made_.count + 1) * static_cast<std::size_t>(bytes));
      put(made_.arrays[k], made_.count, bytes, a[k]);
    }
    ++made_.count;
  }

  const Function& function_;
  const Format& format_;
  std::mt19937_64 engine_;
  Arguments made_;
};

}  // namespace

int bytes_of(char letter, const Format& format) { return letter == 'i' ? 4 : format.bytes; }

Arguments arguments_of(const Function& f, const Format& format, std::size_t samples, std::uint64_t seed) {
  Maker maker(f, format, seed);
  samples = samples / static_cast<std::size_t>(f.cost) + 1;
  if (format.bytes == 2 && f.arguments.size() == 1 && samples * 32 >= 65536) {
    maker.all_halves();
    return maker.take();
  }
  maker.edge_values();
  maker.patterns(2 * samples);
  maker.intervals(samples);
  if (f.arguments == "ff") maker.powers(samples);
  return maker.take();
}

}  // namespace clrt::numbers
