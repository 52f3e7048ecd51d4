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

}  // namespace clrt::kernels
