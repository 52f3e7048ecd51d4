// References of half_forms.cl. Inputs are quarters between -8 and 8, so every result is exact.
#include <algorithm>
#include <cmath>

#include "items.hpp"

using namespace clrt::harness;

namespace {

using Bits = std::uint16_t;

// Of a value that a normal half holds exactly.
Bits exact(double x) {
  const Bits sign = std::signbit(x) ? 0x8000 : 0;
  if (x == 0) return sign;
  int exponent = 0;
  const double m = std::frexp(std::fabs(x), &exponent) * 2048;
  return Bits(sign | ((exponent + 14) << 10) | (int(m) - 1024));
}

std::vector<double> quarters(Random& random, int count) {
  std::vector<double> v(count);
  for (double& x : v) x = random.value(-32, 32) * 0.25;
  return v;
}
std::vector<Bits> exact(const std::vector<double>& v) {
  std::vector<Bits> b;
  for (double x : v) b.push_back(exact(x));
  return b;
}

template <class Fill>
MakeCases shapes(Fill fill) {
  return [=](Random& random) {
    std::vector<Case> cases;
    for (const ItemShape& s : kItemShapes) {
      Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
      fill(c, s, random);
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

void arithmetic(Case& c, const ItemShape& s, Random& random) {
  const auto in = quarters(random, s.n);
  std::vector<double> want;
  for (int i = 0; i < s.n; ++i) {
    const double x = in[i], y = in[(i + 1) % s.n];
    want.push_back(x < y ? -(2 * x + 2) : 2 * x + 2);
    want.push_back((x + y) * 0.5 + 2);
    want.push_back(2 * x + 1 + 10 + (x > y));
    want.push_back((x < y ? x : y) + (x == 0 ? 1 : 0) + (x != 0 && y != 0 ? 2 : 4));
  }
  c.launch("arithmetic", range(s.global, s.local), {c.in(exact(in)), c.out(exact(want)), value(s.n)});
}

void structs(Case& c, const ItemShape& s, Random& random) {
  const auto in = quarters(random, s.n * 4);
  std::vector<Bits> before(s.n * 8, 0), after;
  std::vector<int> out;
  for (int i = 0; i < s.n * 8; ++i)
    if (i % 8 != 1 && i % 8 != 7) before[i] = exact(random.value(-32, 32) * 0.25 + 40);
  after = before;
  for (int i = 0; i < s.n; ++i) {
    const double* v = in.data() + i * 4;
    Bits* h = after.data() + i * 8;  // a, -, b.x, b.y, c[3], -
    const auto plus = [](Bits& b, double x) {
      const int exponent = (b >> 10 & 31) - 25;
      b = exact(std::ldexp(1024 + (b & 1023), exponent) + x);
    };
    plus(h[2], v[0]), plus(h[3], v[1]);
    h[0] = exact(v[i & 3]);
    h[4 + i % 3] = exact(v[0]);
    out.push_back(int(v[2]) * 10 + std::any_of(v, v + 4, [](double x) { return x < 0; }) + int(v[1]) * 100 + int(v[3]) * 1000);
  }
  c.launch("structs", range(s.global, s.local), {c.in(exact(in)), c.inout(before, after), c.out(out), value(s.n)});
}

void arguments(Case& c, const ItemShape& s, Random&) {
  std::vector<double> want;
  for (int i = 0; i < s.n; ++i) {
    const int group = i / s.local * s.local, size = std::min(s.local, s.global - group);
    want.push_back(1.5 + (size - 1 - (i - group)) + 0.25);
  }
  const std::uint32_t pair = exact(9.0) | std::uint32_t(exact(0.25)) << 16;
  c.launch("arguments", range(s.global, s.local), {value(exact(1.5)), value(pair), c.out(exact(want)), local<Bits>(s.local), value(s.n)});
}

void functions(Case& c, const ItemShape& s, Random& random) {
  const auto in = quarters(random, s.n);
  std::vector<double> want;
  for (double x : in) {
    want.push_back(std::fabs(x) + std::max(x, 1.0) + std::clamp(x, -1.0, 1.0));
    want.push_back(std::floor(x) + std::ceil(x) + std::trunc(x) + std::nearbyint(x));
    want.push_back(x > 0 ? 1.0 : x);
    want.push_back(-x);
    want.push_back(2 * x + 1 + x + std::fmin(x, 3));
    want.push_back(std::copysign(2.0, x) + (x > 0 ? 1 : x < 0 ? -1 : 0) + 1 + (x >= 1 ? 1 : 0));
  }
  c.launch("functions", range(s.global, s.local), {c.in(exact(in)), c.out(exact(want)), value(s.n)});
}

}  // namespace

CLRT_SUITE(half_forms, "half_forms.cl") {
  s.every_sub_group_size();
  s.opencl_may_refuse("the device has no cl_khr_fp16");
  s.add("arithmetic", shapes(arithmetic));
  s.add("structs", shapes(structs));
  s.add("arguments", shapes(arguments));
  s.add("functions", shapes(functions));
}
