// Launchers on tensors: permuted heads, sub-rows, repeated operands and four dimensions, against a plain walk over the indices.
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

#include "devices.hpp"
#include "kernels/binary/binary.hpp"
#include "kernels/common/formats.hpp"
#include "kernels/gemv/gemv.hpp"
#include "kernels/get_rows/get_rows.hpp"
#include "kernels/rms_norm/rms_norm.hpp"
#include "kernels/rope/rope.hpp"
#include "kernels/softmax/softmax.hpp"
#include "kernels/unary/unary.hpp"

namespace clrt::test {
namespace {

using namespace kernels;

constexpr float kUntouched = -77.5f;

std::vector<float> noise(std::size_t count, unsigned seed) {
  std::mt19937 engine(seed);
  std::uniform_real_distribution<float> value(-2, 2);
  std::vector<float> v(count);
  for (float& x : v) x = value(engine);
  return v;
}

std::size_t at(const Tensor& t, std::uint64_t i, std::uint64_t j, std::uint64_t k, std::uint64_t l) {
  return static_cast<std::size_t>((t.offset() + i * t.nb(0) + j * t.nb(1) + k * t.nb(2) + l * t.nb(3)) / sizeof(float));
}

// Every f32 layout of {n, 3, 4, 2} that rows can have: packed, permuted in all orders above dimension 0, sub-rows of longer rows.
std::vector<Tensor> layouts(const Buffer<float>& buffer, std::uint64_t n) {
  const std::uint64_t ne[4] = {n, 3, 4, 2};
  std::vector<Tensor> all;
  std::array<std::size_t, 4> axes{0, 1, 2, 3};
  do {
    // Stored in the order of `axes`, seen in the order 0, 1, 2, 3.
    const Tensor stored(buffer, Format::kF32, {n, ne[axes[1]], ne[axes[2]], ne[axes[3]]}, 4 * 5);
    std::array<std::size_t, 4> back{};
    for (std::size_t d = 0; d < 4; ++d) back[axes[d]] = d;
    all.push_back(stored.permute(back));
  } while (std::next_permutation(axes.begin() + 1, axes.end()));
  all.push_back(Tensor(buffer, Format::kF32, {n + 7, 5, 4, 2}).submatrix(1, 3, 3, n));
  return all;
}

// What the rows of y must hold, by row and index.
using RowReference = std::function<double(std::uint64_t i, std::uint64_t j, std::uint64_t k, std::uint64_t l)>;

void expect_tensor(Queue& queue, const Tensor& y, double relative, const RowReference& want, const std::string& what) {
  const std::vector<float> got = queue.read(y.buffer().as<float>());
  std::vector<bool> written(got.size());
  std::size_t wrong = 0;
  for (std::uint64_t l = 0; l < y.ne(3); ++l)
    for (std::uint64_t k = 0; k < y.ne(2); ++k)
      for (std::uint64_t j = 0; j < y.ne(1); ++j)
        for (std::uint64_t i = 0; i < y.ne(0); ++i) {
          const double w = want(i, j, k, l);
          const std::size_t p = at(y, i, j, k, l);
          written[p] = true;
          if (!(std::abs(double(got[p]) - w) <= relative * std::abs(w) + 1e-30) && wrong++ < 3)
            ADD_FAILURE() << what << ": (" << i << ", " << j << ", " << k << ", " << l << ") is " << got[p] << ", must be " << w;
        }
  EXPECT_EQ(0u, wrong) << what;
  for (std::size_t p = 0; p < got.size(); ++p) {
    if (written[p]) continue;
    ASSERT_EQ(kUntouched, got[p]) << what << ": float " << p << " of the buffer is no part of the tensor";
  }
}

constexpr std::size_t kFloats = 4096;

// Runs body(queue, x, y) for every layout of x with another one of y, on every device; the reference reads x.
void for_layouts(std::uint64_t n, double relative,
                 const std::function<void(const Device&, Queue&, const Tensor&, const Tensor&)>& body,
                 const std::function<RowReference(const Tensor&, const std::vector<float>&)>& reference) {
  for (const Device& device : devices()) {
    Queue queue(device);
    const std::vector<float> values = noise(kFloats, 1);
    const Buffer<float> x(device, values), y(device, kFloats);
    const std::vector<Tensor> xs = layouts(x, n), ys = layouts(y, n);
    for (std::size_t a = 0; a < xs.size(); ++a) {
      const Tensor& to = ys[(a + 3) % ys.size()];
      queue.fill(y, kUntouched);
      body(device, queue, xs[a], to);
      expect_tensor(queue, to, relative, reference(xs[a], values), device.name() + ", layout " + std::to_string(a));
    }
  }
}

TEST(Tensors, RmsNorm) {
  for (const bool weighted : {false, true}) {
    const std::vector<float> weight = noise(37 + 2, 9);
    for_layouts(
        37, 1e-5,
        [&](const Device& device, Queue& queue, const Tensor& x, const Tensor& y) {
          const Tensor w(Buffer<float>(device, weight), Format::kF32, {37}, 8);
          weighted ? RmsNorm{device}(queue, x, w, y, 1e-5f) : RmsNorm{device}(queue, x, y, 1e-5f);
        },
        [&](const Tensor& x, const std::vector<float>& values) -> RowReference {
          return [&, weighted](std::uint64_t i, std::uint64_t j, std::uint64_t k, std::uint64_t l) {
            double sum = 0;
            for (std::uint64_t c = 0; c < 37; ++c) sum += std::pow(double(values[at(x, c, j, k, l)]), 2);
            return double(values[at(x, i, j, k, l)]) / std::sqrt(sum / 37 + 1e-5) * (weighted ? double(weight[i + 2]) : 1.0);
          };
        });
  }
}

TEST(Tensors, Softmax) {
  for (const bool masked : {false, true}) {
    const std::vector<float> mask = noise(35 * 3 + 1, 5), slopes = {1.0f, 0.5f, 0.25f, 0.125f};
    for_layouts(
        35, 2e-5,
        [&](const Device& device, Queue& queue, const Tensor& x, const Tensor& y) {
          if (!masked) {
            Softmax{device}(queue, x, y, 0.5f);
            return;
          }
          const Tensor m(Buffer<float>(device, mask), Format::kF32, {35, 3}, 4);
          SoftmaxMasked{device, Format::kF32}(queue, x, m, Buffer<float>(device, slopes), y, 0.5f);
        },
        [&](const Tensor& x, const std::vector<float>& values) -> RowReference {
          return [&, masked](std::uint64_t i, std::uint64_t j, std::uint64_t k, std::uint64_t l) {
            const auto exponent = [&](std::uint64_t c) {
              return 0.5 * double(values[at(x, c, j, k, l)]) + (masked ? double(slopes[k]) * double(mask[1 + 35 * j + c]) : 0.0);
            };
            double sum = 0;
            for (std::uint64_t c = 0; c < 35; ++c) sum += std::exp(exponent(c));
            return std::exp(exponent(i)) / sum;
          };
        });
  }
}

TEST(Tensors, Unary) {
  for_layouts(
      33, 1e-6, [](const Device& device, Queue& queue, const Tensor& x, const Tensor& y) { Unary(device, "neg")(queue, x, y); },
      [](const Tensor& x, const std::vector<float>& values) -> RowReference {
        return [&](std::uint64_t i, std::uint64_t j, std::uint64_t k, std::uint64_t l) {
          return -double(values[at(x, i, j, k, l)]);
        };
      });
  for_layouts(
      33, 1e-6,
      [](const Device& device, Queue& queue, const Tensor& x, const Tensor& y) {  // one loop over all elements
        const Tensor flat_x = Tensor(x.buffer(), Format::kF32, {33, 3, 4, 2}, x.offset());
        if (is_contiguous(x) && is_contiguous(y))
          Unary(device, "sqr")(queue, flat_x, y);
        else
          Unary(device, "sqr")(queue, x, y);
      },
      [](const Tensor& x, const std::vector<float>& values) -> RowReference {
        return [&](std::uint64_t i, std::uint64_t j, std::uint64_t k, std::uint64_t l) {
          return std::pow(double(values[at(x, i, j, k, l)]), 2);
        };
      });
}

TEST(Tensors, BinaryRepeatsRowsPlanesAndBatches) {
  const std::vector<float> second = noise(300, 4);
  for (const auto& shape :
       std::vector<std::array<std::uint64_t, 4>>{{31, 1, 1, 1}, {31, 3, 1, 1}, {31, 1, 4, 1}, {31, 3, 2, 1}, {31, 1, 2, 2}}) {
    for_layouts(
        31, 1e-6,
        [&](const Device& device, Queue& queue, const Tensor& x, const Tensor& z) {
          const Tensor y(Buffer<float>(device, second), Format::kF32, {shape[0], shape[1], shape[2], shape[3]});
          BinaryRow(device, "sub")(queue, x, y, z);
        },
        [&](const Tensor& x, const std::vector<float>& values) -> RowReference {
          return [&](std::uint64_t i, std::uint64_t j, std::uint64_t k, std::uint64_t l) {
            const std::uint64_t row = j % shape[1] + shape[1] * (k % shape[2] + shape[2] * (l % shape[3]));
            return double(values[at(x, i, j, k, l)] - second[31 * row + i]);
          };
        });
  }
}

TEST(Tensors, RopeOfPermutedHeads) {
  for (const Device& device : devices()) {
    Queue queue(device);
    const std::vector<float> values = noise(8 * 4 * 6, 3);
    const std::vector<int> position = {0, 5, 9, 2, 7, 11};
    const RopeTable table = rope_table({.n_rot = 8});
    const Buffer<float> x(device, values), plain(device, values.size()), y(device, values.size()), f(device, table.frequency);
    const Buffer<int> p(device, position);
    const Rope rope(device, RopeMode::kNormal);
    // Stored as {8, 6 tokens, 4 heads}; the plain form gets the strides by hand.
    rope(queue, {x, 48, 8}, p, f, {plain, 48, 8}, {8, 4, 6, 8}, table.magnitude);
    const auto heads_last = [](const Buffer<float>& b) { return Tensor(b, Format::kF32, {8, 6, 4}).permute({0, 2, 1, 3}); };
    rope(queue, heads_last(x), p, f, heads_last(y), 8, table.magnitude);
    EXPECT_EQ(queue.read(plain), queue.read(y)) << device.name();
    EXPECT_NE(values, queue.read(y));
  }
}

TEST(Tensors, WeightsAsViews) {
  const std::vector<float> matrix = noise(96 * 10, 8), x = noise(64 + 3, 2);
  for (const Device& device : devices()) {
    Queue queue(device);
    for (const Format format : {Format::kF32, Format::kQ8_0}) {
      std::vector<std::byte> stored(row_bytes(format, matrix.size()));
      encode(format, matrix, stored.data());
      // Rows 2 to 8, values 32 to 96 of a larger matrix.
      const Tensor w = Tensor(Buffer<>(device, stored), format, {96, 10}).submatrix(2, 32, 7, 64);
      const Buffer<float> y(device, std::vector<float>(9, kUntouched)), rows(device, std::vector<float>(64 * 2 + 10, kUntouched));
      Gemv(device, format)(queue, w, Tensor(Buffer<float>(device, x), Format::kF32, {64}, 12), Tensor(y, Format::kF32, {7}, 4));
      const Tensor taken =
          Tensor(rows.as<std::byte>(), Format::kF32, Extents{64, 2, 1, 1}, Extents{4, 4 * 69, 4 * 138, 4 * 138}, 4);
      GetRows(device, format)(queue, w, Buffer<int>(device, std::vector<int>{6, 1}), taken);
      const double rounding = format == Format::kF32 ? 0 : 1.5 / 127;  // of the encoder
      const std::vector<float> got = queue.read(y), picked = queue.read(rows);
      for (std::size_t r = 0; r < 7; ++r) {
        double sum = 0, size = 0;
        for (std::size_t c = 0; c < 64; ++c) {
          sum += double(matrix[96 * (r + 2) + 32 + c]) * double(x[3 + c]);
          size += std::abs(double(x[3 + c]));
        }
        EXPECT_NEAR(sum, double(got[1 + r]), 1e-4 + rounding * size) << r;
      }
      EXPECT_EQ(kUntouched, got[0]);
      EXPECT_EQ(kUntouched, got[8]);
      for (std::size_t c = 0; c < 64; ++c) {
        EXPECT_NEAR(double(matrix[96 * 8 + 32 + c]), double(picked[1 + c]), rounding);
        EXPECT_NEAR(double(matrix[96 * 3 + 32 + c]), double(picked[1 + 69 + c]), rounding);
      }
      EXPECT_EQ(kUntouched, picked[1 + 64]) << "between the rows";
    }
  }
}

TEST(Tensors, RefusalsNameTheTensor) {
  const Device device = devices().front();
  Queue queue(device);
  const Buffer<float> b(device, 1024);
  const Tensor t(b, Format::kF32, {8, 6}), half(b, Format::kF16, {8, 6});
  const auto message = [&](auto body) {
    try {
      body();
    } catch (const Error& e) {
      EXPECT_EQ(Status::kInvalidArgument, e.status);
      return std::string(e.what());
    }
    return std::string("nothing was thrown");
  };
  EXPECT_EQ("x of rms_norm is a tensor f32 6 x 8 x 1 x 1 whose values are 32 bytes apart; rows without gaps are needed (4 bytes)",
            message([&] { RmsNorm{device}(queue, t.transpose(), t.reshape({6, 8}), 1e-5f); }));
  EXPECT_EQ("x and y of softmax are tensors f32 8 x 6 x 1 x 1 and f32 8 x 3 x 1 x 1; equal shapes are needed",
            message([&] { Softmax{device}(queue, t, t.submatrix(0, 0, 3, 8), 1); }));
  EXPECT_EQ("x of unary is a tensor f16 8 x 6 x 1 x 1, f32 is needed", message([&] { Unary(device, "neg")(queue, half, half); }));
  EXPECT_EQ("weight of rms_norm is a tensor f32 8 x 6 x 1 x 1, 8 x 1 x 1 x 1 is needed",
            message([&] { RmsNorm{device}(queue, t, t, t, 1e-5f); }));
  EXPECT_EQ(
      "y of a binary row operation is a tensor f32 8 x 4 x 1 x 1, which does not repeat to fill f32 8 x 6 x 1 x 1 by whole rows",
      message([&] { BinaryRow(device, "add")(queue, t, t.submatrix(0, 0, 4, 8), t); }));
  EXPECT_EQ("x of softmax is a tensor f32 8 x 2 x 1 x 1: stride 34 of dimension 1 is no multiple of 4", message([&] {
              const Tensor odd(b.as<std::byte>(), Format::kF32, Extents{8, 2, 1, 1}, Extents{4, 34, 68, 68}, 0);
              Softmax{device}(queue, odd, odd, 1);
            }));
}

}  // namespace
}  // namespace clrt::test
