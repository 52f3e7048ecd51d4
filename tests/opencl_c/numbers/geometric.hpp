// Geometric functions (OpenCL C 6.15.5) on scalars and vectors of 2, 3 and 4 components.
#pragma once

#include "function_table.hpp"

namespace clrt::numbers {

struct GeometricFunction {
  std::string name;
  int arguments;  // vectors
  bool vector_result;
  // The limit for n components; kAbsolute is a factor of max * max, max being the greatest magnitude of the operands.
  Limit (*limit)(const Format& f, int n);
  bool takes(const Format& f, int n) const { return name == "cross" ? n >= 3 : name.starts_with("fast_") ? f.bytes == 4 : true; }
};
const std::vector<GeometricFunction>& geometric_functions();

struct GeometricOutcome {
  std::size_t count = 0, wrong = 0;
  double worst = 0;  // in the limit's measure
  std::string at, failures;
};
GeometricOutcome check_geometric(Kernels& kernels, const GeometricFunction& f, const Format& format, int n, std::size_t samples,
                                 std::uint64_t seed);

}  // namespace clrt::numbers
