// References of vectors.cl: a vector is an array here.
#include <algorithm>
#include <bit>
#include <cmath>

#include "items.hpp"

using namespace clrt::harness;

namespace {

// out[k] = from[order[k]].
template <class T, std::size_t N>
T* put(T* out, const T* from, const int (&order)[N]) {
  for (int at : order) *out++ = from[at];
  return out;
}

void swizzle_read(const float* in, int i, float* out) {
  const float* v = in + 4 * i;
  out = put(out, v, {3, 2, 1, 0});
  out = put(out, v, {3, 0, 1, 2});
  out = put(out, v, {0, 1, 3, 2});
  out = put(out, v, {1, 3, 0, 2});
  for (int k = 0; k < 4; ++k) *out++ = v[k / 2] + v[2 + k / 2];
  put(out, v, {2, 1, 0, 0});
}

void swizzle_write(const float* in, int i, float* out) {
  const float x = in[4 * i], y = in[4 * i + 1], z = in[4 * i + 2], w = in[4 * i + 3];
  const bool positive = x > 0;
  const float want[] = {w, z, z, w,
                        positive ? 2 * w : x, y, positive ? 2 * y : z, positive ? w + 1 : w,
                        x, y * 3, x, y * 3,
                        1, y, 2, x > y ? x : 5};
  std::copy(std::begin(want), std::end(want), out);
}

void wide_swizzle(const int* in, int i, int* out) {
  const int* v = in + 16 * i;
  for (int k = 0; k < 16; ++k) {
    out[k] = v[15 - k];
    out[16 + k] = k < 8 ? v[2 * k] : v[2 * (k - 8) + 1];
    out[32 + k] = k < 8 ? v[k] + v[k + 8] : v[k];
  }
  int* w = out + 32;
  w[10] = v[0];
  w[12] = v[1];
  w[8] = 7;
  w[10] = i;
  w[9] -= w[3];
}

void literals(const int* in, int i, int* out) {
  const int x = in[i];
  const int even[] = {x, i, 1, x, i, x > 3 ? 2 : 4, 9, i};
  for (int k = 0; k < 8; ++k) out[k] = i % 2 && k != 7 ? x : even[k];
}

void compare_select(const int* in, int i, int* out) {
  const int* v = in + 4 * i;
  const int limit[] = {10, 0, -10, i};
  int count = 0;
  bool low = false;
  for (int k = 0; k < 4; ++k) {
    const bool m = v[k] > limit[k];
    count += m;
    low |= v[k] < -15;
    out[k] = -int(m);
    out[4 + k] = m ? -v[k] : v[k];
    out[8 + k] = m ? 2 * v[k] : v[k] - 1;
    out[16 + k] = -int((v[k] & 3) == 0 && v[k] != 4);
    out[20 + k] = (m ? 0 : -1) | (~v[k] ^ (v[k] * 2));
  }
  out[12] = count > 0;
  out[13] = count == 4;
  out[14] = low;
  out[15] = 1;
}

void float_compare(const float* in, int i, int* out) {
  const float* v = in + 4 * i;
  for (int k = 0; k < 4; ++k) {
    const float a = v[k], b = v[(k + 1) % 4];
    out[k] = a < b ? -1 : -2;
    out[4 + k] = int((a < 0 ? b : a) * 4);
    out[8 + k] = std::bit_cast<int>(std::copysign(a, b));
  }
}

std::vector<Case> vec3_memory(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto a = random.values<float>(4 * s.n, -4.0f, 4.0f), p = random.values<float>(3 * s.n, -4.0f, 4.0f);
    std::vector<float> want;
    for (int i = 0; i < s.n; ++i)
      for (int k = 0; k < 3; ++k) {
        const int j = (k + 1) % 3, l = (k + 2) % 3;
        want.push_back(float(double(a[4 * i + j]) * p[3 * i + l] - double(a[4 * i + l]) * p[3 * i + j] + a[4 * i + l]));
      }
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    // Four roundings of values up to 36.
    c.launch("vec3_memory", range(s.global, s.local), {c.in(a), c.out(want, {4 * 36 * 6e-8, 0}), c.in(p), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> vload_vstore(Random& random) {
  using Byte = unsigned char;
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.bits<Byte>(16 * s.n + 16);
    std::vector<Byte> want(16 * s.n);
    for (int i = 0; i < s.n; ++i)
      for (int k = 0; k < 16; ++k) {
        int x = in[16 * i + k];
        if (k < 8) x += in[8 * i + 3 + k];
        else if (k < 12) x ^= in[i + k - 8];
        if (k == 12 || k == 13) x = in[2 * (s.n - 1 - i) + k - 12];
        want[16 * i + k] = static_cast<Byte>(x);
      }
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch("vload_vstore", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

void vector_arithmetic(const int* in, int i, int* out) {
  const int* v = in + 4 * i;
  const int divisor[] = {3, -2, 5, 7};
  int sum[4] = {};
  for (int k = 0; k < v[0]; ++k) {
    for (int e = 0; e < 4; ++e) sum[e] += v[e] * k;
    if (sum[1] > 100) break;
    --sum[0];
  }
  for (int e = 0; e < 4; ++e) {
    out[e] = sum[e];
    out[4 + e] = std::max(v[e] / divisor[e] + v[e] % 4 + 1, v[3]) - std::min(v[e], 2) + std::clamp(v[e], -3, 3) + std::abs(v[1]);
  }
}

void private_vectors(const float* in, int i, float* out) {
  const float x = in[i];
  float rows[4][4];
  for (int k = 0; k < 4; ++k) rows[k][0] = x, rows[k][1] = float(k), rows[k][2] = x * float(k), rows[k][3] = 1;
  const int pick = int(x) % 4, next = (pick + 1) % 4;
  rows[pick][2] = 64;
  for (int e = 0; e < 4; ++e) rows[next][e] *= rows[pick][3 - e];
  *out = 0;
  for (int e = 0; e < 4; ++e) *out += (rows[0][e] + 2 * rows[1][e] - rows[2][e] + rows[3][e]) * float(e + 1);
}

void shuffles(const unsigned* in, int i, unsigned* out) {
  const unsigned* v = in + 4 * i;
  unsigned both[8];
  for (int k = 0; k < 4; ++k) both[k] = v[k], both[k + 4] = v[k] + 1000;
  const unsigned first[] = {3, v[0] % 4, 1, v[1] % 4}, second[] = {7, 0, v[2] % 8, 4};
  for (int k = 0; k < 4; ++k) out[k] = v[first[k]], out[4 + k] = both[second[k]];
}

}  // namespace

CLRT_SUITE(vectors, "vectors.cl") {
  s.add("swizzle_read", items<float, float>("swizzle_read", {-9.0f, 9.0f, 4, 24}, swizzle_read));
  s.add("swizzle_write", items<float, float>("swizzle_write", {-9.0f, 9.0f, 4, 16}, swizzle_write));
  s.add("wide_swizzle", items<int, int>("wide_swizzle", {-1000, 1000, 16, 48}, wide_swizzle));
  s.add("literals", items<int, int>("literals", {0, 9, 1, 8}, literals));
  s.add("compare_select", items<int, int>("compare_select", {-20, 20, 4, 24}, compare_select));
  s.add("float_compare", items<float, int>("float_compare", {-9.0f, 9.0f, 4, 12}, float_compare));
  s.add("vec3_memory", vec3_memory);
  s.add("vload_vstore", vload_vstore);
  s.add("component_in_memory", items<int, int>("component_in_memory", {0, 10, 1, 4}, [](const int* in, int i, int* out) {
          const int want[] = {in[i] > 5 ? 13 : 10, in[i], in[i] + 1, i};
          std::copy(want, want + 4, out);
        }));
  s.add("vector_arithmetic", items<int, int>("vector_arithmetic", {-20, 20, 4, 8}, vector_arithmetic));
  // Sixteen terms of up to 2^14, rounded a few times each.
  s.add("private_vectors", [](Random& random) {
    auto make = items<float, float>("private_vectors", {0.0f, 16.0f, 1, 1, {0.05, 1e-5}}, private_vectors);
    return make(random);
  });
  s.add("shuffles", items<unsigned, unsigned>("shuffles", {0u, 1000u, 4, 8}, shuffles));
}
