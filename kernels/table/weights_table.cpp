// Entries of the operations on weights: get_rows and gemv in every format.
#include <cmath>

#include "checked_output.hpp"
#include "families.hpp"
#include "kernels/gemv/gemv.hpp"
#include "kernels/gemv/gemv_reference.hpp"
#include "kernels/get_rows/get_rows.hpp"
#include "kernels/get_rows/get_rows_reference.hpp"

namespace clrt::kernels {
namespace {

std::uint64_t u(std::int64_t v) { return static_cast<std::uint64_t>(v); }

// m rows in the table, n indices of which some are outside, k values.
std::unique_ptr<TableCase> make_get_rows(const Device& device, const Shape& s, std::uint64_t seed, Format format) {
  const std::size_t gap = u(s.gap) * block_bytes(format), row = row_bytes(format, u(s.k)) + gap;
  const std::vector<std::byte> weights = random_weights(seed, format, u(s.m), u(s.k), gap);
  std::vector<int> ids;
  for (std::int64_t i = 0; i < s.n; ++i)
    ids.push_back(i % 5 == 3 ? -1 : i % 5 == 4 ? static_cast<int>(s.m) : static_cast<int>(i * 7 % s.m));
  auto out = std::make_shared<CheckedOutput>(
      device, s.n, s.k, s.gap, Format::kF32, 10.0 * double(s.k), [=](std::int64_t r, std::vector<Expected>& e) {
        const auto decode = [=](const std::byte* at, std::size_t i) { return decode_weight(format, at, i); };
        for (std::size_t i = 0; i < e.size(); ++i) {
          // f16 times a small integer is exact in f32.
          e[i] = {reference::get_rows(decode, weights.data(), row, static_cast<int>(s.m), ids[u(r)], i), 0};
        }
      });
  const Weights table(Buffer<>(device, weights), row);
  const Buffer<int> index(device, ids);
  const Rows<float> y(out->as<float>(), out->stride(), out->offset());
  return std::make_unique<LambdaCase>(
      out, [=, op = GetRows(device, format)](Queue& q) { op(q, table, u(s.m), index, y, u(s.k), u(s.n)); });
}

// n rows of k weights; the gap is in blocks.
std::unique_ptr<TableCase> make_gemv(const Device& device, const Shape& s, std::uint64_t seed, Format format) {
  const std::size_t gap = u(s.gap) * block_bytes(format), row = row_bytes(format, u(s.k)) + gap;
  const std::vector<std::byte> weights = random_weights(seed, format, u(s.n), u(s.k), gap);
  const std::vector<float> x = random_values(seed + 1, u(s.k));
  auto out = std::make_shared<CheckedOutput>(
      device, s.n, 1, 0, Format::kF32, 10.0 * double(s.k), [=](std::int64_t r, std::vector<Expected>& e) {
        const auto decode = [=](const std::byte* at, std::size_t i) { return decode_weight(format, at, i); };
        double magnitude = 0;
        e[0].value = reference::gemv_row(decode, weights.data() + u(r) * row, x.data(), x.size(), magnitude);
        if (format == Format::kQ4_0) {  // the kernel adds d q x and -8 d x apart: together at most 23 d |x|
          magnitude = 0;
          for (std::size_t i = 0; i < x.size(); ++i) {
            const double d = std::abs(decode_weight(Format::kF16, weights.data() + u(r) * row + i / 32 * 18, 0));
            magnitude += 23 * d * std::abs(double(x[i]));
          }
        }
        e[0].bound = sum_bound(double(s.k), magnitude);
      });
  const Weights w(Buffer<>(device, weights), row);
  const Buffer<float> xb(device, x);
  return std::make_unique<LambdaCase>(
      out, [=, op = Gemv(device, format)](Queue& q) { op(q, w, xb, {out->as<float>(), out->offset()}, u(s.k), u(s.n)); });
}

}  // namespace

void add_weight_entries(std::vector<TableEntry>& table) {
  for (const Format format : {Format::kF32, Format::kF16, Format::kQ8_0, Format::kQ4_0}) {
    const bool plain = block_values(format) == 1;
    const double per_value = double(block_bytes(format)) / double(block_values(format));
    const std::string type(name(format));
    std::vector<Shape> gets, products;
    for (const std::int64_t k :
         plain ? std::vector<std::int64_t>{0, 1, 15, 16, 17, 97} : std::vector<std::int64_t>{0, 32, 64, 96, 160}) {
      gets.push_back({11, 7, k, k % 3});
      for (const std::int64_t n : {0, 1, 3, 4, 5, 13}) products.push_back({1, n, k, (k + n) % 3});
    }
    gets.push_back({3, 0, 32, 0});
    products.push_back({1, 37, plain ? 1009 : 1024, 0});
    table.push_back({"get_rows_" + type + "_f32",
                     "get_rows",
                     "m rows of k, n indices",
                     gets,
                     {{32000, 2048, 2048, 0}},
                     [=](const Shape& s) { return double(s.n) * double(s.k) * (per_value + 4); },
                     [](const Shape&) { return 0.0; },
                     [=](const Device& d, const Shape& s, std::uint64_t seed) { return make_get_rows(d, s, seed, format); },
                     false});
    table.push_back({"gemv_" + type + "_f32",
                     "gemv",
                     "n rows x k",
                     products,
                     {{1, 4096, 4096, 0}},
                     [=](const Shape& s) { return double(s.n) * double(s.k) * per_value + 4 * double(s.n + s.k); },
                     [](const Shape& s) { return 2 * double(s.n) * double(s.k); },
                     [=](const Device& d, const Shape& s, std::uint64_t seed) { return make_gemv(d, s, seed, format); },
                     true});
  }
}

}  // namespace clrt::kernels
