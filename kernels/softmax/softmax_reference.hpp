// Plain reference of softmax.cl: one row of values scale * x + slope * mask. `mask` may be null.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

namespace clrt::reference {

inline void softmax(const float* x, const float* mask, std::size_t n, double scale, double slope, double* y) {
  double top = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < n; ++i) {
    y[i] = double(x[i]) * scale + (mask ? slope * double(mask[i]) : 0.0);
    if (y[i] > top) top = y[i];
  }
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    y[i] = top == -std::numeric_limits<double>::infinity() && !std::isnan(y[i]) ? 0.0 : std::exp(y[i] - top);
    sum += y[i];
  }
  for (std::size_t i = 0; i < n; ++i) y[i] = sum == 0 ? 0.0 : y[i] / sum;
}

}  // namespace clrt::reference
