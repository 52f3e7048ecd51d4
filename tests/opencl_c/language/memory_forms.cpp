// References of pointer_pointers.cl, bit_fields.cl, bit_fields_copied.cl and layout.cl.
#include <cstddef>

#include "items.hpp"

using namespace clrt::harness;

namespace {

int to_private_memory(int x) {
  int a = x, b = 7;
  int* p = &a;
  a += 3;
  if (x & 1) p = &b;
  *p += 2;
  p = &a;
  a += 1;
  int* each[3] = {&a, &b, p};
  *each[x % 3] += 100;
  *each[1] += 1000;
  *each[2] += 10000;
  *each[2] -= 5;
  return a * 3 + b + *p;
}

std::vector<Case> rows(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, 0, 50);
    std::vector<int> want(s.n);
    for (int i = 0; i < s.n; ++i) {
      const int first = in[i] & 2 ? in[i] : in[0];
      want[i] = in[i & 1 ? s.n / 2 : 0] + in[s.n / 2] * 100 + first * 10000;
    }
    Case c("n " + std::to_string(s.n));
    c.launch("rows", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

int linked_list(int x) {
  int s = 0;
  for (int k = 3; k >= 0; --k)
    if ((x + k) % 3 != 0) s = s * 3 + x + k * k;
  return s;
}

int walks(int x) {
  const int at = (x & 3) + 1;
  return (x + at) * 10 + x + at + 2 + at * 1000 + (at > 2) + x + at - 1;
}

struct Fields {
  unsigned a : 3, b : 5;
  int c : 7;
  unsigned : 0;
  unsigned d : 31;
};
static_assert(sizeof(Fields) == 8);

int bit_fields(int x) {
  Fields f{1, 2, -3, 4};
  f.a = (1u + unsigned(x)) & 7;
  f.b = unsigned(x >> 1) & 31;
  const int c = (-3 - x) & 127;
  const int wrapped = c >= 64 ? c - 128 : c;
  f.d = f.a * 100 + f.b;
  return int(f.a) + int(f.b) * 10 + wrapped * 1000 + int(f.d) + 8000000;
}

template <class T>
std::vector<std::uint8_t> bytes_of(const std::vector<T>& v) {
  std::vector<std::uint8_t> b(v.size() * sizeof(T));
  if (!b.empty()) std::memcpy(b.data(), v.data(), b.size());
  return b;
}

std::vector<Case> fields_in_memory(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    std::vector<Fields> f(s.n);
    std::vector<int> want(s.n);
    std::memset(static_cast<void*>(f.data()), 0, f.size() * sizeof(Fields));
    for (Fields& x : f) {
      x.a = unsigned(random.value(0, 7)), x.b = unsigned(random.value(0, 31));
      x.c = random.value(-60, 60), x.d = unsigned(random.value(0, 1000000));
    }
    auto after = f;
    for (int i = 0; i < s.n; ++i) {
      after[i].b = unsigned(i) & 31;
      after[i].c = after[i].c - 1;
      want[i] = int(after[i].a) + int(after[i].b) * 10 + after[i].c * 1000;
    }
    Case c("n " + std::to_string(s.n));
    c.launch("in_global_memory", range(s.global, s.local), {c.inout(bytes_of(f), bytes_of(after)), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> fields_copied(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    std::vector<std::uint64_t> in(s.n), want(s.n);
    for (auto& x : in) x = std::uint64_t(random.value(0, 0x7fff)) | std::uint64_t(random.value(0, 0x7fffffff)) << 32;
    for (int i = 0; i < s.n; ++i) want[i] = i & 1 ? in[i] : in[s.n - 1 - i];
    Case c("n " + std::to_string(s.n));
    c.launch("copied", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

#pragma pack(push, 1)
struct Packed { char a; int b; short c; long d; };
struct PartlyPacked { char a; int b; char pad; short c; };
#pragma pack(pop)
struct alignas(16) Aligned { char a; alignas(16) int b; };
static_assert(sizeof(Packed) == 15 && sizeof(PartlyPacked) == 8 && sizeof(Aligned) == 32);

std::vector<Case> packed_in_memory(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    std::vector<Packed> p(s.n);
    std::vector<Aligned> q(s.n);
    std::vector<PartlyPacked> r(s.n);
    std::memset(static_cast<void*>(q.data()), 0, q.size() * sizeof(Aligned));
    for (int i = 0; i < s.n; ++i) {
      p[i] = {char(random.value(0, 9)), random.value(-999, 999), short(random.value(-99, 99)), random.value(-999l, 999l)};
      q[i].a = char(random.value(0, 99));
      r[i] = {char(random.value(0, 9)), random.value(-999, 999), 0, short(random.value(-99, 99))};
    }
    auto p2 = p;
    auto q2 = q;
    auto r2 = r;
    std::vector<int> want(s.n);
    for (int i = 0; i < s.n; ++i) {
      p2[i].b += 1, p2[i].d = p2[i].c, p2[i].c = 77;
      q2[i].b = q2[i].a;
      r2[i].b = r2[i].a + r2[i].c;
      want[i] = p2[i].b + q2[i].b + int(p2[i].d);
    }
    // Padding of an aligned struct may be anything: it is compared word by word where it means something.
    Case c("n " + std::to_string(s.n));
    std::vector<std::uint8_t> q_before = bytes_of(q);
    c.launch("packed_in_memory", range(s.global, s.local),
             {c.inout(bytes_of(p), bytes_of(p2)), c.inout(q_before, bytes_of(q2)), c.inout(bytes_of(r), bytes_of(r2)), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

struct Inner { short a[3], pad; float v[2]; };
struct Outer { Inner in[2]; char t; char pad[3]; int deep; short lo, hi; int end; };
static_assert(sizeof(Inner) == 16 && sizeof(Outer) == 48);

std::vector<Case> nested(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    std::vector<Outer> in(s.n), want(s.n);
    for (Outer& o : in) {
      std::memset(&o, 0, sizeof o);
      for (Inner& x : o.in) {
        for (short& a : x.a) a = short(random.value(-99, 99));
        for (float& v : x.v) v = float(random.value(-99, 99));
      }
      o.t = char(random.value(0, 9));
      o.deep = random.value(-99, 99);
      o.lo = short(random.value(-99, 99)), o.hi = short(random.value(-99, 99));
    }
    for (int i = 0; i < s.n; ++i) {
      Outer o = in[i];
      Inner x = o.in[1 - (i & 1)];
      x.a[i % 3] = short(x.a[i % 3] + i);
      std::swap(x.v[0], x.v[1]);
      o.in[i & 1] = x;
      o.deep = o.in[0].a[i % 3];
      o.t = 5;
      if (i % 3 == 0) o = in[s.n - 1 - i];
      o.hi = short(o.hi + 3);
      want[i] = o;
    }
    Case c("n " + std::to_string(s.n));
    c.launch("nested", range(s.global, s.local), {c.in(bytes_of(in)), c.inout(std::vector<std::uint8_t>(s.n * sizeof(Outer)), bytes_of(want)), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(pointer_pointers, "pointer_pointers.cl") {
  s.every_sub_group_size();
  s.add("to_private_memory", ints("to_private_memory", 0, 100, [](int x, int) { return to_private_memory(x); }));
  s.add("rows", rows);
  s.add("linked_list", ints("linked_list", 0, 100, [](int x, int) { return linked_list(x); }));
  s.add("walks", ints("walks", 0, 100, [](int x, int) { return walks(x); }));
}
CLRT_SUITE(bit_fields, "bit_fields.cl") {
  s.opencl_may_refuse("bit-fields are not supported in OpenCL");
  s.add("in_private_memory", ints("in_private_memory", 0, 100, [](int x, int) { return bit_fields(x); })).runs_one_lane("bit-field 'a'");
  s.add("in_global_memory", fields_in_memory).runs_one_lane("bit-field 'b'");
}
CLRT_SUITE(bit_fields_copied, "bit_fields_copied.cl") {
  s.every_sub_group_size();
  s.opencl_may_refuse("bit-fields are not supported in OpenCL");
  s.add("copied", fields_copied);
}
CLRT_SUITE(layout, "layout.cl") {
  s.every_sub_group_size();
  s.add("sizes", [](Random&) {
    Case c("one item");
    c.launch("sizes", range(1, 1), {c.out(std::vector<int>{15, 32, 64, 8, 48, 7, 16, 32, 64, 1, 10, 48, 16, 1616})});
    return std::vector<Case>{c};
  });
  s.add("packed_in_memory", packed_in_memory);
  s.add("nested", nested);
  s.add("names", ints("names", -100, 100, [](int x, int) { return x * 4 + 1; }));
}
