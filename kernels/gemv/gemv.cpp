// Launcher of gemv.cl.
#include "gemv.hpp"

#include <string>

namespace clrt::kernels {
namespace {

constexpr std::uint64_t kRowsPerGroup = 4;  // as in gemv.cl

}  // namespace

Gemv::Gemv(const Device& device, Format weight_format)
    : kernel_(Program::registered(device, "gemv"), "gemv_" + std::string(name(weight_format)) + "_f32"), format_(weight_format) {}

Event Gemv::operator()(Queue& queue, const Weights& w, const Operand<float>& x, const Operand<float>& y, std::uint64_t k,
                       std::uint64_t n) const {
  return kernel_(queue, {(n + kRowsPerGroup - 1) / kRowsPerGroup * 16}, {16}, w.touch(n, row_bytes(format_, k)), w.offset,
                 w.stride, x.touch(k), x.offset, y.touch(n), y.offset, to_int(k, "gemv", "k"), to_int(n, "gemv", "n"));
}

Event Gemv::operator()(Queue& queue, const Tensor& w, const Tensor& x, const Tensor& y) const {
  check_shape(w, {w.ne(0), w.ne(1), 1, 1}, "gemv", "w");
  check_shape(x, {w.ne(0), 1, 1, 1}, "gemv", "x");
  check_shape(y, {w.ne(1), 1, 1, 1}, "gemv", "y");
  element_strides(w, format_, "gemv", "w");
  const ElementStrides a = element_strides(x, Format::kF32, "gemv", "x"), b = element_strides(y, Format::kF32, "gemv", "y");
  return (*this)(queue, Weights(w.buffer(), w.nb(1), w.offset()), Operand<float>(x.buffer().as<float>(), a.offset),
                 Operand<float>(y.buffer().as<float>(), b.offset), w.ne(0), w.ne(1));
}

}  // namespace clrt::kernels
