// Plain reference of rope.cl: one head of one token.
#pragma once

#include <cmath>
#include <cstddef>

namespace clrt::reference {

inline void rope(const float* x, int position, const float* frequency, int head_size, int n_rot, bool neox, double magnitude,
                 double* y) {
  for (int d = 0; d < head_size; ++d) y[d] = x[d];
  for (int pair = 0; pair < n_rot / 2; ++pair) {
    const int first = neox ? pair : 2 * pair;
    const int second = neox ? pair + n_rot / 2 : 2 * pair + 1;
    const double t = double(position) * double(frequency[pair]);
    y[first] = magnitude * (double(x[first]) * std::cos(t) - double(x[second]) * std::sin(t));
    y[second] = magnitude * (double(x[first]) * std::sin(t) + double(x[second]) * std::cos(t));
  }
}

}  // namespace clrt::reference
