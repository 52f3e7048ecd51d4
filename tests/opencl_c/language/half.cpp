// References of half.cl and half_arithmetic.cl: the format is taken apart by hand (IEEE 754 binary16).
#include <algorithm>
#include <cmath>

#include "items.hpp"

using namespace clrt::harness;

namespace {

using Bits = std::uint16_t;

double from_half(Bits h) {
  const int exponent = h >> 10 & 31, fraction = h & 1023;
  const double magnitude = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
  return h & 0x8000 ? -magnitude : magnitude;
}

enum class Mode { kNearest, kZero, kUp, kDown };

// For |x| below 65504; rounds in units of the last place of the result.
Bits to_half(double x, Mode mode) {
  const double size = std::abs(x);
  int exponent = 0;
  std::frexp(size, &exponent);
  const double unit = std::ldexp(1.0, std::max(exponent - 11, -24));
  const double scaled = size / unit, low = std::floor(scaled), rest = scaled - low;
  bool away = false;
  switch (mode) {
    case Mode::kNearest: away = rest > 0.5 || (rest == 0.5 && std::fmod(low, 2) == 1); break;
    case Mode::kZero: break;
    case Mode::kUp: away = rest > 0 && x > 0; break;
    case Mode::kDown: away = rest > 0 && x < 0; break;
  }
  const double value = (low + away) * unit;
  Bits h = 0;
  while (from_half(Bits(h + 1024)) <= value && h < 0x7800) h = Bits(h + 1024);
  while (from_half(h) < value) ++h;
  return x < 0 || (x == 0 && std::signbit(x)) ? Bits(h | 0x8000) : h;
}

// Finite halves of every exponent below 2^limit.
std::vector<Bits> halves(Random& random, std::size_t count, int limit = 31) {
  std::vector<Bits> v(count);
  for (Bits& h : v) h = Bits(random.value(0, 1) << 15 | random.value(0, limit - 1) << 10 | random.value(0, 1023));
  return v;
}

std::string label(const ItemShape& s) { return "n " + std::to_string(s.n) + " local " + std::to_string(s.local); }

std::vector<Case> load_halves(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = halves(random, round_up(s.n, 4));
    std::vector<float> want;
    for (int i = 0; i < s.n; ++i) {
      want.push_back(float(from_half(in[i])));
      for (int k = 0; k < 4; ++k) want.push_back(float(from_half(in[i / 4 * 4 + k])));
    }
    Case c(label(s));
    c.launch("load_halves", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> store_halves(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    std::vector<float> in(s.n);
    std::vector<Bits> want;
    for (int i = 0; i < s.n; ++i) {
      // Magnitudes from far below the least half to a third of the largest; every third one is a tie.
      float x = std::ldexp(random.value(-1.0f, 1.0f), random.value(-26, 14));
      if (i % 3 == 0) x = float((from_half(Bits(random.value(0, 0x6fff))) + from_half(0x0400)) * 0.5);
      in[i] = x;
      for (Mode m : {Mode::kNearest, Mode::kNearest, Mode::kZero, Mode::kUp, Mode::kDown}) want.push_back(to_half(x, m));
      want.insert(want.end(), {to_half(x, Mode::kNearest), to_half(-x, Mode::kNearest), Bits(0x3c00)});
    }
    Case c(label(s));
    c.launch("store_halves", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> half_in_loop(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto w = halves(random, 8 * s.n, 16);  // below 2
    const auto x = random.values<float>(8, -1.0f, 1.0f);
    std::vector<float> want;
    for (int i = 0; i < s.n; ++i) {
      double sum = 0;
      for (int k = 0; k < 8; ++k) sum += from_half(w[8 * i + k]) * x[k];
      want.push_back(float(sum));
    }
    Case c(label(s));
    // Eight products of up to 2, a rounding each.
    c.launch("half_in_loop", range(s.global, s.local), {c.in(w), c.in(x), c.out(want, {8 * 16 * 6e-8, 0}), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

// Each operation rounds once; values stay within the range of integers and far from overflow.
std::vector<Case> half_operators(Random& random) {
  const auto rounded = [](double x) { return to_half(x, Mode::kNearest); };
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = halves(random, 2 * s.n, 22);
    std::vector<Bits> want;
    for (int i = 0; i < s.n; ++i) {
      const double a = from_half(in[2 * i]), b = from_half(in[2 * i + 1]);
      want.insert(want.end(), {rounded(a + b), rounded(a - b), rounded(a * b), rounded(a < b ? a : -b),
                               rounded(std::trunc(a) + 0.5), rounded(from_half(rounded(a * 2)) + from_half(rounded(b * 0.5)))});
    }
    Case c(label(s));
    c.launch("half_operators", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(half, "half.cl") {
  s.every_sub_group_size();
  s.add("load_halves", load_halves);
  s.add("store_halves", store_halves);
  s.add("half_in_loop", half_in_loop);
}
CLRT_SUITE(half_arithmetic, "half_arithmetic.cl") {
  s.opencl_may_refuse("half_arithmetic.cl:9:10), the device has no cl_khr_fp16");
  s.add("half_operators", half_operators);
}
