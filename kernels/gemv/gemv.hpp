// y = W x: n rows of k weights in f32, f16, q8_0 or q4_0; x and y in f32.
#pragma once

#include "kernels/common/formats.hpp"
#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// Immutable; any thread may use it, with its own queue.
class Gemv {
 public:
  Gemv(const Device& device, Format weight_format);
  // k: a multiple of the format's block, else kInvalidArgument.
  Event operator()(Queue& queue, const Weights& w, const Operand<float>& x, const Operand<float>& y, std::uint64_t k,
                   std::uint64_t n) const;
  // w {k, n} of the format given to the constructor, x one row of k and y one row of n values in f32. Throws kInvalidArgument naming
  // the tensor whose format, shape or strides do not fit.
  Event operator()(Queue& queue, const Tensor& w, const Tensor& x, const Tensor& y) const;
  Format format() const { return format_; }

 private:
  TypedKernel<const void*, std::uint64_t, std::uint64_t, const float*, std::uint64_t, float*, std::uint64_t, int, int> kernel_;
  Format format_;
};

}  // namespace clrt::kernels
