// z = x op y, element by element; op is "add", "sub", "mul" or "div".
#pragma once

#include <string_view>

#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// Immutable; any thread may use it, with its own queue. z may be x or y.
class BinaryFlat {
 public:
  BinaryFlat(const Device& device, std::string_view operation);
  Event operator()(Queue& queue, const Operand<float>& x, const Operand<float>& y, const Operand<float>& z,
                   std::uint64_t n) const;

 private:
  TypedKernel<const float*, std::uint64_t, const float*, std::uint64_t, float*, std::uint64_t, std::uint64_t> kernel_;
};

// planes x rows x n elements at strides.
struct Planes {
  Buffer<float> buffer;
  std::uint64_t offset = 0, row_stride = 0, plane_stride = 0;
};

class BinaryRow {
 public:
  BinaryRow(const Device& device, std::string_view operation);
  // y has y_rows rows and y_planes planes (at least 1 each) and is repeated: row j of y is j % y_rows.
  Event operator()(Queue& queue, const Planes& x, const Planes& y, std::uint64_t y_rows, std::uint64_t y_planes, const Planes& z,
                   std::uint64_t n, std::uint64_t rows, std::uint64_t planes) const;

  // x and z of one shape, y repeats to fill it; f32, any strides above dimension 0. Throws kInvalidArgument naming the tensor whose
  // format, shape or strides do not fit.
  Event operator()(Queue& queue, const Tensor& x, const Tensor& y, const Tensor& z) const;

 private:
  Event run(Queue& queue, const Rows<float>& x, const Rows<float>& y, const Rows<float>& z, const Extents& ne,
            const Extents& y_ne) const;

  TypedKernel<const float*, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, const float*, std::uint64_t,
              std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, float*, std::uint64_t,
              std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t>
      kernel_;
};

}  // namespace clrt::kernels
