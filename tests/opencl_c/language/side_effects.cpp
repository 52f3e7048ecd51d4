// References of side_effects.cl.
#include "items.hpp"

using namespace clrt::harness;

namespace {

int counted_elements(int x, int) {
  const int k = x & 3;
  int a[8] = {1, 2, 3, 4, 5, 6, 7, 8};
  a[k] += 10;
  a[k + 2] *= 100;
  a[k + 2] -= 1;
  const int old = a[k + 3];
  a[k + 3] += 1;
  const int v[8] = {31, 2, 43, 4, 9, 7, 7, 8};  // m is 1 at the second: v[1].ywx
  int r = k + 2 + old * 10;
  for (int j = 0; j < 8; ++j) r = r * 3 + a[j] + v[j];
  return r;
}

int counter_in_branch(int x, int) {
  if (x <= 0) return 1 + 2 * 3 + 3 * 5 + 4 * 7;
  return x + 9 * 3 + 4 * 5 + (30 + 1) * 7 + 1 + x;
}

std::vector<Case> bool_index(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(std::size_t(s.n) + 1, -5, 12);
    std::vector<int> want;
    for (int i = 0; i < s.n; ++i) {
      const int x = in[std::size_t(i)];
      const bool b = x > 3;
      // p moves by one in every case; the element that is picked is not the one that gets 100.
      want.push_back((b ? -x : x) * 2 + 2 * in[b ? 1 : 0] + in[1]);
    }
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch("bool_index", range(std::uint64_t(s.global), std::uint64_t(s.local)), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(side_effects, "side_effects.cl") {
  s.every_sub_group_size();
  s.add("counted_elements", ints("counted_elements", -50, 50, counted_elements));
  s.add("walking_pointer", items<int, int>("walking_pointer", {-50, 50, 1, 4}, [](const int* in, int i, int* out) {
          const int x = in[i];
          out[0] = x + 5;
          out[1] = (x + 1) ^ 3;
          out[2] = x + 3;
          out[3] = x + 3;
        }));
  s.add("counter_in_branch", ints("counter_in_branch", -20, 20, counter_in_branch));
  s.add("bool_index", bool_index);
}
