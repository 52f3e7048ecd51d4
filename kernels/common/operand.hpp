// Operands of launchers: where a vector, rows or a cache lie inside a buffer. Offsets and strides are in elements.
//
// They refer to the buffer by handle (cheap to copy). `touch` is the argument to launch with: the whole buffer, with the
// extent that the kernel touches declared, so that a buffer that is too small is refused by name.
#pragma once

#include <cstddef>
#include <cstdint>

#include "clrt/clrt.hpp"
#include "clrt/tensor.hpp"

namespace clrt::kernels {

// Outputs of this many bytes and more are written past the caches (kernels/common/streaming.clh): larger than the last-level
// cache of most machines, so that nobody finds them there anyway.
inline constexpr std::uint64_t kStreamBytes = std::uint64_t{32} << 20;

constexpr std::uint64_t round_up(std::uint64_t n, std::uint64_t to) { return (n + to - 1) / to * to; }

// Elements from `offset` on.
template <class T>
struct Operand {
  Operand(const Buffer<T>& b, std::uint64_t first = 0) : buffer(b), offset(first) {}  // NOLINT(google-explicit-constructor)
  BufferView<T> touch(std::uint64_t count) const { return buffer.view(0, count ? offset + count : 0); }

  Buffer<T> buffer;
  std::uint64_t offset;
};

// Where the rows of a tensor lie, in elements; of a block format in bytes.
struct ElementStrides {
  std::uint64_t offset, row, plane, batch;
};
// Throws clrt::Error (kInvalidArgument) naming `parameter` of `kernel`: another format, values of a row that do not follow each other,
// strides that are no whole number of elements.
ElementStrides element_strides(const Tensor& tensor, Format format, const char* kernel, const char* parameter);

// Throws clrt::Error (kInvalidArgument) naming `parameter` of `kernel` unless the tensor has `ne` elements along each dimension.
void check_shape(const Tensor& tensor, const Extents& ne, const char* kernel, const char* parameter);

// The bytes of a tensor as an argument.
template <class T = std::byte>
BufferView<T> touch(const Tensor& tensor) {
  return tensor.buffer().template as<T>().view(0, static_cast<std::size_t>(tensor.end() / sizeof(T)));
}

// Throws clrt::Error (kInvalidArgument) naming both shapes unless they are equal.
void check_same_shape(const Tensor& a, const Tensor& b, const char* kernel, const char* parameters);

// Rows at a stride; those of a tensor also in planes and batches, each at a stride.
template <class T>
struct Rows {
  Rows(const Buffer<T>& b, std::uint64_t row_stride, std::uint64_t first = 0) : buffer(b), offset(first), stride(row_stride) {}
  BufferView<T> touch(std::uint64_t rows, std::uint64_t n, std::uint64_t planes = 1, std::uint64_t batches = 1) const {
    const bool any = rows && n && planes && batches;
    return buffer.view(0, any ? offset + (rows - 1) * stride + (planes - 1) * plane + (batches - 1) * batch + n : 0);
  }

  Buffer<T> buffer;
  std::uint64_t offset, stride;
  std::uint64_t plane = 0, batch = 0;
};

// The rows of a tensor of T for a kernel; throws as element_strides.
template <class T>
Rows<T> rows_of(const Tensor& tensor, Format format, const char* kernel, const char* parameter) {
  const ElementStrides s = element_strides(tensor, format, kernel, parameter);
  Rows<T> rows(tensor.buffer().template as<T>(), s.row, s.offset);
  rows.plane = s.plane;
  rows.batch = s.batch;
  return rows;
}

// Elements whose format the launcher knows: f32, f16 or blocks.
struct Untyped {
  template <class T>
  Untyped(const Buffer<T>& b, std::uint64_t first = 0)  // NOLINT(google-explicit-constructor)
      : buffer(b.template as<std::byte>()), offset(first) {}
  BufferView<std::byte> touch(std::uint64_t bytes) const { return buffer.view(0, bytes); }

  Buffer<std::byte> buffer;
  std::uint64_t offset;
};

// A matrix of weights: n rows of k values in `format`, offset and stride in bytes.
struct Weights {
  template <class T>
  Weights(const Buffer<T>& b, std::uint64_t row_stride_bytes, std::uint64_t first_byte = 0)
      : buffer(b.template as<std::byte>()), offset(first_byte), stride(row_stride_bytes) {}
  BufferView<std::byte> touch(std::uint64_t rows, std::uint64_t bytes_of_row) const {
    return buffer.view(0, rows && bytes_of_row ? offset + (rows - 1) * stride + bytes_of_row : 0);
  }

  Buffer<std::byte> buffer;
  std::uint64_t offset, stride;
};

// The local size of a launch over columns, rows, planes: whole sub-groups along the columns. `columns` of the global size
// must be rounded up to it.
inline std::uint64_t column_group(std::uint64_t n) { return n >= 256 ? 256 : round_up(n ? n : 1, 16); }

// int parameters of kernels. Throws clrt::Error naming the parameter when the value does not fit.
int to_int(std::uint64_t value, const char* kernel, const char* parameter);

}  // namespace clrt::kernels
