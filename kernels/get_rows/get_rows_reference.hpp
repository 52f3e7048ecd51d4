// Plain reference of get_rows.cl: value i of the row that an index names; an index outside the table gives NaN.
#pragma once

#include <cstddef>
#include <limits>

namespace clrt::reference {

template <class Decode>
double get_rows(Decode decode, const std::byte* table, std::size_t row_bytes, int rows, int index, std::size_t i) {
  if (index < 0 || index >= rows) return std::numeric_limits<double>::quiet_NaN();
  return decode(table + std::size_t(index) * row_bytes, i);
}

}  // namespace clrt::reference
