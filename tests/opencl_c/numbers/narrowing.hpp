// float to half over all 2^32 patterns, or every so many of them: all rounding modes, convert_half and vstore_half.
#pragma once

#include "conversions.hpp"

namespace clrt::numbers {

// Patterns 0, stride, 2 stride, ... below 2^32.
ConversionOutcome check_narrowing(const Device& device, std::uint64_t stride);

}  // namespace clrt::numbers
