// Plain reference of saxpy.cl.
#pragma once

#include <cstddef>

namespace clrt::reference {

inline double saxpy(float a, const float* x, const float* y, std::size_t i) { return double(a) * double(x[i]) + double(y[i]); }

}  // namespace clrt::reference
