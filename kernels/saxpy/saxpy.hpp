// y = a x + y over n elements, one rounding.
#pragma once

#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// Immutable; any thread may use it, with its own queue.
class Saxpy {
 public:
  explicit Saxpy(const Device& device);
  Event operator()(Queue& queue, float a, const Buffer<float>& x, const Buffer<float>& y, std::uint64_t n) const;

 private:
  TypedKernel<float, const float*, float*, std::uint64_t> kernel_;
};

}  // namespace clrt::kernels
