// Number formats of tensors: f32, f16 and blocks of 32 values with a scale. Layouts are those published with GGUF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "clrt/error.h"

namespace clrt {

enum class Format { kF32, kF16, kQ8_0, kQ4_0 };

// "f32", "f16", "q8_0", "q4_0".
constexpr std::string_view name(Format format) {
  switch (format) {
    case Format::kF32: return "f32";
    case Format::kF16: return "f16";
    case Format::kQ8_0: return "q8_0";
    case Format::kQ4_0: return "q4_0";
  }
  return "unknown";
}

// Values per block: 1 for plain formats.
constexpr std::size_t block_values(Format format) { return format == Format::kF32 || format == Format::kF16 ? 1 : 32; }

// Bytes per block.
constexpr std::size_t block_bytes(Format format) {
  switch (format) {
    case Format::kF32: return 4;
    case Format::kF16: return 2;
    case Format::kQ8_0: return 34;
    case Format::kQ4_0: return 18;
  }
  return 0;
}

// Bytes of a row of n values without a gap. Throws clrt::Error (kInvalidArgument) when n is no multiple of the block.
inline std::size_t row_bytes(Format format, std::size_t n) {
  const std::size_t values = block_values(format);
  if (n % values != 0) {
    throw Error(Status::kInvalidArgument, "a row of " + std::to_string(n) + " values is no whole number of " +
                                              std::string(name(format)) + " blocks of " + std::to_string(values));
  }
  return n / values * block_bytes(format);
}

}  // namespace clrt
