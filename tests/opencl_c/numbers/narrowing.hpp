// float to half and to bfloat16 over all 2^32 patterns, or every so many of them: convert_half in all rounding modes, vstore_half, and
// bfloat16 by cl_intel_bfloat16_conversions.
#pragma once

#include "conversions.hpp"

namespace clrt::numbers {

// Patterns 0, stride, 2 stride, ... below 2^32.
ConversionOutcome check_narrowing(const Device& device, std::uint64_t stride);

}  // namespace clrt::numbers
