// Entries of the operations on rows: rms_norm and softmax.
#include <cmath>
#include <limits>

#include "checked_output.hpp"
#include "families.hpp"
#include "kernels/rms_norm/rms_norm.hpp"
#include "kernels/rms_norm/rms_norm_reference.hpp"
#include "kernels/softmax/softmax.hpp"
#include "kernels/softmax/softmax_reference.hpp"

namespace clrt::kernels {
namespace {

constexpr float kEps = 1e-5f;

std::vector<Shape> row_shapes() {
  return {{0, 16, 1, 0}, {3, 0, 1, 4},   {1, 1, 1, 0},   {3, 15, 1, 1},  {2, 16, 1, 0},  {5, 17, 1, 3},    {2, 63, 1, 0},
          {3, 64, 1, 8}, {3, 127, 1, 0}, {2, 128, 1, 1}, {2, 129, 1, 0}, {4, 257, 1, 0}, {7, 1009, 1, 13}, {33, 300, 1, 0}};
}
std::vector<Shape> bench_rows() { return {{4096, 4096, 1, 0}}; }

std::size_t index(std::int64_t i) { return static_cast<std::size_t>(i); }
std::uint64_t u(std::int64_t v) { return static_cast<std::uint64_t>(v); }

enum class Norm { kPlain, kWeighted, kTree };

std::unique_ptr<TableCase> make_rms_norm(const Device& device, const Shape& s, std::uint64_t seed, Norm form) {
  const std::int64_t ld = s.n + s.gap;
  const std::vector<float> x = random_values(seed, index(s.m * ld)), w = random_values(seed + 1, index(s.n), 0.5f, 2.0f);
  const double depth = double(s.n) / (form == Norm::kTree ? 256 : 16) + 24;
  auto out = std::make_shared<CheckedOutput>(
      device, s.m, s.n, s.gap, Format::kF32, double(s.n), [=](std::int64_t r, std::vector<Expected>& e) {
        std::vector<double> y(index(s.n));
        reference::rms_norm(&x[index(r * ld)], form == Norm::kWeighted ? w.data() : nullptr, y.size(), double(kEps), y.data());
        // The square root halves the relative error of the sum; then division, two products.
        for (std::size_t i = 0; i < y.size(); ++i) e[i] = {y[i], (depth / 2 + 8) * kEpsilon * std::abs(y[i]) + kTiny};
      });
  const Rows<float> xr(Buffer<float>(device, x), u(ld)), yr(out->as<float>(), out->stride(), out->offset());
  if (form == Norm::kTree) {
    return std::make_unique<LambdaCase>(out, [=, op = RmsNormTree(device)](Queue& q) { op(q, xr, yr, u(s.n), u(s.m), kEps); });
  }
  const Buffer<float> wb(device, w);
  return std::make_unique<LambdaCase>(out, [=, op = RmsNorm(device)](Queue& q) {
    if (form == Norm::kWeighted)
      op(q, xr, wb, yr, u(s.n), u(s.m), kEps);
    else
      op(q, xr, yr, u(s.n), u(s.m), kEps);
  });
}

enum class Mask { kNone, kF32, kF16 };

// Masked: heads of 4 rows (at least one whole head), slopes of ALiBi; a third of the mask is -Inf, one row entirely.
std::unique_ptr<TableCase> make_softmax(const Device& device, const Shape& s, std::uint64_t seed, Mask kind) {
  const std::int64_t ld = s.n + s.gap, mask_rows = 4, heads = s.m / mask_rows + 1;
  const float scale = 0.7f;
  const std::vector<float> x = random_values(seed, index(s.m * ld), -8, 8);
  const std::vector<float> slopes = alibi_slopes(u(heads), 8);
  std::vector<float> mask = random_values(seed + 1, index(mask_rows * ld), -2, 0);
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (i % 3 == 1 || std::int64_t(i) / ld == 2) mask[i] = -std::numeric_limits<float>::infinity();
  }
  const Format format = kind == Mask::kF16 ? Format::kF16 : Format::kF32;
  std::vector<std::byte> stored(row_bytes(format, mask.size()));
  encode(format, mask, stored.data());
  for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = static_cast<float>(decode_weight(format, stored.data(), i));

  auto out = std::make_shared<CheckedOutput>(
      device, s.m, s.n, s.gap, Format::kF32, 20.0 * double(s.n), [=](std::int64_t r, std::vector<Expected>& e) {
        std::vector<double> y(index(s.n));
        const std::int64_t head = r / mask_rows % heads;
        reference::softmax(&x[index(r * ld)], kind == Mask::kNone ? nullptr : &mask[index(r % mask_rows * ld)], y.size(),
                           double(scale), double(slopes[index(head)]), y.data());
        // The exponent is off by an ulp or two of |scale x| + |mask| + |max|, at most 24 here; the sum by its depth.
        const double ulps = 2 * 24 + double(s.n) / 16 + 24;
        for (std::size_t i = 0; i < y.size(); ++i) e[i] = {y[i], ulps * kEpsilon * std::abs(y[i]) + kTiny};
      });
  const Rows<float> xr(Buffer<float>(device, x), u(ld)), yr(out->as<float>(), out->stride(), out->offset());
  if (kind == Mask::kNone) {
    return std::make_unique<LambdaCase>(out, [=, op = Softmax(device)](Queue& q) { op(q, xr, yr, u(s.n), u(s.m), scale); });
  }
  const SoftmaxMask m{Buffer<>(device, stored), u(ld), u(mask_rows), Buffer<float>(device, slopes), u(heads)};
  return std::make_unique<LambdaCase>(
      out, [=, op = SoftmaxMasked(device, format)](Queue& q) { op(q, xr, m, yr, u(s.n), u(s.m), scale); });
}

}  // namespace

void add_row_entries(std::vector<TableEntry>& table) {
  const auto count = [](const Shape& s) { return double(s.m) * double(s.n); };
  const auto bytes = [=](const Shape& s) { return 8 * count(s); };
  const auto norm_flops = [=](const Shape& s) { return 3 * count(s); };
  const auto no_flops = [](const Shape&) { return 0.0; };
  const std::string sizes = "m rows x n";
  const auto norm = [](Norm form) {
    return [form](const Device& d, const Shape& s, std::uint64_t seed) { return make_rms_norm(d, s, seed, form); };
  };
  const auto softmax = [](Mask kind) {
    return [kind](const Device& d, const Shape& s, std::uint64_t seed) { return make_softmax(d, s, seed, kind); };
  };
  table.push_back({"rms_norm_f32", "rms_norm", sizes, row_shapes(), bench_rows(), bytes, norm_flops, norm(Norm::kPlain), true});
  table.push_back(
      {"rms_norm_mul_f32", "rms_norm", sizes, row_shapes(), bench_rows(), bytes, norm_flops, norm(Norm::kWeighted), false});
  table.push_back(
      {"rms_norm_tree_f32", "rms_norm", sizes, row_shapes(), bench_rows(), bytes, norm_flops, norm(Norm::kTree), true});
  table.push_back({"softmax_f32", "softmax", sizes, row_shapes(), bench_rows(), bytes, no_flops, softmax(Mask::kNone), true});
  table.push_back(
      {"softmax_mask_f32_f32", "softmax", sizes, row_shapes(), bench_rows(), bytes, no_flops, softmax(Mask::kF32), false});
  table.push_back(
      {"softmax_mask_f16_f32", "softmax", sizes, row_shapes(), bench_rows(), bytes, no_flops, softmax(Mask::kF16), false});
}

}  // namespace clrt::kernels
