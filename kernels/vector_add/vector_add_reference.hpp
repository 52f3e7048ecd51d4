// Plain reference of vector_add.cl.
#pragma once

#include <cstddef>

namespace clrt::reference {

inline double vector_add(const float* x, const float* y, std::size_t i) { return double(x[i]) + double(y[i]); }

}  // namespace clrt::reference
