// References of bfloat16.cl: rounding by comparing the two neighbours, in double.
#include <bit>
#include <limits>

#include "items.hpp"

using namespace clrt::harness;

namespace {

// Value of a bfloat16 that is not a NaN; one past the largest counts as the next power of two, as rounding needs it.
double value_of(unsigned b) {
  const int exponent = int(b >> 7 & 255), fraction = int(b & 127);
  const double size = exponent == 0 ? std::ldexp(fraction, -133) : std::ldexp(128 + fraction, exponent - 134);
  return b >> 15 ? -size : size;
}

std::uint16_t nearest(float x) {
  const unsigned sign = std::signbit(x) ? 0x8000u : 0u;
  if (std::isnan(x)) return std::uint16_t(std::bit_cast<unsigned>(x) >> 16 | 0x40);
  if (std::isinf(x)) return std::uint16_t(sign | 0x7f80);
  const double size = std::abs(double(x));
  unsigned low = 0, high = 0x7f80;  // value_of(low) <= size < value_of(high)
  while (high - low > 1) {
    const unsigned middle = (low + high) / 2;
    (value_of(middle) <= size ? low : high) = middle;
  }
  const double below = size - value_of(low), above = value_of(high) - size;
  return std::uint16_t(sign | (below < above || (below == above && low % 2 == 0) ? low : high));
}

// Zeros, denormals, ties, the largest values, infinities, NaNs of both kinds with bits in the upper and in the lower half.
std::vector<float> interesting(Random& random, std::size_t count) {
  std::vector<unsigned> bits = {0,          0x80000000, 1,          0x80000001, 0x7fffff,   0x00008000, 0x00018000,
                                0x00017fff, 0x00018001, 0x3f808000, 0x3f818000, 0x3f807fff, 0x3f808001, 0xbf808000,
                                0x7f7f7fff, 0x7f7f8000, 0x7f7fffff, 0xff7fffff, 0x7f800000, 0xff800000, 0x7f800001,
                                0x7fc00000, 0xffc12345, 0xff8000ff, 0x7fffffff, 0x007f8000, 0x007fffff, 0x00800000};
  while (bits.size() < count) bits.push_back(random.value(0u, 0xffffffffu));
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(std::bit_cast<float>(bits[i]));
  return values;
}

MakeCases to(const std::string& kernel, int width) {
  return [=](Random& random) {
    std::vector<Case> cases;
    for (int n : {1, 37, 1024}) {
      const auto in = interesting(random, n * width);
      std::vector<std::uint16_t> want;
      for (float x : in) want.push_back(nearest(x));
      Case c(std::to_string(n) + " items");
      c.launch(kernel, range(round_up(n, 16), 16), {c.in(in), c.out(want), value(n)});
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

// All 65536 values, as bits: a NaN must keep its bits.
MakeCases from(const std::string& kernel, int width) {
  return [=](Random&) {
    std::vector<std::uint16_t> in;
    std::vector<unsigned> want;
    for (unsigned b = 0; b < 65536u / width * width; ++b) {
      in.push_back(std::uint16_t(b));
      want.push_back(b << 16);
    }
    const int n = int(in.size()) / width;
    Case c("all values");
    c.launch(kernel, range(round_up(n, 64), 64), {c.in(in), c.out(want), value(n)});
    return std::vector<Case>{std::move(c)};
  };
}

// Arguments that every work-item shares.
MakeCases shared(const std::string& kernel) {
  return [=](Random& random) {
    std::vector<Case> cases;
    for (const ItemShape& s : kItemShapes) {
      const std::vector<float> in = {random.value(-8.0f, 8.0f), random.value(-1e30f, 1e30f)};
      const unsigned u = nearest(in[0]), v = nearest(in[1]);
      std::vector<std::uint16_t> want;
      for (int i = 0; i < s.n; ++i) want.push_back(std::uint16_t(u + v * 3 + u * 7 + i));
      Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
      c.launch(kernel, range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

void add_width(Suite& s, int n) {
  s.add("to_bfloat16_" + std::to_string(n), to("to_bfloat16_" + std::to_string(n), n));
  s.add("from_bfloat16_" + std::to_string(n), from("from_bfloat16_" + std::to_string(n), n));
}

}  // namespace

CLRT_SUITE(bfloat16, "bfloat16.cl") {
  s.options("-cl-std=CL3.0");
  s.every_sub_group_size();
  s.add("to_bfloat16", to("to_bfloat16", 1));
  s.add("from_bfloat16", from("from_bfloat16", 1));
  for (int n : {2, 3, 4}) add_width(s, n);
  s.add("shared_bfloat16", shared("shared_bfloat16"));
}
#if CLRT_LONG_TESTS
CLRT_SUITE(bfloat16_wide, "bfloat16.cl") {
  s.options("-cl-std=CL3.0 -DWIDE");
  for (int n : {8, 16}) add_width(s, n);
}
#endif
