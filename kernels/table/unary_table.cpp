// Entries of the unary functions in f32 and f16.
#include <cmath>
#include <limits>
#include <string_view>

#include "checked_output.hpp"
#include "families.hpp"
#include "kernels/unary/unary.hpp"
#include "kernels/unary/unary_reference.hpp"

namespace clrt::kernels {
namespace {

// Values that end badly in a careless formula: they stand first when the vector is long enough.
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kSpecial[] = {std::numeric_limits<float>::quiet_NaN(),
                              kInfinity,
                              -kInfinity,
                              0.0f,
                              -0.0f,
                              1e30f,
                              -1e30f,
                              100.0f,
                              -100.0f,
                              20.5f,
                              -20.5f,
                              3.0f,
                              -3.0f,
                              1e-30f,
                              -1e-30f};

std::unique_ptr<TableCase> make_unary(const Device& device, const Shape& s, std::uint64_t seed, const reference::Unary& op,
                                      Format format) {
  const auto n = static_cast<std::size_t>(s.n);
  std::vector<float> x = random_values(seed, n, -10, 10);
  for (std::size_t i = 0; i < std::size(kSpecial) && n > 64; ++i) x[i] = kSpecial[i];
  std::vector<std::byte> stored(row_bytes(format, n));
  encode(format, x, stored.data());
  for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<float>(decode_weight(format, stored.data(), i));

  auto out = std::make_shared<CheckedOutput>(device, 1, s.n, 0, format, 100.0, [=](std::int64_t, std::vector<Expected>& e) {
    for (std::size_t i = 0; i < n; ++i) {
      const double v = op.value(x[i]);
      const double size = std::isfinite(v) ? std::abs(v) : 0;
      double bound = (op.ulp(x[i]) + 0.5) * kEpsilon * size + kTiny;
      if (std::isfinite(x[i])) bound += op.argument_ulp * kEpsilon * std::abs(double(x[i]));
      if (format == Format::kF16) bound += size / 2048 + 0x1p-25;
      e[i] = {v, bound};
    }
  });
  const Buffer<std::byte> xb(device, stored);
  return std::make_unique<LambdaCase>(
      out, [=, run = Unary(device, op.name, format)](Queue& q) { run(q, xb, Untyped(out->buffer(), out->offset()), n); });
}

}  // namespace

void add_unary_entries(std::vector<TableEntry>& table) {
  const std::vector<Shape> lengths = {{1, 0}, {1, 1}, {1, 15}, {1, 16}, {1, 17}, {1, 257}, {1, 1009}};
  for (const reference::Unary& op : reference::unary_table()) {
    for (const Format format : {Format::kF32, Format::kF16}) {
      const double bytes = 2.0 * double(block_bytes(format));
      const std::string_view name_of_op = op.name;
      table.push_back(
          {"unary_" + std::string(op.name) + "_" + std::string(name(format)),
           "unary",
           "n",
           lengths,
           {{1, 1 << 22}},
           [=](const Shape& s) { return bytes * double(s.n); },
           [](const Shape&) { return 0.0; },
           [op, format](const Device& d, const Shape& s, std::uint64_t seed) { return make_unary(d, s, seed, op, format); },
           format == Format::kF32 && (name_of_op == "silu" || name_of_op == "gelu")});
    }
  }
}

}  // namespace clrt::kernels
