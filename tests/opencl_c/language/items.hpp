// Cases for kernels of the form k(global const In *in, global Out *out, int n) whose item i computes its own outputs.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "suite.hpp"

namespace clrt::harness {

// Shape of the data: `in_per_item` inputs for each of n items, `out_per_item` outputs, inputs in [low, high].
template <class In>
struct Data {
  In low, high;
  int in_per_item = 1, out_per_item = 1;
  Tolerance tolerance = {};
};

struct ItemShape {
  int n, global, local;
};
// One item, full sub-groups, a lone partial sub-group, a guard that cuts the last group, a partial second sub-group, a
// work-group at the edge that is smaller than the others, several sub-groups of every size.
inline constexpr ItemShape kItemShapes[] = {{1, 1, 1}, {64, 64, 64}, {37, 37, 37}, {100, 128, 32}, {130, 140, 20}, {90, 90, 64}, {200, 256, 128}};

// `item(in, i, out)` is the reference: `in` is the whole input, `out` points to the outputs of item i, which are poison.
template <class In, class Out>
MakeCases items(std::string kernel, Data<In> data, std::function<void(const In* in, int i, Out* out)> item) {
  return [=](Random& random) {
    std::vector<Case> cases;
    for (const ItemShape& s : kItemShapes) {
      const auto in = random.values<In>(s.n * data.in_per_item, data.low, data.high);
      std::vector<Out> want(s.n * data.out_per_item, poison<Out>());
      for (int i = 0; i < s.n; ++i) item(in.data(), i, want.data() + i * data.out_per_item);
      Case c("n " + std::to_string(s.n) + " global " + std::to_string(s.global) + " local " + std::to_string(s.local));
      c.launch(kernel, range(s.global, s.local), {c.in(in), c.out(want, data.tolerance), value(s.n)});
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

// The common case of one int in and one int out: `item(in[i], i)` is the output.
inline MakeCases ints(std::string kernel, int low, int high, std::function<int(int x, int i)> item) {
  return items<int, int>(std::move(kernel), {low, high}, [item](const int* in, int i, int* out) { *out = item(in[i], i); });
}

}  // namespace clrt::harness
