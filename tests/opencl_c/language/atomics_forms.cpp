// References of atomics_orders.cl, atomics_64.cl and atomics_float.cl.
#include <algorithm>
#include <numeric>

#include "items.hpp"

using namespace clrt::harness;

namespace {

std::string label(const ItemShape& s) { return "n " + std::to_string(s.n) + " local " + std::to_string(s.local); }
using Long = std::int64_t;
using Ulong = std::uint64_t;

// One case per shape, filled by `fill`.
MakeCases shapes(std::function<void(Case& c, const ItemShape& s, Random& random)> fill) {
  return [=](Random& random) {
    std::vector<Case> cases;
    for (const ItemShape& s : kItemShapes) {
      Case c(label(s));
      fill(c, s, random);
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

void orders(Case& c, const ItemShape& s, Random&) {
  std::vector<int> a(9 + s.n, 0), out(s.n);
  a[6] = -1;
  a[7] = 5, a[8] = -5;
  auto after = a;
  for (int i = 0; i < s.n; ++i) {
    for (int k = 0; k < 3; ++k) ++after[k];
    --after[3];
    const int bit = int(1u << (i & 31));
    after[4] |= bit;
    after[5] ^= bit;
    after[6] &= ~bit;
    after[7] = std::min(after[7], -i);
    after[8] = std::max(after[8], i * 3);
    out[i] = 0 + i * 2 + i * 6 * 1000;
    after[9 + i] = i * 6;
  }
  c.launch("orders", range(s.global, s.local), {c.inout(a, after), c.out(out), value(s.n)});
}

void strong(Case& c, const ItemShape& s, Random& random) {
  const auto in = random.values<int>(s.n, 0, 100000);
  std::vector<int> a(7, 0), after(7, 0);
  int winners = 0;
  for (int x : in) {
    after[0] = std::max(after[0], x);
    winners += after[1 + (x & 3)] == 0;
    after[1 + (x & 3)] = 1;
  }
  after[5] = winners;
  after[6] = s.n - winners;  // who loses sees the winner's 1
  c.launch("strong", range(s.global, s.local), {c.inout(a, after), c.in(in), value(s.n)});
}

int groups(const ItemShape& s) { return (s.global + s.local - 1) / s.local; }

void flags(Case& c, const ItemShape& s, Random&) {
  // Which of three wins is free; that one does is not.
  std::vector<int> flag((s.n + 2) / 3, 0), set(flag.size(), 1);
  const BufferId first = c.scratch<int>(s.n);
  c.launch("flags", range(s.global, s.local), {c.inout(flag, set), first, value(s.n)});
  c.launch("sum_of_threes", range(s.global, s.local), {first, c.out(std::vector<int>(flag.size(), 1)), value(s.n)});
}

void locals(Case& c, const ItemShape& s, Random&) {
  std::vector<int> out;
  for (int g = 0; g < groups(s); ++g) {
    const int here = std::clamp(s.n - g * s.local, 0, std::min(s.local, s.global - g * s.local));
    out.push_back(7 + 2 * here + (here > 0 ? 1000 : 0));
    for (int k = 0; k < 4; ++k) {
      int most = 0;
      for (int l = k; l < here; l += 4) most = l;
      out.push_back(most);
    }
  }
  c.launch("locals", range(s.global, s.local), {c.out(out), value(s.n)});
}

void members(Case& c, const ItemShape& s, Random&) {
  // Two queues of {head, pad, tail}.
  const std::vector<int> q = {0, 5, 1, 0, 6, 1}, after = {s.n, 5, 1 + 2 * ((s.n + 1) / 2), 0, 6, 1 + 2 * (s.n / 2)};
  c.launch("members", range(s.global, s.local), {c.inout(q, after), c.out(std::vector<int>(s.n, 1)), value(s.n)});
}

void last_group(Case& c, const ItemShape& s, Random&) {
  std::vector<int> parts;
  for (int i = 0; i < s.global; ++i) parts.push_back(i * 3);
  c.launch("last_group", range(s.global, s.local),
           {c.out(parts), c.inout(std::vector<int>{0}, std::vector<int>{groups(s)}), c.out(std::vector<int>{3 * s.global * (s.global - 1) / 2})});
}

void longs(Case& c, const ItemShape& s, Random&) {
  std::vector<Long> a(3 + s.n, 0), a2, out(s.n);
  std::vector<Ulong> u = {0, 0, 0, ~Ulong(0)}, u2;
  for (int i = 0; i < s.n; ++i) a[3 + i] = -Long(i) << 35;
  a2 = a, u2 = u;
  for (int i = 0; i < s.n; ++i) {
    a2[0] += Long(1) << 33;
    a2[1] -= Long(i) << 20;
    a2[2] = std::min(a2[2], -(Long(i) << 34));
    u2[0] = std::max(u2[0], Ulong(i) << 40);
    const Ulong bit = Ulong(1) << (i & 63);
    u2[1] |= bit, u2[2] ^= bit, u2[3] &= ~bit;
    out[i] = a[3 + i];
    a2[3 + i] = 5;
  }
  c.launch("longs", range(s.global, s.local), {c.inout(a, a2), c.inout(u, u2), c.out(out), value(s.n)});
}

void old_names(Case& c, const ItemShape& s, Random&) {
  std::vector<Long> a(6, 0), a2 = a;
  std::vector<Ulong> u = {~Ulong(0), 0, 0, 1, 0}, u2 = u;
  for (int i = 0; i < s.n; ++i) {
    a2[0] += 3, a2[1] -= Long(1) << 32, a2[2] += 1, a2[3] -= 1;
    a2[4] = std::min(a2[4], Long(-i)), a2[5] = std::max(a2[5], Long(i) << 33);
    const Ulong bit = Ulong(1) << (i & 63);
    u2[0] &= ~bit, u2[1] |= bit, u2[2] ^= bit, u2[3] = 77, u2[4] = 99;
  }
  c.launch("old_names", range(s.global, s.local), {c.inout(a, a2), c.inout(u, u2), value(s.n)});
}

void local64(Case& c, const ItemShape& s, Random&) {
  std::vector<Ulong> out;
  for (int g = 0; g < groups(s); ++g) {
    const Ulong here = Ulong(std::clamp(s.n - g * s.local, 0, std::min(s.local, s.global - g * s.local)));
    out.push_back((Ulong(1) << 40) + (here << 32));
    out.push_back(2 * here);
  }
  c.launch("local64", range(s.global, s.local), {c.out(out), value(s.n)});
}

// Quarters and halves: every order of the sums is exact.
void floats(Case& c, const ItemShape& s, Random&) {
  std::vector<float> a(4 + s.n, 0.0f), a2(4 + s.n, 9.0f), out(s.n);
  for (int i = 0; i < s.n; ++i) a[4 + i] = float(i) * 1.5f, out[i] = a[4 + i] + 3.0f;
  const float n = float(s.n), sum = n * (n - 1) / 2;
  a2[0] = 0.25f * sum, a2[1] = -0.25f * sum, a2[2] = -0.5f * (n - 1), a2[3] = 0.5f * (n - 1);
  c.launch("floats", range(s.global, s.local), {c.inout(a, a2), c.out(out), value(s.n)});
}

void float_locals(Case& c, const ItemShape& s, Random&) {
  std::vector<float> out;
  for (int g = 0; g < groups(s); ++g) {
    const int here = std::clamp(s.n - g * s.local, 0, std::min(s.local, s.global - g * s.local));
    out.push_back(1.0f + 0.5f * float(here));
    out.push_back(here > 0 ? 100.0f - float(g * s.local + here - 1) : 1e9f);
  }
  c.launch("float_locals", range(s.global, s.local), {c.out(out), value(s.n)});
}

void doubles(Case& c, const ItemShape& s, Random&) {
  const double n = s.n, sum = n * (n - 1) / 2;
  c.launch("doubles", range(s.global, s.local),
           {c.inout(std::vector<double>(6, 0.0), std::vector<double>{0.25 * sum, -0.25 * (n - 1), 0.25 * (n - 1), 1.0, -0.5 * sum, 77.0}), value(s.n)});
}

}  // namespace

CLRT_SUITE(atomics_orders, "atomics_orders.cl") {
  s.every_sub_group_size();
  s.options("-cl-std=CL3.0");
  s.opencl_may_refuse("use of undeclared identifier 'memory_scope_sub_group'");
  s.add("orders", shapes(orders));
  s.add("runtime_order", shapes([](Case& c, const ItemShape& shape, Random&) {
          c.launch("runtime_order", range(shape.global, shape.local), {c.inout(std::vector<int>{3}, std::vector<int>{3 + shape.n}), value(shape.n), value(shape.n & 1)});
        }));
  s.add("strong", shapes(strong));
  s.add("lock", shapes([](Case& c, const ItemShape& shape, Random&) {
          c.launch("lock", range(shape.global, shape.local),
                   {c.inout(std::vector<int>{0}, std::vector<int>{0}), c.inout(std::vector<int>{0}, std::vector<int>{groups(shape)}), value(shape.n)});
        }));
  s.add("lock_each", shapes([](Case& c, const ItemShape& shape, Random& random) {
          const auto in = random.values<int>(shape.n, -1000, 1000);
          const int sum = std::accumulate(in.begin(), in.end(), 5);
          c.launch("lock_each", range(shape.global, shape.local),
                   {c.inout(std::vector<int>{0}, std::vector<int>{0}), c.inout(std::vector<int>{5}, std::vector<int>{sum}), c.in(in), value(shape.n)});
        }));
  s.add("flags", shapes(flags));
  s.add("locals", shapes(locals));
  s.add("members", shapes(members));
  s.add("last_group", shapes(last_group));
}
CLRT_SUITE(atomics_64, "atomics_64.cl") {
  s.every_sub_group_size();
  s.options("-cl-std=CL3.0");
  s.add("longs", shapes(longs));
  s.add("old_names", shapes(old_names));
  s.add("sized", [](Random&) {
    Case c("one item");
    const auto buffer = [&](Ulong before, Ulong after) { return c.inout(std::vector<Ulong>{before}, std::vector<Ulong>{after}); };
    c.launch("sized", range(1, 1), {buffer(40, 42), buffer(40, 43), buffer(40, 4), buffer(1, 9)});
    return std::vector<Case>{c};
  });
  s.add("local64", shapes(local64));
}
CLRT_SUITE(atomics_float, "atomics_float.cl") {
  s.every_sub_group_size();
  s.options("-cl-std=CL3.0");
  s.opencl_may_refuse("atomic_fetch_add_explicit' is ambiguous");  // a device without cl_ext_float_atomics
  s.add("floats", shapes(floats));
  s.add("float_locals", shapes(float_locals));
  s.add("doubles", shapes(doubles));
}
