// Types and values of the command line.
#include "clrt/tool/element_type.hpp"

#include <fmt/core.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

#include "clrt/error.h"

namespace clrt::tool {
namespace {

struct Row {
  const char* name;
  Scalar scalar;
  std::size_t bytes;
};
constexpr Row kRows[] = {{"char", Scalar::kChar, 1},     {"uchar", Scalar::kUchar, 1},  {"short", Scalar::kShort, 2},
                         {"ushort", Scalar::kUshort, 2}, {"int", Scalar::kInt, 4},      {"uint", Scalar::kUint, 4},
                         {"long", Scalar::kLong, 8},     {"ulong", Scalar::kUlong, 8},  {"half", Scalar::kHalf, 2},
                         {"float", Scalar::kFloat, 4},   {"double", Scalar::kDouble, 8}};

// Calls f with a value of the C++ type of a scalar (a half as its bits).
template <class F>
auto visit(Scalar scalar, F&& f) {
  switch (scalar) {
    case Scalar::kChar: return f(std::int8_t{});
    case Scalar::kUchar: return f(std::uint8_t{});
    case Scalar::kShort: return f(std::int16_t{});
    case Scalar::kUshort:
    case Scalar::kHalf: return f(std::uint16_t{});
    case Scalar::kInt: return f(std::int32_t{});
    case Scalar::kUint: return f(std::uint32_t{});
    case Scalar::kLong: return f(std::int64_t{});
    case Scalar::kUlong: return f(std::uint64_t{});
    case Scalar::kFloat: return f(float{});
    case Scalar::kDouble: break;
  }
  return f(double{});
}

template <class T>
T load(const std::byte* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class T>
T parse_number(std::string_view text, const std::string& type) {
  const auto fail = [&](const char* why) {
    throw Error(Status::kInvalidArgument, "'" + std::string(text) + "' " + why + " " + type);
  };
  std::string_view digits = text;
  if (!digits.empty() && digits[0] == '+') digits.remove_prefix(1);
  T value{};
  std::from_chars_result result{};
  if constexpr (std::is_floating_point_v<T>) {
    result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (result.ec == std::errc() && result.ptr + 1 == digits.data() + digits.size() && *result.ptr == 'f') ++result.ptr;
  } else {
    const bool hex = digits.starts_with("0x") || digits.starts_with("0X");
    if (hex) digits.remove_prefix(2);
    result = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  }
  if (result.ec == std::errc::result_out_of_range) fail("is out of range for");
  if (result.ec != std::errc() || result.ptr != digits.data() + digits.size()) fail("is no");
  return value;
}

// Maps a float's bits to integers in the order of the values.
template <class I>
I ordered(I bits) {
  return bits < 0 ? std::numeric_limits<I>::min() - bits : bits;
}

}  // namespace

ElementType parse_type(std::string_view name) {
  std::size_t letters = name.find_first_of("0123456789");
  if (letters == std::string_view::npos) letters = name.size();
  const std::string_view suffix = name.substr(letters);
  for (const Row& row : kRows) {
    if (name.substr(0, letters) != row.name) continue;
    for (const unsigned n : {1u, 2u, 3u, 4u, 8u, 16u}) {
      if ((n == 1 && suffix.empty()) || (n > 1 && suffix == std::to_string(n)))
        return {row.scalar, row.bytes, n, std::string(name)};
    }
  }
  std::string list;
  for (const Row& row : kRows) list += (list.empty() ? "" : ", ") + std::string(row.name);
  throw Error(Status::kInvalidArgument,
              "'" + std::string(name) + "' is no type; there are " + list + ", and vectors of 2, 3, 4, 8, 16 of them");
}

void parse_scalar(const ElementType& type, std::string_view text, std::byte* to) {
  if (type.scalar == Scalar::kHalf) {
    const std::uint16_t bits = half_from_float(parse_number<float>(text, "half"));
    std::memcpy(to, &bits, sizeof bits);
    return;
  }
  visit(type.scalar, [&](auto zero) {
    const auto value = parse_number<decltype(zero)>(text, type.name);
    std::memcpy(to, &value, sizeof value);
  });
}

std::string scalar_text(const ElementType& type, const std::byte* from) {
  if (type.scalar == Scalar::kHalf) return fmt::format("{}", float_from_half(load<std::uint16_t>(from)));
  return visit(type.scalar, [&](auto zero) { return fmt::format("{}", load<decltype(zero)>(from)); });
}

double scalar_value(const ElementType& type, const std::byte* from) {
  if (type.scalar == Scalar::kHalf) return double{float_from_half(load<std::uint16_t>(from))};
  return visit(type.scalar, [&](auto zero) { return static_cast<double>(load<decltype(zero)>(from)); });
}

double scalar_steps(const ElementType& type, const std::byte* a, const std::byte* b) {
  const auto steps = [&](auto zero) {
    using I = decltype(zero);
    return std::abs(static_cast<double>(ordered(load<I>(a))) - static_cast<double>(ordered(load<I>(b))));
  };
  if (type.scalar == Scalar::kHalf) return steps(std::int16_t{});
  if (type.scalar == Scalar::kFloat) return steps(std::int32_t{});
  if (type.scalar == Scalar::kDouble) return steps(std::int64_t{});
  return std::abs(scalar_value(type, a) - scalar_value(type, b));
}

std::uint16_t half_from_float(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>(bits >> 16 & 0x8000u);
  const std::uint32_t magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) return static_cast<std::uint16_t>(sign | 0x7e00u);
  if (magnitude >= 0x47800000u) return static_cast<std::uint16_t>(sign | 0x7c00u);  // 65536 and above
  // In units of the half's last place: 2^-24 below the smallest normal.
  const int exponent = std::max(static_cast<int>(magnitude >> 23) - 127, -14);
  const float scaled = std::ldexp(std::bit_cast<float>(magnitude), 10 - exponent);  // exact
  const auto rounded = static_cast<std::uint32_t>(std::nearbyint(scaled));          // ties to even in the default mode
  // A subnormal has exponent field 0 and `rounded` below 1024; a carry out of the fraction raises the exponent by itself.
  return static_cast<std::uint16_t>(sign | ((static_cast<std::uint32_t>(exponent + 14) << 10) + rounded));
}

float float_from_half(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31, fraction = bits & 1023;
  const float magnitude = exponent == 31
                              ? (fraction ? std::numeric_limits<float>::quiet_NaN() : std::numeric_limits<float>::infinity())
                          : exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                                          : std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

}  // namespace clrt::tool
