// Launchers of binary.cl.
#include "binary.hpp"

#include <algorithm>
#include <string>

namespace clrt::kernels {
namespace {

BufferView<float> touch(const Planes& p, std::uint64_t n, std::uint64_t rows, std::uint64_t planes) {
  const bool any = n && rows && planes;
  return p.buffer.view(0, any ? p.offset + (rows - 1) * p.row_stride + (planes - 1) * p.plane_stride + n : 0);
}

}  // namespace

BinaryFlat::BinaryFlat(const Device& device, std::string_view operation)
    : kernel_(Program::registered(device, "binary"), std::string(operation) + "_flat_f32") {}

Event BinaryFlat::operator()(Queue& queue, const Operand<float>& x, const Operand<float>& y, const Operand<float>& z,
                             std::uint64_t n) const {
  return kernel_(queue, {round_up(n, 256)}, {}, x.touch(n), x.offset, y.touch(n), y.offset, z.touch(n), z.offset, n);
}

BinaryRow::BinaryRow(const Device& device, std::string_view operation)
    : kernel_(Program::registered(device, "binary"), std::string(operation) + "_row_f32") {}

Event BinaryRow::operator()(Queue& queue, const Planes& x, const Planes& y, std::uint64_t y_rows, std::uint64_t y_planes,
                            const Planes& z, std::uint64_t n, std::uint64_t rows, std::uint64_t planes) const {
  if (y_rows == 0 || y_planes == 0) {
    throw Error(Status::kInvalidArgument, "y of a binary row operation has " + std::to_string(y_rows) + " rows and " +
                                              std::to_string(y_planes) + " planes, at least 1 of each is needed");
  }
  const std::uint64_t group = column_group(n);
  return kernel_(queue, {round_up(n, group), rows, planes}, {group, 1, 1}, touch(x, n, rows, planes), x.offset, x.row_stride,
                 x.plane_stride, touch(y, n, std::min(rows, y_rows), std::min(planes, y_planes)), y.offset, y.row_stride,
                 y.plane_stride, y_rows, y_planes, touch(z, n, rows, planes), z.offset, z.row_stride, z.plane_stride, n);
}

}  // namespace clrt::kernels
