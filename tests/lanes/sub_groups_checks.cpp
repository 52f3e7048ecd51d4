// Sub-group functions against loops over the active lanes; the order of float sums is part of the contract.
#include "support.hpp"

namespace clrt::lanes_test {
namespace {

// The halving tree by plain loops.
template <class T, class Op> T tree(const T* x, int n, Op op) {
  T v[64];
  for (int l = 0; l < n; ++l) v[l] = x[l];
  for (int half_of = n / 2; half_of > 0; half_of /= 2)
    for (int l = 0; l < half_of; ++l) v[l] = op(v[l], v[l + half_of]);
  return v[0];
}
template <class T> T smaller(T a, T b) { return b < a ? b : a; }
template <class T> T larger(T a, T b) { return a < b ? b : a; }

template <class T, int N> void arithmetic_of(Report& r) {
  Random rnd(7 + N);
  constexpr bool is_float = __is_floating_point(T);
  for (int round = 0; round < 40; ++round) {
    cl::lanes<T, N> x;
    for (int l = 0; l < N; ++l) x.set(l, is_float ? T(float(std::int64_t(rnd.next()) >> 44) * 0x1p-8f) : random_value<T>(rnd));
    const auto m = random_mask<N>(rnd);
    const T top = is_float ? T(__builtin_inff()) : cl::impl::highest<T>(), bottom = is_float ? T(-__builtin_inff()) : cl::impl::lowest<T>();
    T sums[N], products[N], low[N], high[N];
    for (int l = 0; l < N; ++l) {
      sums[l] = m[l] ? x[l] : T(0);
      products[l] = m[l] ? x[l] : T(1);
      low[l] = m[l] ? x[l] : top;
      high[l] = m[l] ? x[l] : bottom;
    }
    const auto plus = [](T a, T b) { return T(a + b); };
    const auto times = [](T a, T b) { return T(a * b); };
    const T sum = cl::sub_group_reduce_add(x, m);
    if constexpr (is_float) r.add(raw_bits(sum));
    EXPECT_LANE(r, sum, tree(sums, N, plus), "%s reduce_add N %d", type_name<T>(), N);
    EXPECT_LANE(r, cl::sub_group_reduce_mul(x, m), tree(products, N, times), "%s reduce_mul N %d", type_name<T>(), N);
    EXPECT_LANE(r, cl::sub_group_reduce_min(x, m), tree(low, N, smaller<T>), "%s reduce_min N %d", type_name<T>(), N);
    EXPECT_LANE(r, cl::sub_group_reduce_max(x, m), tree(high, N, larger<T>), "%s reduce_max N %d", type_name<T>(), N);
    const auto in_min = cl::sub_group_scan_inclusive_min(x, m), ex_max = cl::sub_group_scan_exclusive_max(x, m);
    T least = top, most = bottom;
    for (int l = 0; l < N; ++l) {
      if (m[l]) EXPECT_LANE(r, ex_max[l], most, "%s exclusive max lane %d", type_name<T>(), l);
      least = smaller(least, low[l]), most = larger(most, high[l]);
      if (m[l]) EXPECT_LANE(r, in_min[l], least, "%s inclusive min lane %d", type_name<T>(), l);
    }
    if constexpr (!is_float) {
      const auto in = cl::sub_group_scan_inclusive_add(x, m), ex = cl::sub_group_non_uniform_scan_exclusive_add(x, m);
      T running = 0;
      for (int l = 0; l < N; ++l) {
        if (m[l]) EXPECT_LANE(r, ex[l], running, "%s exclusive add lane %d", type_name<T>(), l);
        running = T(running + sums[l]);
        if (m[l]) EXPECT_LANE(r, in[l], running, "%s inclusive add lane %d", type_name<T>(), l);
      }
      T conj = T(-1), disj = 0, excl = 0;
      for (int l = 0; l < N; ++l)
        if (m[l]) conj &= x[l], disj |= x[l], excl ^= x[l];
      EXPECT_LANE(r, cl::sub_group_reduce_and(x, m), conj, "%s reduce_and", type_name<T>());
      EXPECT_LANE(r, cl::sub_group_reduce_or(x, m), disj, "%s reduce_or", type_name<T>());
      EXPECT_LANE(r, cl::sub_group_reduce_xor(x, m), excl, "%s reduce_xor", type_name<T>());
      const auto cluster = cl::sub_group_clustered_reduce_add<4>(x, m);
      for (int l = 0; l < N; ++l) {
        T want = 0;
        for (int k = l & ~3; k < (l & ~3) + 4; ++k) want = T(want + sums[k]);
        if (m[l]) EXPECT_LANE(r, cluster[l], want, "%s clustered add lane %d", type_name<T>(), l);
      }
    }
  }
}
template <class T> void arithmetic(Report& r) { arithmetic_of<T, 8>(r), arithmetic_of<T, 16>(r), arithmetic_of<T, 32>(r); }

template <class T, int N> void moves_of(Report& r) {
  Random rnd(9 + N);
  for (int round = 0; round < 30; ++round) {
    const auto x = random_lanes<T, N>(rnd), y = random_lanes<T, N>(rnd);
    cl::lanes<std::uint32_t, N> i;
    for (int l = 0; l < N; ++l) i.set(l, std::uint32_t(rnd.next() % N));
    const unsigned d = rnd.next() % N;
    const auto any_lane = cl::sub_group_shuffle(x, i), flip = cl::sub_group_shuffle_xor(x, d), up = cl::sub_group_shuffle_up(x, d);
    const auto down = cl::sub_group_shuffle_down(x, d), turn = cl::sub_group_rotate(x, d), turn4 = cl::sub_group_clustered_rotate<4>(x, d);
    const auto next = cl::intel_shuffle_down(x, y, d), previous = cl::intel_shuffle_up(y, x, d);
    EXPECT_LANE(r, cl::sub_group_broadcast(x, d), x[int(d)], "%s broadcast", type_name<T>());
    EXPECT_LANE(r, cl::sub_group_broadcast(x, 3), x[3], "%s broadcast constant", type_name<T>());
    const auto each = cl::sub_group_broadcast(x, i);
    for (int l = 0; l < N; ++l) {
      const int s = int(d);
      EXPECT_LANE(r, any_lane[l], x[int(i[l])], "%s shuffle lane %d", type_name<T>(), l);
      EXPECT_LANE(r, each[l], x[int(i[l])], "%s broadcast by lanes, lane %d", type_name<T>(), l);
      EXPECT_LANE(r, flip[l], x[l ^ s], "%s shuffle_xor lane %d", type_name<T>(), l);
      if (l >= s) EXPECT_LANE(r, up[l], x[l - s], "%s shuffle_up lane %d", type_name<T>(), l);
      if (l + s < N) EXPECT_LANE(r, down[l], x[l + s], "%s shuffle_down lane %d", type_name<T>(), l);
      EXPECT_LANE(r, turn[l], x[(l + s) % N], "%s rotate lane %d", type_name<T>(), l);
      EXPECT_LANE(r, turn4[l], x[(l & ~3) | ((l + s) & 3)], "%s clustered rotate lane %d", type_name<T>(), l);
      EXPECT_LANE(r, next[l], l + s < N ? x[l + s] : y[l + s - N], "%s shuffle down of two, lane %d", type_name<T>(), l);
      EXPECT_LANE(r, previous[l], l >= s ? x[l - s] : y[N + l - s], "%s shuffle up of two, lane %d", type_name<T>(), l);
    }
    const cl::vec<cl::lanes<T, N>, 3> v{x, y, x};
    EXPECT_LANE(r, cl::sub_group_shuffle(v, i).s[1][2], y[int(i[2])], "%s shuffle of vec", type_name<T>());
    EXPECT_LANE(r, cl::sub_group_broadcast(v, 1u).s[1], y[1], "%s broadcast of vec", type_name<T>());
  }
}
template <class T> void moves(Report& r) { moves_of<T, 8>(r), moves_of<T, 16>(r), moves_of<T, 32>(r); }

template <int N> void votes_of(Report& r) {
  Random rnd(13 + N);
  for (int round = 0; round < 100; ++round) {
    const auto p = random_mask<N>(rnd), m = random_mask<N>(rnd);
    const std::uint64_t bp = cl::bits(p), bm = cl::bits(m), on = bp & bm;
    EXPECT_THAT(r, cl::sub_group_any(p, m) == (on != 0) && cl::sub_group_all(p, m) == (on == bm), "votes N %d", N);
    EXPECT_THAT(r, cl::sub_group_all(cl::convert<int>(p), m) == (on == bm), "vote of integers");
    const auto ballot = cl::sub_group_ballot(p, m);
    EXPECT_THAT(r, (ballot.s[0] | std::uint64_t(ballot.s[1]) << 32) == on && ballot.s[2] == 0 && ballot.s[3] == 0, "ballot N %d", N);
    EXPECT_THAT(r, cl::bits(cl::sub_group_inverse_ballot(ballot, m)) == on, "inverse ballot");
    EXPECT_THAT(r, cl::bits(cl::sub_group_elect(m)) == (bm & (0 - bm)), "elect");
    EXPECT_LANE(r, cl::sub_group_ballot_bit_count(ballot, m), std::uint32_t(__builtin_popcountll(on)), "bit count");
    if (on) {
      EXPECT_LANE(r, cl::sub_group_ballot_find_lsb(ballot, m), std::uint32_t(__builtin_ctzll(on)), "find_lsb");
      EXPECT_LANE(r, cl::sub_group_ballot_find_msb(ballot, m), std::uint32_t(63 - __builtin_clzll(on)), "find_msb");
    }
    const auto in = cl::sub_group_ballot_inclusive_scan(ballot, m), ex = cl::sub_group_ballot_exclusive_scan(ballot, m);
    const auto le = cl::get_sub_group_le_mask(m), gt = cl::get_sub_group_gt_mask(m), eq = cl::get_sub_group_eq_mask(m);
    const auto taken = cl::sub_group_ballot_bit_extract(ballot, cl::impl::iota<std::uint32_t, N>(), m);
    for (int l = 0; l < N; ++l) {
      const std::uint64_t below = (1ull << l) - 1, own = 1ull << l, every = N == 64 ? ~0ull : (1ull << N) - 1;
      EXPECT_LANE(r, ex[l], std::uint32_t(__builtin_popcountll(on & below)), "exclusive scan lane %d", l);
      EXPECT_LANE(r, in[l], std::uint32_t(__builtin_popcountll(on & (below | own))), "inclusive scan lane %d", l);
      EXPECT_THAT(r, (le.s[0][l] | std::uint64_t(le.s[1][l]) << 32) == (below | own), "le mask lane %d", l);
      EXPECT_THAT(r, (gt.s[0][l] | std::uint64_t(gt.s[1][l]) << 32) == (every & ~(below | own)), "gt mask lane %d", l);
      EXPECT_THAT(r, (eq.s[0][l] | std::uint64_t(eq.s[1][l]) << 32) == own, "eq mask lane %d", l);
      EXPECT_THAT(r, taken[l] == ((on >> l & 1) != 0), "bit extract lane %d", l);
    }
    const auto x = random_lanes<int, N>(rnd);
    if (bm) EXPECT_LANE(r, cl::sub_group_broadcast_first(x, m), x[__builtin_ctzll(bm)], "broadcast_first");
    bool equal = true;
    for (int l = 0; l < N; ++l) equal &= !m[l] || x[l] == x[bm ? __builtin_ctzll(bm) : 0];
    EXPECT_THAT(r, cl::sub_group_non_uniform_all_equal(x, m) == equal, "all_equal");
    EXPECT_THAT(r, cl::sub_group_non_uniform_all_equal(cl::lanes<int, N>(4), m), "all_equal of one value");
  }
}
void votes(Report& r) { votes_of<8>(r), votes_of<16>(r), votes_of<32>(r), votes_of<64>(r); }

template <class T, int n, int N> void blocks_of(Report& r) {
  Random rnd(15);
  Fence memory(2);
  T* const p = reinterpret_cast<T*>(memory.end()) - n * N;
  for (int k = 0; k < n * N; ++k) p[k] = random_value<T>(rnd);
  const auto m = random_mask<N>(rnd);
  const auto at = [](const auto& v, int k) -> const cl::lanes<T, N>& {
    if constexpr (n == 1) return v;
    else return v.s[k];
  };
  const auto x = cl::sub_group_block_read<n>(p, m);
  const auto all = cl::sub_group_block_read<n, N>(p);
  for (int k = 0; k < n; ++k)
    for (int l = 0; l < N; ++l) {
      EXPECT_LANE(r, at(x, k)[l], m[l] ? p[k * N + l] : T(0), "%s block read %d lane %d", type_name<T>(), k, l);
      EXPECT_LANE(r, at(all, k)[l], p[k * N + l], "%s full block read %d lane %d", type_name<T>(), k, l);
    }
  T before[n * N];
  for (int k = 0; k < n * N; ++k) before[k] = p[k];
  auto y = all;
  y = y + y;
  cl::sub_group_block_write<n>(p, y, m);
  for (int k = 0; k < n; ++k)
    for (int l = 0; l < N; ++l) EXPECT_LANE(r, p[k * N + l], m[l] ? at(y, k)[l] : before[k * N + l], "%s block write %d lane %d", type_name<T>(), k, l);
}
template <class T> void blocks(Report& r) {
  blocks_of<T, 1, 8>(r), blocks_of<T, 2, 16>(r), blocks_of<T, 4, 16>(r), blocks_of<T, 8, 16>(r), blocks_of<T, 8, 32>(r), blocks_of<T, 16, 8>(r);
}

}  // namespace

CLRT_CHECKS({"char", arithmetic<std::int8_t>, false}, {"ushort", arithmetic<std::uint16_t>, false}, {"int", arithmetic<int>, false},
            {"ulong", arithmetic<std::uint64_t>, false}, {"half", arithmetic<half>, true}, {"float", arithmetic<float>, true},
            {"double", arithmetic<double>, true}, {"moves_uchar", moves<std::uint8_t>, false}, {"moves_half", moves<half>, false},
            {"moves_float", moves<float>, false}, {"moves_long", moves<std::int64_t>, false}, {"votes", votes, false},
            {"blocks_uchar", blocks<std::uint8_t>, false}, {"blocks_ushort", blocks<std::uint16_t>, false},
            {"blocks_uint", blocks<std::uint32_t>, false}, {"blocks_ulong", blocks<std::uint64_t>, false})
}  // namespace clrt::lanes_test
