// z = x + y over n elements.
#pragma once

#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// Immutable; any thread may use it, with its own queue.
class VectorAdd {
 public:
  explicit VectorAdd(const Device& device);
  Event operator()(Queue& queue, const Buffer<float>& x, const Buffer<float>& y, const Buffer<float>& z, std::uint64_t n) const;

 private:
  TypedKernel<const float*, const float*, float*, std::uint64_t> kernel_;
};

}  // namespace clrt::kernels
