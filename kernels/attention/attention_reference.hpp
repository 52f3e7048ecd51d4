// Plain reference of attention.cl: one head, three steps with the whole row of scores.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace clrt::reference {

// key(t, d) and value(t, d) are the cache entries of this head's group.
template <class Key, class Value>
void attention_head(const float* q, Key key, Value value, std::size_t n_kv, std::size_t head_size, double scale, double* out) {
  std::vector<double> p(n_kv);
  for (std::size_t t = 0; t < n_kv; ++t) {
    for (std::size_t d = 0; d < head_size; ++d) p[t] += double(q[d]) * key(t, d);
    p[t] *= scale;
  }
  const double top = n_kv ? *std::max_element(p.begin(), p.end()) : 0;
  double sum = 0;
  for (double& s : p) sum += s = std::exp(s - top);
  for (std::size_t d = 0; d < head_size; ++d) {
    out[d] = 0;
    for (std::size_t t = 0; t < n_kv; ++t) out[d] += p[t] / sum * value(t, d);
  }
}

}  // namespace clrt::reference
