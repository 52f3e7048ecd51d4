// References of forms.cl.
#include "items.hpp"

using namespace clrt::harness;

namespace {

std::vector<Case> struct_argument(Random& random) {
  struct alignas(16) Params {
    float scale;
    alignas(16) int offset[4];
    unsigned char flags[3];
  };
  static_assert(sizeof(Params) == 48);
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, -1000, 1000);
    const Params p{0.5f, {1, 2, 30, 4}, {7, 8, 9}};
    std::vector<float> want;
    for (int i = 0; i < s.n; ++i) want.push_back(0.5f * float(in[i]) + 30 + float(7 + i % 3) + 200 + 0.25f);
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch("struct_argument", range(s.global, s.local),
             {c.in(in), c.out(want), value(s.n), value(p), value(std::array<int, 4>{100, 200, 300, 0}),
              value(std::array<float, 2>{0.125f, 0.25f})});
    cases.push_back(std::move(c));
  }
  return cases;
}

int enumerations(int x, int) {
  const int r = std::array{3, 1, 4, 1}[x & 3];
  return x % 2 != 0 ? r + 10 : x & 2 ? 2 * (r + 500) : -(r + 600);
}

void component_by_index(const int* in, int i, int* out) {
  std::array<int, 4> v{in[4 * i], in[4 * i + 1], in[4 * i + 2], in[4 * i + 3]};
  const int k = v[0] & 3;
  v[k] = 77;
  *out = v[(k + 1) % 4] * 3 + v[0] + v[3];
}

int pointer_to_array(int x, int) {
  const int k = x & 7;
  return 9 * std::array{1, 2, 3, 5, 7, 11}[k % 2 * 3 + k % 3];
}

}  // namespace

CLRT_SUITE(forms, "forms.cl") {
  s.every_sub_group_size();
  s.add("struct_argument", struct_argument);
  s.add("enumerations", ints("enumerations", 0, 100, enumerations));
  s.add("component_by_index", items<int, int>("component_by_index", {-50, 50, 4, 1}, component_by_index));
  s.add("pointer_to_array", ints("pointer_to_array", 0, 100, pointer_to_array));
  s.add("kernel_calls_kernel", ints("kernel_calls_kernel", -50, 50, [](int x, int) { return 2 * x + 2; }));
}
