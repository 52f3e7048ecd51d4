// References of generic_pointers.cl.
#include "items.hpp"

using namespace clrt::harness;

namespace {

int sum3(int a, int b, int c) { return a + 2 * b + 3 * c; }

// A kernel k(out, n) with `per_item` outputs of item i.
MakeCases outputs(std::string kernel, int per_item, std::function<void(int i, int* out)> item) {
  return [=](Random&) {
    std::vector<Case> cases;
    for (const ItemShape& s : kItemShapes) {
      std::vector<int> want(s.n * per_item);
      for (int i = 0; i < s.n; ++i) item(i, want.data() + i * per_item);
      Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
      c.launch(kernel, range(s.global, s.local), {c.out(want), value(s.n)});
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

std::vector<Case> through_struct(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n * 4, -20, 20);
    std::vector<int> want(s.n);
    for (int i = 0; i < s.n; ++i) {
      const int* p = in.data() + i * 4;
      const int sum = p[0] + p[1] * 2 + p[3] * 5;
      want[i] = sum + 1000 * (sum + 1) + 4;
    }
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch("through_struct", range(s.global, s.local), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(generic_pointers, "generic_pointers.cl") {
  s.every_sub_group_size();
  s.options("-cl-std=CL3.0");
  s.opencl_may_refuse("changes address space of pointer");
  // The kernel reads in[0], in[1] and in[2] whatever n is.
  s.add("one_function_for_all", [](Random& random) {
    std::vector<Case> cases;
    for (const ItemShape& shape : kItemShapes) {
      const auto in = random.values<int>(shape.n + 2, -50, 50);
      std::vector<int> want(shape.n);
      for (int i = 0; i < shape.n; ++i) want[i] = sum3(in[i], i, 3) + sum3(5, 6, 7) * 10 + sum3(in[0], in[1], in[2]) * 100;
      Case c("n " + std::to_string(shape.n));
      c.launch("one_function_for_all", range(shape.global, shape.local), {c.in(in), c.out(want), value(shape.n)});
      cases.push_back(std::move(c));
    }
    return cases;
  });
  s.add("picked_uniformly", [](Random& random) {
    std::vector<Case> cases;
    for (const ItemShape& shape : kItemShapes) {
      if (shape.local < 10) continue;  // the tile is filled by the group
      const auto in = random.values<int>(shape.n, -50, 50);
      std::vector<int> want(shape.n);
      for (int i = 0; i < shape.n; ++i) want[i] = shape.n > 50 ? i % 10 * 3 : in[i % 10];
      Case c("n " + std::to_string(shape.n));
      c.launch("picked_uniformly", range(shape.global, shape.local), {c.in(in), c.out(want), value(shape.n)});
      cases.push_back(std::move(c));
    }
    return cases;
  });
  s.add("picked_per_item", ints("picked_per_item", 0, 100, [](int x, int) { return x & 1 ? (x & 31) * 3 : x; }));
  s.add("private_or_global", ints("private_or_global", -50, 50, [](int x, int i) { return x & 1 ? x : i * 7; }));
  s.add("through_struct", through_struct);
  s.add("writes", outputs("writes", 1, [](int i, int* out) { *out = (i + 5) * 100 + 42; }));
  s.add("which", outputs("which", 4, [](int, int* out) { out[0] = 1, out[1] = 2, out[2] = 4, out[3] = 7; }));
  s.add("back_again", outputs("back_again", 1, [](int i, int* out) { *out = i + 3; }));
}
