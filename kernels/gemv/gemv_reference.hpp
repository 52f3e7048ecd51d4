// Plain reference of gemv.cl: one row. `magnitude` receives the sum of |w x|.
#pragma once

#include <cmath>
#include <cstddef>

namespace clrt::reference {

// decode(row, i) is weight i of the row.
template <class Decode>
double gemv_row(Decode decode, const std::byte* row, const float* x, std::size_t k, double& magnitude) {
  double sum = 0;
  magnitude = 0;
  for (std::size_t i = 0; i < k; ++i) {
    const double product = decode(row, i) * double(x[i]);
    sum += product;
    magnitude += std::abs(product);
  }
  return sum;
}

}  // namespace clrt::reference
