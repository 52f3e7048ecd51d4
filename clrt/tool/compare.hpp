// How far two runs' buffers are apart.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "clrt/tool/element_type.hpp"

namespace clrt::tool {

struct Difference {
  std::size_t scalars = 0, unequal = 0;    // that differ at all
  std::size_t beyond = 0;                  // that differ by more than the tolerance
  double max_absolute = 0, max_steps = 0;  // steps: units in the last place; for integers the difference
  std::size_t first_beyond = 0;            // index of a scalar
};

// Within the tolerance: |a - b| <= tolerance * max(1, |a|); integers must be equal, a NaN equals a NaN. Same size.
Difference compare(const ElementType& type, const std::vector<std::byte>& a, const std::vector<std::byte>& b, double tolerance);

}  // namespace clrt::tool
