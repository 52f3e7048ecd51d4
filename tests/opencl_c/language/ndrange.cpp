// References of ndrange.cl: every item of the range is enumerated on the host.
#include <algorithm>
#include <functional>

#include "items.hpp"

using namespace clrt::harness;

namespace {

using Index = std::array<unsigned, 3>;

std::string label(const Range& r) {
  std::string text;
  for (const auto* list : {&r.global, &r.local, &r.offset}) {
    for (std::size_t d = 0; d < r.dim; ++d) text += (d ? "x" : "") + std::to_string((*list)[d]);
    text += list == &r.offset ? "" : ", ";
  }
  return text;
}

const std::vector<Range>& ranges() {
  static const std::vector<Range> list = {
      range(64, 16),
      range(40, 8, 100),
      range2(32, 4, 16, 2),
      range2(21, 10, 7, 5),
      range2(4, 32, 1, 16),
      range2(18, 6, 6, 6, 1000, 5),
      range3({8, 6, 4}, {4, 3, 2}),
      range3({5, 6, 6}, {5, 2, 3}, {9, 8, 7}),
      range3({48, 2, 2}, {16, 2, 1}, {1, 0, 3}),
      range(50, 16),
      range2(20, 9, 16, 4, 3, 0),
      range3({5, 7, 3}, {2, 4, 2}),
  };
  return list;
}

void for_each_item(const Range& r, const std::function<void(Index item, Index local, Index group, Index size)>& body) {
  for (unsigned z = 0; z < r.global[2]; ++z)
    for (unsigned y = 0; y < r.global[1]; ++y)
      for (unsigned x = 0; x < r.global[0]; ++x) {
        const Index at{x, y, z};
        Index l, g, size;
        for (std::size_t d = 0; d < 3; ++d) {
          const auto local = unsigned(r.local[d]), global = unsigned(r.global[d]);
          l[d] = at[d] % local;
          g[d] = at[d] / local;
          size[d] = std::min(local, global - g[d] * local);
        }
        body(at, l, g, size);
      }
}

std::vector<Case> all_ids(Random&) {
  std::vector<Case> cases;
  for (const Range& r : ranges()) {
    std::vector<unsigned> want;
    for_each_item(r, [&](Index at, Index local, Index group, Index size) {
      for (std::size_t d = 0; d < 3; ++d) at[d] += unsigned(r.offset[d]);
      for (const Index& list : {at, local, group, size}) want.insert(want.end(), list.begin(), list.end());
      for (std::size_t d = 0; d < 3; ++d) want.push_back(unsigned((r.global[d] + r.local[d] - 1) / r.local[d]));
      for (std::size_t d = 0; d < 3; ++d) want.push_back(unsigned(r.global[d]));
      want.push_back(r.dim);
      want.push_back(unsigned(r.offset[0]));
    });
    Case c(label(r));
    c.launch("all_ids", r, {c.out(want), value(unsigned(r.global[0])), value(unsigned(r.global[1]))});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> linear_ids(Random&) {
  std::vector<Case> cases;
  for (const Range& r : ranges()) {
    std::vector<unsigned> want;
    for_each_item(r, [&](Index, Index l, Index, Index size) {
      want.insert(want.end(), {(l[2] * size[1] + l[1]) * size[0] + l[0], unsigned(r.local[0]), unsigned(r.local[1])});
    });
    Case c(label(r));
    c.launch("linear_ids", r, {c.out(want)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> dimension_out_of_range(Random&) {
  std::vector<Case> cases;
  for (unsigned d : {3u, 7u, 0xffffffffu}) {
    std::vector<unsigned> want(45, 1110);
    std::fill_n(want.begin(), 5, poison<unsigned>());  // below the offset
    Case c("dimension " + std::to_string(d));
    c.launch("dimension_out_of_range", range(40, 20, 5), {c.out(want), value(d)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> id_by_lane(Random&) {
  std::vector<Case> cases;
  for (const Range& r : {range2(32, 4, 16, 2), range2(21, 10, 7, 5), range2(4, 32, 2, 16), range2(33, 3, 33, 1)}) {
    std::vector<int> want;
    for_each_item(r, [&](Index at, Index local, Index, Index size) {
      const unsigned d = (at[0] + at[1]) % 3;
      want.push_back(int(at[d] * 100 + local[d] + size[d] * 10000));
    });
    Case c(label(r));
    c.launch("id_by_lane", r, {c.out(want), value(int(r.global[0]))});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> transposed_ids(Random& random) {
  std::vector<Case> cases;
  for (auto [w, h, ly, lx] : {std::array{16, 16, 16, 16}, {20, 33, 8, 4}, {5, 70, 32, 1}}) {
    const auto in = random.values<int>(w * h, 0, 1000);
    std::vector<int> want;
    for (int y = 0; y < h; ++y)
      for (int x = 0; x < w; ++x) want.push_back(in[y * w + x] + x % lx * 10 + y / ly);
    Case c(std::to_string(w) + "x" + std::to_string(h));
    c.launch("transposed_ids", range2(round_up(h, ly), round_up(w, lx), ly, lx), {c.in(in), c.out(want), value(w), value(h)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> required_size(Random&) {
  // 24 items: local ids 0..3, 0..2, 0..1.
  const int sum = 6 * 6 + 8 * 30 + 12 * 100;
  Case c("8x6x4");
  c.launch("required_size", range3({8, 6, 4}, {4, 3, 2}), {c.out(std::vector<int>(192, sum))});
  return {std::move(c)};
}

}  // namespace

CLRT_SUITE(ndrange, "ndrange.cl") {
  s.every_sub_group_size();
  s.add("all_ids", all_ids);
  s.add("linear_ids", linear_ids);
  s.add("dimension_out_of_range", dimension_out_of_range).skips_device("pthread-", "PoCL 3.1 has a local size of 0 there").skips_device("cpu-", "PoCL too, after 3.1");
  s.add("id_by_lane", id_by_lane);
  s.add("transposed_ids", transposed_ids);
  s.add("required_size", required_size);
}
