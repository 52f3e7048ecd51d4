// Entries of sgemm: naive, local-memory tiles, register tiles.
#include <cmath>

#include "checked_output.hpp"
#include "families.hpp"
#include "kernels/sgemm/sgemm.hpp"
#include "kernels/sgemm/sgemm_reference.hpp"

namespace clrt::kernels {
namespace {

using Product = std::function<void(Queue&, const Rows<float>&, const Rows<float>&, const Rows<float>&, const GemmShape&)>;
using MakeProduct = std::function<Product(const Device&, const Rows<float>& b, const GemmShape&)>;

// beta is 0 for odd m, so that reading the poisoned C shows.
std::unique_ptr<TableCase> make_sgemm(const Device& device, const Shape& s, std::uint64_t seed, const MakeProduct& make) {
  const auto u = [](std::int64_t v) { return static_cast<std::uint64_t>(v); };
  const std::int64_t lda = s.k + s.gap, ldb = s.n + s.gap;
  const GemmShape shape{u(s.m), u(s.n), u(s.k), 1.5f, s.m % 2 ? 0.0f : 0.5f};
  const std::vector<float> a = random_values(seed, u(s.m * lda)), b = random_values(seed + 1, u(s.k * ldb));
  const std::vector<float> c = random_values(seed + 2, u(s.m * s.n));
  auto out = std::make_shared<CheckedOutput>(
      device, s.m, s.n, s.gap, Format::kF32, 2.0 * double(s.n) * double(s.k), [=](std::int64_t r, std::vector<Expected>& e) {
        std::vector<double> y(u(s.n)), magnitude(u(s.n));
        reference::sgemm_row(&a[u(r * lda)], b.data(), u(ldb), &c[u(r * s.n)], y.size(), u(s.k), double(shape.alpha),
                             double(shape.beta), y.data(), magnitude.data());
        for (std::size_t j = 0; j < y.size(); ++j) e[j] = {y[j], chain_bound(double(s.k), magnitude[j])};
      });
  if (shape.beta != 0) out->starts_with(c);
  const Rows<float> ar(Buffer<float>(device, a), u(lda)), br(Buffer<float>(device, b), u(ldb));
  const Rows<float> cr(out->as<float>(), out->stride(), out->offset());
  return std::make_unique<LambdaCase>(out, [=, product = make(device, br, shape)](Queue& q) { product(q, ar, br, cr, shape); });
}

MakeProduct plain(SgemmMethod method) {
  return [=](const Device& device, const Rows<float>&, const GemmShape&) -> Product {
    return [op = Sgemm(device, method)](Queue& q, const Rows<float>& a, const Rows<float>& b, const Rows<float>& c,
                                        const GemmShape& s) { op(q, a, b, c, s); };
  };
}

// Packs B once, as a program packs its weights.
MakeProduct packed(const RegisterTile& tile) {
  return [=](const Device& device, const Rows<float>& b, const GemmShape& s) -> Product {
    auto op = std::make_shared<SgemmPacked>(device, tile);
    Queue queue(device);
    const PackedB pb = op->pack(queue, b, s.n, s.k);
    queue.finish();
    return [=](Queue& q, const Rows<float>& a, const Rows<float>&, const Rows<float>& c, const GemmShape& shape) {
      (*op)(q, a, pb, c, shape);
    };
  };
}

}  // namespace

void add_sgemm_entries(std::vector<TableEntry>& table) {
  const std::vector<Shape> shapes = {{0, 5, 7, 0},     {5, 0, 7, 0},     {4, 5, 0, 0},     {3, 4, 0, 0},     {1, 1, 1, 0},
                                     {15, 15, 15, 1},  {16, 16, 16, 0},  {17, 17, 17, 3},  {14, 32, 256, 0}, {13, 31, 255, 2},
                                     {28, 64, 257, 0}, {29, 65, 300, 5}, {37, 97, 521, 0}, {6, 16, 64, 0}};
  const auto bytes = [](const Shape& s) {
    return 4 * (double(s.m) * double(s.k) + double(s.k) * double(s.n) + double(s.m) * double(s.n));
  };
  const auto flops = [](const Shape& s) { return 2 * double(s.m) * double(s.n) * double(s.k); };
  const auto add = [&](const std::string& kernel, const MakeProduct& make, std::int64_t bench, bool demo) {
    table.push_back({kernel,
                     "sgemm",
                     "m x n x k",
                     shapes,
                     {{bench, bench, bench, 0}},
                     bytes,
                     flops,
                     [make](const Device& d, const Shape& s, std::uint64_t seed) { return make_sgemm(d, s, seed, make); },
                     demo});
  };
  add("sgemm_naive_f32", plain(SgemmMethod::kNaive), 1024, true);
  add("sgemm_tiled_f32", plain(SgemmMethod::kTiled), 1024, true);
  for (const RegisterTile& tile : register_tiles()) {
    add(std::string(tile.kernel), packed(tile), 1024, &tile == &register_tiles().front());
  }
}

}  // namespace clrt::kernels
