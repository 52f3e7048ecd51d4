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

Event RmsNorm::operator()(Queue& queue, const Rows<float>& x, const Rows<float>& y, std::uint64_t n, std::uint64_t rows,
                          float eps) const {
  const auto& kernel = rows * n * sizeof(float) >= kStreamBytes ? plain_stream_ : plain_;
  return kernel(queue, {rows * 16}, {16}, x.touch(rows, n), x.offset, x.stride, y.touch(rows, n), y.offset, y.stride,
                to_int(n, "rms_norm", "n"), eps);
}

Event RmsNorm::operator()(Queue& queue, const Rows<float>& x, const Operand<float>& weight, const Rows<float>& y, std::uint64_t n,
                          std::uint64_t rows, float eps) const {
  const auto& kernel = rows * n * sizeof(float) >= kStreamBytes ? weighted_stream_ : weighted_;
  return kernel(queue, {rows * 16}, {16}, x.touch(rows, n), x.offset, x.stride, weight.touch(n), weight.offset, y.touch(rows, n),
                y.offset, y.stride, to_int(n, "rms_norm", "n"), eps);
}

RmsNormTree::RmsNormTree(const Device& device) : kernel_(Program::registered(device, "rms_norm"), "rms_norm_tree_f32") {}

Event RmsNormTree::operator()(Queue& queue, const Rows<float>& x, const Rows<float>& y, std::uint64_t n, std::uint64_t rows,
                              float eps) const {
  return kernel_(queue, {rows * 256}, {256}, x.touch(rows, n), x.offset, x.stride, y.touch(rows, n), y.offset, y.stride,
                 to_int(n, "rms_norm", "n"), eps);
}

}  // namespace clrt::kernels
