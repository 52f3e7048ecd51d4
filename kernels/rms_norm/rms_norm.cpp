// Launchers of rms_norm.cl.
#include "rms_norm.hpp"

namespace clrt::kernels {

RmsNorm::RmsNorm(const Device& device) {
  const Program program = Program::registered(device, "rms_norm");
  plain_ = decltype(plain_)(program, "rms_norm_f32");
  weighted_ = decltype(weighted_)(program, "rms_norm_mul_f32");
  plain_stream_ = decltype(plain_stream_)(program, "rms_norm_f32__stream");
  weighted_stream_ = decltype(weighted_stream_)(program, "rms_norm_mul_f32__stream");
}

Event RmsNorm::run(Queue& queue, const Rows<float>& x, const Operand<float>* weight, const Rows<float>& y, const Extents& ne,
                   float eps) const {
  const auto [n, rows, planes, batches] = ne;
  const bool stream = rows * planes * batches * n * sizeof(float) >= kStreamBytes;
  const Size global{rows * 16, planes, batches}, local{16, 1, 1};
  const int count = to_int(n, "rms_norm", "n");
  if (weight == nullptr) {
    const auto& kernel = stream ? plain_stream_ : plain_;
    return kernel(queue, global, local, x.touch(rows, n, planes, batches), x.offset, x.stride, x.plane, x.batch,
                  y.touch(rows, n, planes, batches), y.offset, y.stride, y.plane, y.batch, count, eps);
  }
  const auto& kernel = stream ? weighted_stream_ : weighted_;
  return kernel(queue, global, local, x.touch(rows, n, planes, batches), x.offset, x.stride, x.plane, x.batch, weight->touch(n),
                weight->offset, y.touch(rows, n, planes, batches), y.offset, y.stride, y.plane, y.batch, count, eps);
}

Event RmsNorm::operator()(Queue& queue, const Rows<float>& x, const Rows<float>& y, std::uint64_t n, std::uint64_t rows,
                          float eps) const {
  return run(queue, x, nullptr, y, {n, rows, 1, 1}, eps);
}

Event RmsNorm::operator()(Queue& queue, const Rows<float>& x, const Operand<float>& weight, const Rows<float>& y, std::uint64_t n,
                          std::uint64_t rows, float eps) const {
  return run(queue, x, &weight, y, {n, rows, 1, 1}, eps);
}

Event RmsNorm::operator()(Queue& queue, const Tensor& x, const Tensor& y, float eps) const {
  check_same_shape(x, y, "rms_norm", "x and y");
  const Rows<float> from = rows_of<float>(x, Format::kF32, "rms_norm", "x");
  return run(queue, from, nullptr, rows_of<float>(y, Format::kF32, "rms_norm", "y"), x.ne(), eps);
}

Event RmsNorm::operator()(Queue& queue, const Tensor& x, const Tensor& weight, const Tensor& y, float eps) const {
  check_same_shape(x, y, "rms_norm", "x and y");
  const ElementStrides at = element_strides(weight, Format::kF32, "rms_norm", "weight");
  check_shape(weight, {x.ne(0), 1, 1, 1}, "rms_norm", "weight");
  const Operand<float> w(weight.buffer().as<float>(), at.offset);
  const Rows<float> from = rows_of<float>(x, Format::kF32, "rms_norm", "x");
  return run(queue, from, &w, rows_of<float>(y, Format::kF32, "rms_norm", "y"), x.ne(), eps);
}

RmsNormTree::RmsNormTree(const Device& device) : kernel_(Program::registered(device, "rms_norm"), "rms_norm_tree_f32") {}

Event RmsNormTree::operator()(Queue& queue, const Rows<float>& x, const Rows<float>& y, std::uint64_t n, std::uint64_t rows,
                              float eps) const {
  return kernel_(queue, {rows * 256}, {256}, x.touch(rows, n), x.offset, x.stride, y.touch(rows, n), y.offset, y.stride,
                 to_int(n, "rms_norm", "n"), eps);
}

}  // namespace clrt::kernels
