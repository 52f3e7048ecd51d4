// Entries of vector_add, saxpy, dot and the reductions.
#include <cmath>
#include <limits>

#include "checked_output.hpp"
#include "families.hpp"
#include "kernels/dot/dot.hpp"
#include "kernels/dot/dot_reference.hpp"
#include "kernels/reduce/reduce.hpp"
#include "kernels/reduce/reduce_reference.hpp"
#include "kernels/saxpy/saxpy.hpp"
#include "kernels/saxpy/saxpy_reference.hpp"
#include "kernels/vector_add/vector_add.hpp"
#include "kernels/vector_add/vector_add_reference.hpp"

namespace clrt::kernels {
namespace {

std::vector<Shape> lengths(std::initializer_list<std::int64_t> list) {
  std::vector<Shape> shapes;
  for (const std::int64_t n : list) shapes.push_back({1, n, 1, 0});
  return shapes;
}
std::vector<Shape> flat_lengths() { return lengths({0, 1, 15, 16, 17, 255, 256, 257, 1009, 10007}); }
// Also across the first chunk of a reduction and past its largest number of work-groups.
std::vector<Shape> reduce_lengths() { return lengths({0, 1, 15, 16, 17, 63, 64, 65, 4095, 4096, 4097, 10007, 4195333}); }
constexpr std::int64_t kLong = 1 << 23;

std::unique_ptr<TableCase> make_vector_add(const Device& device, const Shape& s, std::uint64_t seed) {
  const auto n = static_cast<std::size_t>(s.n);
  const std::vector<float> x = random_values(seed, n), y = random_values(seed + 1, n);
  auto out = std::make_shared<CheckedOutput>(device, 1, s.n, 0, Format::kF32, 1.0, [=](std::int64_t, std::vector<Expected>& e) {
    for (std::size_t i = 0; i < n; ++i) {
      const double v = reference::vector_add(x.data(), y.data(), i);
      e[i] = {v, kEpsilon * std::abs(v)};
    }
  });
  const Buffer<float> xb(device, x), yb(device, y), zb = without_offset(*out, n);
  return std::make_unique<LambdaCase>(out, [=, op = VectorAdd(device)](Queue& q) { op(q, xb, yb, zb, n); });
}

std::unique_ptr<TableCase> make_saxpy(const Device& device, const Shape& s, std::uint64_t seed) {
  const auto n = static_cast<std::size_t>(s.n);
  const float a = 1.7f;
  const std::vector<float> x = random_values(seed, n), y = random_values(seed + 1, n);
  auto out = std::make_shared<CheckedOutput>(device, 1, s.n, 0, Format::kF32, 1.0, [=](std::int64_t, std::vector<Expected>& e) {
    for (std::size_t i = 0; i < n; ++i) {
      const double v = reference::saxpy(a, x.data(), y.data(), i);
      e[i] = {v, kEpsilon * std::abs(v)};  // one rounding: half of this
    }
  });
  out->starts_with(y);
  const Buffer<float> xb(device, x), yb = without_offset(*out, n);
  return std::make_unique<LambdaCase>(out, [=, op = Saxpy(device)](Queue& q) { op(q, a, xb, yb, n); });
}

std::unique_ptr<TableCase> make_dot(const Device& device, const Shape& s, std::uint64_t seed) {
  const auto n = static_cast<std::size_t>(s.n);
  const std::vector<float> x = random_values(seed, n), y = random_values(seed + 1, n);
  auto out = std::make_shared<CheckedOutput>(device, 1, 1, 0, Format::kF32, 1.0, [=](std::int64_t, std::vector<Expected>& e) {
    double magnitude = 0;
    e[0].value = reference::dot(x.data(), y.data(), n, magnitude);
    e[0].bound = sum_bound(std::min<double>(double(n), 8192), magnitude);  // a lane's longest chain: a chunk, then the partials
  });
  const Buffer<float> xb(device, x), yb(device, y), rb = without_offset(*out, 1);
  auto op = std::make_shared<Dot>(device);
  return std::make_unique<LambdaCase>(out, [=](Queue& q) { (*op)(q, xb, yb, rb, n); });
}

using ReduceReference = double (*)(const float*, std::size_t, double&);

// nrm2 also gets values near the limits of f32, whose squares overflow or vanish; max and amax get a NaN, which they skip.
std::unique_ptr<TableCase> make_reduce(const Device& device, const Shape& s, std::uint64_t seed, Reduction reduction,
                                       ReduceReference expected) {
  const auto n = static_cast<std::size_t>(s.n);
  std::vector<float> x = random_values(seed, n, -1, 0.5f);  // the largest absolute value is a negative one
  if (reduction == Reduction::kNrm2) {
    const float scale = s.n % 3 == 0 ? 1e-30f : s.n % 3 == 1 ? 1e34f : 1.0f;
    for (float& v : x) v *= scale;
  }
  if ((reduction == Reduction::kMax || reduction == Reduction::kAmax) && n > 2)
    x[n / 2] = std::numeric_limits<float>::quiet_NaN();
  auto out = std::make_shared<CheckedOutput>(device, 1, 1, 0, Format::kF32, 1.0, [=](std::int64_t, std::vector<Expected>& e) {
    double magnitude = 0;
    e[0].value = expected(x.data(), n, magnitude);
    e[0].bound = sum_bound(std::min<double>(double(n), 8192), magnitude);
    if (std::isinf(e[0].value)) e[0].bound = 0;
  });
  const Buffer<float> xb(device, x), rb = without_offset(*out, 1);
  auto op = std::make_shared<Reduce>(device, reduction);
  return std::make_unique<LambdaCase>(out, [=](Queue& q) { (*op)(q, xb, rb, n); });
}

}  // namespace

void add_blas1_entries(std::vector<TableEntry>& table) {
  const auto bytes = [](double per_element) { return [=](const Shape& s) { return per_element * double(s.n); }; };
  table.push_back(
      {"vector_add_f32", "vector_add", "n", flat_lengths(), lengths({kLong}), bytes(12), bytes(1), make_vector_add, true});
  table.push_back({"saxpy_f32", "saxpy", "n", flat_lengths(), lengths({kLong}), bytes(12), bytes(2), make_saxpy, true});
  table.push_back({"dot_f32", "dot", "n", reduce_lengths(), lengths({kLong}), bytes(8), bytes(2), make_dot, true});
  const struct {
    const char* name;
    Reduction reduction;
    ReduceReference expected;
  } reductions[] = {{"reduce_sum_f32", Reduction::kSum, reference::reduce_sum},
                    {"reduce_asum_f32", Reduction::kAsum, reference::reduce_asum},
                    {"reduce_max_f32", Reduction::kMax, reference::reduce_max},
                    {"reduce_amax_f32", Reduction::kAmax, reference::reduce_amax},
                    {"reduce_nrm2_f32", Reduction::kNrm2, reference::reduce_nrm2}};
  for (const auto& r : reductions) {
    const double reads = r.reduction == Reduction::kNrm2 ? 8 : 4;
    table.push_back(
        {r.name, "reduce", "n", reduce_lengths(), lengths({kLong}), bytes(reads), bytes(1),
         [r](const Device& d, const Shape& s, std::uint64_t seed) { return make_reduce(d, s, seed, r.reduction, r.expected); },
         r.reduction == Reduction::kSum});
  }
}

}  // namespace clrt::kernels
