// References of attributes.cl, attributes_sub_groups.cl and preprocessor.cl.
#include "items.hpp"

using namespace clrt::harness;

namespace {

std::vector<Case> required_size(Random&) {
  std::vector<int> want;
  for (int y = 0; y < 8; ++y)
    for (int x = 0; x < 24; ++x) want.push_back(840 + y % 4);
  Case given("given"), chosen("chosen");
  given.launch("required_size", range2(24, 8, 8, 4), {given.out(want)});
  chosen.launch("required_size", range2(24, 8, 0, 0), {chosen.out(want)});
  return {given, chosen};
}

std::vector<Case> hints(Random&) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    std::vector<int> want;
    for (int i = 0; i < s.n; ++i) want.push_back((i % 3 == 0 ? i : i % 3 == 1 ? i * 2 : 3) + i * 2);
    Case c("n " + std::to_string(s.n));
    c.launch("hints", range(s.global, s.local), {c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> unrolled(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& shape : kItemShapes) {
    const auto in = random.values<int>(shape.n, 0, 200);
    std::vector<int> want;
    for (int i = 0; i < shape.n; ++i) {
      int s = 0;
      for (int k = 0; k < 8; ++k) s += in[(i + k) % shape.n];
      for (int k = 0; k < in[i]; ++k) s ^= k;
      s += 6 + 21 * in[i];
      while (s > 1000) s -= 1000;
      do ++s;
      while (s & 3);
      want.push_back(s);
    }
    Case c("n " + std::to_string(shape.n));
    c.launch("unrolled", range(shape.global, shape.local), {c.in(in), c.out(want), value(shape.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> sub_group_size(int size) {
  std::vector<Case> cases;
  for (const auto& [global, local] : {std::pair{256, 128}, {100, 100}, {40, 20}}) {
    std::vector<int> want;
    for (int i = 0; i < global; ++i) want.push_back(size * 100 + i % local / size * 10 + (local + size - 1) / size);
    Case c("local " + std::to_string(local));
    c.launch("size_" + std::to_string(size), range(global, local), {c.out(want)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> macros(Random&) {
  Case c("one item");
  c.launch("macros", range(1, 1), {c.out(std::vector<int>{25, 321, 41, 12, 43, 1, 1, 33, 500, 1, 1111246})});
  return {c};
}

}  // namespace

CLRT_SUITE(attributes, "attributes.cl") {
  s.every_sub_group_size();
  s.add("required_size", required_size);
  s.add("hints", hints);
  s.add("unrolled", unrolled);
  s.add("functions", ints("functions", -100, 100, [](int x, int) { return x + 1 + x * 20 + (x - 3) * 100; }));
}
CLRT_SUITE(attributes_sub_groups, "attributes_sub_groups.cl") {
  s.opencl_may_refuse("sub-group");
  for (int size : {8, 16, 32, 64}) s.add("size_" + std::to_string(size), [size](Random&) { return sub_group_size(size); });
}
CLRT_SUITE(preprocessor, "preprocessor.cl") {
  s.options("-DFROM_OPTIONS=12 -DNAME");
  s.add("macros", macros);
}
