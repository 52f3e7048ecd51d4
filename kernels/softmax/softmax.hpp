// y = softmax(scale x + slope[head] mask) per row of n values.
#pragma once

#include <vector>

#include "kernels/common/formats.hpp"
#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// Rows of n values shared by all heads: row r of x takes mask row r % rows and belongs to head r / rows % heads.
struct SoftmaxMask {
  Untyped mask;          // f32 or f16, without an offset
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

 private:
  TypedKernel<const float*, std::uint64_t, std::uint64_t, float*, std::uint64_t, std::uint64_t, int, float> kernel_;
};

class SoftmaxMasked {
 public:
  // Throws kUnsupported for a mask format other than f32 and f16.
  SoftmaxMasked(const Device& device, Format mask_format);
  Event operator()(Queue& queue, const Rows<float>& x, const SoftmaxMask& mask, const Rows<float>& y, std::uint64_t n,
                   std::uint64_t rows, float scale) const;

 private:
  TypedKernel<const float*, std::uint64_t, std::uint64_t, const void*, std::uint64_t, std::uint64_t, const float*, std::uint64_t,
              float*, std::uint64_t, std::uint64_t, int, float>
      kernel_;
  std::uint64_t mask_element_;
};

}  // namespace clrt::kernels
