// Plain reference of dot.cl. `magnitude` receives the sum of |x y|, the scale of the rounding error.
#pragma once

#include <cmath>
#include <cstddef>

namespace clrt::reference {

inline double dot(const float* x, const float* y, std::size_t n, double& magnitude) {
  double sum = 0;
  magnitude = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double product = double(x[i]) * double(y[i]);
    sum += product;
    magnitude += std::abs(product);
  }
  return sum;
}

}  // namespace clrt::reference
