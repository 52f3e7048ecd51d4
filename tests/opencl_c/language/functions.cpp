// References of functions.cl.
#include <algorithm>
#include <numeric>

#include "items.hpp"

using namespace clrt::harness;

namespace {

int least_factor(int x) {
  if (x < 0) return -1;
  for (int k = 2; k * k <= x; ++k) {
    if (x % k == 0) return k;
    if (k == 21) return 1021;
  }
  return 0;
}

int chain_c(int x, int y) { return x > y ? x - y : least_factor(y - x); }
int chain_b(int x) { return x % 2 != 0 ? chain_c(x, 17) : 1 - chain_c(17, x); }
int chain_a(int x) { return x > 5 ? chain_b(x) + chain_b(x + 1) : x; }

void out_parameters(const int* in, int i, int* out) {
  const int x = in[i];
  int a = x >= 0 ? 1 + x : 1, b = 2;
  if (x % 2 != 0 && a >= 0) b += a;
  (x > 20 ? a : b) += 100;
  *out = a * 1000 + b;
}

int struct_flow(int x, int i) {
  std::array<int, 4> box{1, 2, 3, 4};  // x0 y0 x1 y1
  int tag = 5, seven = 0;
  if (x > 10) {
    box = {1 - x, 2, 3 + x, 4 + x};
    tag = 6;
    if (x % 2 != 0) {
      box = {box[2], box[3], box[0], box[1]};
      seven = 7;
    }
  }
  box[i % 2 * 2] += 1000;
  return (box[0] + box[2]) * 10 + box[1] + box[3] + tag * 100000 + seven;
}

// key, 3 pad, float4, flags, 3 pad: twelve 32-bit words.
std::vector<Case> struct_in_global(Random& random) {
  struct Record {
    int key, pad[3];
    float data[4];
    unsigned char flags[4];
    int tail[3];
  };
  static_assert(sizeof(Record) == 48);
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    std::vector<Record> in(s.n), want;
    for (Record& r : in) {
      r = {random.value(0, 100), {0, 0, 0}, {}, {}, {0, 0, 0}};
      for (float& x : r.data) x = float(random.value(-100, 100));
      for (auto& x : r.flags) x = static_cast<unsigned char>(random.value(0, 255));
    }
    for (int i = 0; i < s.n; ++i) {
      Record r = in[s.n - 1 - i];
      if (r.key % 2) std::swap(r.data[0], r.data[3]), std::swap(r.data[1], r.data[2]);
      r.flags[r.key % 4] = 99;
      r.key += in[i].key;
      r.data[1] = in[i * 7 % s.n].data[0] + in[i * 7 % s.n].flags[1];
      want.push_back(r);
    }
    // Padding is compared as zero on both sides: the output begins as zeros and a copy may or may not carry padding.
    auto words = [](const std::vector<Record>& v) {
      std::vector<int> w(v.size() * 12);
      if (!v.empty()) std::memcpy(w.data(), v.data(), v.size() * sizeof(Record));
      return w;
    };
    const std::vector<Record> zeros(s.n, Record{});
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch("struct_in_global", range(s.global, s.local), {c.in(words(in)), c.inout(words(zeros), words(want)), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

int private_array_uniform(int x, int) {
  std::array<int, 8> a{1, 2, 3};
  for (int k = 0; k < 8; ++k) a[k] += x * k;
  int r = a[0];
  for (int k = 1; k < 8; ++k) {
    if (a[k] > 40) a[k] -= a[k - 1];
    r = r * 3 + a[k];
  }
  return r;
}

int private_array_by_lane(int x, int) {
  std::vector<int> count(7);
  for (int k = 0; k < 20; ++k) {
    const int at = (x + k * k) % 7;
    if (++count[at] > 4) count[at == 6 ? 0 : at + 1] = -1;
  }
  return std::accumulate(count.rbegin(), count.rend(), 0, [](int r, int c) { return r * 5 + c; });
}

int private_array_2d(int x, int i) {
  std::array<int, 12> m{};
  for (int k = 0; k < 12; ++k) m[k] = x + k / 4 * 10 + k % 4;
  const int row = x % 3, col = i % 4, line = (row + 1) % 3 * 4;
  m[row * 4 + col] = 500;
  m[line + 3 - col] += 7;
  return m[0] + m[1] * 2 + m[6] * 3 + m[11] * 5 + m[row * 4 + col] + m[line + 1] + m[5];
}

int array_of_structs(int x, int i) {
  std::vector<std::pair<int, int>> p;
  for (int k = 0; k < 5; ++k) p.push_back({x * k, i - k});
  std::stable_sort(p.begin(), p.end(), [](auto a, auto b) { return a.first % 7 < b.first % 7; });
  const int at = x % 5;
  return p[at].first * 1000 + p[0].second * 100 + at + p[4].first;
}

int array_to_helper(int x, int i) {
  std::array<int, 6> a{0, 0, 0, 0, 0, 9};
  auto fill = [&](int from, int count, int v) {
    for (int k = from; k < from + count && v != 4; ++k) a[k] = v++;
  };
  fill(0, x % 6, x % 5);
  if (i % 2) fill(2, 3, 1);
  int r = 0;
  for (int k = 0; k < 6; ++k) r += a[k] * (k + 1);
  for (int k = 0; k < x % 4; ++k) r += a[k + 1] * (k + 1);
  return r;
}

}  // namespace

CLRT_SUITE(functions, "functions.cl") {
  s.every_sub_group_size();
  s.add("call_under_mask", ints("call_under_mask", -20, 200, [](int x, int i) {
          if (x > 10) return std::gcd(x, i + 1);
          return least_factor(x) == 2 ? least_factor(x + 1) + 5 : -7;
        }));
  s.add("call_chain", ints("call_chain", -20, 700, [](int x, int) { return chain_a(x) + chain_a(12); }));
  s.add("out_parameters", items<int, int>("out_parameters", {-30, 60}, out_parameters));
  s.add("struct_flow", ints("struct_flow", -10, 40, struct_flow));
  s.add("struct_in_global", struct_in_global);
  s.add("private_array_uniform", ints("private_array_uniform", -30, 30, private_array_uniform));
  s.add("private_array_by_lane", ints("private_array_by_lane", 0, 100, private_array_by_lane));
  s.add("private_array_2d", ints("private_array_2d", 0, 100, private_array_2d));
  s.add("array_of_structs", ints("array_of_structs", 0, 100, array_of_structs));
  s.add("array_to_helper", ints("array_to_helper", 0, 100, array_to_helper));
}
