// References of sub_group_arithmetic.cl: each function by its definition over a list of active lanes.
#include <algorithm>
#include <limits>

#include "sub_groups.hpp"

using namespace clrt::harness;

namespace {

enum Op { kAdd, kMul, kMin, kMax, kAnd, kOr, kXor, kLogicalAnd, kLogicalOr, kLogicalXor };

template <class T>
T apply(Op op, T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    const auto x = static_cast<std::uint64_t>(a), y = static_cast<std::uint64_t>(b);
    switch (op) {
      case kAdd: return static_cast<T>(x + y);
      case kMul: return static_cast<T>(x * y);
      case kAnd: return static_cast<T>(x & y);
      case kOr: return static_cast<T>(x | y);
      case kXor: return static_cast<T>(x ^ y);
      case kLogicalAnd: return a != 0 && b != 0;
      case kLogicalOr: return a != 0 || b != 0;
      case kLogicalXor: return (a != 0) != (b != 0);
      default: break;
    }
  }
  if (op == kAdd) return a + b;
  if (op == kMul) return a * b;
  return op == kMin ? std::min(a, b) : std::max(a, b);
}

template <class T>
T unit(Op op) {
  using Limits = std::numeric_limits<T>;
  const T low = Limits::has_infinity ? -Limits::infinity() : Limits::lowest();
  const T high = Limits::has_infinity ? Limits::infinity() : Limits::max();
  const T units[] = {0, 1, high, low, static_cast<T>(-1), 0, 0, 1, 0, 0};
  return units[op];
}

using Lanes = std::vector<int>;  // active ones, in order

template <class T>
T over(Op op, const std::vector<T>& x, const Lanes& lanes, int below) {
  T r = unit<T>(op);
  for (int l : lanes)
    if (l < below) r = apply(op, r, x[l]);
  return r;
}

Lanes lanes_of(std::size_t n, const std::function<bool(int)>& active) {
  Lanes r;
  for (int l = 0; l < int(n); ++l)
    if (active(l)) r.push_back(l);
  return r;
}

constexpr int kAll = 1000;

template <class T>
void four(Op op, const std::vector<T>& x, int lane, T* out) {
  const Lanes all = lanes_of(x.size(), [](int) { return true; });
  const Lanes cluster = lanes_of(x.size(), [&](int l) { return l / 4 == lane / 4; });
  out[0] = over(op, x, all, kAll);
  out[1] = over(op, x, all, lane + 1);
  out[2] = over(op, x, all, lane);
  out[3] = over(op, x, cluster, kAll);
}

template <class T>
T paths(Op op, const std::vector<T>& x, int lane) {
  const Lanes large = lanes_of(x.size(), [&](int l) { return x[l] > 1; });
  const Lanes small = lanes_of(x.size(), [&](int l) { return !(x[l] > 1); });
  if (x[lane] > 1) return over(op, x, large, kAll);
  std::vector<T> r(x.size());
  for (int l : small) r[l] = over(op, x, small, l + 1);
  if (lane % 3 == 1) return r[lane];
  return over(op, r, lanes_of(x.size(), [&](int l) { return !(x[l] > 1) && l % 3 != 1; }), lane);
}

std::vector<int> halved(const std::vector<int>& in) {
  std::vector<int> x;
  for (int v : in) x.push_back(v / 2);
  return x;
}

template <class T>
void intel(const Lane<T>& at, T* out) {
  const Lanes all = lanes_of(at.in.size(), [](int) { return true; });
  for (int k = 0; k < 3; ++k) {
    const Op op = k == 0 ? kAdd : k == 1 ? kMin : kMax;
    out[k] = over(op, at.in, all, kAll);
    out[3 + k] = over(op, at.in, all, at.lane + 1);
    out[6 + k] = over(op, at.in, all, at.lane);
  }
  out[9] = at.in[at.in.size() / 2];
}

// Products of floating-point values stay powers of two, so every order gives the same; in half they may all overflow.
template <class T>
void fill(Suite& s, const std::string& type, int size) {
  constexpr bool kInteger = std::is_integral_v<T>;
  constexpr int kOps = kInteger ? 7 : 4;
  const bool half = type == "half";
  s.options("-cl-std=CL3.0 -DSIZE=" + std::to_string(size) + " -DTYPE=" + type + " -DMEMORY_TYPE=" + (half ? "float" : type) +
            " -DOPERATIONS=" + std::to_string(kOps) + " -DIS_INTEGER=" + std::to_string(kInteger));
  if (half) s.opencl_may_refuse("half");  // a device without cl_khr_fp16
  const T high = kInteger ? 9 : 2, low = std::is_unsigned_v<T> ? T(0) : half ? T(1) : static_cast<T>(-high);
  const auto in_range = [half](T x) { return half && x >= T(65520) ? std::numeric_limits<T>::infinity() : x; };
  const std::string suffix = "_" + type + "_sg" + std::to_string(size);
  s.add("all" + suffix, sub_groups<T, T>(
                            "all_" + type, size, low, high, 4 * kOps,
                            [in_range](const Lane<T>& at, T* out) {
                              for (int op = 0; op < kOps; ++op) four(Op(op), at.in, at.lane, out + 4 * op);
                              for (int k = 0; k < 4 * kOps; ++k) out[k] = in_range(out[k]);
                            },
                            kFewSubGroupRanges));
  s.add("paths" + suffix, sub_groups<T, T>("paths_" + type, size, low, high, kOps,
                                           [in_range](const Lane<T>& at, T* out) {
                                             for (int op = 0; op < kOps; ++op) out[op] = in_range(paths(Op(op), at.in, at.lane));
                                           }))
      .opencl_may_refuse("reach its sub-group functions");
}

void fill_int(Suite& s, int size) {
  s.options("-cl-std=CL3.0 -DSIZE=" + std::to_string(size));
  const std::string suffix = "_sg" + std::to_string(size);
  s.add("logical" + suffix, sub_groups<int, int>(
                                "logical", size, -3, 3, 12,
                                [](const Lane<int>& at, int* out) {
                                  for (int k = 0; k < 3; ++k) four(Op(kLogicalAnd + k), halved(at.in), at.lane, out + 4 * k);
                                },
                                kFewSubGroupRanges));
  s.add("logical_paths" + suffix, sub_groups<int, int>("logical_paths", size, -5, 5, 3,
                                                       [](const Lane<int>& at, int* out) {
                                                         for (int k = 0; k < 3; ++k)
                                                           out[k] = paths(Op(kLogicalAnd + k), halved(at.in), at.lane);
                                                       }))
      .opencl_may_refuse("reach its sub-group functions");
  s.add("intel_char" + suffix,
        sub_groups<std::int8_t, std::int8_t>("intel_char", size, -9, 9, 10, intel<std::int8_t>, kFewSubGroupRanges));
  s.add("intel_ushort" + suffix,
        sub_groups<std::uint16_t, std::uint16_t>("intel_ushort", size, 0, 9, 10, intel<std::uint16_t>, kFewSubGroupRanges));
}

#if CLRT_LONG_TESTS
template <class T>
bool every_size(const std::string& type) {
  for (int size : {8, 16, 32, 64})
    Register(CLRT_TEST_FOLDER, "sub_group_arithmetic.cl", [&](Suite& s) { fill<T>(s, type, size); });
  return true;
}
const bool kEvery[] = {every_size<std::int8_t>("char"),     every_size<std::uint8_t>("uchar"),  every_size<std::int16_t>("short"),
                       every_size<std::uint16_t>("ushort"), every_size<std::int32_t>("int"),    every_size<std::uint32_t>("uint"),
                       every_size<std::int64_t>("long"),    every_size<std::uint64_t>("ulong"), every_size<float>("float"),
                       every_size<double>("double"),        every_size<float>("half")};
CLRT_SUITE(sub_group_logical_8, "sub_group_arithmetic.cl") { fill_int(s, 8); }
CLRT_SUITE(sub_group_logical_32, "sub_group_arithmetic.cl") { fill_int(s, 32); }
#endif

}  // namespace

#if !CLRT_LONG_TESTS
CLRT_SUITE(sub_group_arithmetic_long, "sub_group_arithmetic.cl") { fill<std::int64_t>(s, "long", 8); }
CLRT_SUITE(sub_group_arithmetic_char, "sub_group_arithmetic.cl") { fill<std::int8_t>(s, "char", 16); }
CLRT_SUITE(sub_group_arithmetic_float, "sub_group_arithmetic.cl") { fill<float>(s, "float", 16); }
CLRT_SUITE(sub_group_arithmetic_half, "sub_group_arithmetic.cl") { fill<float>(s, "half", 32); }
CLRT_SUITE(sub_group_arithmetic_uint, "sub_group_arithmetic.cl") { fill<std::uint32_t>(s, "uint", 64); }
#endif
CLRT_SUITE(sub_group_logical_16, "sub_group_arithmetic.cl") { fill_int(s, 16); }
