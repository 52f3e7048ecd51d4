// References of bit_ops.cl: fields are moved bit by bit.
#include <limits>

#include "items.hpp"

using namespace clrt::harness;

namespace {

template <class T>
constexpr int kBits = int(sizeof(T)) * 8;

template <class T>
bool bit(T x, int k) {
  return (std::uint64_t(x) >> k & 1) != 0;
}
template <class T>
T with_bit(T x, int k, bool b) {
  const std::uint64_t one = std::uint64_t(1) << k;
  return T(b ? std::uint64_t(x) | one : std::uint64_t(x) & ~one);
}

template <class T>
T insert(T base, T other, int offset, int count) {
  for (int k = 0; k < count; ++k) base = with_bit(base, offset + k, bit(other, k));
  return base;
}
template <class T>
T extract(T base, int offset, int count, bool is_signed) {
  T r = 0;
  for (int k = 0; k < kBits<T>; ++k) {
    if (k < count)
      r = with_bit(r, k, bit(base, offset + k));
    else if (is_signed && count > 0)
      r = with_bit(r, k, bit(base, offset + count - 1));
  }
  return r;
}
template <class T>
T reverse(T x) {
  T r = 0;
  for (int k = 0; k < kBits<T>; ++k) r = with_bit(r, k, bit(x, kBits<T> - 1 - k));
  return r;
}

template <class T>
void scalar(const T* in, int i, T* out) {
  const T base = in[2 * i], other = in[2 * i + 1];
  const int offset = i * 7 % (kBits<T> + 1), count = i * 5 % (kBits<T> + 1 - offset);
  out[0] = insert(base, other, offset, count);
  out[1] = extract(base, offset, count, true);
  out[2] = extract(base, offset, count, false);
  out[3] = reverse(base);
  out[4] = other;
  out[5] = base;
  out[6] = T(bit(base, kBits<T> - 1));
  out[7] = T(extract(in[0], 1, 5, true) ^ reverse(in[1]));
}

template <class T>
std::function<void(const T*, int, T*)> vector(int n) {
  return [n](const T* in, int i, T* out) {
    const int offset = i * 3 % (kBits<T> + 1), count = i * 11 % (kBits<T> + 1 - offset);
    for (int k = 0; k < n; ++k) {
      const T base = in[2 * i * n + k], other = in[(2 * i + 1) * n + k];
      out[k] = insert(base, other, offset, count);
      out[n + k] = extract(base, offset, count, true);
      out[2 * n + k] = extract(base, offset, count, false);
      out[3 * n + k] = reverse(base);
    }
  };
}

template <class T>
void add_scalar(Suite& s, const std::string& type) {
  using Limits = std::numeric_limits<T>;
  s.add("bits_" + type, items<T, T>("bits_" + type, {Limits::min(), Limits::max(), 2, 8}, scalar<T>));
}
template <class T>
void add_vector(Suite& s, const std::string& type, int width) {
  using Limits = std::numeric_limits<T>;
  const std::string kernel = "bits_" + type + std::to_string(width);
  s.add(kernel, items<T, T>(kernel, {Limits::min(), Limits::max(), 2 * width, 4 * width}, vector<T>(width)));
}

}  // namespace

CLRT_SUITE(bit_ops, "bit_ops.cl") {
  s.options("-cl-std=CL3.0");
  add_scalar<std::int8_t>(s, "char");
  add_scalar<std::uint8_t>(s, "uchar");
  add_scalar<std::int16_t>(s, "short");
  add_scalar<std::uint16_t>(s, "ushort");
  add_scalar<std::int32_t>(s, "int");
  add_scalar<std::uint32_t>(s, "uint");
  add_scalar<std::int64_t>(s, "long");
  add_scalar<std::uint64_t>(s, "ulong");
  add_vector<std::int8_t>(s, "char", 3);
  add_vector<std::uint16_t>(s, "ushort", 2);
  add_vector<std::uint32_t>(s, "uint", 4);
}

#if CLRT_LONG_TESTS
namespace {
template <class S, class U>
void all_widths(Suite& s, const std::string& type) {
  s.options("-cl-std=CL3.0 -DVECTORS -DSIGNED=" + type + " -DUNSIGNED=u" + type);
  for (int n : {2, 3, 4, 8, 16}) {
    add_vector<S>(s, type, n);
    add_vector<U>(s, "u" + type, n);
  }
}
}  // namespace
CLRT_SUITE(bit_ops_char, "bit_ops.cl") { all_widths<std::int8_t, std::uint8_t>(s, "char"); }
CLRT_SUITE(bit_ops_short, "bit_ops.cl") { all_widths<std::int16_t, std::uint16_t>(s, "short"); }
CLRT_SUITE(bit_ops_int, "bit_ops.cl") { all_widths<std::int32_t, std::uint32_t>(s, "int"); }
CLRT_SUITE(bit_ops_long, "bit_ops.cl") { all_widths<std::int64_t, std::uint64_t>(s, "long"); }
#endif
