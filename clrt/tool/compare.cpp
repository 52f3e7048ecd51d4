// Comparing buffers.
#include "clrt/tool/compare.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace clrt::tool {

Difference compare(const ElementType& type, const std::vector<std::byte>& a, const std::vector<std::byte>& b, double tolerance) {
  Difference d;
  d.scalars = std::min(a.size(), b.size()) / type.scalar_bytes;
  for (std::size_t i = 0; i < d.scalars; ++i) {
    const std::byte *x = &a[i * type.scalar_bytes], *y = &b[i * type.scalar_bytes];
    if (std::memcmp(x, y, type.scalar_bytes) == 0) continue;
    const double p = scalar_value(type, x), q = scalar_value(type, y);
    if (type.floating() && std::isnan(p) && std::isnan(q)) continue;
    ++d.unequal;
    const double absolute = std::abs(p - q);  // NaN when one of them is, or an infinity of the same sign
    d.max_absolute = std::isnan(absolute) ? absolute : std::max(d.max_absolute, absolute);
    d.max_steps = std::max(d.max_steps, scalar_steps(type, x, y));
    const bool within = type.floating() && (p == q || absolute <= tolerance * std::max(1.0, std::abs(p)));
    if (!within && d.beyond++ == 0) d.first_beyond = i;
  }
  return d;
}

}  // namespace clrt::tool
