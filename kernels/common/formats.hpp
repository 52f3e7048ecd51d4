// Host side of the number formats of formats.clh: f16 and the block formats q8_0 and q4_0.
//
// Layouts are those of the published block formats, little-endian. Functions are pure and may be used from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "clrt/format.hpp"

namespace clrt::kernels {

using clrt::Format;
using clrt::block_bytes;
using clrt::block_values;
using clrt::name;
using clrt::row_bytes;

// Nearest f16, ties to even; from 65520 on Inf; a NaN stays a quiet NaN.
std::uint16_t to_f16(float value);
float from_f16(std::uint16_t bits);

// Encodes values.size() values to `to`, which holds row_bytes(format, values.size()) bytes. The scale of a block comes
// from its largest absolute value; q8_0 rounds ties away from zero, q4_0 truncates x / d + 8.5. NaN in a block format
// becomes 0.
void encode(Format format, std::span<const float> values, std::byte* to);

}  // namespace clrt::kernels
