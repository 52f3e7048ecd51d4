// Plain reference of the sgemm kernels: one row of C = alpha A B + beta C. magnitude[j] receives the sum of absolute terms.
#pragma once

#include <cmath>
#include <cstddef>

namespace clrt::reference {

// c_row: the row before, read only when beta is not 0.
inline void sgemm_row(const float* a_row, const float* b, std::size_t ldb, const float* c_row, std::size_t n, std::size_t k,
                      double alpha, double beta, double* y, double* magnitude) {
  for (std::size_t j = 0; j < n; ++j) {
    y[j] = beta == 0 ? 0 : beta * double(c_row[j]);
    magnitude[j] = std::abs(y[j]);
  }
  for (std::size_t i = 0; i < k; ++i) {
    const double a = alpha * double(a_row[i]);
    for (std::size_t j = 0; j < n; ++j) {
      const double term = a * double(b[i * ldb + j]);
      y[j] += term;
      magnitude[j] += std::abs(term);
    }
  }
}

}  // namespace clrt::reference
