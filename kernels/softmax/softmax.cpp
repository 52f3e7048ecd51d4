// Launchers of softmax.cl.
#include "softmax.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>

namespace clrt::kernels {

std::vector<float> alibi_slopes(std::uint64_t heads, float max_bias) {
  std::vector<float> slopes(heads, 1.0f);
  if (max_bias <= 0) return slopes;
  const auto power = static_cast<double>(std::bit_floor(heads));
  const double first = std::exp2(-max_bias / power);
  const double second = std::exp2(-max_bias / 2 / power);
  for (std::uint64_t h = 0; h < heads; ++h) {
    const auto i = static_cast<double>(h);
    slopes[h] = static_cast<float>(i < power ? std::pow(first, i + 1) : std::pow(second, 2 * (i - power) + 1));
  }
  return slopes;
}

Softmax::Softmax(const Device& device) : kernel_(Program::registered(device, "softmax"), "softmax_f32") {}

Event Softmax::run(Queue& queue, const Rows<float>& x, const Rows<float>& y, const Extents& ne, float scale) const {
  const auto [n, rows, planes, batches] = ne;
  return kernel_(queue, {rows * 16, planes, batches}, {16, 1, 1}, x.touch(rows, n, planes, batches), x.offset, x.stride, x.plane,
                 x.batch, y.touch(rows, n, planes, batches), y.offset, y.stride, y.plane, y.batch, to_int(n, "softmax", "n"),
                 scale);
}

Event Softmax::operator()(Queue& queue, const Rows<float>& x, const Rows<float>& y, std::uint64_t n, std::uint64_t rows,
                          float scale) const {
  return run(queue, x, y, {n, rows, 1, 1}, scale);
}

Event Softmax::operator()(Queue& queue, const Tensor& x, const Tensor& y, float scale) const {
  check_same_shape(x, y, "softmax", "x and y");
  const Rows<float> from = rows_of<float>(x, Format::kF32, "softmax", "x");
  return run(queue, from, rows_of<float>(y, Format::kF32, "softmax", "y"), x.ne(), scale);
}

SoftmaxMasked::SoftmaxMasked(const Device& device, Format mask_format)
    : mask_format_(mask_format), mask_element_(block_bytes(mask_format)) {
  const std::string type(name(mask_format));
  if (mask_format != Format::kF32 && mask_format != Format::kF16) {
    throw Error(Status::kUnsupported, "softmax takes masks in f32 and f16, not in " + type);
  }
  kernel_ = decltype(kernel_)(Program::registered(device, "softmax"), "softmax_mask_" + type + "_f32");
}

Event SoftmaxMasked::run(Queue& queue, const Rows<float>& x, const SoftmaxMask& m, const Rows<float>& y, const Extents& ne,
                         float scale) const {
  if (m.rows == 0 || m.heads == 0) {
    throw Error(Status::kInvalidArgument, "the mask of a softmax has " + std::to_string(m.rows) + " rows and " +
                                              std::to_string(m.heads) + " heads, at least 1 of each is needed");
  }
  const auto [n, rows, planes, batches] = ne;
  const std::uint64_t mask_rows = std::min(rows * planes * batches, m.rows);
  const std::uint64_t mask_bytes = mask_rows && n ? (m.mask.offset + (mask_rows - 1) * m.stride + n) * mask_element_ : 0;
  return kernel_(queue, {rows * 16, planes, batches}, {16, 1, 1}, x.touch(rows, n, planes, batches), x.offset, x.stride, x.plane,
                 x.batch, m.mask.touch(mask_bytes), m.mask.offset, m.stride, m.rows, m.slope.view(0, m.heads), m.heads,
                 y.touch(rows, n, planes, batches), y.offset, y.stride, y.plane, y.batch, to_int(n, "softmax", "n"), scale);
}

Event SoftmaxMasked::operator()(Queue& queue, const Rows<float>& x, const SoftmaxMask& m, const Rows<float>& y, std::uint64_t n,
                                std::uint64_t rows, float scale) const {
  return run(queue, x, m, y, {n, rows, 1, 1}, scale);
}

Event SoftmaxMasked::operator()(Queue& queue, const Tensor& x, const Tensor& mask, const Buffer<float>& slope, const Tensor& y,
                                float scale) const {
  check_same_shape(x, y, "softmax", "x and y");
  const ElementStrides at = element_strides(mask, mask_format_, "softmax", "mask");
  check_shape(mask, {x.ne(0), x.ne(1), 1, 1}, "softmax", "mask");
  const SoftmaxMask m{Untyped(mask.buffer(), at.offset), at.row, std::max<std::uint64_t>(1, x.ne(1)), slope,
                      std::max<std::uint64_t>(1, x.ne(2))};
  const Rows<float> from = rows_of<float>(x, Format::kF32, "softmax", "x");
  return run(queue, from, m, rows_of<float>(y, Format::kF32, "softmax", "y"), x.ne(), scale);
}

}  // namespace clrt::kernels
