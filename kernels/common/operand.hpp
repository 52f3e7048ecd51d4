// Operands of launchers: where a vector, rows or a cache lie inside a buffer. Offsets and strides are in elements.
//
// They refer to the buffer by handle (cheap to copy). `touch` is the argument to launch with: the whole buffer, with the
// extent that the kernel touches declared, so that a buffer that is too small is refused by name.
#pragma once

#include <cstddef>
#include <cstdint>

#include "clrt/clrt.hpp"

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

// Rows at a stride.
template <class T>
struct Rows {
  Rows(const Buffer<T>& b, std::uint64_t row_stride, std::uint64_t first = 0) : buffer(b), offset(first), stride(row_stride) {}
  BufferView<T> touch(std::uint64_t rows, std::uint64_t n) const {
    return buffer.view(0, rows && n ? offset + (rows - 1) * stride + n : 0);
  }

  Buffer<T> buffer;
  std::uint64_t offset, stride;
};

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
