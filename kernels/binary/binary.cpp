// Launchers of binary.cl.
#include "binary.hpp"

#include <algorithm>
#include <string>

namespace clrt::kernels {
namespace {

Rows<float> rows_of(const Planes& p) {
  Rows<float> rows(p.buffer, p.row_stride, p.offset);
  rows.plane = p.plane_stride;
  return rows;
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
  return run(queue, rows_of(x), rows_of(y), rows_of(z), {n, rows, planes, 1},
             {n, std::min(rows, y_rows), std::min(planes, y_planes), 1});
}

Event BinaryRow::operator()(Queue& queue, const Tensor& x, const Tensor& y, const Tensor& z) const {
  check_same_shape(x, z, "a binary row operation", "x and z");
  if (x.elements() != 0 && !can_repeat_rows(y, x)) {
    throw Error(Status::kInvalidArgument, "y of a binary row operation is a tensor " + y.shape_text() +
                                              ", which does not repeat to fill " + x.shape_text() + " by whole rows");
  }
  constexpr const char* kName = "a binary row operation";
  const Rows<float> a = kernels::rows_of<float>(x, Format::kF32, kName, "x"),
                    b = kernels::rows_of<float>(y, Format::kF32, kName, "y");
  return run(queue, a, b, kernels::rows_of<float>(z, Format::kF32, kName, "z"), x.ne(), y.ne());
}

Event BinaryRow::run(Queue& queue, const Rows<float>& x, const Rows<float>& y, const Rows<float>& z, const Extents& ne,
                     const Extents& y_ne) const {
  const auto [n, rows, planes, batches] = ne;
  const std::uint64_t group = column_group(n);
  return kernel_(queue, {round_up(n, group), rows, planes * batches}, {group, 1, 1}, x.touch(rows, n, planes, batches), x.offset,
                 x.stride, x.plane, x.batch, y.touch(y_ne[1], n, y_ne[2], y_ne[3]), y.offset, y.stride, y.plane, y.batch, y_ne[1],
                 y_ne[2], y_ne[3], z.touch(rows, n, planes, batches), z.offset, z.stride, z.plane, z.batch, n,
                 batches > 1 ? planes : 0);
}

}  // namespace clrt::kernels
