// References of sub_groups.cl: the lanes of a sub-group are a vector.
#include "sub_groups.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

using namespace clrt::harness;

namespace {

void ids(const Lane<int>& at, unsigned* out) {
  const int want[] = {int(at.in.size()), at.size, at.sub_groups, at.sub_group, at.lane};
  std::copy(std::begin(want), std::end(want), out);
}

void reduce_scan(const Lane<int>& at, int* out) {
  const auto& v = at.in;
  const auto here = v.begin() + at.lane;
  const int before = std::accumulate(v.begin(), here, 0);
  out[0] = std::accumulate(v.begin(), v.end(), 0);
  out[1] = *std::min_element(v.begin(), v.end());
  out[2] = *std::max_element(v.begin(), v.end());
  out[3] = before + *here;
  out[4] = before;
  out[5] = *std::max_element(v.begin(), here + 1);
  out[6] = at.lane == 0 ? std::numeric_limits<int>::max() : *std::min_element(v.begin(), here);
  out[7] = v[v.size() / 2];
}

template <class T>
void types(const Lane<T>& at, T* out) {
  const auto& v = at.in;
  T sum = 0;
  for (T x : v) sum = static_cast<T>(sum + x);
  out[0] = sum;
  out[1] = *std::min_element(v.begin(), v.begin() + at.lane + 1);
  out[2] = v[0];
  out[3] = v[v.size() - 1 - at.lane];
}

void counts(const Lane<int>& at, int* out) {
  const auto& v = at.in;
  const auto count = [&](auto begin, auto end, auto f) { return int(std::count_if(begin, end, f)); };
  const auto all = [&](auto f) { return count(v.begin(), v.end(), f); };
  out[0] = all([](int x) { return x <= 0; });
  out[1] = all([](int x) { return x > 2; });
  out[2] = all([](int x) { return x == 3; });
  out[3] = all([](int x) { return x < -1; });
  out[4] = count(v.begin(), v.begin() + at.lane + 1, [](int x) { return x >= 0; });
  out[5] = int(std::any_of(v.begin(), v.end(), [](int x) { return x > 8; })) - int(std::all_of(v.begin(), v.end(), [](int x) { return x > -9; }));
}

void shuffles(const Lane<int>& at, int* out) {
  const auto& v = at.in;
  const int l = at.lane, n = int(v.size());
  out[0] = v[(3 * l + 1) % n];
  out[1] = at.full() ? v[l ^ 3] : 0;
  out[2] = l >= 2 ? v[l - 2] : 0;
  out[3] = l + 1 < n ? v[l + 1] : 0;
  out[4] = at.full() ? v[(l + 3) % n] : 0;
  out[5] = at.full() ? v[l / 4 * 4 + (l + 1) % 4] : 0;
}

void votes(const Lane<int>& at, unsigned* out) {
  const auto& v = at.in;
  std::uint64_t ballot = 0;
  const std::uint64_t one = 1;
  for (std::size_t l = 0; l < v.size(); ++l) ballot |= std::uint64_t(v[l] > 0) << l;
  const std::uint64_t below = (one << at.lane) - 1;
  const auto yes = [&](auto f) { return unsigned(std::any_of(v.begin(), v.end(), f)); };
  const unsigned want[] = {yes([](int x) { return x > 7; }),
                           1 - yes([](int x) { return x <= -7; }),
                           unsigned(ballot),
                           unsigned(ballot >> 32),
                           unsigned(std::popcount(ballot)),
                           unsigned(std::popcount(ballot & (below * 2 + 1))),
                           unsigned(std::popcount(ballot & below)),
                           unsigned(std::countr_zero(ballot | one << (v.size() - 1))),
                           63u - unsigned(std::countl_zero(ballot | 1)),
                           unsigned(ballot >> at.lane & 1),
                           unsigned(ballot >> (v.size() - 1) & 1),
                           at.lane == 0};
  std::copy(std::begin(want), std::end(want), out);
}

void clustered(const Lane<int>& at, int* out) {
  std::fill_n(out, 3, 0);
  if (!at.full()) return;
  const auto part = [&](int n) { return at.in.begin() + at.lane / n * n; };
  out[0] = std::accumulate(part(4), part(4) + 4, 0);
  out[1] = *std::max_element(part(8), part(8) + 8);
  out[2] = part(2)[0] ^ part(2)[1];
}

void more_reductions(const Lane<int>& at, int* out) {
  int all = -1, any = 0, odd = 0, product = 1, before = 0, logical = 1;
  for (int l = 0; l < int(at.in.size()); ++l) {
    const int x = at.in[l];
    all &= x;
    any |= x;
    odd ^= x;
    logical &= x > -8;
    if (l <= at.lane) product *= x | 1;
    if (l < at.lane) before |= x;
  }
  const int want[] = {all, any, odd, product, before, logical};
  std::copy(std::begin(want), std::end(want), out);
}

void loop_over_row(const Lane<float>& at, float* out) {
  const auto n = float(at.in.size());
  const float sum = std::accumulate(at.in.begin(), at.in.end(), 0.0f);
  *out = 5 * sum + 10 * n - (at.in[0] + 2) + at.in[0] + 2 * at.in[0];
}

void fill(Suite& s, int size) {
  s.options("-cl-std=CL3.0 -DSIZE=" + std::to_string(size));
  const auto name = [size](const std::string& kernel) { return kernel + "_sg" + std::to_string(size); };
  const auto add = [&]<class In, class Out>(const char* kernel, int count, void (*item)(const Lane<In>&, Out*)) {
    s.add(name(kernel), sub_groups<In, Out>(kernel, size, In(std::is_signed_v<In> ? -9 : 0), In(9), count, item));
  };
  add("ids", 5, ids);
  add("reduce_scan", 8, reduce_scan);
  add("types_char", 4, types<std::int8_t>);
  add("types_uchar", 4, types<std::uint8_t>);
  add("types_short", 4, types<std::int16_t>);
  add("types_ushort", 4, types<std::uint16_t>);
  add("types_uint", 4, types<std::uint32_t>);
  add("types_long", 4, types<std::int64_t>);
  add("types_ulong", 4, types<std::uint64_t>);
  add("types_float", 4, types<float>);
  add("types_double", 4, types<double>);
  add("counts", 6, counts);
  add("shuffles", 6, shuffles);
  add("votes", 12, votes);
  add("clustered", 3, clustered);
  add("more_reductions", 6, more_reductions);
  add("loop_over_row", 1, loop_over_row);
}

}  // namespace

CLRT_SUITE(sub_groups_8, "sub_groups.cl") { fill(s, 8); }
CLRT_SUITE(sub_groups_16, "sub_groups.cl") { fill(s, 16); }
CLRT_SUITE(sub_groups_32, "sub_groups.cl") { fill(s, 32); }
CLRT_SUITE(sub_groups_64, "sub_groups.cl") { fill(s, 64); }
