// References of linear_ids.cl.
#include <limits>

#include "items.hpp"

using namespace clrt::harness;

namespace {

std::vector<Case> linear_id_in_helper(Random& random) {
  std::vector<Case> cases;
  const auto shape = [&](std::uint64_t gx, std::uint64_t gy, std::uint64_t lx, std::uint64_t ly) {
    const auto in = random.values<int>(gx * gy, -1000, 1000);
    std::vector<int> want;
    for (std::uint64_t y = 0; y < gy; ++y)
      for (std::uint64_t x = 0; x < gx; ++x) {
        const int l = int(y % ly * lx + x % lx);
        want.push_back(2 * (3 * l + 1) + in[want.size()] * l);
      }
    Case c(std::to_string(lx) + " x " + std::to_string(ly));
    c.launch("linear_id_in_helper", range2(gx, gy, lx, ly), {c.in(in), c.out(want)});
    cases.push_back(std::move(c));
  };
  shape(15, 20, 5, 10);
  shape(32, 4, 16, 2);
  shape(6, 3, 3, 1);
  return cases;
}

// The start of the group depends on the local size, so the cases are made here.
std::vector<Case> cancelled_strides(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(std::size_t(s.n), 0, 65535);
    std::vector<int> want;
    for (int i = 0; i < s.n; ++i) want.push_back(int(unsigned(i / s.local * s.local * 300 % 65536) * unsigned(in[std::size_t(i)]) >> 16) + 7);
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch("cancelled_strides", range(std::uint64_t(s.global), std::uint64_t(s.local)), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> folded(Random&) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const std::vector<int> in = {std::numeric_limits<int>::min() + 5, std::numeric_limits<int>::max() - 3};
    std::vector<std::int64_t> want;
    for (std::uint32_t i = 0; i < std::uint32_t(s.n); ++i)
      for (const std::uint32_t v : {std::uint32_t(in[0]) - i, std::uint32_t(in[1]) + i}) want.push_back(std::int32_t(v));
    Case c("n " + std::to_string(s.n) + " local " + std::to_string(s.local));
    c.launch("folded", range(std::uint64_t(s.global), std::uint64_t(s.local)), {c.in(in), c.out(want), value(s.n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(linear_ids, "linear_ids.cl") {
  s.every_sub_group_size();
  s.add("linear_id_in_helper", linear_id_in_helper);
  s.add("cancelled_strides", cancelled_strides);
  s.add("folded", folded);
}
