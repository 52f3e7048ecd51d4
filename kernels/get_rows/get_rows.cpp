// Launcher of get_rows.cl.
#include "get_rows.hpp"

#include <string>

namespace clrt::kernels {

GetRows::GetRows(const Device& device, Format table_format)
    : kernel_(Program::registered(device, "get_rows"), "get_rows_" + std::string(name(table_format)) + "_f32"),
      format_(table_format) {}

Event GetRows::operator()(Queue& queue, const Weights& table, std::uint64_t rows, const Buffer<int>& index, const Rows<float>& y,
                          std::uint64_t n, std::uint64_t count) const {
  return kernel_(queue, {count * 16}, {16}, table.touch(rows, row_bytes(format_, n)), table.offset, table.stride,
                 to_int(rows, "get_rows", "rows"), index.view(0, count), y.touch(count, n), y.offset, y.stride,
                 to_int(n, "get_rows", "n"));
}

Event GetRows::operator()(Queue& queue, const Tensor& table, const Buffer<int>& index, const Tensor& y) const {
  check_shape(table, {table.ne(0), table.ne(1), 1, 1}, "get_rows", "table");
  check_shape(y, {table.ne(0), y.ne(1), 1, 1}, "get_rows", "y");
  element_strides(table, format_, "get_rows", "table");
  return (*this)(queue, Weights(table.buffer(), table.nb(1), table.offset()), table.ne(1), index,
                 rows_of<float>(y, Format::kF32, "get_rows", "y"), table.ne(0), y.ne(1));
}

}  // namespace clrt::kernels
