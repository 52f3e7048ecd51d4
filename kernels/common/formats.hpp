// Host side of the number formats of formats.clh: f16 and the block formats q8_0 and q4_0.
//
// Layouts are those of the published block formats, little-endian. Functions are pure and may be used from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace clrt::kernels {

enum class Format { kF32, kF16, kQ8_0, kQ4_0 };

// "f32", "f16", "q8_0", "q4_0".
std::string_view name(Format format);

// Values per block (1 or 32) and bytes per block.
std::size_t block_values(Format format);
std::size_t block_bytes(Format format);

// Bytes of a row of n values without a gap. Throws clrt::Error when n is no multiple of the block.
std::size_t row_bytes(Format format, std::size_t n);

// Nearest f16, ties to even; from 65520 on Inf; a NaN stays a quiet NaN.
std::uint16_t to_f16(float value);
float from_f16(std::uint16_t bits);

// Encodes values.size() values to `to`, which holds row_bytes(format, values.size()) bytes. The scale of a block comes
// from its largest absolute value; q8_0 rounds ties away from zero, q4_0 truncates x / d + 8.5. NaN in a block format
// becomes 0.
void encode(Format format, std::span<const float> values, std::byte* to);

}  // namespace clrt::kernels
