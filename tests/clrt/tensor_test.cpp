// Tensors: every view against the addresses of a plain enumeration, predicates, and what is refused.
#include "clrt/tensor.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <vector>

#include "fixture.hpp"

namespace clrt::mock {
namespace {

class TensorTest : public MockTest {
 protected:
  Buffer<> bytes = Buffer<>(cpu, 1 << 16);
};

using Index = std::array<std::uint64_t, 4>;

// Addresses of the blocks of a tensor by index, in order.
std::vector<std::uint64_t> addresses(const Tensor& t) {
  std::vector<std::uint64_t> all;
  for (std::uint64_t l = 0; l < t.ne(3); ++l)
    for (std::uint64_t k = 0; k < t.ne(2); ++k)
      for (std::uint64_t j = 0; j < t.ne(1); ++j)
        for (std::uint64_t i = 0; i < t.ne(0); i += block_values(t.format()))
          all.push_back(t.offset() + i / block_values(t.format()) * t.nb(0) + j * t.nb(1) + k * t.nb(2) + l * t.nb(3));
  return all;
}

// The same through another tensor's indices.
std::vector<std::uint64_t> addresses(const Tensor& of, const Extents& ne, const std::function<Index(Index)>& at) {
  std::vector<std::uint64_t> all;
  for (std::uint64_t l = 0; l < ne[3]; ++l)
    for (std::uint64_t k = 0; k < ne[2]; ++k)
      for (std::uint64_t j = 0; j < ne[1]; ++j)
        for (std::uint64_t i = 0; i < ne[0]; i += block_values(of.format())) {
          const Index x = at({i, j, k, l});
          all.push_back(of.offset() + x[0] / block_values(of.format()) * of.nb(0) + x[1] * of.nb(1) + x[2] * of.nb(2) +
                        x[3] * of.nb(3));
        }
  return all;
}

TEST_F(TensorTest, IsBornContiguous) {
  const Tensor f(bytes, Format::kF32, {5, 4, 3, 2}, 16);
  EXPECT_EQ((Extents{4, 20, 80, 240}), f.nb());
  EXPECT_EQ(480u, f.bytes());
  EXPECT_EQ(496u, f.end());
  EXPECT_TRUE(is_contiguous(f));
  const Tensor q(bytes, Format::kQ4_0, {64, 3});
  EXPECT_EQ((Extents{18, 36, 108, 108}), q.nb());
  EXPECT_EQ((Extents{64, 3, 1, 1}), q.ne());
  EXPECT_EQ(108u, q.bytes());
  EXPECT_EQ("q4_0 64 x 3 x 1 x 1", q.shape_text());
  EXPECT_EQ(0u, Tensor(bytes, Format::kF32, {5, 0, 3}).bytes());
}

TEST_F(TensorTest, ViewsStandWhereTheElementsStand) {
  const Tensor t(bytes, Format::kF16, {6, 5, 4, 3}, 10);
  EXPECT_EQ(addresses(t, {2, 3, 4, 3}, [](Index x) { return Index{x[0] + 4, x[1] + 1, x[2], x[3]}; }),
            addresses(t.submatrix(1, 4, 3, 2)));
  EXPECT_EQ(addresses(t, {6, 1, 4, 3}, [](Index x) { return Index{x[0], 4, x[2], x[3]}; }), addresses(t.row(4)));
  EXPECT_EQ(addresses(t, {1, 5, 4, 3}, [](Index x) { return Index{3, x[1], x[2], x[3]}; }), addresses(t.column(3)));
  EXPECT_EQ(addresses(t, {6, 5, 2, 3}, [](Index x) { return Index{x[0], x[1], x[2] + 1, x[3]}; }), addresses(t.slice(2, 1, 2)));
  EXPECT_EQ(addresses(t, {5, 6, 4, 3}, [](Index x) { return Index{x[1], x[0], x[2], x[3]}; }), addresses(t.transpose()));
  EXPECT_EQ(addresses(t, {6, 4, 3, 5}, [](Index x) { return Index{x[0], x[3], x[1], x[2]}; }),
            addresses(t.permute({0, 2, 3, 1})));
  EXPECT_EQ(addresses(t), addresses(t.reshape({30, 12})));
  EXPECT_EQ(addresses(t), addresses(t.reshape({6, 20, 3})));
  const Tensor q(bytes, Format::kQ8_0, {96, 4, 2});
  EXPECT_EQ(addresses(q, {64, 2, 2, 1}, [](Index x) { return Index{x[0] + 32, x[1] + 2, x[2], 0}; }),
            addresses(q.submatrix(2, 32, 2, 64)));
  EXPECT_EQ(addresses(q), addresses(q.reshape({32, 24})));
  // Rows with gaps: only the dimensions above may change.
  const Tensor gaps = t.submatrix(0, 0, 5, 4);
  EXPECT_EQ(addresses(gaps), addresses(gaps.reshape({4, 60})));
  EXPECT_EQ(addresses(gaps), addresses(gaps.reshape({4, 2, 30})));
  EXPECT_EQ(12u, gaps.row_stride());
  EXPECT_EQ(0u, t.submatrix(0, 0, 3, 6).row_stride()) << "planes do not continue each other";
}

TEST_F(TensorTest, Predicates) {
  const Tensor t(bytes, Format::kF32, {8, 6, 4});
  const Tensor heads = t.permute({0, 2, 1, 3}), part = t.submatrix(1, 2, 3, 4), turned = t.transpose();
  EXPECT_TRUE(is_contiguous(t) && is_dense_any_order(t) && is_contiguous_rows(t));
  EXPECT_FALSE(is_permuted(t) || is_transposed(t) || is_submatrix(t));
  EXPECT_TRUE(is_permuted(heads) && is_dense_any_order(heads) && is_contiguous_rows(heads));
  EXPECT_FALSE(is_contiguous(heads) || is_transposed(heads));
  EXPECT_TRUE(is_submatrix(part) && is_contiguous_rows(part));
  EXPECT_FALSE(is_contiguous(part) || is_dense_any_order(part));
  EXPECT_TRUE(is_transposed(turned) && is_dense_any_order(turned));
  EXPECT_FALSE(is_contiguous(turned) || is_contiguous_rows(turned));
  EXPECT_TRUE(is_contiguous(t.slice(2, 1, 2))) << "whole planes";
  EXPECT_TRUE(is_contiguous(t.row(2).slice(2, 0, 1))) << "strides of dimensions with one element do not matter";

  const Tensor bias(bytes, Format::kF32, {8}), two(bytes, Format::kF32, {8, 3, 2}), narrow(bytes, Format::kF32, {4, 6, 4});
  EXPECT_TRUE(can_repeat(bias, t) && can_repeat_rows(bias, t) && can_repeat_rows(two, t));
  EXPECT_TRUE(can_repeat(narrow, t));
  EXPECT_FALSE(can_repeat_rows(narrow, t));
  EXPECT_FALSE(can_repeat(t, bias));
  EXPECT_FALSE(can_repeat(Tensor(bytes, Format::kF32, {8, 0}), t));
  EXPECT_TRUE(same_strides(t, part)) << "a part keeps its strides";
  EXPECT_TRUE(is_flat(t, Tensor(bytes, Format::kF32, {8, 6, 4}, 1024)));
  EXPECT_FALSE(is_flat(t, heads) || same_shape(t, heads) || same_strides(t, heads));
}

TEST_F(TensorTest, RefusalsNameTheLimits) {
  const auto refusal = [&](auto body) { return error_of(Status::kInvalidArgument, body); };
  EXPECT_EQ("a tensor f32 128 x 129 x 1 x 1 at offset 0 ends at byte 66048, its buffer has 65536",
            refusal([&] { Tensor(bytes, Format::kF32, {128, 129}); }));
  EXPECT_EQ("a row of 33 values is no whole number of q8_0 blocks of 32", refusal([&] { Tensor(bytes, Format::kQ8_0, {33}); }));
  EXPECT_EQ("a tensor has 1 to 4 dimensions, 5 were given", refusal([&] { Tensor(bytes, Format::kF32, {1, 1, 1, 1, 1}); }));
  const Tensor t(bytes, Format::kF32, {8, 6}), q(bytes, Format::kQ8_0, {64, 6});
  EXPECT_EQ("rows [4, +3) and columns [0, +8) of a tensor f32 8 x 6 x 1 x 1", refusal([&] { t.submatrix(4, 0, 3, 8); }));
  EXPECT_EQ("rows [0, +6) and columns [16, +32) of a tensor q8_0 64 x 6 x 1 x 1 (columns in blocks of 32)",
            refusal([&] { q.submatrix(0, 16, 6, 32); }));
  EXPECT_EQ("indices [2, +1) of dimension 3 of a tensor f32 8 x 6 x 1 x 1", refusal([&] { t.slice(3, 2, 1); }));
  EXPECT_EQ("permute: the axes are not 0, 1, 2, 3 in some order", refusal([&] { t.permute({0, 1, 1, 3}); }));
  EXPECT_EQ("permute: dimension 0 of q8_0, which has blocks, must stay", refusal([&] { q.transpose(); }));
  EXPECT_EQ("reshape of a tensor f32 8 x 6 x 1 x 1: 40 elements, rows of 8", refusal([&] { t.reshape({8, 5}); }));
  EXPECT_EQ("reshape of a tensor f32 4 x 6 x 1 x 1 with gaps to rows of 8: make it contiguous first",
            refusal([&] { t.submatrix(0, 0, 6, 4).reshape({8, 3}); }));
  EXPECT_EQ("reshape of a tensor f32 6 x 8 x 1 x 1 with gaps to rows of 48: make it contiguous first",
            refusal([&] { t.transpose().reshape({48}); }));
}

}  // namespace
}  // namespace clrt::mock
