// y = softmax(scale x + slope[head] mask) per row of n values.
#pragma once

#include <vector>

#include "kernels/common/formats.hpp"
#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// Rows of n values shared by all heads: row r of x takes mask row r % rows and belongs to head r / rows % heads.
struct SoftmaxMask {
  Untyped mask;          // f32 or f16
  std::uint64_t stride;  // elements between rows
  std::uint64_t rows;
  Buffer<float> slope;  // one per head
  std::uint64_t heads;
};

// ALiBi slopes for a largest bias; ones when it is 0. heads >= 1.
std::vector<float> alibi_slopes(std::uint64_t heads, float max_bias);

// Immutable; any thread may use it, with its own queue. x == y is allowed. A row of -Inf alone gives zeros.
class Softmax {
 public:
  explicit Softmax(const Device& device);
  Event operator()(Queue& queue, const Rows<float>& x, const Rows<float>& y, std::uint64_t n, std::uint64_t rows,
                   float scale) const;
  // Every row of x into the same row of y; f32, any strides above dimension 0. Throws kInvalidArgument naming the tensor whose
  // format, shape or strides do not fit.
  Event operator()(Queue& queue, const Tensor& x, const Tensor& y, float scale) const;

 private:
  Event run(Queue& queue, const Rows<float>& x, const Rows<float>& y, const Extents& ne, float scale) const;

  TypedKernel<const float*, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, float*, std::uint64_t, std::uint64_t,
              std::uint64_t, std::uint64_t, int, float>
      kernel_;
};

class SoftmaxMasked {
 public:
  // Throws kUnsupported for a mask format other than f32 and f16.
  SoftmaxMasked(const Device& device, Format mask_format);
  Event operator()(Queue& queue, const Rows<float>& x, const SoftmaxMask& mask, const Rows<float>& y, std::uint64_t n,
                   std::uint64_t rows, float scale) const;
  // x and y {n, rows, heads, batches}; mask {n, rows} of the format given to the constructor; slope: one per head (ne[2]).
  Event operator()(Queue& queue, const Tensor& x, const Tensor& mask, const Buffer<float>& slope, const Tensor& y,
                   float scale) const;

 private:
  Event run(Queue& queue, const Rows<float>& x, const SoftmaxMask& mask, const Rows<float>& y, const Extents& ne,
            float scale) const;

  TypedKernel<const float*, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, const void*, std::uint64_t, std::uint64_t,
              std::uint64_t, const float*, std::uint64_t, float*, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, int,
              float>
      kernel_;
  Format mask_format_;
  std::uint64_t mask_element_;
};

}  // namespace clrt::kernels
