// References of sub_group_matrix.cl: elements picked by bit position, sums in 64-bit integers or double.
#include <bit>

#include "suite.hpp"

using namespace clrt::harness;

namespace {

struct Format {
  int bits;        // of an element
  bool is_signed;  // of an integer
};

// Element k of a run of 32-bit words.
std::int64_t element(const std::vector<unsigned>& words, std::size_t first, std::size_t pitch, int k, Format f) {
  const int per_word = 32 / f.bits;
  const std::int64_t x = words[first + k / per_word * pitch] >> (k % per_word * f.bits) & ((1u << f.bits) - 1);
  return f.is_signed && x >> (f.bits - 1) ? x - (std::int64_t{1} << f.bits) : x;
}

constexpr int kSubGroups[] = {1, 2, 6};

// A case per number of sub-groups; two of them in a work-group where that divides. `sum(a row, b column, k)` is for each element.
template <class Out, class Make>
std::vector<Case> cases(const std::string& kernel, int size, int m_count, Make make) {
  std::vector<Case> all;
  for (int groups : kSubGroups) {
    const int local = groups % 2 == 0 ? 2 * size : size;
    Case c(std::to_string(groups) + " sub-groups, local " + std::to_string(local));
    std::vector<unsigned> a(groups * m_count * 8), b(groups * 8 * size);
    std::vector<Out> sums(groups * m_count * size);
    std::vector<Out> want = sums;
    Tolerance tolerance = make(groups, a, b, sums, want);
    c.launch(kernel, range(groups * size, local), {c.in(a), c.in(b), c.in(sums), c.out(want, tolerance)});
    all.push_back(std::move(c));
  }
  return all;
}

MakeCases integers(const std::string& kernel, int size, int m_count, Format fa, Format fb) {
  return [=](Random& random) {
    return cases<int>(kernel, size, m_count, [&](int groups, auto& a, auto& b, auto& sums, auto& want) {
      a = random.bits<unsigned>(a.size());
      b = random.bits<unsigned>(b.size());
      sums = random.bits<int>(sums.size());
      for (int g = 0; g < groups; ++g)
        for (int m = 0; m < m_count; ++m)
          for (int n = 0; n < size; ++n) {
            const std::size_t at = std::size_t(g * m_count + m) * size + n;
            std::int64_t sum = sums[at];
            for (int k = 0; k < 256 / fa.bits; ++k)
              sum +=
                  element(a, std::size_t(g * m_count + m) * 8, 1, k, fa) * element(b, std::size_t(g) * 8 * size + n, size, k, fb);
            want[at] = int(sum);
          }
      return Tolerance{};
    });
  };
}

// The value of 16 bits with `fraction` bits of fraction behind an exponent; no NaN, no infinity.
double value_of(unsigned h, int fraction) {
  const int exponent_bits = 15 - fraction, bias = (1 << (exponent_bits - 1)) - 1;
  const int exponent = int(h >> fraction & ((1u << exponent_bits) - 1)), mantissa = int(h & ((1u << fraction) - 1));
  const double size = exponent == 0 ? std::ldexp(mantissa, 1 - bias - fraction)
                                    : std::ldexp((1 << fraction) + mantissa, exponent - bias - fraction);
  return h >> 15 ? -size : size;
}
// Bits of a small whole number, or of a random number below 1 in size.
unsigned some_value(Random& random, int fraction, bool whole) {
  const int bias = (1 << (14 - fraction)) - 1;
  if (!whole) {
    const unsigned exponent = unsigned(bias - 1 - random.value(0, 6));
    return unsigned(random.value(0, 1)) << 15 | exponent << fraction | unsigned(random.value(0, (1 << fraction) - 1));
  }
  const int v = random.value(-2, 2);
  if (v == 0) return 0;
  return unsigned(v < 0) << 15 | unsigned(bias + (std::abs(v) == 2)) << fraction;
}

// Whole: sums are exact in every format. Else |a|, |b|, |c| <= 1, so each of 32 steps rounds a number of at most 17 to float.
template <class Io>
MakeCases floats(const std::string& kernel, int size, int m_count, int fraction, bool whole) {
  return [=](Random& random) {
    return cases<Io>(kernel, size, m_count, [&](int groups, auto& a, auto& b, auto& sums, auto& want) {
      for (unsigned& w : a) w = some_value(random, fraction, whole) | some_value(random, fraction, whole) << 16;
      for (unsigned& w : b) w = some_value(random, fraction, whole) | some_value(random, fraction, whole) << 16;
      const Format bits{16, false};
      for (int g = 0; g < groups; ++g)
        for (int m = 0; m < m_count; ++m)
          for (int n = 0; n < size; ++n) {
            const std::size_t at = std::size_t(g * m_count + m) * size + n;
            double sum = whole ? random.value(-9, 9) : double(random.value(-1.0f, 1.0f));
            sums[at] = std::is_same_v<Io, float> ? Io(sum) : Io(std::bit_cast<unsigned>(float(sum)) >> 16);
            for (int k = 0; k < 16; ++k)
              sum += value_of(unsigned(element(a, std::size_t(g * m_count + m) * 8, 1, k, bits)), fraction) *
                     value_of(unsigned(element(b, std::size_t(g) * 8 * size + n, size, k, bits)), fraction);
            want[at] = std::is_same_v<Io, float> ? Io(sum) : Io(std::bit_cast<unsigned>(float(sum)) >> 16);
          }
      return Tolerance{whole ? 0.0 : 32 * 17 * 0x1p-25, 0};
    });
  };
}

constexpr int kHalf = 10, kBfloat16 = 7;  // bits of fraction

void add_integers(Suite& s, int size, bool a_signed, bool b_signed, int bits, int m) {
  const auto name = [bits](bool is_signed) { return std::string(is_signed ? "i" : "u") + std::to_string(bits); };
  const std::string kernel = name(a_signed) + "_" + name(b_signed) + "_" + std::to_string(m);
  s.add(kernel + "_sg" + std::to_string(size), integers(kernel, size, m, {bits, a_signed}, {bits, b_signed}));
}
void add_floats(Suite& s, int size, int fraction, int m) {
  const std::string kernel = std::string(fraction == kHalf ? "f16" : "bf16") + "_float_" + std::to_string(m),
                    sg = "_sg" + std::to_string(size);
  s.add(kernel + "_whole" + sg, floats<float>(kernel, size, m, fraction, true));
  s.add(kernel + sg, floats<float>(kernel, size, m, fraction, false));
}

void fill(Suite& s, int size, bool every) {
  s.options("-cl-std=CL3.0 -DSIZE=" + std::to_string(size) + (every ? " -DEVERY_M" : ""));
  if (every) {
    for (int m : {1, 2, 4, 8}) {
      for (int bits : {4, 8})
        for (int signs = 0; signs < 4; ++signs) add_integers(s, size, signs & 1, signs & 2, bits, m);
      add_floats(s, size, kHalf, m);
      add_floats(s, size, kBfloat16, m);
    }
  } else {
    add_integers(s, size, true, true, 8, 1);
    add_integers(s, size, true, true, 8, 8);
    add_integers(s, size, true, false, 8, 2);
    add_integers(s, size, false, true, 8, 4);
    add_integers(s, size, false, false, 8, 8);
    add_integers(s, size, true, true, 4, 4);
    add_integers(s, size, true, false, 4, 1);
    add_integers(s, size, false, true, 4, 2);
    add_integers(s, size, false, false, 4, 2);
    for (int m : {1, 8}) add_floats(s, size, kHalf, m);
    for (int m : {2, 4}) add_floats(s, size, kBfloat16, m);
  }
  if (size == 16)
    for (int m : {1, 8}) {
      const std::string kernel = "bf16_short_" + std::to_string(m);
      s.add(kernel, floats<std::int16_t>(kernel, size, m, kBfloat16, true));
    }
}

}  // namespace

CLRT_SUITE(sub_group_matrix_8, "sub_group_matrix.cl") { fill(s, 8, CLRT_LONG_TESTS); }
CLRT_SUITE(sub_group_matrix_16, "sub_group_matrix.cl") { fill(s, 16, CLRT_LONG_TESTS); }
CLRT_SUITE(sub_group_matrix_half, "sub_group_matrix.cl") {
  s.options("-cl-std=CL3.0 -DSIZE=16 -DHALF_SUMS");
  s.opencl_may_refuse("half");  // a device without cl_khr_fp16
  for (int m : {1, 4}) {
    const std::string kernel = "f16_half_" + std::to_string(m);
    s.add(kernel, floats<float>(kernel, 16, m, kHalf, true));
  }
}
