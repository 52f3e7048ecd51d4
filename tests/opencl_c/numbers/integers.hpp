// Integer functions: results must be exact.
#pragma once

#include "integer_table.hpp"

namespace clrt::numbers {

struct IntegerOutcome {
  std::size_t count = 0, wrong = 0;
  std::string failures;
};
// Function `index` of the type.
IntegerOutcome check_integers(Kernels& kernels, const IntegerType& type, std::size_t index, const WidthChoice& widths,
                              std::size_t samples, std::uint64_t seed);

}  // namespace clrt::numbers
