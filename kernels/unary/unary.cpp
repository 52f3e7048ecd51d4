// Launcher of unary_f32.cl and unary_f16.cl.
#include "unary.hpp"

#include <string>

namespace clrt::kernels {

Unary::Unary(const Device& device, std::string_view operation, Format format) : format_(format), element_(block_bytes(format)) {
  const std::string type(name(format));
  if (format != Format::kF32 && format != Format::kF16) {
    throw Error(Status::kUnsupported, "unary " + std::string(operation) + " has f32 and f16 kernels, none for " + type);
  }
  kernel_ = decltype(kernel_)(Program::registered(device, "unary_" + type), "unary_" + std::string(operation) + "_" + type);
}

Event Unary::operator()(Queue& queue, const Untyped& x, const Untyped& y, std::uint64_t n) const {
  return kernel_(queue, {round_up(n, 256)}, {}, x.touch(n ? (x.offset + n) * element_ : 0), x.offset, 0, 0, 0,
                 y.touch(n ? (y.offset + n) * element_ : 0), y.offset, 0, 0, 0, n, 0);
}

Event Unary::operator()(Queue& queue, const Tensor& x, const Tensor& y) const {
  check_same_shape(x, y, "unary", "x and y");
  const ElementStrides a = element_strides(x, format_, "unary", "x"), b = element_strides(y, format_, "unary", "y");
  if (is_flat(x, y)) return (*this)(queue, Untyped(x.buffer(), a.offset), Untyped(y.buffer(), b.offset), x.elements());
  const std::uint64_t n = x.ne(0), group = column_group(n);
  return kernel_(queue, {round_up(n, group), x.ne(1), x.ne(2) * x.ne(3)}, {group, 1, 1}, touch(x), a.offset, a.row, a.plane,
                 a.batch, touch(y), b.offset, b.row, b.plane, b.batch, n, x.ne(3) > 1 ? x.ne(2) : 0);
}

}  // namespace clrt::kernels
