// Bit patterns, values and units of the last place.
#include "format.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>

namespace clrt::numbers {

long double value_of(const Format& f, Bits x) {
  const bool negative = (x & f.sign()) != 0;
  const Bits magnitude = x & (f.sign() - 1);
  long double v;
  if (magnitude > f.infinity()) {
    v = std::numeric_limits<long double>::quiet_NaN();
  } else if (magnitude == f.infinity()) {
    v = std::numeric_limits<long double>::infinity();
  } else {
    const int field = static_cast<int>(magnitude >> (f.precision - 1));
    const Bits fraction = magnitude & ((Bits{1} << (f.precision - 1)) - 1);
    const Bits significand = field == 0 ? fraction : fraction | Bits{1} << (f.precision - 1);
    v = std::ldexp(static_cast<long double>(significand), std::max(field, 1) - f.max_exponent - (f.precision - 1));
  }
  return negative ? -v : v;
}

long double rounded_to_integer(long double x, Rounding rounding) {
  switch (rounding) {
    case Rounding::kNearest: return std::nearbyint(x);
    case Rounding::kZero: return std::trunc(x);
    case Rounding::kUp: return std::ceil(x);
    case Rounding::kDown: return std::floor(x);
  }
  return x;
}

Bits rounded(const Format& f, long double x, Rounding rounding) {
  const Bits sign = std::signbit(x) ? f.sign() : 0;
  if (std::isnan(x)) return f.quiet_nan() | sign;
  if (x == 0) return sign;
  if (std::isinf(x)) return f.infinity() | sign;
  const int e = std::max(std::ilogb(x), f.min_exponent());
  if (e > f.max_exponent) {
    const bool away =
        rounding == Rounding::kNearest || (rounding == Rounding::kUp && x > 0) || (rounding == Rounding::kDown && x < 0);
    return (away ? f.infinity() : f.largest()) | sign;
  }
  // In units of the last place; long double has more bits than any format, so this rounds once.
  const long double units = std::fabs(rounded_to_integer(std::ldexp(x, f.precision - 1 - e), rounding));
  // A significand that was rounded up to the next power of two carries into the exponent, a subnormal one has exponent field 0.
  const Bits field = static_cast<Bits>(e - f.min_exponent());
  return ((field << (f.precision - 1)) + static_cast<Bits>(units)) | sign;
}

std::string text_of(const Format& f, Bits x) {
  std::array<char, 64> s{};
  const long double v = value_of(f, x);
  if (std::isnan(v)) return "nan";
  if (std::isinf(v)) return v < 0 ? "-inf" : "inf";
  std::snprintf(s.data(), s.size(), "%a", static_cast<double>(v));
  return s.data();
}

long double ulp_of(const Format& f, long double x) {
  x = std::fabs(x);
  int e = f.min_exponent();
  if (x > 0 && !std::isinf(x)) {
    int above;
    e = std::frexp(x, &above) == 0.5L ? above - 2 : above - 1;
  } else if (std::isinf(x)) {
    e = f.max_exponent;
  }
  return std::ldexp(1.0L, std::clamp(e, f.min_exponent(), f.max_exponent) - (f.precision - 1));
}

double ulp_error(const Format& f, Bits got, long double want) {
  const long double beyond = std::ldexp(1.0L, f.max_exponent + 1);
  want = std::clamp(want, -beyond, beyond);
  const long double have = std::clamp(value_of(f, got), -beyond, beyond);
  return static_cast<double>(std::fabs(have - want) / ulp_of(f, want));
}

void put(std::vector<unsigned char>& to, std::size_t i, int bytes, Bits x) {
  std::memcpy(to.data() + i * static_cast<std::size_t>(bytes), &x, static_cast<std::size_t>(bytes));
}
Bits get(const std::vector<unsigned char>& from, std::size_t i, int bytes) {
  Bits x = 0;
  std::memcpy(&x, from.data() + i * static_cast<std::size_t>(bytes), static_cast<std::size_t>(bytes));
  return x;
}

}  // namespace clrt::numbers
