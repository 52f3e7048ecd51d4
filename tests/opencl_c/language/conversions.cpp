// References of conversions.cl. Rounding is done by hand on doubles, which hold every value here exactly.
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "items.hpp"

using namespace clrt::harness;

namespace {

double nearest_even(double x) {
  const double low = std::floor(x), rest = x - low;
  if (rest != 0.5) return rest < 0.5 ? low : low + 1;
  return std::fmod(low, 2) == 0 ? low : low + 1;
}

template <class T>
T saturated(double x) {
  using Limits = std::numeric_limits<T>;
  if (x <= double(Limits::min())) return Limits::min();
  if (x >= double(Limits::max())) return Limits::max();
  return static_cast<T>(x);
}

void from_float(const float* in, int i, int* out) {
  const double x = in[i];
  const double hundred = in[i] * 100.0f, huge = in[i] * 1e8f, triple = in[i] * 3.0f;
  const int want[] = {int(x),
                      int(nearest_even(x)),
                      int(std::ceil(x)),
                      int(std::floor(x)),
                      int(x),
                      saturated<std::int8_t>(std::trunc(x)),
                      saturated<std::uint8_t>(std::trunc(x)),
                      saturated<std::uint8_t>(nearest_even(x)),
                      saturated<std::int16_t>(std::floor(hundred)),
                      saturated<std::uint16_t>(std::ceil(hundred)),
                      int(saturated<std::uint32_t>(std::trunc(x))),
                      saturated<std::int32_t>(std::trunc(huge)),
                      int(saturated<std::uint32_t>(nearest_even(huge))),
                      int(nearest_even(triple)),
                      int(x * 0.25),
                      int(std::abs(x) * 0.5)};
  std::copy(std::begin(want), std::end(want), out);
}

void between_integers(const int* in, int i, int* out) {
  const int x = in[i];
  const int want[] = {saturated<std::int8_t>(x),
                      saturated<std::uint8_t>(x),
                      saturated<std::int16_t>(x),
                      saturated<std::uint16_t>(x),
                      std::max(x, 0),
                      x < 0 ? std::numeric_limits<int>::max() : x,
                      saturated<int>(x * 5000.0),
                      x & 255,
                      std::int16_t(x & 0xffff),
                      std::max(x, 0)};
  std::copy(std::begin(want), std::end(want), out);
}

// The float that is nearest to x in the direction of `sign` (0: toward zero).
float rounded(double x, int sign) {
  const float f = float(x);
  const double limit = std::numeric_limits<float>::infinity();
  if (sign > 0 && f < x) return std::nextafter(f, float(limit));
  if (sign < 0 && f > x) return std::nextafter(f, float(-limit));
  if (sign == 0 && std::abs(double(f)) > std::abs(x)) return std::nextafter(f, 0.0f);
  return f;
}

void to_float(const int* in, int i, float* out) {
  const int x = in[i];
  const float want[] = {float(x),
                        float(unsigned(x)),
                        rounded(x, 0),
                        rounded(x, 1),
                        rounded(x, -1),
                        float(std::int64_t(x) * 123457),
                        float(std::uint64_t(std::int64_t(x))),
                        float(std::int8_t(x)) + (x != 0 ? 1.0f : 0.0f)};
  std::copy(std::begin(want), std::end(want), out);
}

void bit_casts(const float* in, int i, unsigned* out) {
  const auto u = std::bit_cast<std::uint32_t>(in[i]);
  out[0] = u;
  out[1] = std::bit_cast<std::uint32_t>(-2.0f * in[i]);
  out[2] = __builtin_bswap32(u);
  out[3] = (u >> 16) + (u & 0xffff);
  out[4] = (u >> 8) | (unsigned(i) << 24);
  out[5] = 1u | (0xfeu << 8) | (3u << 16) | (unsigned(i) << 24);
  out[6] = 0x40000000u;
  // Bytes 4..7 then 0..3: the upper half of the result is the first float.
  out[7] = u;
}

void vector_conversions(const float* in, int i, int* out) {
  for (int k = 0; k < 4; ++k) {
    const double v = in[4 * i + k];
    const int c = saturated<std::uint8_t>(nearest_even(4 * v)), s = int(std::floor(v));
    out[k] = c + 1000 * s;
    out[4 + k] = int(std::ceil(double(float(s) * 0.3f)));
    out[8 + k] = int(saturated<std::uint32_t>(std::trunc(v))) + (v > 1 ? 1 : 0);
  }
}

void doubles(const double* in, int i, double* out) {
  const double x = in[i];
  double s = 0;
  for (int k = 1; k < int(std::abs(x)); ++k) s += 1.0 / k;
  const double want[] = {double(float(x)), x * x - 0.5, double(int(x)) + std::floor(x * 1e6), double(rounded(x, 1)),
                         std::sqrt(std::abs(x)) / 3.0, x < 0 ? -s : s};
  std::copy(std::begin(want), std::end(want), out);
}

}  // namespace

CLRT_SUITE(conversions, "conversions.cl") {
  s.add("from_float", items<float, int>("from_float", {-400.0f, 400.0f, 1, 16}, from_float));
  s.add("from_halves", [](Random& random) {
    // Ties: multiples of one half.
    std::vector<Case> cases;
    for (const ItemShape& shape : kItemShapes) {
      std::vector<float> in(shape.n);
      for (float& x : in) x = float(random.value(-30, 30)) * 0.5f;
      std::vector<int> want(16 * shape.n);
      for (int i = 0; i < shape.n; ++i) from_float(in.data(), i, want.data() + 16 * i);
      Case c("n " + std::to_string(shape.n) + " local " + std::to_string(shape.local));
      c.launch("from_float", range(shape.global, shape.local), {c.in(in), c.out(want), value(shape.n)});
      cases.push_back(std::move(c));
    }
    return cases;
  });
  constexpr int kMax = std::numeric_limits<int>::max();
  s.add("between_integers", items<int, int>("between_integers", {-kMax, kMax, 1, 10}, between_integers));
  s.add("between_small_integers", items<int, int>("between_integers", {-300, 300, 1, 10}, between_integers));
  s.add("to_float", items<int, float>("to_float", {-kMax, kMax, 1, 8}, to_float));
  s.add("bit_casts", items<float, unsigned>("bit_casts", {-1000.0f, 1000.0f, 1, 8}, bit_casts));
  s.add("vector_conversions", items<float, int>("vector_conversions", {-100.0f, 100.0f, 4, 12}, vector_conversions));
  // sqrt and the harmonic sum may be contracted or differ in the last place.
  s.add("doubles", items<double, double>("doubles", {-50.0, 50.0, 1, 6, {1e-12, 1e-13}}, doubles));
}
