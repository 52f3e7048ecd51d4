// References of double.cl.
#include <algorithm>
#include <bit>
#include <cmath>

#include "items.hpp"

using namespace clrt::harness;

namespace {

constexpr double kTau = 6.283185307179586;
using Ulong = std::uint64_t;

std::vector<Case> arithmetic(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& shape : kItemShapes) {
    const auto in = random.values<double>(shape.n, -100.0, 100.0);
    std::vector<double> want;
    for (int i = 0; i < shape.n; ++i) {
      const double x = in[i], y = in[(i + 1) % shape.n];
      double s = 0;
      for (int k = 0; k < (i & 7) && !(s > 100.0); ++k) s += (x * k + kTau) / (1.0 + std::fabs(y));
      want.push_back((x * y + 1.0) * 0.5 + s + std::trunc(x) + (x < y ? 3 : -2) + double(float(x)) + x * y + 0.5 + std::sqrt(std::fabs(x)) +
                     2.0 + std::fmod(x, 3.0) + i / 2 + 0.125 + (x == y));
    }
    Case c("n " + std::to_string(shape.n));
    // Sums of about a dozen terms of up to 10^4, and products that may be contracted.
    c.launch("arithmetic", range(shape.global, shape.local), {c.in(in), c.out(want, {1e-10, 1e-13}), value(shape.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

Ulong bits(double x, int i) {
  const double a[3] = {x, -x, x * 2};
  const auto u = [](double d) { return std::bit_cast<Ulong>(d); };
  return u(a[i % 3]) ^ u(i & 1 ? x : 1.0) * 3 ^ Ulong(std::bit_cast<unsigned>(float(x))) ^ u(-x) * 5;
}

std::vector<Case> local_sums(Random& random) {
  std::vector<Case> cases;
  for (const auto& [global, local] : {std::pair{256, 64}, {64, 8}, {128, 128}}) {
    std::vector<double> in(global), want;
    for (double& x : in) x = random.value(-1000000, 1000000) * 0.125;  // sums are exact
    for (int g = 0; g < global; g += local) {
      double s = 0;
      for (int l = 0; l < local; ++l) s += in[g + l];
      want.push_back(s);
    }
    Case c("local " + std::to_string(local));
    c.launch("local_sums", range(global, local), {c.in(in), c.out(want), clrt::harness::local<double>(local)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> arguments(Random&) {
  struct Mixed { double x; float y, pad; double v[2]; };
  static_assert(sizeof(Mixed) == 32);
  struct alignas(32) Four { double v[4]; };
  std::vector<double> want;
  for (int i = 0; i < 90; ++i) want.push_back(1.5 + 0.25 * i + 8.0 + 3.0);
  Case c("90 items");
  c.launch("arguments", range(90, 64), {value(1.5), value(Four{{1, 2, 3, 0.25}}), value(Mixed{5, 3.0f, 0, {7, 8}}), c.out(want), value(90)});
  return {c};
}

void conversions(double x, int i, std::int64_t* out) {
  out[0] = std::int64_t(std::clamp(x * 1e8, -2147483648.0, 2147483647.0));
  out[1] = std::int64_t(std::floor(x));
  out[2] = std::int64_t(std::clamp(std::nearbyint(x), 0.0, 255.0));
  out[3] = std::int64_t(x);
  out[4] = -i;
}

}  // namespace

CLRT_SUITE(double_precision, "double.cl") {
  s.every_sub_group_size();
  s.add("arithmetic", arithmetic);
  s.add("bits", items<double, Ulong>("bits", {-1e6, 1e6}, [](const double* in, int i, Ulong* out) { *out = bits(in[i], i); }));
  s.add("local_sums", local_sums);
  s.add("arguments", arguments);
  s.add("conversions", items<double, std::int64_t>("conversions", {-300.0, 300.0, 1, 5}, [](const double* in, int i, std::int64_t* out) { conversions(in[i], i, out); }));
}
