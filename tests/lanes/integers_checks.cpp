// Chapter 6.15.3 and integer operators against 128-bit arithmetic.
#include "support.hpp"

namespace clrt::lanes_test {
namespace {

using Wide = __int128;

template <class T> Wide lowest() { return Wide(cl::impl::int_min<T>); }
template <class T> Wide highest() { return Wide(cl::impl::int_max<T>); }
template <class T> T saturated(Wide v) { return v < lowest<T>() ? T(lowest<T>()) : v > highest<T>() ? T(highest<T>()) : T(v); }
template <class T> Wide shifted(Wide v, int by) { return v >> by; }

template <class T, int N> void functions_of(Report& r) {
  Random rnd(91 + N + sizeof(T));
  using U = bits_of<T>;
  constexpr int width = int(sizeof(T) * 8);
  for (int round = 0; round < 60; ++round) {
    const auto a = random_lanes<T, N>(rnd), b = random_lanes<T, N>(rnd), c = random_lanes<T, N>(rnd);
#define BOTH(CALL, WANT)                                                                          \
  {                                                                                               \
    const auto got = CALL;                                                                        \
    for (int l = 0; l < N; ++l) {                                                                 \
      const T x = a[l], y = b[l], z = c[l];                                                       \
      (void)x, (void)y, (void)z;                                                                  \
      using R = decltype(got[0]);                                                                 \
      EXPECT_LANE(r, got[l], R(WANT), "%s " #CALL " of %lld, %lld, %lld", type_name<T>(), (long long)x, (long long)y, (long long)z); \
    }                                                                                             \
  }
    BOTH(fn::abs(a), x < 0 ? U(0) - U(x) : U(x))
    BOTH(fn::abs_diff(a, b), U(x > y ? Wide(x) - y : Wide(y) - x))
    BOTH(fn::add_sat(a, b), saturated<T>(Wide(x) + y))
    BOTH(fn::sub_sat(a, b), saturated<T>(Wide(x) - y))
    BOTH(fn::hadd(a, b), (Wide(x) + y) >> 1)
    BOTH(fn::rhadd(a, b), (Wide(x) + y + 1) >> 1)
    BOTH(fn::clz(a), U(x) == 0 ? width : __builtin_clzll(U(x)) - (64 - width))
    BOTH(fn::ctz(a), U(x) == 0 ? width : __builtin_ctzll(U(x)))
    BOTH(fn::popcount(a), __builtin_popcountll(U(x)))
    BOTH(fn::mul_hi(a, b), (sizeof(T) == 8 && T(-1) > T(0)) ? Wide((unsigned __int128)(x) * (unsigned __int128)(y) >> 64) : Wide(x) * Wide(y) >> width)
    BOTH(fn::mad_hi(a, b, c), T(U((sizeof(T) == 8 && T(-1) > T(0)) ? Wide((unsigned __int128)(x) * (unsigned __int128)(y) >> 64) : Wide(x) * Wide(y) >> width) + U(z)))
    if constexpr (sizeof(T) < 8) BOTH(fn::mad_sat(a, b, c), saturated<T>(Wide(x) * y + z))
    BOTH(fn::rotate(a, b), U(U(x) << (U(y) & (width - 1)) | (Wide(U(x)) >> ((width - (U(y) & (width - 1))) & 127))))
    BOTH(fn::min(a, b), x < y ? x : y)
    BOTH(fn::max(a, b), x < y ? y : x)
    BOTH(fn::clamp(a, fn::min(b, c), fn::max(b, c)), x < (y < z ? y : z) ? (y < z ? y : z) : x > (y < z ? z : y) ? (y < z ? z : y) : x)
    BOTH(cl::shl(a, b), T(U(x) << (y & (width - 1))))
    BOTH(cl::shr(a, b), T(x >> (y & (width - 1))))
    BOTH(fn::bitselect(a, b, c), (x & ~z) | (y & z))
    BOTH(cl::div(a, cl::select(b == T(0), T(3), b)), Wide(x) / Wide(y == 0 ? T(3) : y))
    BOTH(cl::rem(a, cl::select(b == T(0), T(3), b)), Wide(x) % Wide(y == 0 ? T(3) : y))
    BOTH(cl::div(a, T(7)), x / T(7))
    BOTH(cl::rem(a, T(10)), x % T(10))
    // By zero: any value, no trap; the same through uniform scalars.
    const auto by_zero = cl::div(a, b) + cl::rem(a, T(0) * b);
    EXPECT_LANE(r, cl::div(a[0], b[0]), b[0] == 0 ? T(0) : T(Wide(a[0]) / b[0]), "uniform division");
    (void)by_zero;
    EXPECT_LANE(r, fn::mul_hi(a[1], b[1]), fn::mul_hi(a, b)[1], "uniform mul_hi");
    EXPECT_LANE(r, fn::rotate(a[1], b[1]), fn::rotate(a, b)[1], "uniform rotate");
    EXPECT_LANE(r, fn::clz(a[2]), fn::clz(a)[2], "uniform clz");
    if constexpr (sizeof(T) == 8) {
      EXPECT_LANE(r, fn::mad_sat(T(3), T(5), T(1)), T(16), "mad_sat");
      EXPECT_LANE(r, fn::mad_sat(cl::impl::int_max<T>, T(2), T(1)), cl::impl::int_max<T>, "mad_sat over");
    }
    const unsigned at = rnd.next() % width, many = rnd.next() % (width - at + 1);
    const U field = many == 0 ? U(0) : U(U(-1) >> (width - many));
    BOTH(fn::bitfield_insert(a, b, at, many), (U(x) & ~U(field << at)) | U((U(y) & field) << at))
    BOTH(fn::bitfield_extract_unsigned(a, at, many), (U(x) >> at) & field)
    BOTH(fn::bitfield_extract_signed(a, at, many), many == 0 ? U(0) : U(((U(x) >> at) & field) | (((U(x) >> (at + many - 1)) & 1) ? U(~field) : U(0))))
    BOTH(fn::bit_reverse(fn::bit_reverse(a)), x)
    EXPECT_LANE(r, fn::bit_reverse(cl::lanes<T, N>(T(1)))[0], T(U(1) << (width - 1)), "bit_reverse");
    if constexpr (sizeof(T) < 8) {
      using W = cl::impl::wider<T>;
      const auto u = fn::upsample(a, cl::as<U>(b));
      for (int l = 0; l < N; ++l) EXPECT_LANE(r, u[l], W((Wide(a[l]) << width) | U(b[l])), "%s upsample lane %d", type_name<T>(), l);
    }
    cl::vec<cl::lanes<T, N>, 3> v{a, b, c};
    const auto counts = fn::popcount(v);
    EXPECT_LANE(r, counts.s[2][N - 1], T(__builtin_popcountll(U(c[N - 1]))), "popcount of vec");
  }
}
template <class T> void functions(Report& r) { functions_of<T, 8>(r), functions_of<T, 16>(r), functions_of<T, 32>(r); }

// Packed 4x8 dot products against sums of products.
template <int N> void dot_of(Report& r) {
  Random rnd(17);
  for (int round = 0; round < 200; ++round) {
    const auto a = random_lanes<std::uint32_t, N>(rnd), b = random_lanes<std::uint32_t, N>(rnd);
    const auto acc = random_lanes<int, N>(rnd);
    const auto ss = fn::dot_4x8packed_ss_int(a, b), us = fn::dot_4x8packed_us_int(a, b), su = fn::dot_4x8packed_su_int(a, b);
    const auto uu = fn::dot_4x8packed_uu_uint(a, b);
    const auto sat = fn::dot_acc_sat_4x8packed_ss_int(a, b, acc);
    for (int l = 0; l < N; ++l) {
      int w[4] = {};
      for (int k = 0; k < 4; ++k) {
        const int sa = std::int8_t(a[l] >> (8 * k)), ua = std::uint8_t(a[l] >> (8 * k));
        const int sb = std::int8_t(b[l] >> (8 * k)), ub = std::uint8_t(b[l] >> (8 * k));
        w[0] += sa * sb, w[1] += ua * sb, w[2] += sa * ub, w[3] += ua * ub;
      }
      EXPECT_LANE(r, ss[l], w[0], "ss %08x %08x", a[l], b[l]);
      EXPECT_LANE(r, us[l], w[1], "us %08x %08x", a[l], b[l]);
      EXPECT_LANE(r, su[l], w[2], "su %08x %08x", a[l], b[l]);
      EXPECT_LANE(r, uu[l], std::uint32_t(w[3]), "uu %08x %08x", a[l], b[l]);
      EXPECT_LANE(r, sat[l], saturated<int>(Wide(w[0]) + acc[l]), "ss acc_sat %08x %08x", a[l], b[l]);
      EXPECT_LANE(r, fn::dot_4x8packed_ss_int(std::uint32_t(a[l]), std::uint32_t(b[l])), w[0], "uniform ss");
    }
    const auto x = cl::as<cl::vec<std::int8_t, 4>>(a);
    const auto y = cl::as<cl::vec<std::uint8_t, 4>>(b);
    EXPECT_LANE(r, fn::dot_4x8(x, y)[0], su[0], "char4 with uchar4");
    EXPECT_LANE(r, fn::dot_acc_sat(x, x, acc)[1], fn::dot_acc_sat_4x8packed_ss_int(a, a, acc)[1], "char4 acc_sat");
  }
}
void dot(Report& r) { dot_of<8>(r), dot_of<16>(r), dot_of<32>(r); }

}  // namespace

CLRT_CHECKS({"char", functions<std::int8_t>, false}, {"uchar", functions<std::uint8_t>, false},
            {"short", functions<std::int16_t>, false}, {"ushort", functions<std::uint16_t>, false},
            {"int", functions<std::int32_t>, false}, {"uint", functions<std::uint32_t>, false},
            {"long", functions<std::int64_t>, false}, {"ulong", functions<std::uint64_t>, false}, {"dot", dot, false})
}  // namespace clrt::lanes_test
