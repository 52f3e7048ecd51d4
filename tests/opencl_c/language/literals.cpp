// References of literals.cl.
#include <bit>

#include "items.hpp"

using namespace clrt::harness;

namespace {

float literals(int x, int i) {
  const float three[] = {float(x), 1, 2};
  float s = float(x) * 2 + 3 + 2 + three[i % 3] + 3;
  for (int k = 0; k < 3; ++k) s += float(k * 10 + (x & k) * 100 + k * 1000);
  return s;
}

int designated(int x, int i) {
  int a[6] = {0, 2, 0, 0, x, 7}, m[6] = {1, 0, 0, 0, 5, 6};
  const char text[8] = "abc", four[4] = {'w', 'x', 0, 0};
  struct S {
    int x, y, k[2];
  } t[2] = {{1, 2, {0, 0}}, {0, 3, {0, 5}}};
  t[i & 1] = {i, x, {1, 2}};
  t[1].k[0] += 3;
  int s = 0;
  for (int k = 0; k < 6; ++k) s = s * 3 + a[k] + m[k] + text[k] + four[k & 3];
  return s + t[0].x + t[0].y * 10 + t[1].x * 100 + t[1].y * 1000 + t[0].k[1] + t[1].k[0] * 7 + t[1].k[1] * 70 + x + 1;
}

}  // namespace

CLRT_SUITE(literals, "literals.cl") {
  s.every_sub_group_size();
  s.opencl_may_refuse("changes address space of pointer");
  s.add("literals", items<int, float>("literals", {0, 100}, [](const int* in, int i, float* out) { *out = literals(in[i], i); }));
  s.add("union_literals",
        items<int, unsigned>("union_literals", {0, 100}, [](const int* in, int i, unsigned* out) { *out = std::bit_cast<unsigned>(float(in[i])) + 5; }));
  s.add("designated", ints("designated", 0, 100, designated));
}
