// Runs a function of the table over its arguments and compares every result with the reference.
#pragma once

#include "arguments.hpp"

namespace clrt::numbers {

// The worst error seen.
struct Worst {
  double error = 0;  // in ulp, or absolute where the limit is
  std::string at, got, want;
  std::size_t count = 0;  // arguments tried
};
struct Measured {
  Worst worst;
  std::size_t wrong = 0;
  std::string failures;  // the first of them
};
Measured measure(Kernels& kernels, std::size_t function, const Format& format, const WidthChoice& widths, std::size_t samples,
                 std::uint64_t seed);

}  // namespace clrt::numbers
