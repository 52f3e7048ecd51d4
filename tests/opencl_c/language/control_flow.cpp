// References of control_flow.cl.
#include "items.hpp"

using namespace clrt::harness;

namespace {

int collatz(int x, int) {
  int steps = 0;
  for (; x != 1; ++steps) x = x % 2 ? 3 * x + 1 : x / 2;
  return steps;
}

int break_continue(int x, int) {
  int sum = 0;
  for (int k = 0; k < 40 && (k % 3 == x % 3 || k * k <= x); ++k) {
    if (k % 3 == x % 3) continue;
    sum += k;
    if (sum > 100) return -sum;
  }
  return sum;
}

int continue_in_while(int x, int) {
  int r = 0;
  for (int k = 1; k <= x; ++k) {
    if (k % 2 == 1) continue;
    r += k;
    bool again = true;
    while (again) {
      r = r % 2 ? r - 1 : r + 1;
      r += r & 4 ? 5 : 2;
      again = (r & 2) != 0;
    }
  }
  return r * 100 + (x > 0 ? x : 0);
}

int return_in_loop(int x, int) {
  for (int k = 2; k * k <= x; ++k) {
    if (x % k == 0) return k;
    if (x % 13 == 0 && x / 13 < k) return -1;
  }
  return x;
}

int nested_trips(int x, int i) {
  int total = 0;
  for (int a = 0; a < x; ++a) {
    for (int b = a; b < x; b += 1 + i % 2) {
      for (int c = 0; c <= b && c != 6; c += 2) total += a + b * c;
      if (total > 5000) break;
    }
    if (total % 2 == 0) ++total;
  }
  return total;
}

int switch_fall_through(int x, int) {
  const int values[] = {11, 10, 11100, 11100, 11000, 10000, -1, 11000};
  return values[x & 7];
}

int switch_in_loop(int x, int) {
  int r = 0;
  for (int k = 0; k < 20; ++k) {
    const int which = (x + k) % 5;
    if (which == 0) continue;
    if (which == 1) {
      if (r <= 40) r += 2;
    } else if (which == 2 || which == 3) {
      if (which == 2 && r > 60) return 1000 + r;
      r += 5;
    } else {
      r = (r + 3) / 4 * 4;
    }
    ++r;
  }
  return r;
}

int ternary_side_effects(int x, int) {
  int a = 0, b = 0, r = 0;
  if (x > 0) {
    a = 3;
    r = 6;
  } else if (x < -50) {
    b = 1;
    r = 1;
  } else {
    b = -4;
    r = -4;
  }
  if (x & 1) {
    r += a;
    a += 1;
  } else {
    r += b;
    b -= 1;
  }
  return r * 10000 + a * 100 + b;
}

int logical_side_effects(int x, int) {
  const bool positive = x > 0, odd = x & 1;
  const int a = positive, b = positive && !odd;
  const bool t = positive;  // ++b is 1, so the last operand holds
  int c = 0;
  if (x < -20) c = 10;
  else c = 1 + (x == 3 || !t ? 10 : 0);
  return a + b * 10 + c * 100 + t * 10000;
}

void guarded_loads(const int* in, int i, int* out, int n) {
  const int x = in[i];
  int r = x > 10;
  r += x < 50 ? 2 : 4;
  r += x > 0 ? 2 * x : 1000;
  int j = i;
  while (j < n && in[j] != 7) ++j;
  *out = r + j * 1000;
}

int comma_and_assign(int in, int) {
  int lo = 0, hi = in, z = 0;
  while (lo < hi) {
    z = ((z + (lo ^ hi)) * 2) % 1001;
    lo += 2;
    hi -= 1;
  }
  const int x = in >> 1;
  if (x > 10) z |= x;
  return z + x - (hi - 1);
}

int live_after_loop(int x, int) {
  int last = -1, k = 0;
  for (; k < x; k += 3) {
    last = k * k;
    if (last > 300) return -last;
  }
  return last + k;
}

int empty_and_bool(int x, int) {
  bool odd = x % 2 != 0, big = x > 30;
  if (!odd) big = !big;
  odd = odd != big;
  return odd + 2 * big + 4 * (odd == big) + 8 * (odd && !big);
}

// These two depend on n, so they make their cases themselves.
std::vector<Case> with_n(const char* kernel, Random& random, void (*item)(const int*, int, int*, int)) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, -60, 60);
    std::vector<int> want(s.n);
    for (int i = 0; i < s.n; ++i) item(in.data(), i, &want[i], s.n);
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch(kernel, range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> uniform_branches(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, -60, 60);
    std::vector<int> want(s.n);
    for (int i = 0; i < s.n; ++i) {
      const int turns = std::min(7, s.n / 10);
      want[i] = s.n > 50 ? turns * (turns - 1) / 2 + in[i] : i < s.local ? 3 : 0;
    }
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch("uniform_branches", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(control_flow, "control_flow.cl") {
  s.every_sub_group_size();
  s.add("if_else_nest", ints("if_else_nest", -100, 150, [](int x, int i) {
          if (x < 0) return -x % 2 ? 100 - x : x % 3 == 0 ? 200 - x : -3 * x;
          if (x < 50) return i % 2 ? 2 * x : 1;
          return x - 7 > 60 && i > 3 ? i : x - 7;
        }));
  s.add("for_trips", ints("for_trips", -3, 30, [](int x, int i) { return x > 0 ? x * (x - 1) / 2 * i + x : 0; }));
  s.add("while_collatz", ints("while_collatz", 1, 3000, collatz));
  s.add("do_digits", ints("do_digits", 0, 99999, [](int x, int) {
          int sum = 0;
          for (char digit : std::to_string(x)) sum += digit - '0';
          return sum;
        }));
  s.add("break_continue", ints("break_continue", 0, 900, break_continue));
  s.add("continue_in_while", ints("continue_in_while", -2, 25, continue_in_while));
  s.add("return_in_loop", ints("return_in_loop", 1, 2000, return_in_loop));
  s.add("nested_trips", ints("nested_trips", 0, 15, nested_trips));
  s.add("switch_plain", ints("switch_plain", -6, 9, [](int x, int i) {
          return x == 0 ? 10 : x == 1 ? 20 : x == -5 ? i : x == 7 ? 1 : 3 * x;
        }));
  s.add("switch_fall_through", ints("switch_fall_through", 0, 100, switch_fall_through));
  s.add("switch_in_loop", ints("switch_in_loop", 0, 100, switch_in_loop));
  s.add("switch_no_match", ints("switch_no_match", 0, 6, [](int x, int) { return (x == 3 ? 1 : x == 4 ? 2 : 5) + 100; }));
  s.add("ternary_side_effects", ints("ternary_side_effects", -100, 100, ternary_side_effects));
  s.add("logical_side_effects", ints("logical_side_effects", -40, 40, logical_side_effects));
  s.add("guarded_loads", [](Random& r) { return with_n("guarded_loads", r, guarded_loads); });
  s.add("guarded_division", ints("guarded_division", 0, 100, [](int x, int) {
          const int table[] = {-1, 1000, 500 + 1, 333 + 2};
          return table[x % 4];
        }));
  s.add("comma_and_assign", ints("comma_and_assign", -5, 60, comma_and_assign));
  s.add("uniform_branches", uniform_branches);
  s.add("live_after_loop", ints("live_after_loop", -2, 40, live_after_loop));
  s.add("empty_and_bool", ints("empty_and_bool", 0, 60, empty_and_bool));
}
