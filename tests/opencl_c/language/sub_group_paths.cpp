// References of sub_group_paths.cl.
#include "sub_groups.hpp"

#include <algorithm>
#include <numeric>

using namespace clrt::harness;

namespace {

using Ints = std::vector<int>;
int sum_of(const Ints& v) { return std::accumulate(v.begin(), v.end(), 0); }

void different_trips(const Lane<int>& at, int* out) {
  const int n = at.sub_group + 1;
  *out = n * sum_of(at.in) + int(at.in.size()) * (n * (n - 1) / 2);
}

void different_paths(const Lane<int>& at, int* out) {
  const auto [low, high] = std::minmax_element(at.in.begin(), at.in.end());
  const int scan = std::accumulate(at.in.begin(), at.in.begin() + at.lane + 1, 0);
  const int want[] = {*high, at.in[0] * 2, scan - *low};
  *out = want[at.sub_group % 3];
}

void trips_from_data(const Lane<int>& at, int* out) {
  int total = 0;
  for (int turns = *std::max_element(at.in.begin(), at.in.end()) + 10; turns > 0 && total <= 500; turns -= 4)
    total += sum_of(at.in) + int(at.in.size()) * turns;
  *out = total;
}

void early_sub_group_return(const Lane<int>& at, int* out) {
  const int sum = sum_of(at.in);
  *out = at.sub_group == 1 || sum < 0 ? -1 : sum * at.lane + std::accumulate(at.in.begin(), at.in.begin() + at.lane, 0);
}

void divergent_lanes(const Lane<int>& at, int* out) {
  const int x = at.in[at.lane];
  int positive = 0, rank = 0;
  for (int l = 0; l < int(at.in.size()); ++l) {
    if (at.in[l] > 0) positive += at.in[l];
    else if (l <= at.lane) ++rank;
  }
  *out = x > 0 ? positive : rank * 1000 + (rank == 1);
  for (int k = 0; k < 3; ++k)
    if (x >= 2 * k) *out += int(std::count_if(at.in.begin(), at.in.end(), [k](int y) { return y >= 2 * k; }));
}

void divergent_helper(const Lane<int>& at, int* out) {
  const int x = at.in[at.lane];
  int low = 0, high = -100;
  for (int y : at.in) {
    if (y < -3) low = std::min(low, y);
    else if (y != 3) high = std::max(high, y);
  }
  *out = x == 3 ? 0 : x < -3 ? low : high + 100;
}

// Needs the whole work-group, so it makes its cases itself.
MakeCases paths_and_barrier(int size) {
  return [size](Random& random) {
    std::vector<Case> cases;
    for (const auto& [global, local] : kSubGroupRanges) {
      const auto in = random.values<int>(global, -9, 9);
      Ints want;
      for (int first = 0; first < global; first += local) {
        int total = 0;
        for (int sg = 0; sg * size < local; ++sg) {
          // Lane 0 adds its own value once more for every turn.
          total = total * 3 + in[first + sg * size] * (sg + 1);
        }
        const int head = std::accumulate(in.begin() + first, in.begin() + first + std::min(size, local), 0);
        for (int l = 0; l < local; ++l) want.push_back(total + (l < size ? head : 0));
      }
      Case c("global " + std::to_string(global) + " local " + std::to_string(local));
      c.launch("paths_and_barrier", range(global, local), {c.in(in), c.out(want)});
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

void fill(Suite& s, int size) {
  s.options("-cl-std=CL3.0 -DSIZE=" + std::to_string(size));
  // Sub-groups over local memory need barriers that all items of the work-group reach.
  s.opencl_may_refuse("reach its sub-group functions");
  const auto add = [&](const std::string& kernel, void (*item)(const Lane<int>&, int*)) -> Entry& {
    return s.add(kernel + "_sg" + std::to_string(size), sub_groups<int, int>(kernel, size, -9, 9, 1, item));
  };
  add("different_trips", different_trips);
  add("different_paths", different_paths).skips_device("pthread-", "the compiler of PoCL 3.1 aborts on barriers in a switch");
  add("trips_from_data", trips_from_data);
  add("early_sub_group_return", early_sub_group_return);
  add("divergent_lanes", divergent_lanes);
  add("divergent_helper", divergent_helper);
  s.add("paths_and_barrier_sg" + std::to_string(size), paths_and_barrier(size));
}

}  // namespace

CLRT_SUITE(sub_group_paths_8, "sub_group_paths.cl") { fill(s, 8); }
CLRT_SUITE(sub_group_paths_16, "sub_group_paths.cl") { fill(s, 16); }
CLRT_SUITE(sub_group_paths_32, "sub_group_paths.cl") { fill(s, 32); }
CLRT_SUITE(sub_group_paths_64, "sub_group_paths.cl") { fill(s, 64); }
