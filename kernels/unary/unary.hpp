// y = op(x) over n elements in f32 or f16; computed in f32. The operations are those of unary.clh.
#pragma once

#include <string_view>

#include "kernels/common/formats.hpp"
#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// x == y is allowed. Immutable; any thread may use it, with its own queue. Throws kNotFound for an unknown operation and
// kUnsupported for a format other than f32 and f16.
class Unary {
 public:
  Unary(const Device& device, std::string_view operation, Format format = Format::kF32);
  Event operator()(Queue& queue, const Untyped& x, const Untyped& y, std::uint64_t n) const;
  // Tensors of the format given to the constructor and of one shape, any strides above dimension 0. Throws kInvalidArgument naming
  // the tensor whose format, shape or strides do not fit.
  Event operator()(Queue& queue, const Tensor& x, const Tensor& y) const;

 private:
  TypedKernel<const void*, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, void*, std::uint64_t, std::uint64_t,
              std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t>
      kernel_;
  Format format_;
  std::uint64_t element_;
};

}  // namespace clrt::kernels
