// The three floating formats as bit patterns, exact values of them, and OpenCL C 7.4's unit of the last place.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace clrt::numbers {

// A value of any of the formats, or an int, in the low bits.
using Bits = std::uint64_t;

struct Format {
  const char* name;  // in OpenCL C
  const char* bits;  // the signed integer as wide as the format, in OpenCL C
  int bytes;
  int precision;                                         // of the significand, with the hidden bit
  int max_exponent;                                      // the greatest e with a finite number in [2^e, 2^(e+1))
  int min_exponent() const { return 1 - max_exponent; }  // of the least normal number

  Bits sign() const { return Bits{1} << (bytes * 8 - 1); }
  Bits infinity() const { return ((Bits{2} * static_cast<unsigned>(max_exponent) + 1) << (precision - 1)); }
  Bits largest() const { return infinity() - 1; }
  Bits quiet_nan() const { return infinity() | Bits{1} << (precision - 2); }
  Bits mask() const { return sign() | (sign() - 1); }
  bool is_nan(Bits x) const { return (x & ~sign()) > infinity(); }
  bool is_infinite(Bits x) const { return (x & ~sign()) == infinity(); }
  bool is_zero(Bits x) const { return (x & ~sign()) == 0; }
};
inline constexpr Format kHalf{"half", "short", 2, 11, 15}, kFloat{"float", "int", 4, 24, 127},
    kDouble{"double", "long", 8, 53, 1023};

// Exact; long double holds every finite value of the formats.
long double value_of(const Format& f, Bits x);
// Rounding modes of OpenCL C's conversions.
enum class Rounding { kNearest, kZero, kUp, kDown };
Bits rounded(const Format& f, long double x, Rounding rounding);
inline Bits nearest(const Format& f, long double x) { return rounded(f, x, Rounding::kNearest); }
long double rounded_to_integer(long double x, Rounding rounding);
// In C's hexadecimal notation, or nan, inf.
std::string text_of(const Format& f, Bits x);
// The unit of the last place at the exact value x, as section 7.4 defines it; of a power of two it is the distance to the
// neighbour below.
long double ulp_of(const Format& f, long double x);
// |got - want| in units of want. Infinity counts as the number that would follow the largest one.
double ulp_error(const Format& f, Bits got, long double want);

// Stores `x` as an element of the format (or of `bytes` bytes) at index i, and reads it.
void put(std::vector<unsigned char>& to, std::size_t i, int bytes, Bits x);
Bits get(const std::vector<unsigned char>& from, std::size_t i, int bytes);

}  // namespace clrt::numbers
