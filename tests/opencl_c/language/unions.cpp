// References of unions.cl.
#include <algorithm>
#include <bit>

#include "items.hpp"
#include "sub_groups.hpp"

using namespace clrt::harness;

namespace {

using Uint = unsigned;
Uint bits(float x) { return std::bit_cast<Uint>(x); }
float real(Uint x) { return std::bit_cast<float>(x); }

Uint bit_cast(float x) {
  const Uint u = bits(x) ^ 0x80000000u;
  return int(u) < 0 ? bits(real(u) * 2.0f) : u;
}

float inverse_root(float x) {
  const float c = real(Uint(0x5f3759df - (std::bit_cast<int>(x) >> 1)));
  return c * (1.5f - 0.5f * x * c * c);
}

Uint as_values(float x, int i) {
  const Uint c = 0x3f800000u + Uint(i);
  Uint all[3] = {bits(1.0f), Uint(-i), 0};
  all[i % 3] ^= 5u;
  return bits(x) + Uint(real(c)) + (i & 1 ? c : bits(x)) + all[0] * 3 + all[1] * 5 + all[2] * 7 + (i & 1 ? bits(x) : c + 1);
}

Uint bytes(Uint x) {
  unsigned char b[4];
  std::memcpy(b, &x, 4);
  std::swap(b[0], b[3]);
  unsigned short h;
  std::memcpy(&h, b + 2, 2);
  h = static_cast<unsigned short>(h + 3);
  std::memcpy(b + 2, &h, 2);
  b[x & 3] ^= 0x55;
  Uint word;
  std::memcpy(&word, b, 4);
  return word + b[1];
}

std::uint64_t doubles(std::uint64_t x) {
  x ^= 5;
  return std::bit_cast<double>(x) > 1.0 ? (x & 0xffffffffu) | std::uint64_t(7) << 32 : x;
}

Uint array_cast(Uint x) {
  Uint words[4] = {x, x * 3, 7, 9};
  unsigned char b[16], raw[8] = {1, 2, 3, 4};
  std::memcpy(b, words, 16);
  Uint s = 0;
  for (int k = 0; k < 16; ++k) {
    s = s * 31 + b[k];
    b[k] = static_cast<unsigned char>(b[k] + k);
  }
  b[x & 15] = 1;
  std::memcpy(words, b, 16);
  raw[x & 7] = 200;
  Uint r;
  unsigned short h;
  std::memcpy(&r, raw + 4 * (x & 1), 4);
  std::memcpy(&h, raw + 4, 2);
  return s + words[0] + words[1] * 2 + words[2] * 3 + words[3] * 5 + r + h;
}

// A Variant is two words: tag and bits.
template <class Want>
std::vector<Case> variants(Random& random, const char* kernel, bool writes, Want want_of) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    std::vector<int> all(s.n * 2);
    std::vector<float> want(s.n);
    for (int i = 0; i < s.n; ++i) {
      all[2 * i] = random.value(0, 1);
      const int x = random.value(-1000, 1000);
      all[2 * i + 1] = all[2 * i] == 0 ? x : std::bit_cast<int>(float(x) * 0.5f);
      want[i] = want_of(all[2 * i], all[2 * i + 1], i);
    }
    std::vector<int> after = all;
    for (int i = 0; i < s.n && writes; ++i) after[2 * i + 1] = std::bit_cast<int>(1.0f);
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch(kernel, range(s.global, s.local), {c.inout(all, after), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(unions, "unions.cl") {
  s.every_sub_group_size();
  s.add("bit_cast", items<float, Uint>("bit_cast", {-100, 100}, [](const float* in, int i, Uint* out) { *out = bit_cast(in[i]); }));
  s.add("famous", items<float, float>("famous", {0.01f, 100, 1, 1, {0, 1e-6}}, [](const float* in, int i, float* out) { *out = inverse_root(in[i]); }));
  s.add("as_values", items<float, Uint>("as_values", {-100, 100}, [](const float* in, int i, Uint* out) { *out = as_values(in[i], i); }));
  s.add("bytes", items<Uint, Uint>("bytes", {0, 0xffffffffu}, [](const Uint* in, int i, Uint* out) { *out = bytes(in[i]); }));
  s.add("doubles", items<std::uint64_t, std::uint64_t>("doubles", {0x3fe0000000000000u, 0x4000000000000000u},
                                                       [](const std::uint64_t* in, int i, std::uint64_t* out) { *out = doubles(in[i]); }));
  s.add("vectors", items<float, float>("vectors", {-100, 100, 4, 1, {1e-4, 1e-6}}, [](const float* in, int i, float* out) {
          float v[4] = {in[i * 4], in[i * 4 + 1], in[i * 4 + 2], in[i * 4 + 3]};
          v[i & 3] = 9.0f;
          v[0] += 1.0f, v[2] += 1.0f;
          *out = v[0] + 2 * v[1] + 3 * v[2] + 5 * v[3];
        }));
  s.add("variants", [](Random& r) { return variants(r, "variants", true, [](int tag, int x, int) { return tag == 0 ? float(x) : real(Uint(x)); }); });
  s.add("private_variant", [](Random& r) {
    return variants(r, "private_variant", false, [](int tag, int x, int i) {
      if (i % 3 == 0) return real(Uint(x)) + float(tag);
      return (tag == 0 ? float(x) : real(Uint(x))) + 1.0f;
    });
  });
  s.add("pointer_cast", items<float, Uint>("pointer_cast", {-100, 100}, [](const float* in, int i, Uint* out) { *out = 2 * bits(in[i]) + 1; }));
  s.add("array_cast", items<Uint, Uint>("array_cast", {0, 0xffffffffu}, [](const Uint* in, int i, Uint* out) { *out = array_cast(in[i]); }));
}
CLRT_SUITE(unions_sub_groups, "unions_sub_groups.cl") {
  s.add("greatest", sub_groups<float, Uint>("greatest", 16, -100, 100, 1, [](const Lane<float>& lane, Uint* out) {
          const auto at = [&](int l) { return int(bits(lane.in[l]) ^ (l & 1 ? 0x80000000u : 0u)); };
          int most = at(0);
          for (int l = 1; l < int(lane.in.size()); ++l) most = std::max(most, at(l));
          *out = most == at(lane.lane) ? 1u : Uint(at(lane.lane)) & 0x80000000u;
        }));
}
