// Entries of the binary operations, flat and with a repeated second operand.
#include <algorithm>
#include <cmath>

#include "checked_output.hpp"
#include "families.hpp"
#include "kernels/binary/binary.hpp"
#include "kernels/binary/binary_reference.hpp"

namespace clrt::kernels {
namespace {

Expected within_half_ulp(double value, double ulp) { return {value, ulp * kEpsilon * std::abs(value) + kTiny}; }

// Division: 2.5 ulp in OpenCL C; the others round correctly.
double limit(const reference::Binary& op) { return std::string_view(op.name) == "div" ? 2.5 : 0.5; }

std::unique_ptr<TableCase> make_flat(const Device& device, const Shape& s, std::uint64_t seed, const reference::Binary& op) {
  const auto n = static_cast<std::size_t>(s.n);
  const std::vector<float> x = random_values(seed, n), y = random_values(seed + 1, n);
  auto out = std::make_shared<CheckedOutput>(device, 1, s.n, 0, Format::kF32, 1.0, [=](std::int64_t, std::vector<Expected>& e) {
    for (std::size_t i = 0; i < n; ++i) e[i] = within_half_ulp(op.value(x[i], y[i]), limit(op));
  });
  const Buffer<float> xb(device, x), yb(device, y);
  return std::make_unique<LambdaCase>(
      out, [=, run = BinaryFlat(device, op.name)](Queue& q) { run(q, xb, yb, {out->as<float>(), out->offset()}, n); });
}

// k planes of m rows; y has m / 3 + 1 rows and up to 2 planes, which repeat.
std::unique_ptr<TableCase> make_row(const Device& device, const Shape& s, std::uint64_t seed, const reference::Binary& op) {
  const std::int64_t n = s.n, rows = s.m, planes = s.k, y_rows = s.m / 3 + 1, y_planes = std::min<std::int64_t>(2, s.k);
  const std::int64_t ld = n + s.gap;
  const std::vector<float> x = random_values(seed, static_cast<std::size_t>(planes * rows * ld));
  const std::vector<float> y = random_values(seed + 1, static_cast<std::size_t>(y_planes * y_rows * ld));
  auto out = std::make_shared<CheckedOutput>(
      device, rows * planes, n, s.gap, Format::kF32, double(n), [=](std::int64_t r, std::vector<Expected>& e) {
        const std::int64_t j = r % rows, k = r / rows;
        for (std::int64_t i = 0; i < n; ++i) {
          const float b = y[static_cast<std::size_t>((k % y_planes * y_rows + j % y_rows) * ld + i)];
          e[static_cast<std::size_t>(i)] = within_half_ulp(op.value(x[static_cast<std::size_t>(r * ld + i)], b), limit(op));
        }
      });
  const auto u = [](std::int64_t v) { return static_cast<std::uint64_t>(v); };
  const Planes xp{Buffer<float>(device, x), 0, u(ld), u(rows * ld)}, yp{Buffer<float>(device, y), 0, u(ld), u(y_rows * ld)};
  const Planes zp{out->as<float>(), out->offset(), u(ld), u(rows * ld)};
  return std::make_unique<LambdaCase>(out, [=, run = BinaryRow(device, op.name)](Queue& q) {
    run(q, xp, yp, u(y_rows), u(y_planes), zp, u(n), u(rows), u(planes));
  });
}

}  // namespace

void add_binary_entries(std::vector<TableEntry>& table) {
  for (const reference::Binary& op : reference::binary_table()) {
    const std::string stem = op.name;
    const auto count = [](const Shape& s) { return double(s.m) * double(s.n) * double(s.k); };
    table.push_back({stem + "_flat_f32",
                     "binary",
                     "n",
                     {{1, 0}, {1, 1}, {1, 15}, {1, 16}, {1, 17}, {1, 1009}},
                     {{1, 1 << 23}},
                     [=](const Shape& s) { return 12 * count(s); },
                     count,
                     [op](const Device& d, const Shape& s, std::uint64_t seed) { return make_flat(d, s, seed, op); },
                     stem == "mul"});
    table.push_back({stem + "_row_f32",
                     "binary",
                     "k planes x m rows x n",
                     {{1, 0, 1, 0}, {1, 1, 1, 0}, {3, 15, 1, 2}, {7, 16, 2, 0}, {5, 17, 4, 3}, {6, 257, 3, 0}, {2, 1009, 1, 7}},
                     {{4096, 2048, 1, 0}},
                     [=](const Shape& s) { return 8 * count(s) + 4 * count(s) / 3; },
                     count,
                     [op](const Device& d, const Shape& s, std::uint64_t seed) { return make_row(d, s, seed, op); },
                     false});
  }
}

}  // namespace clrt::kernels
