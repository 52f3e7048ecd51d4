// result[0] = the reduction of n elements.
#pragma once

#include "kernels/common/operand.hpp"

namespace clrt::kernels {

enum class Reduction { kSum, kAsum, kMax, kAmax, kNrm2 };

// Empty input: 0, and -Inf for kMax. kMax and kAmax skip NaN. kNrm2 neither overflows nor underflows inside.
// Owns buffers of partial results: one in-order queue at a time.
class Reduce {
 public:
  Reduce(const Device& device, Reduction reduction);
  Event operator()(Queue& queue, const Buffer<float>& x, const Buffer<float>& result, std::uint64_t n) const;

 private:
  using Step = TypedKernel<const float*, float*, std::uint64_t, std::uint64_t>;
  using Finish = TypedKernel<const float*, int, float*>;

  Reduction reduction_;
  Step step_;  // of amax for kNrm2
  Finish finish_;
  TypedKernel<const float*, const float*, float*, std::uint64_t, std::uint64_t> squares_;
  TypedKernel<const float*, int, const float*, float*> root_;
  Buffer<float> partial_, amax_;
};

}  // namespace clrt::kernels
