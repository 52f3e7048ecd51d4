// Plain references of reduce.cl. `magnitude` receives the scale of the rounding error: the sum of |x| for sums, 0 for max.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

namespace clrt::reference {

inline double reduce_sum(const float* x, std::size_t n, double& magnitude) {
  double sum = 0;
  magnitude = 0;
  for (std::size_t i = 0; i < n; ++i) {
    sum += x[i];
    magnitude += std::abs(double(x[i]));
  }
  return sum;
}

inline double reduce_asum(const float* x, std::size_t n, double& magnitude) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += std::abs(double(x[i]));
  magnitude = sum;
  return sum;
}

// NaN is skipped; nothing gives -Inf.
inline double reduce_max(const float* x, std::size_t n, double& magnitude) {
  double top = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < n; ++i) {
    if (x[i] > top) top = x[i];
  }
  magnitude = 0;
  return top;
}

inline double reduce_amax(const float* x, std::size_t n, double& magnitude) {
  double top = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (std::abs(x[i]) > top) top = std::abs(x[i]);
  }
  magnitude = 0;
  return top;
}

inline double reduce_nrm2(const float* x, std::size_t n, double& magnitude) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += double(x[i]) * double(x[i]);
  magnitude = std::sqrt(sum);
  return magnitude;
}

}  // namespace clrt::reference
