// References of pointers.cl.
#include <algorithm>

#include "items.hpp"

using namespace clrt::harness;

namespace {

const std::vector<int> kPrimes{2, 3, 5, 7, 11, 13, 17, 19, 23, 29};

std::string label(const ItemShape& s) { return "n " + std::to_string(s.n) + " local " + std::to_string(s.local); }

int constant_tables(int x, int i) {
  return kPrimes[x % 10] + kPrimes[(x & 3) + 2] * 100 + 42 + 129 + 7 * ('a' + i % 4) + (x % 2 ? 6000 : 2000);
}

std::vector<Case> constant_argument(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, -50, 50), table = random.values<int>(8, -1000, 1000);
    std::vector<int> want;
    for (int i = 0; i < s.n; ++i) want.push_back((in[i] > 0 ? table : kPrimes)[in[i] & 7] + table[1 + i % 4]);
    Case c(label(s));
    c.launch("constant_argument", range(s.global, s.local), {c.in(in), c.out(want), value(s.n), c.in(table)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> walk_global(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, 0, 40);
    std::vector<int> want;
    for (int i = 0; i < s.n; ++i) {
      int at = i, sum = 0;
      for (; at < s.n && sum < 100; at += 3) sum += in[at] + (at + 1 < s.n ? in[at + 1] % 2 : 0);
      want.push_back(sum * 1000 + at);
    }
    Case c(label(s));
    c.launch("walk_global", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> select_pointer(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, -50, 50);
    std::vector<int> a(s.n, 1), b(s.n, 2);
    const auto a0 = a, b0 = b;
    for (int i = 0; i < s.n; ++i) {
      (in[i] > 0 ? a : b)[i] = in[i];
      if (in[i] % 2 != 0 || in[i] <= 0) b[i] += 1000;
      else a[i] = 2 * (a[i] + 1000);
    }
    Case c(label(s));
    c.launch("select_pointer", range(s.global, s.local), {c.inout(a0, a), c.inout(b0, b), c.in(in), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> swap_rows(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<float>(4 * s.n, -1.0f, 1.0f);
    std::vector<float> want(in.rbegin(), in.rend());
    Case c(label(s));
    c.launch("swap_rows", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

void stride_walk(const unsigned char* in, int i, int* out) {
  const unsigned char* p = in + 3 * i;
  *out = p[0] + 256 * p[1] + 65536 * p[2] + 3 * (p[1] < 128 ? p[1] : p[1] - 256);
}

std::vector<Case> local_pointer(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, -50, 50);
    std::vector<int> want;
    for (int i = 0; i < s.n; ++i) {
      const int group = i / s.local, size = std::min(s.local, s.global - group * s.local), l = i % s.local;
      const int next = group * s.local + (l + 1) % size;
      const int other = next < s.n ? in[next] : 0;
      want.push_back(other * 10 + (in[0] > 0 ? in[i] : other) + (l + 1 < size));
    }
    Case c(label(s));
    c.launch("local_pointer", range(s.global, s.local), {c.in(in), c.out(want), value(s.n), local<int>(s.local)});
    cases.push_back(std::move(c));
  }
  return cases;
}

int private_pointer(int x, int) {
  int a[] = {x, x + 1, x + 2, x + 3}, b = 77;
  const int at = x % 2;
  const int r = a[at] + a[at + 1] * 10;
  (x & 2 ? b : a[at + 1]) += 5;
  int q = 3;
  while (q > 0 && a[q] > 30) --q;
  return r * 100 + b + a[1] + a[2] + q * 100000;
}

// Two shorts per output word; the input has an even number of words.
std::vector<Case> reinterpret_global(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.bits<int>(s.n + s.n % 2);
    std::vector<std::int16_t> want;
    for (int i = 0; i < s.n; ++i) {
      want.push_back(std::int16_t((in[i] & 255) + in[i / 2 * 2]));
      want.push_back(std::int16_t((in[i] >> 8 & 255) - in[i / 2 * 2 + 1]));
    }
    Case c(label(s));
    c.launch("reinterpret_global", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

int reinterpret_private(int x, int) {
  int sum = 0;
  for (int k = 0; k < 4; ++k) sum += (x >> 8 * k & 255) * (k + 1) + (x * 3 >> 8 * k & 255) * (k + 5);
  return sum;
}

}  // namespace

CLRT_SUITE(pointers, "pointers.cl") {
  s.every_sub_group_size();
  s.add("constant_tables", ints("constant_tables", 0, 100, constant_tables));
  s.add("constant_argument", constant_argument);
  s.add("walk_global", walk_global);
  s.add("select_pointer", select_pointer);
  s.add("swap_rows", swap_rows);
  s.add("stride_walk", items<unsigned char, int>("stride_walk", {0, 255, 3, 1}, stride_walk));
  s.add("local_pointer", local_pointer);
  s.add("private_pointer", ints("private_pointer", 0, 50, private_pointer));
  s.add("reinterpret_global", reinterpret_global);
  s.add("null_and_size", ints("null_and_size", 0, 10, [](int x, int) { return (x > 5 ? x : -1) + 16; }));
  s.add("reinterpret_private", ints("reinterpret_private", -100000, 100000, reinterpret_private));
}
