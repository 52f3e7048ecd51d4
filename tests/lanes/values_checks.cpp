// Operators, comparisons, masks, selection, linear values, vec, bit casts: lane by lane against plain C++.
#include "support.hpp"

namespace clrt::lanes_test {
namespace {

template <class T, int N> void arithmetic_of(Report& r) {
  Random rnd(11 + N + sizeof(T));
  for (int round = 0; round < 60; ++round) {
    const auto a = random_lanes<T, N>(rnd), b = random_lanes<T, N>(rnd);
    const T s = random_value<T>(rnd);
    const auto sum = a + b, difference = a - b, product = a * b, mixed = s - a, negative = -a;
    const auto lt = a < b, le = a <= b, gt = a > b, ge = a >= b, eq = a == b, ne = a != s;
    for (int l = 0; l < N; ++l) {
      const T x = a[l], y = b[l];
      EXPECT_LANE(r, sum[l], T(x + y), "%s + lane %d", type_name<T>(), l);
      EXPECT_LANE(r, difference[l], T(x - y), "%s - lane %d", type_name<T>(), l);
      EXPECT_LANE(r, product[l], T(x * y), "%s * lane %d", type_name<T>(), l);
      EXPECT_LANE(r, mixed[l], T(s - x), "%s scalar - lane %d", type_name<T>(), l);
      EXPECT_LANE(r, negative[l], T(-x), "%s negated lane %d", type_name<T>(), l);
      EXPECT_THAT(r, lt[l] == (x < y) && le[l] == (x <= y) && gt[l] == (x > y) && ge[l] == (x >= y) && eq[l] == (x == y) &&
                         ne[l] == (x != s),
                  "%s comparison lane %d of %g and %g", type_name<T>(), l, double(x), double(y));
    }
    if constexpr (__is_floating_point(T)) {
      const auto quotient = a / b;
      for (int l = 0; l < N; ++l) EXPECT_LANE(r, quotient[l], T(a[l] / b[l]), "%s / lane %d", type_name<T>(), l);
    } else {
      const auto conj = a & b, disj = a | s, excl = a ^ b, inv = ~a;
      for (int l = 0; l < N; ++l) {
        EXPECT_LANE(r, conj[l], T(a[l] & b[l]), "%s & lane %d", type_name<T>(), l);
        EXPECT_LANE(r, disj[l], T(a[l] | s), "%s | lane %d", type_name<T>(), l);
        EXPECT_LANE(r, excl[l], T(a[l] ^ b[l]), "%s ^ lane %d", type_name<T>(), l);
        EXPECT_LANE(r, inv[l], T(~a[l]), "%s ~ lane %d", type_name<T>(), l);
      }
    }
    const auto m = random_mask<N>(rnd);
    const auto chosen = cl::select(m, a, b), scalar = cl::select(m, s, a);
    for (int l = 0; l < N; ++l) {
      EXPECT_LANE(r, chosen[l], m[l] ? a[l] : b[l], "%s select lane %d", type_name<T>(), l);
      EXPECT_LANE(r, scalar[l], m[l] ? s : a[l], "%s select scalar lane %d", type_name<T>(), l);
    }
    const auto ones = cl::convert<T>(m), nonzero = cl::convert<T>(cl::to_mask(a));
    for (int l = 0; l < N; ++l) {
      EXPECT_LANE(r, ones[l], T(m[l] ? 1 : 0), "%s of mask lane %d", type_name<T>(), l);
      EXPECT_LANE(r, nonzero[l], T(a[l] != T(0) ? 1 : 0), "%s to_mask lane %d", type_name<T>(), l);
    }
  }
}
template <class T> void arithmetic(Report& r) { arithmetic_of<T, 8>(r), arithmetic_of<T, 16>(r), arithmetic_of<T, 32>(r); }

template <int N> void masks_of(Report& r) {
  Random rnd(5);
  const std::uint64_t every = N == 64 ? ~0ull : (1ull << N) - 1;
  for (int round = 0; round < 200; ++round) {
    const std::uint64_t x = round == 0 ? 0 : round == 1 ? every : rnd.next() & every, y = rnd.next() & every;
    const auto a = cl::from_bits<N>(x), b = cl::from_bits<N>(y);
    EXPECT_THAT(r, cl::bits(a) == x, "bits, N %d", N);
    EXPECT_THAT(r, cl::bits(a & b) == (x & y) && cl::bits(a | b) == (x | y) && cl::bits(a ^ b) == (x ^ y), "logic, N %d", N);
    EXPECT_THAT(r, cl::bits(~a) == (~x & every) && cl::bits(cl::andnot(a, b)) == (x & ~y), "negation, N %d", N);
    EXPECT_THAT(r, cl::any(a) == (x != 0) && cl::all(a) == (x == every) && cl::none(a) == (x == 0), "any all none, N %d", N);
    EXPECT_THAT(r, cl::count(a) == __builtin_popcountll(x), "count, N %d", N);
    auto c = a;
    const int l = int(y % N);
    c.set(l, !a[l]);
    EXPECT_THAT(r, cl::bits(c) == (x ^ (1ull << l)), "set lane %d, N %d", l, N);
    const auto chosen = cl::select(a, b, cl::full<N>());
    EXPECT_THAT(r, cl::bits(chosen) == ((x & y) | (~x & every)), "select of masks, N %d", N);
  }
  for (int n = 0; n <= N; ++n)
    EXPECT_THAT(r, cl::bits(cl::first<N>(n)) == (n == 64 ? ~0ull : (1ull << n) - 1), "first %d of %d", n, N);
}
void masks(Report& r) { masks_of<8>(r), masks_of<16>(r), masks_of<32>(r), masks_of<64>(r); }

template <int N> void linears_of(Report& r) {
  const cl::linear<int, 3, N> i{-7};
  const auto j = cl::scale<2>(i) + 5 - i;
  static_assert(decltype(j)::stride == 3);
  const cl::lanes<int, N> spread = cl::spread<N>(i);
  float memory[8] = {};
  const cl::linear<float*, 2, N> p = memory + cl::linear<int, 2, N>{1};
  for (int l = 0; l < N; ++l) {
    EXPECT_LANE(r, spread[l], -7 + 3 * l, "spread lane %d", l);
    EXPECT_LANE(r, cl::spread<N>(j)[l], 2 * (-7 + 3 * l) + 5 - (-7 + 3 * l), "sum lane %d", l);
    EXPECT_LANE(r, cl::spread<N>(-i)[l], 7 - 3 * l, "negated lane %d", l);
    EXPECT_THAT(r, (i < 2)[l] == (-7 + 3 * l < 2) && (2 <= i)[l] == (2 <= -7 + 3 * l) && (i != j)[l], "compared lane %d", l);
    EXPECT_THAT(r, cl::spread<N>(p)[l] == memory + 1 + 2 * l && (p + 1)[l] == memory + 2 + 2 * l, "pointer lane %d", l);
  }
  const cl::linear<std::uint64_t, 1, N> id{1ull << 20};
  EXPECT_LANE(r, cl::spread<N>(cl::convert<int>(id))[N - 1], (1 << 20) + N - 1, "converted");
}
void linears(Report& r) { linears_of<8>(r), linears_of<16>(r), linears_of<32>(r); }

template <int N> void vectors_of(Report& r) {
  Random rnd(77);
  static_assert(sizeof(cl::vec<float, 3>) == 16 && alignof(cl::vec<float, 3>) == 16 && sizeof(cl::vec<std::uint8_t, 16>) == 16);
  for (int round = 0; round < 20; ++round) {
    cl::vec<cl::lanes<int, N>, 4> a, b;
    for (int k = 0; k < 4; ++k) a.s[k] = random_lanes<int, N>(rnd), b.s[k] = random_lanes<int, N>(rnd);
    const auto sum = a + b, scaled = a * cl::lanes<int, N>(3), less = a < b, both = cl::land(a, b), none = cl::lnot(a);
    const auto swapped = cl::swizzle<3, 1, 0>(a);
    const auto mixed = cl::swizzle2<0, 5, 7, 2>(a, b);
    const auto made = cl::make_vec<cl::lanes<int, N>, 8>(swapped, 9, a);
    for (int l = 0; l < N; ++l) {
      for (int k = 0; k < 4; ++k) {
        const int x = a.s[k][l], y = b.s[k][l];
        EXPECT_LANE(r, sum.s[k][l], int(unsigned(x) + unsigned(y)), "vec + component %d", k);
        EXPECT_LANE(r, scaled.s[k][l], int(unsigned(x) * 3u), "vec * scalar component %d", k);
        EXPECT_LANE(r, less.s[k][l], x < y ? -1 : 0, "vec < component %d", k);
        EXPECT_LANE(r, both.s[k][l], x && y ? -1 : 0, "land component %d", k);
        EXPECT_LANE(r, none.s[k][l], x ? 0 : -1, "lnot component %d", k);
      }
      EXPECT_THAT(r, swapped.s[0][l] == a.s[3][l] && swapped.s[2][l] == a.s[0][l], "swizzle lane %d", l);
      EXPECT_THAT(r, mixed.s[1][l] == b.s[1][l] && mixed.s[2][l] == b.s[3][l] && mixed.s[3][l] == a.s[2][l], "swizzle2 lane %d", l);
      EXPECT_THAT(r, made.s[2][l] == a.s[0][l] && made.s[3][l] == 9 && made.s[7][l] == a.s[3][l], "make_vec lane %d", l);
    }
    // The same through uniform vectors, one lane.
    const cl::vec<int, 4> ua{a.s[0][0], a.s[1][0], a.s[2][0], a.s[3][0]}, ub{b.s[0][0], b.s[1][0], b.s[2][0], b.s[3][0]};
    for (int k = 0; k < 4; ++k) {
      EXPECT_LANE(r, (ua + ub).s[k], sum.s[k][0], "uniform + %d", k);
      EXPECT_LANE(r, (ua < ub).s[k], less.s[k][0], "uniform < %d", k);
    }
    const auto picks = cl::vec<cl::lanes<std::uint32_t, N>, 2>{random_lanes<std::uint32_t, N>(rnd), random_lanes<std::uint32_t, N>(rnd)};
    const auto picked = fn::shuffle(a, picks);
    const auto picked2 = fn::shuffle2(a, b, picks);
    for (int l = 0; l < N; ++l) {
      EXPECT_LANE(r, picked.s[1][l], a.s[picks.s[1][l] & 3][l], "shuffle lane %d", l);
      const unsigned i = picks.s[0][l] & 7;
      EXPECT_LANE(r, picked2.s[0][l], i < 4 ? a.s[i][l] : b.s[i - 4][l], "shuffle2 lane %d", l);
    }
  }
}
void vectors(Report& r) { vectors_of<8>(r), vectors_of<16>(r), vectors_of<32>(r); }

template <int N> void bit_casts_of(Report& r) {
  Random rnd(3);
  const auto f = random_lanes<float, N>(rnd);
  const auto u = cl::as<std::uint32_t>(f);
  const auto bytes = cl::as<cl::vec<std::uint8_t, 4>>(u);
  const auto back = cl::as<float>(bytes);
  const auto shorts = cl::as<cl::vec<std::int16_t, 2>>(f);
  for (int l = 0; l < N; ++l) {
    EXPECT_LANE(r, u[l], raw_bits(f[l]), "as uint lane %d", l);
    for (int k = 0; k < 4; ++k) EXPECT_LANE(r, bytes.s[k][l], std::uint8_t(raw_bits(f[l]) >> (8 * k)), "as uchar4 component %d", k);
    EXPECT_LANE(r, raw_bits(back[l]), raw_bits(f[l]), "and back lane %d", l);
    EXPECT_LANE(r, shorts.s[1][l], std::int16_t(raw_bits(f[l]) >> 16), "as short2 lane %d", l);
  }
}
void bit_casts(Report& r) { bit_casts_of<8>(r), bit_casts_of<16>(r), bit_casts_of<32>(r); }

}  // namespace

CLRT_CHECKS({"char", arithmetic<std::int8_t>, false}, {"uchar", arithmetic<std::uint8_t>, false},
            {"short", arithmetic<std::int16_t>, false}, {"ushort", arithmetic<std::uint16_t>, false},
            {"int", arithmetic<std::int32_t>, false}, {"uint", arithmetic<std::uint32_t>, false},
            {"long", arithmetic<std::int64_t>, false}, {"ulong", arithmetic<std::uint64_t>, false},
            {"half", arithmetic<half>, false}, {"float", arithmetic<float>, false}, {"double", arithmetic<double>, false},
            {"masks", masks, false}, {"linears", linears, false}, {"vectors", vectors, false}, {"bit_casts", bit_casts, false})
}
