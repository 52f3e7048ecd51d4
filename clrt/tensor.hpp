// Tensors: views of up to four dimensions over a buffer. Making a view copies nothing and never touches the device.
//
//   const clrt::Tensor q(buffer, clrt::Format::kF32, {64, 8, 128});   // 64 values, 8 heads, 128 tokens
//   const clrt::Tensor by_head = q.permute({0, 2, 1, 3});             // 64 values, 128 tokens, 8 heads
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "clrt/clrt.hpp"
#include "clrt/format.hpp"

namespace clrt {

using Extents = std::array<std::uint64_t, 4>;

// Dimension 0 is the fastest. Element (i0, i1, i2, i3) stands at byte
// offset + i0 / block * nb[0] + i1 * nb[1] + i2 * nb[2] + i3 * nb[3] of the buffer, which the tensor keeps alive. Unused dimensions have
// ne = 1. A value type: copies are cheap and independent; any thread may read it.
class Tensor {
 public:
  // Without gaps. Throws clrt::Error (kInvalidArgument) when ne[0] is no whole number of blocks or the buffer is too small.
  template <class T>
  Tensor(const Buffer<T>& buffer, Format format, std::initializer_list<std::uint64_t> ne, std::uint64_t offset_bytes = 0)
      : Tensor(buffer.template as<std::byte>(), format, extents(ne), packed(format, extents(ne)), offset_bytes) {}
  // With strides in bytes.
  Tensor(Buffer<> buffer, Format format, const Extents& ne, const Extents& nb, std::uint64_t offset_bytes)
      : buffer_(std::move(buffer)), format_(format), ne_(ne), nb_(nb), offset_(offset_bytes) {
    row_bytes(format, ne[0]);
    if (end() > buffer_.bytes()) {
      throw Error(Status::kInvalidArgument, "a tensor " + shape_text() + " at offset " + std::to_string(offset_) +
                                                " ends at byte " + std::to_string(end()) + ", its buffer has " +
                                                std::to_string(buffer_.bytes()));
    }
  }

  const Buffer<>& buffer() const { return buffer_; }
  Format format() const { return format_; }
  const Extents& ne() const { return ne_; }  // elements
  const Extents& nb() const { return nb_; }  // bytes
  std::uint64_t ne(std::size_t d) const { return ne_[d]; }
  std::uint64_t nb(std::size_t d) const { return nb_[d]; }
  std::uint64_t offset() const { return offset_; }  // bytes
  std::uint64_t elements() const { return ne_[0] * ne_[1] * ne_[2] * ne_[3]; }
  std::uint64_t rows() const { return ne_[1] * ne_[2] * ne_[3]; }
  // From the first byte to the end of the last block; 0 for an empty tensor.
  std::uint64_t bytes() const {
    if (elements() == 0) return 0;
    const std::uint64_t blocks = ne_[0] / block_values(format_);
    return block_bytes(format_) + (blocks - 1) * nb_[0] + (ne_[1] - 1) * nb_[1] + (ne_[2] - 1) * nb_[2] + (ne_[3] - 1) * nb_[3];
  }
  std::uint64_t end() const { return bytes() == 0 ? 0 : offset_ + bytes(); }
  // "f32 64 x 8 x 128 x 1".
  std::string shape_text() const {
    std::string text(name(format_));
    for (std::size_t d = 0; d < 4; ++d) text += (d ? " x " : " ") + std::to_string(ne_[d]);
    return text;
  }

  // ---- Views. Each throws clrt::Error (kInvalidArgument) naming the limits when there is no such view. ----

  // `rows` rows from row r0 and `columns` values from column c0 of every matrix; c0 and columns are whole blocks.
  Tensor submatrix(std::uint64_t r0, std::uint64_t c0, std::uint64_t rows, std::uint64_t columns) const {
    const std::uint64_t block = block_values(format_);
    if (c0 > ne_[0] || columns > ne_[0] - c0 || r0 > ne_[1] || rows > ne_[1] - r0 || c0 % block != 0 || columns % block != 0) {
      throw Error(Status::kInvalidArgument, "rows [" + std::to_string(r0) + ", +" + std::to_string(rows) + ") and columns [" +
                                                std::to_string(c0) + ", +" + std::to_string(columns) + ") of a tensor " +
                                                shape_text() +
                                                (block > 1 ? " (columns in blocks of " + std::to_string(block) + ")" : ""));
    }
    return {buffer_, format_, {columns, rows, ne_[2], ne_[3]}, nb_, offset_ + c0 / block * nb_[0] + r0 * nb_[1]};
  }
  Tensor row(std::uint64_t r) const { return submatrix(r, 0, 1, ne_[0]); }
  Tensor column(std::uint64_t c) const { return submatrix(0, c, ne_[1], 1); }
  // Indices [first, first + count) of dimension d, 1 to 3.
  Tensor slice(std::size_t d, std::uint64_t first, std::uint64_t count) const {
    if (d < 1 || d > 3 || first > ne_[d] || count > ne_[d] - first) {
      throw Error(Status::kInvalidArgument, "indices [" + std::to_string(first) + ", +" + std::to_string(count) +
                                                ") of dimension " + std::to_string(d) + " of a tensor " + shape_text());
    }
    Extents ne = ne_;
    ne[d] = count;
    return {buffer_, format_, ne, nb_, offset_ + first * nb_[d]};
  }
  // Dimension d of the result is dimension axes[d] of this one. Of a block format, dimension 0 stays.
  Tensor permute(const std::array<std::size_t, 4>& axes) const {
    std::array<bool, 4> seen{};
    for (const std::size_t a : axes) {
      if (a > 3 || seen[a]) throw Error(Status::kInvalidArgument, "permute: the axes are not 0, 1, 2, 3 in some order");
      seen[a] = true;
    }
    if (axes[0] != 0 && block_values(format_) > 1)
      throw Error(Status::kInvalidArgument,
                  "permute: dimension 0 of " + std::string(name(format_)) + ", which has blocks, must stay");
    Extents ne{}, nb{};
    for (std::size_t d = 0; d < 4; ++d) ne[d] = ne_[axes[d]], nb[d] = nb_[axes[d]];
    return {buffer_, format_, ne, nb, offset_};
  }
  Tensor transpose() const { return permute({1, 0, 2, 3}); }
  // The same elements in the same order under another shape. Joins dimensions only where one continues the other.
  Tensor reshape(std::initializer_list<std::uint64_t> shape) const {
    const Extents ne = extents(shape);
    const std::uint64_t count = ne[0] * ne[1] * ne[2] * ne[3];
    if (count != elements() || ne[0] % block_values(format_) != 0)
      throw Error(Status::kInvalidArgument, "reshape of a tensor " + shape_text() + ": " + std::to_string(count) +
                                                " elements, rows of " + std::to_string(ne[0]));
    const bool packed_rows = nb_[0] == block_bytes(format_) || ne_[0] <= block_values(format_);
    const std::uint64_t stride = row_stride();
    if (count == 0 || (packed_rows && stride == row_bytes(format_, ne_[0])))
      return {buffer_, format_, ne, packed(format_, ne), offset_};
    // Rows keep their distance when only the dimensions above them change.
    if (ne[0] == ne_[0] && stride != 0)
      return {buffer_, format_, ne, {nb_[0], stride, stride * ne[1], stride * ne[1] * ne[2]}, offset_};
    throw Error(Status::kInvalidArgument, "reshape of a tensor " + shape_text() + " with gaps to rows of " +
                                              std::to_string(ne[0]) + ": make it contiguous first");
  }

  // Bytes from each row to the next where all rows, of all planes and batches, are equally far apart; 0 where they are not.
  std::uint64_t row_stride() const {
    std::uint64_t stride = 0, next = 0;
    for (std::size_t d = 1; d < 4; ++d) {
      if (ne_[d] == 1) continue;
      if (stride == 0)
        stride = nb_[d];
      else if (nb_[d] != next)
        return 0;
      next = nb_[d] * ne_[d];
    }
    return stride != 0 ? stride : row_bytes(format_, ne_[0]);
  }

  // Strides of a tensor without gaps.
  static Extents packed(Format format, const Extents& ne) {
    const std::uint64_t row = row_bytes(format, ne[0]);
    return {block_bytes(format), row, row * ne[1], row * ne[1] * ne[2]};
  }
  static Extents extents(std::initializer_list<std::uint64_t> ne) {
    if (ne.size() == 0 || ne.size() > 4)
      throw Error(Status::kInvalidArgument, "a tensor has 1 to 4 dimensions, " + std::to_string(ne.size()) + " were given");
    Extents all{1, 1, 1, 1};
    std::copy(ne.begin(), ne.end(), all.begin());
    return all;
  }

 private:
  Buffer<> buffer_;
  Format format_;
  Extents ne_, nb_;
  std::uint64_t offset_;
};

// ---- Predicates. Strides of dimensions with one element do not matter. ----

// The values of a row follow each other; rows may have gaps. What every row kernel needs.
inline bool is_contiguous_rows(const Tensor& t) {
  return t.ne(0) <= block_values(t.format()) || t.nb(0) == block_bytes(t.format());
}

// No gaps, dimension 0 first.
inline bool is_contiguous(const Tensor& t) {
  if (t.elements() == 0) return true;
  const Extents tight = Tensor::packed(t.format(), t.ne());
  for (std::size_t d = 0; d < 4; ++d) {
    const std::uint64_t steps = d == 0 ? t.ne(0) / block_values(t.format()) : t.ne(d);
    if (steps > 1 && t.nb(d) != tight[d]) return false;
  }
  return true;
}

// No gaps, dimensions in any order.
inline bool is_dense_any_order(const Tensor& t) {
  if (t.elements() == 0) return true;
  std::array<std::array<std::uint64_t, 2>, 4> by_stride{};  // stride, steps
  for (std::size_t d = 0; d < 4; ++d) by_stride[d] = {t.nb(d), d == 0 ? t.ne(0) / block_values(t.format()) : t.ne(d)};
  std::sort(by_stride.begin(), by_stride.end());
  std::uint64_t filled = block_bytes(t.format());
  for (const auto& [stride, steps] : by_stride) {
    if (steps == 1) continue;
    if (stride != filled) return false;
    filled *= steps;
  }
  return true;
}

// Rows of several planes lie between each other ({values, tokens, heads} of data stored as {values, heads, tokens}).
inline bool is_permuted(const Tensor& t) {
  return t.nb(0) == block_bytes(t.format()) && t.ne(1) > 1 && t.ne(2) > 1 && t.nb(1) == t.ne(2) * t.nb(2);
}

inline bool is_transposed(const Tensor& t) { return t.nb(0) > t.nb(1); }

// Rows are parts of longer rows.
inline bool is_submatrix(const Tensor& t) {
  return t.nb(0) == block_bytes(t.format()) && t.nb(1) > row_bytes(t.format(), t.ne(0)) &&
         (t.ne(2) == 1 || t.nb(2) >= t.ne(1) * t.nb(1));
}

inline bool same_shape(const Tensor& a, const Tensor& b) { return a.ne() == b.ne(); }
inline bool same_strides(const Tensor& a, const Tensor& b) { return a.nb() == b.nb(); }

// Whole copies of a fill b, dimension by dimension. False when either is empty.
inline bool can_repeat(const Tensor& a, const Tensor& b) {
  for (std::size_t d = 0; d < 4; ++d)
    if (a.ne(d) == 0 || b.ne(d) == 0 || b.ne(d) % a.ne(d) != 0) return false;
  return true;
}
inline bool can_repeat_rows(const Tensor& a, const Tensor& b) { return a.ne(0) == b.ne(0) && can_repeat(a, b); }

// Element i of one stands where element i of the other does: one loop over all elements serves.
inline bool is_flat(const Tensor& a, const Tensor& b) { return same_shape(a, b) && is_contiguous(a) && is_contiguous(b); }

}  // namespace clrt
