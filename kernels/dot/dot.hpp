// result[0] = sum of x[i] y[i] over n elements; 0 when n is 0.
#pragma once

#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// Owns the buffer of partial sums: one in-order queue at a time.
class Dot {
 public:
  explicit Dot(const Device& device);
  Event operator()(Queue& queue, const Buffer<float>& x, const Buffer<float>& y, const Buffer<float>& result,
                   std::uint64_t n) const;

 private:
  TypedKernel<const float*, const float*, float*, std::uint64_t, std::uint64_t> partial_sums_;
  TypedKernel<const float*, int, float*> finish_;
  Buffer<float> partial_;
};

}  // namespace clrt::kernels
