// References of names.cl.
#include "items.hpp"

using namespace clrt::harness;

namespace {

int apply(int x, int i) { return x + 3 + i * 5 + (x ^ 7) + 11 + 13; }

int apply_wide(int x, int) {
  for (int k = 0; k < 5; ++k) x += (x * 5) >> k;
  return x;
}

int wide(int x, int) { return x * 8 + 0 * 4 + 1 * 2 + 2; }

int group_apply(int x, int) { return x * 5; }

}  // namespace

CLRT_SUITE(names, "names.cl") {
  s.every_sub_group_size();
  s.add("apply", ints("apply", 0, 100, apply));
  s.add("apply_wide", ints("apply_wide", 0, 100, apply_wide));
  s.add("wide", ints("wide", 0, 100, wide));
  s.add("group_apply", ints("group_apply", 0, 100, group_apply));
}
