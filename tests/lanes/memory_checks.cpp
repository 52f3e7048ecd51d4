// Loads and stores in every address form against single element accesses; lanes that are off touch nothing, not even at the
// edge of mapped memory.
#include "support.hpp"

namespace clrt::lanes_test {
namespace {

using Bytes = Fence;

template <class T> void fill(const Bytes& memory, Random& rnd) {
  for (char* p = memory.begin(); p + sizeof(T) <= memory.end(); p += sizeof(T)) *reinterpret_cast<T*>(p) = random_value<T>(rnd);
}

// S = 1 at every offset from the end of mapped memory: lanes beyond it are off.
template <class T, int N> void contiguous_of(Report& r) {
  Random rnd(21 + N);
  Bytes memory(1);
  fill<T>(memory, rnd);
  T* const end = reinterpret_cast<T*>(memory.end());
  for (int inside = 0; inside <= N + 1; ++inside) {
    T* const p = end - inside;
    const auto m = cl::first<N>(inside) & random_mask<N>(rnd);
    const auto x = cl::load(p, cl::linear<int, 1, N>{0}, m);
    for (int l = 0; l < N; ++l) EXPECT_LANE(r, x[l], m[l] ? p[l] : T(0), "%s load lane %d of %d", type_name<T>(), l, inside);
    T before[N];
    for (int l = 0; l < N && l < inside; ++l) before[l] = p[l];
    const auto y = random_lanes<T, N>(rnd);
    cl::store(p - 5, cl::linear<std::int64_t, 1, N>{5}, y, m);
    for (int l = 0; l < N && l < inside; ++l)
      EXPECT_LANE(r, p[l], m[l] ? y[l] : before[l], "%s store lane %d of %d", type_name<T>(), l, inside);
    if (inside < N) continue;
    const auto all = cl::load(cl::linear<const T*, 1, N>{p});
    for (int l = 0; l < N; ++l) EXPECT_LANE(r, all[l], p[l], "%s full load lane %d", type_name<T>(), l);
    cl::store(cl::linear<T*, 1, N>{p}, y);
    for (int l = 0; l < N; ++l) EXPECT_LANE(r, p[l], y[l], "%s full store lane %d", type_name<T>(), l);
  }
}
template <class T> void contiguous(Report& r) { contiguous_of<T, 8>(r), contiguous_of<T, 16>(r), contiguous_of<T, 32>(r), contiguous_of<T, 64>(r); }

template <class T, class I, int N> void indexed_of(Report& r) {
  Random rnd(31 + N + sizeof(I));
  Bytes memory(2);
  for (int round = 0; round < 12; ++round) {
    fill<T>(memory, rnd);
    const int count = int(2 * Bytes::kPage / sizeof(T));
    const int usable = count < 120 ? count : 120;
    T* const base = reinterpret_cast<T*>(memory.begin());
    cl::lanes<I, N> i;
    for (int l = 0; l < N; ++l) i.set(l, I(rnd.next() % unsigned(usable)));
    auto m = random_mask<N>(rnd);
    // An index that is off may be anything.
    for (int l = 0; l < N; ++l)
      if (!m[l]) i.set(l, cl::impl::int_max<I>);
    const auto x = cl::load(base, i, m);
    for (int l = 0; l < N; ++l) EXPECT_LANE(r, x[l], m[l] ? base[i[l]] : T(0), "%s gather lane %d", type_name<T>(), l);
    T want[128];
    for (int k = 0; k < usable; ++k) want[k] = base[k];
    const auto y = random_lanes<T, N>(rnd);
    for (int l = 0; l < N; ++l)
      if (m[l]) want[i[l]] = y[l];
    cl::store(base, i, y, m);
    for (int k = 0; k < usable; ++k) EXPECT_LANE(r, base[k], want[k], "%s scatter element %d", type_name<T>(), k);
    // The same addresses as pointers.
    const auto p = base + cl::select(m, i, I(0));
    const auto z = cl::load(p, m);
    for (int l = 0; l < N; ++l) EXPECT_LANE(r, z[l], m[l] ? base[i[l]] : T(0), "%s load by pointer lane %d", type_name<T>(), l);
    cl::store(p, y, m);
    for (int k = 0; k < usable; ++k) EXPECT_LANE(r, base[k], want[k], "%s store by pointer element %d", type_name<T>(), k);
  }
}
template <class T> void indexed(Report& r) {
  indexed_of<T, std::int32_t, 8>(r), indexed_of<T, std::int32_t, 16>(r), indexed_of<T, std::int32_t, 32>(r);
  indexed_of<T, std::uint32_t, 8>(r), indexed_of<T, std::uint32_t, 16>(r);
  indexed_of<T, std::int64_t, 8>(r), indexed_of<T, std::uint64_t, 16>(r), indexed_of<T, std::uint64_t, 32>(r);
  indexed_of<T, std::uint8_t, 16>(r), indexed_of<T, std::int16_t, 16>(r);
}

template <class T, int S, int N> void strided_of(Report& r) {
  Random rnd(41);
  Bytes memory(4);
  fill<T>(memory, rnd);
  T* const middle = reinterpret_cast<T*>(memory.begin() + 2 * Bytes::kPage);
  const auto m = random_mask<N>(rnd);
  const cl::linear<std::int64_t, S, N> i{3};
  const auto x = cl::load(middle, i), masked = cl::load(middle + i, m);
  for (int l = 0; l < N; ++l) {
    EXPECT_LANE(r, x[l], middle[3 + l * S], "%s stride %d lane %d", type_name<T>(), S, l);
    EXPECT_LANE(r, masked[l], m[l] ? middle[3 + l * S] : T(0), "%s stride %d masked lane %d", type_name<T>(), S, l);
  }
  const auto y = random_lanes<T, N>(rnd);
  T before[N];
  for (int l = 0; l < N; ++l) before[l] = middle[3 + l * S];
  if (S == 0) return;
  cl::store(middle, i, y, m);
  for (int l = 0; l < N; ++l)
    EXPECT_LANE(r, middle[3 + l * S], m[l] ? y[l] : before[l], "%s stride %d store lane %d", type_name<T>(), S, l);
}
template <class T> void strided(Report& r) {
  strided_of<T, 2, 8>(r), strided_of<T, 2, 16>(r), strided_of<T, 3, 16>(r), strided_of<T, 4, 16>(r), strided_of<T, -1, 16>(r);
  strided_of<T, 5, 32>(r), strided_of<T, 0, 16>(r);
}

// An unsigned 32-bit index may wrap between two lanes.
template <int N> void wrapping_of(Report& r) {
  float memory[64];
  for (int k = 0; k < 64; ++k) memory[k] = float(k);
  const cl::linear<std::uint32_t, 1, N> i{0xfffffffeu};
  const auto m = i < 40u;
  const auto x = cl::load(memory, i, m);
  for (int l = 0; l < N; ++l) EXPECT_LANE(r, x[l], l < 2 ? 0.0f : float(l - 2), "wrapped lane %d", l);
  cl::store(memory, i, 100.0f, m);
  for (int k = 0; k < 64; ++k) EXPECT_LANE(r, memory[k], k < N - 2 ? 100.0f : float(k), "wrapped store element %d", k);
}
void wrapping(Report& r) { wrapping_of<8>(r), wrapping_of<16>(r), wrapping_of<32>(r); }

// Arrays of OpenCL vectors, contiguous and indexed.
template <class T, int n, int N> void vectors_of(Report& r) {
  Random rnd(51 + n);
  Bytes memory(3);
  using V = cl::vec<T, n>;
  for (int inside = 0; inside <= N; inside += 3) {
    fill<T>(memory, rnd);
    V* const p = reinterpret_cast<V*>(memory.end()) - inside;
    const auto m = cl::first<N>(inside) & random_mask<N>(rnd);
    const cl::linear<int, 1, N> i{0};
    const auto x = cl::load(p, i, m);
    const auto g = cl::load(p, cl::spread<N>(i), m);
    cl::vec<cl::lanes<T, N>, n> y;
    for (int k = 0; k < n; ++k) y.s[k] = random_lanes<T, N>(rnd);
    T before[N][n];
    for (int l = 0; l < inside && l < N; ++l)
      for (int k = 0; k < n; ++k) before[l][k] = p[l].s[k];
    for (int l = 0; l < N; ++l)
      for (int k = 0; k < n; ++k) {
        EXPECT_LANE(r, x.s[k][l], m[l] ? before[l][k] : T(0), "%s%d load lane %d component %d", type_name<T>(), n, l, k);
        EXPECT_LANE(r, g.s[k][l], m[l] ? before[l][k] : T(0), "%s%d gather lane %d component %d", type_name<T>(), n, l, k);
      }
    for (int form = 0; form < 2; ++form) {
      for (int l = 0; l < inside && l < N; ++l)
        for (int k = 0; k < n; ++k) p[l].s[k] = before[l][k];
      if (form == 0) cl::store(p, i, y, m);
      else cl::store(p, cl::spread<N>(i), y, m);
      for (int l = 0; l < inside && l < N; ++l)
        for (int k = 0; k < n; ++k)
          EXPECT_LANE(r, p[l].s[k], m[l] ? y.s[k][l] : before[l][k], "%s%d store form %d lane %d component %d", type_name<T>(), n, form, l, k);
    }
  }
}
template <class T> void vectors(Report& r) {
  vectors_of<T, 2, 8>(r), vectors_of<T, 2, 16>(r), vectors_of<T, 3, 16>(r), vectors_of<T, 4, 8>(r), vectors_of<T, 4, 16>(r);
  vectors_of<T, 8, 16>(r), vectors_of<T, 16, 16>(r), vectors_of<T, 4, 32>(r);
}

// vload and vstore: n packed elements, aligned to the element only.
template <class T, int n, int N> void packed_of(Report& r) {
  Random rnd(61 + n);
  Bytes memory(3);
  fill<T>(memory, rnd);
  for (int inside = 1; inside <= N; inside += 5) {
    T* const p = reinterpret_cast<T*>(memory.end()) - inside * n;
    const auto m = cl::first<N>(inside) & random_mask<N>(rnd);
    const cl::linear<std::uint64_t, 1, N> i{0};
    const auto x = cl::vload<n>(p, i, m);
    const auto g = cl::vload<n>(p, cl::spread<N>(i), m);
    const auto u = cl::vload<n>(p, inside - 1);
    for (int k = 0; k < n; ++k) {
      EXPECT_LANE(r, u.s[k], p[(inside - 1) * n + k], "%s vload%d uniform", type_name<T>(), n);
      for (int l = 0; l < N; ++l) {
        EXPECT_LANE(r, x.s[k][l], m[l] ? p[l * n + k] : T(0), "%s vload%d lane %d", type_name<T>(), n, l);
        EXPECT_LANE(r, g.s[k][l], m[l] ? p[l * n + k] : T(0), "%s vload%d gathered lane %d", type_name<T>(), n, l);
      }
    }
    cl::vec<cl::lanes<T, N>, n> y;
    for (int k = 0; k < n; ++k) y.s[k] = random_lanes<T, N>(rnd);
    T before[N * n];
    for (int k = 0; k < inside * n; ++k) before[k] = p[k];
    cl::vstore<n>(p, i, y, m);
    for (int l = 0; l < inside; ++l)
      for (int k = 0; k < n; ++k) EXPECT_LANE(r, p[l * n + k], m[l] ? y.s[k][l] : before[l * n + k], "%s vstore%d lane %d", type_name<T>(), n, l);
  }
}
template <class T> void packed(Report& r) {
  packed_of<T, 2, 16>(r), packed_of<T, 3, 8>(r), packed_of<T, 3, 16>(r), packed_of<T, 4, 16>(r), packed_of<T, 8, 16>(r), packed_of<T, 16, 8>(r);
}

// One uniform address takes the last active lane's value; bool in memory is a byte.
void single(Report& r) {
  int x = 7;
  cl::store(&x, cl::impl::iota<int, 16>(), cl::from_bits<16>(0x0120));
  EXPECT_LANE(r, x, 8, "last active lane");
  cl::store(&x, cl::impl::iota<int, 16>(), cl::from_bits<16>(0));
  EXPECT_LANE(r, x, 8, "no lane");
  cl::vec<float, 4> v{};
  cl::vec<cl::lanes<float, 16>, 4> w;
  for (int k = 0; k < 4; ++k) w.s[k] = cl::impl::iota<float, 16>() + float(100 * k);
  cl::store(&v, w, cl::from_bits<16>(0x10));
  EXPECT_LANE(r, v.s[3], 304.0f, "vector");
  bool flags[32] = {};
  const auto m = cl::from_bits<16>(0xbeef);
  cl::store(flags + 3, cl::linear<int, 1, 16>{0}, m);
  for (int l = 0; l < 16; ++l) EXPECT_THAT(r, flags[3 + l] == m[l], "bool lane %d", l);
  EXPECT_THAT(r, cl::bits(cl::load(flags + 3, cl::impl::iota<int, 16>())) == 0xbeef, "bools gathered");
  const float* table[16];
  float numbers[16];
  for (int l = 0; l < 16; ++l) numbers[l] = float(l), table[l] = &numbers[15 - l];
  const auto p = cl::load(table, cl::linear<int, 1, 16>{0});
  for (int l = 0; l < 16; ++l) EXPECT_LANE(r, cl::load(p)[l], float(15 - l), "through loaded pointers lane %d", l);
}

}  // namespace

CLRT_CHECKS({"contiguous_char", contiguous<std::int8_t>, false}, {"contiguous_ushort", contiguous<std::uint16_t>, false},
            {"contiguous_half", contiguous<half>, false}, {"contiguous_int", contiguous<std::int32_t>, false},
            {"contiguous_float", contiguous<float>, false}, {"contiguous_double", contiguous<double>, false},
            {"indexed_uchar", indexed<std::uint8_t>, false}, {"indexed_half", indexed<half>, false},
            {"indexed_float", indexed<float>, false}, {"indexed_long", indexed<std::int64_t>, false},
            {"strided_short", strided<std::int16_t>, false}, {"strided_float", strided<float>, false},
            {"strided_double", strided<double>, false}, {"wrapping", wrapping, false}, {"vectors_uchar", vectors<std::uint8_t>, false},
            {"vectors_float", vectors<float>, false}, {"vectors_long", vectors<std::int64_t>, false},
            {"packed_half", packed<half>, false}, {"packed_float", packed<float>, false}, {"packed_double", packed<double>, false},
            {"single", single, false})
}  // namespace clrt::lanes_test
