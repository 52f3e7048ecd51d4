// OpenCL C types on the command line: "float4" and its elements as text and bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clrt::tool {

enum class Scalar { kChar, kUchar, kShort, kUshort, kInt, kUint, kLong, kUlong, kHalf, kFloat, kDouble };

struct ElementType {
  Scalar scalar = Scalar::kFloat;
  std::size_t scalar_bytes = 4;
  unsigned components = 1;  // as written: 3 stands as 4 in memory
  std::string name;

  unsigned stored() const { return components == 3 ? 4 : components; }
  std::size_t bytes() const { return scalar_bytes * stored(); }
  bool floating() const { return scalar >= Scalar::kHalf; }
};

// Throws clrt::Error (kInvalidArgument) that lists the types.
ElementType parse_type(std::string_view name);

// The bytes of one scalar written as text ("3.5", "-7", "0x1f", "nan"); throws clrt::Error when it is none or out of range.
void parse_scalar(const ElementType& type, std::string_view text, std::byte* to);

std::string scalar_text(const ElementType& type, const std::byte* from);
double scalar_value(const ElementType& type, const std::byte* from);
// Numbers of representable values between two scalars of a floating type; the difference for integers.
double scalar_steps(const ElementType& type, const std::byte* a, const std::byte* b);

std::uint16_t half_from_float(float value);  // nearest, ties to even
float float_from_half(std::uint16_t bits);

// The parts of `text` between separators: "1,2" -> "1", "2".
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace clrt::tool
