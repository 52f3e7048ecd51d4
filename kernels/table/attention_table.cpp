// Entries of attention over a KV cache.
#include <cmath>

#include "checked_output.hpp"
#include "families.hpp"
#include "kernels/attention/attention.hpp"
#include "kernels/attention/attention_reference.hpp"

namespace clrt::kernels {
namespace {

// m query heads in groups of up to 4, n tokens in the cache, k values per head, a gap after each token.
std::unique_ptr<TableCase> make_attention(const Device& device, const Shape& s, std::uint64_t seed, Format format) {
  const auto u = [](std::int64_t v) { return static_cast<std::uint64_t>(v); };
  const std::int64_t group = s.m % 4 == 0 ? 4 : 1, kv_heads = s.m / group, token = kv_heads * s.k + s.gap;
  const float scale = 1.0f / std::sqrt(float(s.k));
  const std::vector<float> q = random_values(seed, u(s.m * s.k), -3, 3);
  const auto stored = [&](std::uint64_t seed_of, std::vector<float>& values) {
    values = random_values(seed_of, u(s.n * token));
    std::vector<std::byte> bytes(row_bytes(format, values.size()));
    encode(format, values, bytes.data());
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(decode_weight(format, bytes.data(), i));
    return bytes;
  };
  std::vector<float> k, v;
  const std::vector<std::byte> kb = stored(seed + 1, k), vb = stored(seed + 2, v);
  auto out = std::make_shared<CheckedOutput>(
      device, s.m, s.k, 0, Format::kF32, 4.0 * double(s.n) * double(s.k), [=](std::int64_t h, std::vector<Expected>& e) {
        std::vector<double> y(u(s.k));
        const std::int64_t g = h / group;
        const auto at = [&](const std::vector<float>& cache, std::size_t t, std::size_t d) {
          return double(cache[u(std::int64_t(t) * token + g * s.k + std::int64_t(d))]);
        };
        reference::attention_head(
            &q[u(h * s.k)], [&](std::size_t t, std::size_t d) { return at(k, t, d); },
            [&](std::size_t t, std::size_t d) { return at(v, t, d); }, u(s.n), u(s.k), double(scale), y.data());
        // Scores are off by a sum over k of |scale q k| <= 3 sqrt(k), which shifts every weight relatively by as much; weights are
        // added over n / 16 blocks. |v| <= 1 and the weights sum to 1.
        const double bound = (2 * (double(s.k) / 16 + 12) * 3 * std::sqrt(double(s.k)) + double(s.n) + 24) * kEpsilon;
        for (std::size_t d = 0; d < y.size(); ++d) e[d] = {y[d], bound};
      });
  const Buffer<float> qb(device, q);
  const KvCache kc{Buffer<>(device, kb), u(token), u(s.k)}, vc{Buffer<>(device, vb), u(token), u(s.k)};
  const AttentionShape shape{u(s.n), u(s.k), u(s.m), u(kv_heads), scale};
  return std::make_unique<LambdaCase>(out, [=, op = Attention(device, format)](Queue& queue) {
    op(queue, qb, kc, vc, {out->as<float>(), out->offset()}, shape);
  });
}

}  // namespace

void add_attention_entries(std::vector<TableEntry>& table) {
  for (const Format format : {Format::kF32, Format::kF16}) {
    const double element = double(block_bytes(format));
    table.push_back({"attention_f32_" + std::string(name(format)),
                     "attention",
                     "m heads, n tokens, k values",
                     {{4, 0, 16, 0},
                      {1, 1, 1, 0},
                      {8, 15, 8, 0},
                      {4, 16, 16, 3},
                      {3, 17, 17, 0},
                      {8, 37, 64, 1},
                      {4, 100, 80, 0},
                      {2, 33, 256, 5}},
                     {{32, 2048, 128, 0}},
                     [=](const Shape& s) { return 2 * element * double(s.m) / 4 * double(s.n) * double(s.k); },
                     [](const Shape& s) { return 4 * double(s.m) * double(s.n) * double(s.k); },
                     [=](const Device& d, const Shape& s, std::uint64_t seed) { return make_attention(d, s, seed, format); },
                     format == Format::kF32});
  }
}

}  // namespace clrt::kernels
