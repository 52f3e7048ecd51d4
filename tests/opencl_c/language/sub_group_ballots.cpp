// References of sub_group_ballots.cl.
#include <algorithm>
#include <bit>

#include "sub_groups.hpp"

using namespace clrt::harness;

namespace {

std::uint64_t up_to(int bits) { return bits == 0 ? 0 : ~std::uint64_t{0} >> (64 - bits); }
unsigned count(std::uint64_t b) { return unsigned(std::popcount(b)); }

// What the functions of a ballot give lane l; `b` may have bits beyond the sub-group.
void of_ballot(std::uint64_t b, std::uint64_t with_low, std::uint64_t with_zero, int lane, int size, unsigned* out) {
  b &= up_to(size);
  out[0] = count(b);
  out[1] = count(b & up_to(lane + 1));
  out[2] = count(b & up_to(lane));
  out[3] = unsigned(std::countr_zero(with_low & up_to(size)));
  out[4] = 63 - unsigned(std::countl_zero(with_zero & up_to(size)));
}

void ballots(const Lane<int>& at, unsigned* out) {
  const int l = at.lane, n = int(at.in.size());
  std::uint64_t b = 0;
  for (int k = 0; k < n; ++k) b |= std::uint64_t(at.in[k] > 2) << k;
  const std::uint64_t own = b ^ (std::uint64_t(unsigned(l) * 0x85ebca6bu) << 32 | unsigned(l) * 0x9e3779b9u);
  out[0] = unsigned(b);
  out[1] = unsigned(b >> 32);
  out[2] = 0;
  of_ballot(b, b | 1 << 7, b | 1, l, at.size, out + 3);
  out[8] = b >> l & 1;
  out[9] = b >> (n - 1 - l) & 1;
  out[10] = b >> (n / 2) & 1;
  of_ballot(own, own | 1 << 6, own | 1, l, at.size, out + 11);
  out[16] = own >> l & 1;
  out[17] = own >> (l / 2) & 1;
}

void masks(const Lane<int>& at, unsigned* out) {
  const std::uint64_t own = std::uint64_t{1} << at.lane, all = up_to(at.size);
  const std::uint64_t want[] = {own, all & ~(own - 1), all & ~(own - 1) & ~own, own | (own - 1), own - 1};
  for (int k = 0; k < 5; ++k) {
    out[4 * k] = unsigned(want[k]);
    out[4 * k + 1] = unsigned(want[k] >> 32);
    out[4 * k + 2] = out[4 * k + 3] = 0;
  }
}

void votes_on_the_way(const Lane<int>& at, int* out) {
  const auto& x = at.in;
  const int own = x[at.lane];
  int r = 0;
  for (int k = 0; k <= (own & 3); ++k) {
    std::vector<int> here, large, small;
    for (int l = 0; l < int(x.size()); ++l) {
      if ((x[l] & 3) < k) continue;
      here.push_back(l);
      (x[l] > 3 ? large : small).push_back(l);
    }
    const auto value = [&](auto f) { return [&x, f](int l) { return f(x[l]); }; };
    r = r * 5 + std::all_of(here.begin(), here.end(), value([k](int v) { return v > k; })) +
        2 * std::any_of(here.begin(), here.end(), value([k](int v) { return v == k + 4; }));
    if (at.lane == here.front()) r += 1000;
    if (own > 3) {
      const int first = x[large.front()];
      r += first * 10 + 7 * std::all_of(large.begin(), large.end(), value([first](int v) { return v == first; }));
    } else {
      r += 3 * int(std::count_if(small.begin(), small.end(), value([k](int v) { return v == k; }))) + 100 * (own == k);
    }
  }
  *out = r;
}

void votes_that_decide(const Lane<int>& at, int* out) {
  std::vector<int> x = at.in;
  int turns = 0;
  for (; *std::max_element(x.begin(), x.end()) > 0; ++turns) {
    const int step = *std::min_element(x.begin(), x.end()) > -3 ? 2 : 1;
    for (int& v : x) v -= step;
  }
  *out = turns * 100 + x[at.lane];
}

template <class T>
void equal(const Lane<T>& at, int* out) {
  const auto same = [&](auto f) { return std::all_of(at.in.begin(), at.in.end(), [&](T v) { return f(v) == f(at.in[0]); }); };
  *out = same([](T v) { return v; }) + 2 * same([](T v) { return v > T(3); });
}

template <class T>
void add_equal(Suite& s, const std::string& type, int size) {
  s.add("equal_" + type, sub_groups<T, int>("equal_" + type, size, T(3), T(4), 1, equal<T>));
  s.add("equal_large_" + type, sub_groups<T, int>("equal_" + type, size, T(4), T(5), 1, equal<T>));
}

void fill(Suite& s, int size) {
  s.options("-cl-std=CL3.0 -DSIZE=" + std::to_string(size));
  s.add("ballots", sub_groups<int, unsigned>("ballots", size, -9, 9, 18, ballots));
  s.add("masks", sub_groups<int, unsigned>("masks", size, -9, 9, 20, masks));
  s.add("votes_on_the_way", sub_groups<int, int>("votes_on_the_way", size, 0, 7, 1, votes_on_the_way))
      .opencl_may_refuse("reach its sub-group functions");
  s.add("votes_that_decide_sg" + std::to_string(size),
        sub_groups<int, int>("votes_that_decide", size, -9, 9, 1, votes_that_decide))
      .opencl_may_refuse("reach its sub-group functions")
      .skips_device("pthread-", "PoCL 3.1 does not come back from a loop whose condition has barriers");
  add_equal<std::int8_t>(s, "char", size);
  add_equal<std::uint16_t>(s, "ushort", size);
  add_equal<std::int32_t>(s, "int", size);
  add_equal<std::uint64_t>(s, "ulong", size);
  add_equal<float>(s, "float", size);
  add_equal<double>(s, "double", size);
}

}  // namespace

CLRT_SUITE(sub_group_ballots_8, "sub_group_ballots.cl") { fill(s, 8); }
CLRT_SUITE(sub_group_ballots_16, "sub_group_ballots.cl") { fill(s, 16); }
CLRT_SUITE(sub_group_ballots_32, "sub_group_ballots.cl") { fill(s, 32); }
CLRT_SUITE(sub_group_ballots_64, "sub_group_ballots.cl") { fill(s, 64); }
