// Conversions between all scalar types in all rounding and saturation modes, and half loads and stores: results must be exact.
#pragma once

#include "format.hpp"
#include "integer_table.hpp"

namespace clrt::numbers {

// Any arithmetic type: an integer type, or a floating one with `format` set.
struct NumberType {
  IntegerType integer;
  const Format* format = nullptr;
  const char* name() const { return format != nullptr ? format->name : integer.name; }
  int bytes() const { return format != nullptr ? format->bytes : integer.bits / 8; }
};
const std::vector<NumberType>& number_types();

struct Mode {
  const char* suffix;  // "", "_rte", ...
  Rounding to_integer, to_floating;
};
inline constexpr Mode kModes[] = {{"", Rounding::kZero, Rounding::kNearest},
                                  {"_rte", Rounding::kNearest, Rounding::kNearest},
                                  {"_rtz", Rounding::kZero, Rounding::kZero},
                                  {"_rtp", Rounding::kUp, Rounding::kUp},
                                  {"_rtn", Rounding::kDown, Rounding::kDown}};

struct ConversionOutcome {
  std::size_t count = 0, wrong = 0;
  std::string failures;
};
// All modes of conversions from `from` to `to`: in width 1 and, in turn over types and routes, in one more; or in all widths.
ConversionOutcome check_conversions(Kernels& kernels, const NumberType& from, const NumberType& to, const WidthChoice& widths,
                                    std::size_t samples, std::uint64_t seed);
// vload_half and vloada_half in every width, of all halves.
ConversionOutcome check_half_loads(Kernels& kernels, const WidthChoice& widths);
// vstore_half and vstorea_half from float or double in every width and mode.
ConversionOutcome check_half_stores(Kernels& kernels, const Format& from, const WidthChoice& widths, std::size_t samples,
                                    std::uint64_t seed);

}  // namespace clrt::numbers
