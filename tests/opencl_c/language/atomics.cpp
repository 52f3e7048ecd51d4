// References of atomics.cl and atomics_c11.cl.
#include <algorithm>
#include <bit>
#include <numeric>
#include <set>

#include "items.hpp"

using namespace clrt::harness;

namespace {

std::string label(const ItemShape& s) { return "n " + std::to_string(s.n) + " local " + std::to_string(s.local); }

std::vector<Case> global_counters(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, -1000, 1000);
    std::vector<int> c(16, 0);
    c[4] = c[14] = 5000;
    c[5] = -5000;
    c[6] = -1;
    const auto before = c;
    for (int i = 0; i < s.n; ++i) {
      const int x = in[i];
      c[0] += x;
      c[1] -= x;
      c[2] += 1;
      c[3] -= 1;
      c[4] = std::min(c[4], x);
      c[5] = std::max(c[5], x);
      c[6] &= x | 0xff00;
      c[7] |= x;
      c[8] ^= x;
      c[9] += x > 0;
      c[10 + (x & 3)] += i;
      c[14] = int(std::min(unsigned(c[14]), unsigned(x)));
      c[15] = int(std::max(unsigned(c[15]), unsigned(x)));
    }
    Case test(label(s));
    test.launch("global_counters", range(s.global, s.local), {test.in(in), test.inout(before, c), value(s.n)});
    cases.push_back(std::move(test));
  }
  return cases;
}

std::vector<Case> slots(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, -10, 10);
    const auto count = int(std::count_if(in.begin(), in.end(), [](int x) { return x >= 0; }));
    std::vector<int> taken(s.n, poison<int>());
    std::fill_n(taken.begin(), count, 1);
    Case c(label(s));
    c.launch("slots", range(s.global, s.local),
             {c.in(in), c.inout(std::vector<int>{0}, std::vector<int>{count}), c.out(taken), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> compare_exchange(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, 0, 100000);
    std::vector<int> first(9, 0);
    for (int x : in) first[x & 7] = 1;
    first[8] = std::accumulate(first.begin(), first.end(), 0);
    Case c(label(s));
    c.launch("compare_exchange", range(s.global, s.local),
             {c.inout(std::vector<int>{-1}, std::vector<int>{*std::max_element(in.begin(), in.end())}), c.in(in),
              c.inout(std::vector<int>(9, 0), first), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> float_sum(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    // Quarters: any order of the sum is exact.
    std::vector<float> in(s.n);
    for (float& x : in) x = float(random.value(-400, 400)) * 0.25f;
    const float sum = std::accumulate(in.begin(), in.end(), 0.0f);
    Case c(label(s));
    c.launch("float_sum", range(s.global, s.local),
             {c.in(in), c.inout(std::vector<unsigned>{0}, std::vector<unsigned>{std::bit_cast<unsigned>(sum == 0 ? 0.0f : sum)}),
              value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> local_bins(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, 0, 40);
    std::vector<int> want;
    for (int first = 0; first < s.global; first += s.local) {
      std::vector<int> bins(16);
      for (int i = first; i < std::min(first + s.local, s.n); ++i) ++bins[in[i] % 16];
      want.insert(want.end(), bins.begin(), bins.end());
      want.push_back(*std::max_element(bins.begin(), bins.end()));
    }
    Case c(label(s));
    c.launch("local_bins", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> c11_counters(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, -1000, 1000);
    std::vector<int> c(5, 0);
    c[3] = 5000;
    std::vector<unsigned> u(10, 0);
    const auto before = c;
    const auto u_before = u;
    std::set<int> residues;
    for (int x : in) {
      c[0] += x;
      c[1] -= x;
      c[2] |= x;
      c[3] = std::min(c[3], x);
      c[4] += x;
      u[0] = std::max(u[0], unsigned(x));
      u[1 + (x & 7)] = 1;
      residues.insert(x & 7);
    }
    u[9] = unsigned(residues.size());
    Case test(label(s));
    test.launch("c11_counters", range(s.global, s.local), {test.in(in), test.inout(before, c), test.inout(u_before, u), value(s.n)});
    cases.push_back(std::move(test));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(atomics, "atomics.cl") {
  s.every_sub_group_size();
  s.add("global_counters", global_counters);
  s.add("slots", slots);
  s.add("compare_exchange", compare_exchange);
  s.add("float_sum", float_sum);
  s.add("local_bins", local_bins);
}
CLRT_SUITE(atomics_c11, "atomics_c11.cl") {
  s.options("-cl-std=CL3.0");
  s.add("c11_counters", c11_counters);
}
