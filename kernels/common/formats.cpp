// Encoders of the number formats.
#include "formats.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <string>

#include "clrt/error.h"

namespace clrt::kernels {
namespace {

constexpr std::size_t kBlock = 32;

void store_f16(std::byte* to, float value) {
  const std::uint16_t bits = to_f16(value);
  std::memcpy(to, &bits, sizeof bits);
}

float finite_or_zero(float x) { return std::isnan(x) ? 0.0f : x; }

void encode_q8_0(const float* x, std::byte* to) {
  float largest = 0;
  for (std::size_t i = 0; i < kBlock; ++i) largest = std::fmax(largest, std::fabs(finite_or_zero(x[i])));
  const float d = largest / 127.0f;
  const float inverse = d != 0 ? 1.0f / d : 0.0f;
  store_f16(to, d);
  for (std::size_t i = 0; i < kBlock; ++i) {
    to[2 + i] = static_cast<std::byte>(static_cast<std::int8_t>(std::round(finite_or_zero(x[i]) * inverse)));
  }
}

void encode_q4_0(const float* x, std::byte* to) {
  float largest = 0;  // with its sign
  for (std::size_t i = 0; i < kBlock; ++i) {
    const float v = finite_or_zero(x[i]);
    if (std::fabs(v) > std::fabs(largest)) largest = v;
  }
  const float d = largest / -8.0f;
  const float inverse = d != 0 ? 1.0f / d : 0.0f;
  store_f16(to, d);
  const auto code = [&](std::size_t i) {
    const int q = static_cast<int>(finite_or_zero(x[i]) * inverse + 8.5f);
    return static_cast<unsigned>(q < 15 ? q : 15);
  };
  for (std::size_t i = 0; i < kBlock / 2; ++i) to[2 + i] = static_cast<std::byte>(code(i) | code(i + kBlock / 2) << 4);
}

}  // namespace

std::uint16_t to_f16(float value) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = bits >> 16 & 0x8000u;
  const std::uint32_t magnitude = bits & 0x7FFFFFFFu;
  if (magnitude > 0x7F800000u) return static_cast<std::uint16_t>(sign | 0x7E00u | (magnitude >> 13 & 0x3FFu));
  if (magnitude >= 0x477FF000u) return static_cast<std::uint16_t>(sign | 0x7C00u);  // 65520 and more
  if (magnitude < 0x38800000u) {  // subnormal: adding 0.5 leaves the rounded value in units of 2^-24 in the low bits
    const float shifted = std::bit_cast<float>(magnitude) + 0.5f;
    return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3F000000u));
  }
  const std::uint32_t odd = magnitude >> 13 & 1u;
  return static_cast<std::uint16_t>(sign | ((magnitude - 0x38000000u + 0xFFFu + odd) >> 13));
}

float from_f16(std::uint16_t bits) {
  const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000u) << 16;
  const std::uint32_t magnitude = bits & 0x7FFFu;
  if (magnitude >= 0x7C00u) return std::bit_cast<float>(sign | 0x7F800000u | (magnitude & 0x3FFu) << 13);
  if (magnitude < 0x0400u) {
    const float value = static_cast<float>(magnitude) * 0x1p-24f;
    return sign ? -value : value;
  }
  return std::bit_cast<float>(sign | ((magnitude << 13) + 0x38000000u));
}

void encode(Format format, std::span<const float> values, std::byte* to) {
  row_bytes(format, values.size());  // throws on a partial block
  switch (format) {
    case Format::kF32:
      if (!values.empty()) std::memcpy(to, values.data(), values.size_bytes());
      return;
    case Format::kF16:
      for (std::size_t i = 0; i < values.size(); ++i) store_f16(to + 2 * i, values[i]);
      return;
    case Format::kQ8_0:
      for (std::size_t i = 0; i < values.size(); i += kBlock) encode_q8_0(&values[i], to + i / kBlock * 34);
      return;
    case Format::kQ4_0:
      for (std::size_t i = 0; i < values.size(); i += kBlock) encode_q4_0(&values[i], to + i / kBlock * 18);
      return;
  }
}

}  // namespace clrt::kernels
