// Plain decoders of the weight formats, by the published layouts: value i of a row.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

namespace clrt::reference {

inline double decode_f32(const std::byte* row, std::size_t i) {
  float value;
  std::memcpy(&value, row + 4 * i, 4);
  return value;
}

inline double decode_f16(const std::byte* row, std::size_t i) {
  std::uint16_t bits;
  std::memcpy(&bits, row + 2 * i, 2);
  const int exponent = (bits >> 10) & 31;
  const int mantissa = bits & 1023;
  const double sign = bits & 0x8000 ? -1.0 : 1.0;
  if (exponent == 31) return mantissa ? std::numeric_limits<double>::quiet_NaN() : sign * std::numeric_limits<double>::infinity();
  if (exponent == 0) return sign * std::ldexp(double(mantissa), -24);
  return sign * std::ldexp(double(1024 + mantissa), exponent - 25);
}

inline double decode_q8_0(const std::byte* row, std::size_t i) {
  const std::byte* block = row + i / 32 * 34;
  return decode_f16(block, 0) * double(static_cast<std::int8_t>(block[2 + i % 32]));
}

inline double decode_q4_0(const std::byte* row, std::size_t i) {
  const std::byte* block = row + i / 32 * 18;
  const unsigned byte = static_cast<unsigned>(block[2 + i % 16]);
  const int q = i % 32 < 16 ? int(byte & 15u) : int(byte >> 4);
  return decode_f16(block, 0) * double(q - 8);
}

}  // namespace clrt::reference
