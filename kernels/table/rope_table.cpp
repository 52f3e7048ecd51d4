// Entries of rope.
#include <cmath>

#include "checked_output.hpp"
#include "families.hpp"
#include "kernels/rope/rope.hpp"
#include "kernels/rope/rope_reference.hpp"

namespace clrt::kernels {
namespace {

// m heads, n tokens, k values per head of which the first k - k / 4 (made even) turn; a gap after every head.
std::unique_ptr<TableCase> make_rope(const Device& device, const Shape& s, std::uint64_t seed, RopeMode mode, Format format) {
  const std::int64_t ld = s.k + s.gap, n_rot = (s.k - s.k / 4) / 2 * 2;
  const auto u = [](std::int64_t v) { return static_cast<std::uint64_t>(v); };
  RopeParameters parameters;
  parameters.n_rot = u(n_rot);
  const RopeTable table = rope_table(parameters);
  std::vector<float> x = random_values(seed, u(s.m * s.n * ld));
  std::vector<std::byte> stored(row_bytes(format, x.size()));
  encode(format, x, stored.data());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(decode_weight(format, stored.data(), i));
  std::vector<int> position;
  for (std::int64_t t = 0; t < s.n; ++t) position.push_back(static_cast<int>(t * t % 4099));

  auto out = std::make_shared<CheckedOutput>(device, s.m * s.n, s.k, s.gap, format, 40.0 * double(s.k),
                                             [=](std::int64_t r, std::vector<Expected>& e) {
                                               std::vector<double> y(u(s.k));
                                               const int at = position[u(r / s.m)];
                                               reference::rope(&x[u(r * ld)], at, table.frequency.data(), static_cast<int>(s.k),
                                                               static_cast<int>(n_rot), mode == RopeMode::kNeox, 1.0, y.data());
                                               for (std::size_t i = 0; i < y.size(); ++i) {
                                                 // The angle rounds once (half an ulp of at most `at` radians); sin and cos 4 ulp, then two products and a sum. |x| <= 1.
                                                 double bound = i < u(n_rot) ? (double(at) + 12) * kEpsilon : 0;
                                                 if (format == Format::kF16) bound += std::abs(y[i]) / 2048 + 0x1p-25;
                                                 e[i] = {y[i], bound};
                                               }
                                             });
  const RopeTensor xt{Buffer<>(device, stored), u(ld), u(s.m * ld)};
  const RopeTensor yt{Untyped(out->buffer(), out->offset()), out->stride(), u(s.m) * out->stride()};
  const RopeShape shape{u(s.k), u(s.m), u(s.n), u(n_rot)};
  const Buffer<int> positions(device, position);
  const Buffer<float> frequency(device, table.frequency);
  return std::make_unique<LambdaCase>(
      out, [=, op = Rope(device, mode, format)](Queue& q) { op(q, xt, positions, frequency, yt, shape, table.magnitude); });
}

}  // namespace

void add_rope_entries(std::vector<TableEntry>& table) {
  for (const RopeMode mode : {RopeMode::kNormal, RopeMode::kNeox}) {
    for (const Format format : {Format::kF32, Format::kF16}) {
      const double bytes = 2.0 * double(block_bytes(format));
      table.push_back(
          {(mode == RopeMode::kNeox ? "rope_neox_" : "rope_normal_") + std::string(name(format)),
           "rope",
           "m heads x n tokens x k values",
           {{1, 0, 8, 0}, {1, 1, 2, 0}, {4, 3, 8, 0}, {3, 5, 30, 2}, {2, 2, 32, 0}, {2, 3, 34, 1}, {1, 7, 64, 0}, {3, 4, 128, 5}},
           {{32, 512, 128, 0}},
           [=](const Shape& s) { return bytes * double(s.m) * double(s.n) * double(s.k); },
           [](const Shape& s) { return 3 * double(s.m) * double(s.n) * double(s.k); },
           [=](const Device& d, const Shape& s, std::uint64_t seed) { return make_rope(d, s, seed, mode, format); },
           mode == RopeMode::kNeox && format == Format::kF32});
    }
  }
}

}  // namespace clrt::kernels
