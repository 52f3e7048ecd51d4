// References of work_group.cl.
#include <algorithm>
#include <limits>
#include <numeric>

#include "items.hpp"

using namespace clrt::harness;

namespace {

std::string label(const ItemShape& s) { return "global " + std::to_string(s.global) + " local " + std::to_string(s.local); }

// The items of the work-group that item i is in.
template <class T>
std::pair<std::vector<T>, int> group_of(const std::vector<T>& in, int i, const ItemShape& s) {
  const int first = i / s.local * s.local, last = std::min(first + s.local, s.global);
  return {std::vector<T>(in.begin() + first, in.begin() + last), i - first};
}

std::vector<Case> group_reduce(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.global, -61, 61);
    std::vector<int> want;
    for (int i = 0; i < s.global; ++i) {
      const auto [g, l] = group_of(in, i, s);
      const auto [low, high] = std::minmax_element(g.begin(), g.end());
      want.insert(want.end(), {std::accumulate(g.begin(), g.end(), 0), *low, *high, *low > -60, *high > 58, g[g.size() / 2]});
    }
    Case c(label(s));
    c.launch("group_reduce", range(s.global, s.local), {c.in(in), c.out(want)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> group_scan(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.global, -100, 100);
    std::vector<int> want;
    for (int i = 0; i < s.global; ++i) {
      const auto [g, l] = group_of(in, i, s);
      const auto here = g.begin() + l;
      const int before = std::accumulate(g.begin(), here, 0);
      want.insert(want.end(), {before + *here, before, *std::max_element(g.begin(), here + 1),
                               l == 0 ? std::numeric_limits<int>::max() : *std::min_element(g.begin(), here)});
    }
    Case c(label(s));
    c.launch("group_scan", range(s.global, s.local), {c.in(in), c.out(want)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> group_types(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    std::vector<float> in(s.global);  // whole numbers: sums are exact in any order
    for (float& x : in) x = float(random.value(-100, 100));
    std::vector<float> want;
    for (int i = 0; i < s.global; ++i) {
      const auto [g, l] = group_of(in, i, s);
      float x = std::accumulate(g.begin(), g.end(), 0.0f);
      for (std::size_t k = 0; k < 3; ++k) x += g[k % g.size()];
      x += float(std::count_if(g.begin(), g.end(), [](float v) { return v > 0; })) + float(g.size() - 1) + float(l);
      want.push_back(x);
    }
    Case c(label(s));
    c.launch("group_types", range(s.global, s.local), {c.in(in), c.out(want)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(work_group, "work_group.cl") {
  s.options("-cl-std=CL3.0");
  s.every_sub_group_size();
  s.add("group_reduce", group_reduce);
  s.add("group_scan", group_scan);
  s.add("group_types", group_types);
}
