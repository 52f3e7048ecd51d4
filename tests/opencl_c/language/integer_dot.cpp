// References of integer_dot.cl and integer_dot_vectors.cl.
#include <algorithm>
#include <limits>

#include "items.hpp"

using namespace clrt::harness;

namespace {

int byte_of(unsigned word, int k, bool is_signed) {
  const int x = int(word >> 8 * k & 255);
  return is_signed && x > 127 ? x - 256 : x;
}

std::int64_t dot(unsigned a, bool a_signed, unsigned b, bool b_signed) {
  std::int64_t sum = 0;
  for (int k = 0; k < 4; ++k) sum += byte_of(a, k, a_signed) * byte_of(b, k, b_signed);
  return sum;
}

unsigned cut(std::int64_t x) {
  return unsigned(int(std::clamp<std::int64_t>(x, std::numeric_limits<int>::min(), std::numeric_limits<int>::max())));
}

void packed_dot(const unsigned* in, int i, unsigned* out) {
  const unsigned a = in[2 * i], b = in[2 * i + 1];
  out[0] = unsigned(dot(a, false, b, false));
  out[1] = unsigned(dot(a, true, b, true));
  out[2] = unsigned(dot(a, false, b, true));
  out[3] = unsigned(dot(a, true, b, false));
  out[4] = unsigned(std::min<std::int64_t>(dot(a, false, b, false) + 0xffff8000LL, 0xffffffffLL));
  out[5] = cut(dot(a, true, b, true) + 0x7fffe000);
  out[6] = cut(dot(a, false, b, true) - 0x7fffe000);
  out[7] = cut(dot(a, true, b, false) + i);
}

std::vector<Case> dot_row(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.bits<unsigned>(2 * s.n);
    std::vector<int> want;
    for (int i = 0; i < s.n; ++i)
      want.push_back(int(dot(in[2 * i], true, in[(2 * i + 5) % (2 * s.n)], true) +
                         dot(in[2 * i + 1], true, in[(2 * i + 6) % (2 * s.n)], true)));
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch("dot_row", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

// Four mixes of signs, each plain and added to the third input with saturation.
void vector_dot(const unsigned* in, int i, unsigned* out) {
  const unsigned a = in[3 * i], b = in[3 * i + 1], acc = in[3 * i + 2];
  constexpr std::pair<bool, bool> kSigned[] = {{false, false}, {true, true}, {false, true}, {true, false}};
  for (int k = 0; k < 4; ++k) {
    const std::int64_t sum = dot(a, kSigned[k].first, b, kSigned[k].second);
    out[2 * k] = unsigned(sum);
    out[2 * k + 1] = k == 0 ? unsigned(std::min<std::int64_t>(sum + acc, 0xffffffffLL)) : cut(sum + int(acc));
  }
}

void shared_dot(const unsigned* in, int i, unsigned* out) {
  out[0] = unsigned(dot(in[0], true, in[1], false) + i);
  out[1] = unsigned(dot(in[1], false, in[0], true) + i + dot(in[0], true, in[0], true));
  const int x = byte_of(in[1], 0, false), y = byte_of(in[1], 1, false);
  int weighted = 0;
  for (int k = 0; k < 4; ++k) weighted += byte_of(in[0], k, true) * (k + 201);
  out[2] = unsigned(x * x + y * y) + unsigned(std::max(weighted, 0)) * 2;
}

// Bytes that are not negative where a float is converted to uint.
MakeCases shared_dot_cases() {
  return [](Random& random) {
    std::vector<Case> cases;
    for (const ItemShape& s : kItemShapes) {
      const std::vector<unsigned> in = {random.value(0u, 0x7fffffffu) & 0x7f7f7f7fu, random.value(0u, 0xffffffffu)};
      std::vector<unsigned> want(3 * s.n);
      for (int i = 0; i < s.n; ++i) shared_dot(in.data(), i, want.data() + 3 * i);
      Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
      c.launch("shared_dot", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

}  // namespace

CLRT_SUITE(integer_dot, "integer_dot.cl") {
  s.options("-cl-std=CL3.0");
  s.every_sub_group_size();
  constexpr unsigned kMax = 0xffffffffu;
  s.add("packed_dot", items<unsigned, unsigned>("packed_dot", {0, kMax, 2, 8}, packed_dot));
  s.add("dot_row", dot_row);
}
CLRT_SUITE(integer_dot_vectors, "integer_dot_vectors.cl") {
  s.options("-cl-std=CL3.0");
  s.every_sub_group_size();
  constexpr unsigned kMax = 0xffffffffu;
  s.add("vector_dot", items<unsigned, unsigned>("vector_dot", {0, kMax, 3, 8}, vector_dot));
  s.add("shared_dot", shared_dot_cases());
}
