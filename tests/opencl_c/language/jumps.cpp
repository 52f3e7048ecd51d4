// References of jumps.cl and switches.cl.
#include <numeric>

#include "items.hpp"

using namespace clrt::harness;

namespace {

int collatz(int x) {
  int s = 0;
  while (x > 1) {
    if (x & 1) {
      x = 3 * x + 1;
      ++s;
      continue;
    }
    x /= 2;
    if (++s >= 200) break;
  }
  return s;
}

int passed_again(int x) {
  int sum = 0;
  for (int round = 0; round < 3; ++round) {
    int fresh[3] = {1, 2, round};
    fresh[round] += x;
    sum += round + x + 3 + fresh[0] * 10 + fresh[1] * 100 + fresh[2] * 1000;
  }
  return sum;
}

std::vector<Case> with_barriers(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& shape : kItemShapes) {
    const auto in = random.values<int>(shape.n, -100, 100);
    std::vector<int> want(shape.n);
    for (int first = 0; first < shape.global; first += shape.local) {
      const int size = std::min(shape.local, shape.global - first);
      std::vector<int> sums(size);
      const auto at = [&](int l) { return first + l < shape.n ? in[first + l] : 0; };
      for (int l = 0; l < size; ++l)
        for (int k = 0; k < 3; ++k) sums[l] += (k > 0 ? 100 : 0) + at((l + k) % size);
      for (int l = 0; l < size && first + l < shape.n; ++l) want[first + l] = sums[l] + sums[size - 1 - l];
    }
    Case c("n " + std::to_string(shape.n) + " local " + std::to_string(shape.local));
    c.launch("with_barriers", range(shape.global, shape.local), {c.in(in), c.out(want), value(shape.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

int duff(int x) {
  const int count = x & 31;
  if (count == 0) return -1;
  // Of each four: one of every kind; of the first group only the last count % 4.
  const int full = count / 4, rest = count % 4;
  return full * 1111 + (rest > 0 ? 1000 : 0) + (rest > 1 ? 100 : 0) + (rest > 2 ? 10 : 0);
}

int small_types(int x) {
  const int c = x & 255;
  int r = c == 'a' ? 2 : c >= 5 && c <= 9 ? 12 : c == 200 ? 8 : 3;
  const auto s = static_cast<short>(x);
  return r + (s == -3 ? 1000 : s == 3 ? 2000 : 0);
}

int wide_values(int x) {
  const long q = x % 3 == 0 ? long(x) << 33 : x;
  if (q == 3L << 33) return 107;
  if (q == 1) return 31;
  if (q == 4) return 14;
  return q == -1 ? 23 : 7;
}

int nested(int x) {
  if ((x & 1) == 0) {
    int r = 0;
    for (int k = 0; k < 3; ++k) r += k == x % 3 ? 0 : k;
    return r;
  }
  return (x & 6) == 2 || (x & 6) == 4 ? -5 : -3;
}

int in_loops(int x) {
  int r = 0, state = x & 3;
  for (int k = 0; k < 12; ++k) {
    if (state == 0) {
      state = 2;
      continue;
    }
    if (state == 1) r += 1, state = 3;
    else if (state == 2) r += 10, state = k & 1 ? 1 : 0;
    else if (k <= 8) state = (x >> 2) & 3;
    r += 100;
    if (r > 700) break;
  }
  return r * 4 + state;
}

std::vector<Case> uniform(Random& random) {
  std::vector<Case> cases;
  for (int which = 0; which < 4; ++which) {
    const auto in = random.values<int>(100, -50, 50);
    std::vector<int> want(100, poison<int>());
    for (int i = 0; i < 100 && which != 0; ++i) {
      const int x = in[i];
      want[i] = which == 1 ? x * 2 : which == 3 ? x - 1 : x & 1 ? x : x + 4;
    }
    Case c("which " + std::to_string(which));
    c.launch("uniform", range(128, 64), {c.in(in), c.out(want), value(100), value(which)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(jumps, "jumps.cl") {
  s.add("collatz", ints("collatz", 1, 1000, [](int x, int) { return collatz(x); })).runs_one_lane("goto");
  s.add("passed_again", ints("passed_again", -100, 100, [](int x, int) { return passed_again(x); })).runs_one_lane("goto");
  s.add("with_barriers", with_barriers).runs_one_lane("goto");
  s.add("duff", ints("duff", 0, 1000, [](int x, int) { return duff(x); })).runs_one_lane("case label inside a nested statement");
}
CLRT_SUITE(switches, "switches.cl") {
  s.every_sub_group_size();
  s.add("small_types", ints("small_types", -10, 300, [](int x, int) { return small_types(x); }));
  s.add("wide_values", ints("wide_values", -3, 9, [](int x, int) { return wide_values(x); }));
  s.add("nested", ints("nested", 0, 100, [](int x, int) { return nested(x); }));
  s.add("in_loops", ints("in_loops", 0, 15, [](int x, int) { return in_loops(x); }));
  s.add("uniform", uniform);
}
