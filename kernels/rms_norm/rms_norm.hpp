// y = x / sqrt(mean(x^2) + eps) per row of n values, optionally times a weight row.
#pragma once

#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// Immutable; any thread may use it, with its own queue. x == y is allowed.
class RmsNorm {
 public:
  explicit RmsNorm(const Device& device);
  Event operator()(Queue& queue, const Rows<float>& x, const Rows<float>& y, std::uint64_t n, std::uint64_t rows,
                   float eps) const;
  Event operator()(Queue& queue, const Rows<float>& x, const Operand<float>& weight, const Rows<float>& y, std::uint64_t n,
                   std::uint64_t rows, float eps) const;
  // Every row of x into the same row of y; f32, any strides above dimension 0. weight: a tensor of one row, ne[0] values.
  // Throws kInvalidArgument naming the tensor whose format, shape or strides do not fit.
  Event operator()(Queue& queue, const Tensor& x, const Tensor& y, float eps) const;
  Event operator()(Queue& queue, const Tensor& x, const Tensor& weight, const Tensor& y, float eps) const;

 private:
  Event run(Queue& queue, const Rows<float>& x, const Operand<float>* weight, const Rows<float>& y, const Extents& ne,
            float eps) const;

  TypedKernel<const float*, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, float*, std::uint64_t, std::uint64_t,
              std::uint64_t, std::uint64_t, int, float>
      plain_, plain_stream_;
  TypedKernel<const float*, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, const float*, std::uint64_t, float*,
              std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, int, float>
      weighted_, weighted_stream_;
};

// The same without a weight, by a tree in local memory.
class RmsNormTree {
 public:
  explicit RmsNormTree(const Device& device);
  Event operator()(Queue& queue, const Rows<float>& x, const Rows<float>& y, std::uint64_t n, std::uint64_t rows,
                   float eps) const;

 private:
  TypedKernel<const float*, std::uint64_t, std::uint64_t, float*, std::uint64_t, std::uint64_t, int, float> kernel_;
};

}  // namespace clrt::kernels
