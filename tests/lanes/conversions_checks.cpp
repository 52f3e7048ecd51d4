// convert_<type>[_sat][_rounding] against the definition, worked out in 128-bit integers and long double.
#include "support.hpp"

namespace clrt::lanes_test {
namespace {

using cl::Round;
using Real = long double;

Real rounded_integer(Real x, Round mode) {
  if (mode == Round::rte) return __builtin_roundevenl(x);
  if (mode == Round::rtp) return __builtin_ceill(x);
  if (mode == Round::rtn) return __builtin_floorl(x);
  return __builtin_truncl(x);
}
// The neighbour of y in its format, toward +inf or -inf.
template <class T> T step(T y, bool up) {
  if (y == T(0)) return __builtin_bit_cast(T, bits_of<T>(up ? 1 : (bits_of<T>(1) << (sizeof(T) * 8 - 1)) | 1));
  const bool grow = (y > T(0)) == up;
  return __builtin_bit_cast(T, bits_of<T>(raw_bits(y) + (grow ? 1 : -1)));
}
// x in format T: from the nearest value that the hardware gives for a neighbour, corrected by exact comparison.
template <class T> T rounded_real(Real x, Round mode) {
  if (x != x) return T(x);
  T y = T(double(x));
  for (int k = 0; k < 4; ++k) {                                   // y <= x, as near as can be
    if (Real(y) > x) y = step(y, false);
    else if (Real(step(y, true)) <= x && y < T(__builtin_inff())) y = step(y, true);
  }
  if (Real(y) == x) return x == 0 ? T(x) : y;
  const T above = step(y, true);
  const Real limit = sizeof(T) == 2 ? 65536.0L : sizeof(T) == 4 ? 0x1p128L : Real(__builtin_inf());
  const Real top = Real(above) > limit ? limit : Real(above) == Real(__builtin_inf()) ? limit : Real(above);
  const Real bottom = Real(y) == -Real(__builtin_inf()) ? -limit : Real(y);
  if (mode == Round::rtp) return above;
  if (mode == Round::rtn) return y;
  if (mode == Round::rtz) return x > 0 ? y : above;
  const Real low = x - bottom, high = top - x;
  return low < high || (low == high && !(raw_bits(y) & 1)) ? y : above;
}

template <class T, class U, bool Sat, Round R, int N> void one(Report& r) {
  Random rnd(101 + sizeof(T) * 8 + sizeof(U));
  for (int round = 0; round < 12; ++round) {
    const auto x = random_lanes<U, N>(rnd);
    const auto got = cl::convert_to<T, Sat, R>(x);
    for (int l = 0; l < N; ++l) {
      const U v = x[l];
      T want;
      if constexpr (!__is_floating_point(T)) {
        if constexpr (__is_floating_point(U)) {
          if (v != v) {
            if (!Sat) continue;
            want = T(0);
          } else {
            const Real whole = rounded_integer(Real(v), R);
            const Real low = Real(cl::impl::int_min<T>), high = Real(cl::impl::int_max<T>);
            if (!Sat && (whole < low || whole > high)) continue;  // not defined
            want = whole < low ? cl::impl::int_min<T> : whole > high ? cl::impl::int_max<T> : T(whole);
          }
        } else {
          const __int128 w = v, low = cl::impl::int_min<T>, high = cl::impl::int_max<T>;
          want = !Sat ? T(v) : w < low ? T(low) : w > high ? T(high) : T(v);
        }
      } else {
        want = rounded_real<T>(Real(v), R);
      }
      EXPECT_LANE(r, got[l], want, "%s from %s %.20g, saturating %d, rounding %d", type_name<T>(), type_name<U>(), double(v), Sat, int(R));
      EXPECT_LANE(r, (cl::convert_to<T, Sat, R>(v)), want, "uniform %s from %s %.20g, saturating %d, rounding %d", type_name<T>(),
                  type_name<U>(), double(v), Sat, int(R));
    }
  }
}
template <class T, class U> void modes(Report& r) {
  one<T, U, false, Round::rt_default, 16>(r);
  one<T, U, false, Round::rtz, 16>(r);
  one<T, U, false, Round::rtp, 8>(r);
  one<T, U, false, Round::rtn, 16>(r);
  one<T, U, false, Round::rte, 16>(r);
  if constexpr (!__is_floating_point(T)) {
    one<T, U, true, Round::rt_default, 16>(r);
    one<T, U, true, Round::rte, 8>(r);
    one<T, U, true, Round::rtp, 16>(r);
  }
}
template <class T> void to(Report& r) {
  modes<T, std::int8_t>(r), modes<T, std::uint16_t>(r), modes<T, std::int32_t>(r), modes<T, std::uint32_t>(r);
  modes<T, std::int64_t>(r), modes<T, std::uint64_t>(r), modes<T, half>(r), modes<T, float>(r), modes<T, double>(r);
}

void bfloat16(Report& r) {
  Random rnd(7);
  for (int round = 0; round < 200; ++round) {
    const auto x = random_lanes<float, 16>(rnd);
    const auto b = fn::intel_convert_bfloat16_as_ushort(x);
    const auto back = fn::intel_convert_as_bfloat16_float(b);
    for (int l = 0; l < 16; ++l) {
      const std::uint32_t u = raw_bits(x[l]);
      if (x[l] != x[l]) {
        EXPECT_THAT(r, back[l] != back[l], "NaN stays NaN");
        continue;
      }
      const std::uint32_t low = u & 0xffff, up = low > 0x8000 || (low == 0x8000 && (u >> 16 & 1));
      EXPECT_LANE(r, b[l], std::uint16_t((u >> 16) + up), "bfloat16 of %g", double(x[l]));
      EXPECT_LANE(r, raw_bits(back[l]), std::uint32_t(b[l]) << 16, "float of bfloat16");
    }
  }
}
// vload_half and vstore_half with rounding.
void halves(Report& r) {
  Random rnd(9);
  half memory[128];
  for (auto& h : memory) h = random_value<half>(rnd);
  const cl::linear<std::uint64_t, 1, 16> i{2};
  const auto x = cl::vload_half<3>(memory, i);
  const auto aligned = cl::vloada_half<3>(memory, i);
  for (int l = 0; l < 16; ++l)
    for (int k = 0; k < 3; ++k) {
      EXPECT_LANE(r, x.s[k][l], float(memory[(2 + l) * 3 + k]), "vload_half3 lane %d", l);
      EXPECT_LANE(r, aligned.s[k][l], float(memory[(2 + l) * 4 + k]), "vloada_half3 lane %d", l);
    }
  const auto y = random_lanes<float, 16>(rnd);
  cl::vstore_half<1, Round::rtz>(memory, i, y);
  for (int l = 0; l < 16; ++l) EXPECT_LANE(r, memory[2 + l], rounded_real<half>(Real(y[l]), Round::rtz), "vstore_half_rtz of %g", double(y[l]));
}

}  // namespace

CLRT_CHECKS({"to_char", to<std::int8_t>, false}, {"to_uchar", to<std::uint8_t>, false}, {"to_int", to<std::int32_t>, false},
            {"to_uint", to<std::uint32_t>, false}, {"to_long", to<std::int64_t>, false}, {"to_ulong", to<std::uint64_t>, false},
            {"to_half", to<half>, false}, {"to_float", to<float>, false}, {"to_double", to<double>, false},
            {"bfloat16", bfloat16, false}, {"halves", halves, false})
}  // namespace clrt::lanes_test
