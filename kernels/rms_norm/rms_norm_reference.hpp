// Plain reference of rms_norm.cl: one row. `weight` may be null.
#pragma once

#include <cmath>
#include <cstddef>

namespace clrt::reference {

inline void rms_norm(const float* x, const float* weight, std::size_t n, double eps, double* y) {
  double squares = 0;
  for (std::size_t i = 0; i < n; ++i) squares += double(x[i]) * double(x[i]);
  const double norm = std::sqrt(squares / double(n) + eps);
  for (std::size_t i = 0; i < n; ++i) y[i] = double(x[i]) / norm * (weight ? double(weight[i]) : 1.0);
}

}  // namespace clrt::reference
