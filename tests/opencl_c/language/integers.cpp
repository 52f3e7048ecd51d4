// References of integers.cl.
#include <algorithm>
#include <bit>
#include <limits>

#include "items.hpp"

using namespace clrt::harness;

namespace {

template <class T>
MakeCases arithmetic(const char* kernel) {
  auto item = [](const T* in, int i, T* out) {
    T a = in[2 * i], b = in[2 * i + 1];
    const auto put = [&out](auto x) { *out++ = static_cast<T>(x); };
    put(a + b);
    put(a - b);
    put(a * b);
    const bool traps = b == 0 || (std::is_signed_v<T> && a == std::numeric_limits<T>::min() && b == T(-1));
    put(traps ? T(0) : a / b);
    put(traps ? T(0) : a % b);
    put((a & b) | (a ^ static_cast<T>(~b)));
    put(a << (b & 7));
    put(a >> (b & 7));
    put(T(0) - a);
    if (a < b) {
      put(a);
      a = static_cast<T>(a + 1);
    } else {
      b = static_cast<T>(b - 1);
      put(b);
    }
    put(a * 3 + b / 7);
    put((a + b) * 5 - static_cast<T>(i));
  };
  return [=](Random& random) {
    std::vector<Case> cases;
    for (const ItemShape& s : kItemShapes) {
      auto in = random.bits<T>(2 * s.n);
      for (std::size_t k = 0; k < in.size(); k += 5) in[k] = static_cast<T>(random.value(-3, 3));
      // MIN / -1 has no defined value.
      for (int i = 0; i < s.n; ++i)
        if (std::is_signed_v<T> && in[2 * i] == std::numeric_limits<T>::min() && in[2 * i + 1] == T(-1)) in[2 * i] = 5;
      std::vector<T> want(12 * s.n);
      for (int i = 0; i < s.n; ++i) item(in.data(), i, want.data() + 12 * i);
      Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
      c.launch(kernel, range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

void wide_shifts(const int* in, int i, int* out) {
  const int a = in[2 * i], s = in[2 * i + 1];
  const auto l = (std::int64_t(a) << 20) + s;
  out[0] = int(unsigned(a) << (s & 31));
  out[1] = a >> (s & 31);
  out[2] = int(unsigned(a) >> (s & 31));
  out[3] = int(std::uint64_t(l) << (s & 63));
  out[4] = int(std::uint64_t(l) >> (s & 63));
  out[5] = (a >> 3) + int(l >> (s & 63));
}

void vector_shifts(const short* in, int i, short* out) {
  const short* v = in + 4 * i;
  const int amounts[] = {1, 15, 1, 15};
  for (int k = 0; k < 4; ++k) {
    out[k] = short(v[k] << amounts[k]);
    out[4 + k] = short(v[k] >> (v[3 - k] & 15));
  }
}

// Exact value, then clamped or cut to the type.
template <class T>
T saturated(std::int64_t x) {
  return static_cast<T>(std::clamp<std::int64_t>(x, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
}

void integer_functions(const int* in, int i, unsigned* out) {
  using Wide = std::int64_t;
  const Wide a = in[2 * i], b = in[2 * i + 1];
  const auto u = unsigned(a), v = unsigned(b);
  const auto put = [&out](auto x) { *out++ = static_cast<unsigned>(x); };
  put(a < 0 ? -a : a);
  put(a > b ? a - b : b - a);
  put(saturated<int>(a + b));
  put(saturated<int>(a - b));
  put((a + b) >> 1);
  put((std::uint64_t(u) + v + 1) >> 1);
  put(std::countl_zero(u));
  put(std::popcount(u));
  put((a * b) >> 32);
  put((std::uint64_t(u) * v) >> 32);
  put(std::rotl(u, int(v & 31)));
  put(((a * b) >> 32) + 17);
  put(saturated<int>(a * b - 5));
  put((a & 0x7fff) * (b & 0x7fff));
  put((a & 0xfff) * (b & 0xfff) + a);
  put((u << 16) | (v & 0xffff));
  put(unsigned(std::min(a, b)) ^ std::max(u, v));
  put(std::clamp<Wide>(a, -100, 100));
  put(std::countr_zero(u | 0x10000u));
  put(std::min((u & 255) + (v & 255), 255u) + 256 * std::uint8_t(saturated<std::int8_t>(std::int8_t(a) - std::int8_t(b))));
}

int bool_arithmetic(int x, int i) {
  const int p = x > 3, q = x != 0;
  return p + 10 * q + 100 * (x == 5 ? 2 : 1) + 1000 * (x == 0) + 10000 * (p != q) + 100000 * (i / 3 % 2);
}

void mixed_widths(const int* in, int i, std::int64_t* out) {
  const auto c = static_cast<std::int8_t>(in[i]);
  const auto us = static_cast<std::uint16_t>(in[i] * 77);
  std::int64_t sum = 0;
  // k * in[i] - us is signed 64 bits; the last term is unsigned 32 bits, zero-extended.
  for (std::int64_t k = 0; k < (c & 15); ++k) sum += k * in[i] - us + std::int64_t(std::uint32_t(std::int32_t(c)));
  const std::uint64_t u = ~std::uint64_t(0) - us;
  sum += u > static_cast<std::uint64_t>(std::int64_t(in[i]));
  sum += std::uint32_t(in[i]) < 3u;
  out[0] = sum;
  out[1] = c * 8 * us + std::int16_t(us * 2) + 97 + std::uint8_t(~c);
}

}  // namespace

CLRT_SUITE(integers, "integers.cl") {
  s.add("arithmetic_char", arithmetic<std::int8_t>("arithmetic_char"));
  s.add("arithmetic_uchar", arithmetic<std::uint8_t>("arithmetic_uchar"));
  s.add("arithmetic_short", arithmetic<std::int16_t>("arithmetic_short"));
  s.add("arithmetic_ushort", arithmetic<std::uint16_t>("arithmetic_ushort"));
  s.add("arithmetic_int", arithmetic<std::int32_t>("arithmetic_int"));
  s.add("arithmetic_uint", arithmetic<std::uint32_t>("arithmetic_uint"));
  s.add("arithmetic_long", arithmetic<std::int64_t>("arithmetic_long"));
  s.add("arithmetic_ulong", arithmetic<std::uint64_t>("arithmetic_ulong"));
  s.add("wide_shifts", items<int, int>("wide_shifts", {-200, 200, 2, 6}, wide_shifts));
  s.add("vector_shifts", items<short, short>("vector_shifts", {-30000, 30000, 4, 8}, vector_shifts));
  constexpr int kMax = std::numeric_limits<int>::max();
  s.add("integer_functions", items<int, unsigned>("integer_functions", {-kMax, kMax, 2, 20}, integer_functions));
  s.add("integer_functions_small", items<int, unsigned>("integer_functions", {-140, 140, 2, 20}, integer_functions));
  s.add("bool_arithmetic", ints("bool_arithmetic", -2, 6, bool_arithmetic));
  s.add("mixed_widths", items<int, std::int64_t>("mixed_widths", {-100, 100, 1, 2}, mixed_widths));
}
