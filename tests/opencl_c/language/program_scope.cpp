// References of program_scope.cl and program_scope_global.cl.
#include "items.hpp"

using namespace clrt::harness;

namespace {

float constants(int x) {
  const int primes[] = {2, 3, 5, 7, 11, 13};
  const float w[2][2] = {{0.5f, 1.5f}, {2.5f, 0.0f}};
  const int k = x & 1;
  return float(primes[x % 6]) + 3.0f + w[k][k] + w[1][k] + float("hello"[x % 5]) + float(k * 3 + x % 3 + 1) + 7.0f + 240.0f + 17.0f;
}

// Leaves the variables as it found them, since a program serves several runs.
std::vector<Case> alive_between_launches(Random&) {
  const std::vector<float> initial = {40, 0, 9, 8, 0, 1.25f, -2, 0, 7, 2, 100, 40, 3, 11, 8, 3, 21};
  const std::vector<float> changed = {45, 5, 9, 15, 10, 1.25f, -2, 2.5f, 8, 5, 100, 5, -2, 11, 15, 2, 21};
  std::vector<Case> cases;
  for (const char* label : {"first", "again"}) {
    Case c(label);
    c.launch("read_state", range(1, 1), {c.out(initial)});
    c.launch("change_state", range(100, 20), {value(5)});
    c.launch("read_state", range(1, 1), {c.out(changed)});
    c.launch("reset_state", range(16, 16), {});
    c.launch("read_state", range(1, 1), {c.out(initial)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> tickets(Random&) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch("tickets", range(s.global, s.local), {c.out(std::vector<int>(s.n, 1)), value(s.n)});
    c.launch("reset_state", range(1, 1), {});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> slots(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, -1000, 1000);
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch("put_slots", range(s.global, s.local), {c.in(in), value(s.n)});
    c.launch("get_slots", range(s.global, s.local), {c.out(std::vector<int>(in.rbegin(), in.rend())), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> function_static(Random&) {
  Case c("two calls");
  c.launch("function_static", range(64, 64), {c.out(std::vector<int>{1, 1})});
  return {c};
}

}  // namespace

CLRT_SUITE(program_scope, "program_scope.cl") {
  s.every_sub_group_size();
  s.add("constants", items<int, float>("constants", {0, 100}, [](const int* in, int i, float* out) { *out = constants(in[i]); }));
  s.add("constants_in_functions", ints("constants_in_functions", 0, 100, [](int x, int) { return 10 * (x % 3 + 1); }));
}
CLRT_SUITE(program_scope_global, "program_scope_global.cl") {
  s.every_sub_group_size();
  s.options("-cl-std=CL3.0");
  s.opencl_may_refuse("must reside in constant address space");
  s.opencl_may_refuse("Ptx assembly aborted");  // NVIDIA's compiler writes the initialisers so that its own assembler refuses them
  s.add("alive_between_launches", alive_between_launches);
  s.add("tickets", tickets);
  s.add("slots", slots);
  s.add("function_static", function_static);
}
