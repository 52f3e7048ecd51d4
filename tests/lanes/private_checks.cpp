// Private objects indexed per lane: arrays of lanes, masks, vectors and structs, by index and by pointer.
#include "support.hpp"

namespace clrt::lanes_test {
namespace {

// As the translator prints a struct of the kernel language.
struct Pair {
  float x;
  int n;
  template <int N> struct varying {
    cl::lanes<float, N> x;
    cl::lanes<int, N> n;
    static varying select(cl::mask<N> m, const varying& a, const varying& b) {
      return {cl::select(m, a.x, b.x), cl::select(m, a.n, b.n)};
    }
  };
};

template <class T, int N> void arrays_of(Report& r) {
  Random rnd(71 + N);
  constexpr int count = 7;
  cl::lanes<T, N> a[count];
  T want[count][N];
  for (int k = 0; k < count; ++k) {
    a[k] = random_lanes<T, N>(rnd);
    for (int l = 0; l < N; ++l) want[k][l] = a[k][l];
  }
  for (int round = 0; round < 20; ++round) {
    cl::lanes<int, N> i;
    for (int l = 0; l < N; ++l) i.set(l, int(rnd.next() % count));
    const auto m = random_mask<N>(rnd);
    const auto x = cl::load(a, i, m);
    const auto p = cl::spread<N>(&a[0]) + i;
    const auto y = cl::load(p, m);
    for (int l = 0; l < N; ++l) {
      EXPECT_LANE(r, x[l], m[l] ? want[i[l]][l] : T(0), "%s array load lane %d", type_name<T>(), l);
      EXPECT_LANE(r, y[l], m[l] ? want[i[l]][l] : T(0), "%s pointer load lane %d", type_name<T>(), l);
    }
    const auto v = random_lanes<T, N>(rnd);
    if (round & 1) cl::store(a, i, v, m);
    else cl::store(p, v, m);
    for (int l = 0; l < N; ++l)
      if (m[l]) want[i[l]][l] = v[l];
    for (int k = 0; k < count; ++k)
      for (int l = 0; l < N; ++l) EXPECT_LANE(r, a[k][l], want[k][l], "%s array element %d lane %d", type_name<T>(), k, l);
  }
}
template <class T> void arrays(Report& r) { arrays_of<T, 8>(r), arrays_of<T, 16>(r), arrays_of<T, 32>(r); }

template <int N> void objects_of(Report& r) {
  Random rnd(81);
  constexpr int count = 5;
  using V = cl::vec<cl::lanes<float, N>, 4>;
  using S = typename Pair::template varying<N>;
  cl::mask<N> flags[count];
  V vectors[count];
  S pairs[count];
  for (int k = 0; k < count; ++k) {
    flags[k] = cl::from_bits<N>(rnd.next());
    for (int j = 0; j < 4; ++j) vectors[k].s[j] = random_lanes<float, N>(rnd);
    pairs[k] = {random_lanes<float, N>(rnd), random_lanes<int, N>(rnd)};
  }
  for (int round = 0; round < 10; ++round) {
    cl::lanes<int, N> i;
    for (int l = 0; l < N; ++l) i.set(l, int(rnd.next() % count));
    const auto m = random_mask<N>(rnd);
    const auto f = cl::load(flags, i, m);
    const auto v = cl::load(vectors, i, m);
    const auto s = cl::load(pairs, i, m);
    const auto n = cl::load(cl::member<cl::lanes<int, N>>(cl::spread<N>(&pairs[0]) + i, __builtin_offsetof(S, n)), m);
    for (int l = 0; l < N; ++l) {
      EXPECT_THAT(r, f[l] == (m[l] && flags[i[l]][l]), "mask lane %d", l);
      for (int j = 0; j < 4; ++j) EXPECT_LANE(r, v.s[j][l], m[l] ? vectors[i[l]].s[j][l] : 0.0f, "vector lane %d", l);
      if (!m[l]) continue;
      EXPECT_LANE(r, s.x[l], pairs[i[l]].x[l], "struct lane %d", l);
      EXPECT_LANE(r, s.n[l], pairs[i[l]].n[l], "struct lane %d", l);
      EXPECT_LANE(r, n[l], pairs[i[l]].n[l], "member lane %d", l);
    }
    const auto fresh = cl::from_bits<N>(rnd.next());
    bool want_flags[count][N];
    int want_n[count][N];
    for (int k = 0; k < count; ++k)
      for (int l = 0; l < N; ++l) {
        want_flags[k][l] = m[l] && i[l] == k ? fresh[l] : flags[k][l];
        want_n[k][l] = m[l] && i[l] == k ? 1000 + l : pairs[k].n[l];
      }
    cl::store(flags, i, fresh, m);
    cl::store(pairs, i, S{s.x, cl::impl::iota<int, N>() + 1000}, m);
    for (int k = 0; k < count; ++k)
      for (int l = 0; l < N; ++l) {
        EXPECT_THAT(r, flags[k][l] == want_flags[k][l], "mask %d lane %d after store", k, l);
        EXPECT_LANE(r, pairs[k].n[l], want_n[k][l], "struct %d lane %d after store", k, l);
      }
  }
  EXPECT_THAT(r, cl::offset_in(&S::n) == __builtin_offsetof(S, n), "offset_in");
}
void objects(Report& r) { objects_of<8>(r), objects_of<16>(r), objects_of<32>(r); }

// Members of structs in global memory, one address per lane.
void members(Report& r) {
  Pair data[40];
  for (int k = 0; k < 40; ++k) data[k] = {float(k) * 0.5f, 3 * k};
  cl::lanes<int, 16> i;
  for (int l = 0; l < 16; ++l) i.set(l, (l * 7) % 40);
  const auto p = data + i;
  const auto x = cl::load(cl::member<float>(p, __builtin_offsetof(Pair, x)));
  const auto n = cl::load(cl::member<int>(p, __builtin_offsetof(Pair, n)), i < 20);
  for (int l = 0; l < 16; ++l) {
    EXPECT_LANE(r, x[l], data[i[l]].x, "x lane %d", l);
    EXPECT_LANE(r, n[l], i[l] < 20 ? data[i[l]].n : 0, "n lane %d", l);
  }
  const auto back = p - cl::spread<16>(&data[0]);
  for (int l = 0; l < 16; ++l) EXPECT_LANE(r, back[l], std::int64_t(i[l]), "pointer difference lane %d", l);
  EXPECT_THAT(r, cl::bits(p < cl::spread<16>(data + 8)) == cl::bits(i < 8), "pointers compared");
}

}  // namespace

CLRT_CHECKS({"arrays_uchar", arrays<std::uint8_t>, false}, {"arrays_half", arrays<half>, false}, {"arrays_int", arrays<int>, false},
            {"arrays_float", arrays<float>, false}, {"arrays_double", arrays<double>, false}, {"objects", objects, false},
            {"members", members, false})
}  // namespace clrt::lanes_test
