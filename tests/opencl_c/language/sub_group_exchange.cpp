// References of sub_group_exchange.cl.
#include "sub_groups.hpp"

using namespace clrt::harness;

namespace {

template <class T>
void scalar(const Lane<T>& at, T* out) {
  const auto& x = at.in;
  const int l = at.lane, n = int(x.size()), size = at.size;
  const auto lane = [&](int k, int add = 0) { return k >= 0 && k < n ? static_cast<T>(x[k] + add) : T(0); };
  out[0] = x[(l * 5 + 2) % n];
  out[1] = lane(l ^ 5);
  out[2] = lane(l - 3);
  out[3] = lane(l + 2);
  out[4] = lane((l + 3) % size);
  out[5] = lane(l / 4 * 4 + (l + 1) % 4);
  out[6] = x[n / 2];
  out[7] = x[0];
  out[8] = x[n - 1];
  out[9] = x[n - 1 - l];
  out[10] = lane(l ^ 6);
  out[11] = l + 3 < size ? lane(l + 3) : lane(l + 3 - size, 11);
  out[12] = l >= 5 ? lane(l - 5) : lane(l + size - 5, 11);
  out[13] = lane((l + size - 1) % size);
}

// The components that a lane makes of its value.
template <class T>
std::vector<T> components(T a, int n) {
  if (n == 2) return {a, static_cast<T>(a * 3)};
  const int step = n == 4 ? 5 : n == 8 ? -7 : 13;
  std::vector<T> v = components(a, n / 2);
  const std::vector<T> more = components(static_cast<T>(a + step), n / 2);
  v.insert(v.end(), more.begin(), more.end());
  return v;
}

template <class T>
std::function<void(const Lane<T>&, T*)> vector(int width) {
  return [width](const Lane<T>& at, T* out) {
    const int l = at.lane, n = int(at.in.size()), size = at.size;
    const auto put = [&](int from, int add) {
      const bool there = from >= 0 && from < n;
      const std::vector<T> v = components(there ? at.in[from] : T(0), width);
      for (T x : v) *out++ = there ? static_cast<T>(x + add) : T(0);
    };
    put(n - 1, 0);
    put(n - 1 - l, 0);
    put((l + 3) % size, l + 3 >= size);
    put((l + size - 1) % size, l < 1);
    put(l ^ 1, 0);
  };
}

// Values that stay exact in half and in char; unsigned ones above what is taken off.
template <class T>
void fill(Suite& s, const std::string& type, int size, int width) {
  const bool half = type == "half";
  s.options("-cl-std=CL3.0 -DSIZE=" + std::to_string(size) + " -DTYPE=" + type + " -DMEMORY_TYPE=" + (half ? "float" : type) +
            " -DWIDTH=" + std::to_string(width));
  if (half) s.opencl_may_refuse("half");  // a device without cl_khr_fp16
  const std::string vector_type = type + std::to_string(width), suffix = "_sg" + std::to_string(size);
  s.add(type + suffix, sub_groups<T, T>("exchange_" + type, size, std::is_signed_v<T> ? T(-20) : T(0), T(20), 14, scalar<T>,
                                        kFewSubGroupRanges));
  s.add(vector_type + suffix, sub_groups<T, T>("exchange_" + vector_type, size, std::is_signed_v<T> ? T(-9) : T(8), T(18),
                                               5 * width, vector<T>(width), kFewSubGroupRanges));
}

#if CLRT_LONG_TESTS
template <class T>
bool every_size(const std::string& type) {
  for (int size : {8, 16, 32, 64})
    for (int width : {2, 4, 8, 16})
      Register(CLRT_TEST_FOLDER, "sub_group_exchange.cl", [&](Suite& s) { fill<T>(s, type, size, width); });
  return true;
}
const bool kEvery[] = {every_size<std::int8_t>("char"),     every_size<std::uint8_t>("uchar"),  every_size<std::int16_t>("short"),
                       every_size<std::uint16_t>("ushort"), every_size<std::int32_t>("int"),    every_size<std::uint32_t>("uint"),
                       every_size<std::int64_t>("long"),    every_size<std::uint64_t>("ulong"), every_size<float>("float"),
                       every_size<double>("double"),        every_size<float>("half")};
#endif

}  // namespace

#if !CLRT_LONG_TESTS
CLRT_SUITE(sub_group_exchange_short, "sub_group_exchange.cl") { fill<std::int16_t>(s, "short", 8, 8); }
CLRT_SUITE(sub_group_exchange_int, "sub_group_exchange.cl") { fill<std::int32_t>(s, "int", 16, 4); }
CLRT_SUITE(sub_group_exchange_uchar, "sub_group_exchange.cl") { fill<std::uint8_t>(s, "uchar", 16, 16); }
CLRT_SUITE(sub_group_exchange_double, "sub_group_exchange.cl") { fill<double>(s, "double", 16, 2); }
CLRT_SUITE(sub_group_exchange_half, "sub_group_exchange.cl") { fill<float>(s, "half", 32, 4); }
CLRT_SUITE(sub_group_exchange_ulong, "sub_group_exchange.cl") { fill<std::uint64_t>(s, "ulong", 64, 2); }
#endif
