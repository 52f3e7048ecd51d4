// y[r] = table row index[r], decoded to f32.
#pragma once

#include "kernels/common/formats.hpp"
#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// Immutable; any thread may use it, with its own queue. An index outside [0, rows) gives a row of NaN.
class GetRows {
 public:
  GetRows(const Device& device, Format table_format);
  // table: `rows` rows of n values (a multiple of the block, else kInvalidArgument); y: `count` rows.
  Event operator()(Queue& queue, const Weights& table, std::uint64_t rows, const Buffer<int>& index, const Rows<float>& y,
                   std::uint64_t n, std::uint64_t count) const;
  // table {n, rows} of the format given to the constructor, y {n, count} in f32. Throws kInvalidArgument naming the tensor whose
  // format, shape or strides do not fit.
  Event operator()(Queue& queue, const Tensor& table, const Buffer<int>& index, const Tensor& y) const;

 private:
  TypedKernel<const void*, std::uint64_t, std::uint64_t, int, const int*, float*, std::uint64_t, std::uint64_t, int> kernel_;
  Format format_;
};

}  // namespace clrt::kernels
