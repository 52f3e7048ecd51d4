// Work-item contexts, atomics, work-group collectives and printf on a work-group made by hand; its sub-groups run on threads
// that meet in pthread barriers.
#include <pthread.h>

#include "support.hpp"

namespace clrt::lanes_test {
namespace {

struct Group {
  cpu::Launch launch{};
  cpu::WorkGroup group{};
  alignas(128) std::byte scratch[cpu::kScratchBytes];
  pthread_barrier_t meet;

  Group(const std::uint32_t (&local)[3], std::uint32_t lanes, const std::uint32_t (&actual)[3]) {
    launch.work_dim = 3;
    for (int d = 0; d < 3; ++d) {
      launch.global_offset[d] = 100 * d + 5;
      launch.local_size[d] = local[d];
      launch.num_groups[d] = 4;
      launch.global_size[d] = 3 * local[d] + actual[d];
      group.group_id[d] = d == 0 ? 3 : d;
      group.size[d] = actual[d];
    }
    group.launch = &launch;
    group.items = actual[0] * actual[1] * actual[2];
    group.sub_groups = (group.items + lanes - 1) / lanes;
    group.scratch = scratch;
    group.executor = this;
    if (group.sub_groups > 1) group.barrier = [](cpu::WorkGroup* g) { pthread_barrier_wait(&static_cast<Group*>(g->executor)->meet); };
    pthread_barrier_init(&meet, nullptr, group.sub_groups);
  }
  ~Group() { pthread_barrier_destroy(&meet); }
  Group(const Group&) = delete;

  // body(index) of every sub-group at the same time.
  template <class F> void run(F body) {
    struct Task { F* body; std::uint32_t index; pthread_t thread; };
    Task tasks[64];
    for (std::uint32_t i = 0; i < group.sub_groups; ++i) {
      tasks[i] = {&body, i, {}};
      pthread_create(&tasks[i].thread, nullptr, [](void* t) -> void* { return (*static_cast<Task*>(t)->body)(static_cast<Task*>(t)->index), nullptr; }, &tasks[i]);
    }
    for (std::uint32_t i = 0; i < group.sub_groups; ++i) pthread_join(tasks[i].thread, nullptr);
  }
};

template <int N, bool Fast> using Items = cl::impl::cond<Fast, cl::fast_items<N>, cl::general_items<N>>;

template <int N, bool Fast> void ids_of(Report& r, const std::uint32_t (&local)[3], const std::uint32_t (&actual)[3]) {
  Group g(local, N, actual);
  for (std::uint32_t s = 0; s < g.group.sub_groups; ++s) {
    const Items<N, Fast> c(&g.group, s);
    const auto m = c.entry_mask();
    for (int l = 0; l < N; ++l) {
      const std::uint32_t item = s * N + l;
      EXPECT_THAT(r, m[l] == (item < g.group.items), "entry mask lane %d", l);
      if (item >= g.group.items) continue;
      const std::uint64_t want[3] = {item % actual[0], item / actual[0] % actual[1], item / actual[0] / actual[1]};
      std::uint64_t global[3];
      for (int d = 0; d < 3; ++d) global[d] = g.launch.global_offset[d] + g.group.group_id[d] * local[d] + want[d];
      EXPECT_LANE(r, cl::spread<N>(c.template local_id<0>())[l], want[0], "local id 0 lane %d", l);
      EXPECT_LANE(r, cl::spread<N>(c.template local_id<1>())[l], want[1], "local id 1 lane %d", l);
      EXPECT_LANE(r, cl::spread<N>(c.template local_id<2>())[l], want[2], "local id 2 lane %d", l);
      EXPECT_LANE(r, cl::spread<N>(c.template global_id<0>())[l], global[0], "global id 0 lane %d", l);
      EXPECT_LANE(r, cl::spread<N>(c.template global_id<2>())[l], global[2], "global id 2 lane %d", l);
      for (std::uint32_t d = 0; d < 4; ++d) {
        EXPECT_LANE(r, c.local_id(d)[l], d < 3 ? want[d] : 0, "run-time local id %u", d);
        EXPECT_LANE(r, c.global_id(d)[l], d < 3 ? global[d] : 0, "run-time global id %u", d);
      }
      const std::uint64_t* o = g.launch.global_offset;
      const std::uint64_t* z = g.launch.global_size;
      EXPECT_LANE(r, cl::spread<N>(c.global_linear_id())[l], ((global[2] - o[2]) * z[1] + global[1] - o[1]) * z[0] + global[0] - o[0], "global linear id");
      EXPECT_LANE(r, cl::spread<N>(c.local_linear_id())[l], std::uint64_t(item), "local linear id");
      EXPECT_LANE(r, cl::spread<N>(c.sub_group_local_id())[l], std::uint32_t(l), "sub-group local id");
    }
    const std::uint32_t left = g.group.items - s * N;
    EXPECT_THAT(r, c.sub_group_size() == (left < N ? left : N) && c.max_sub_group_size() == N && c.sub_group_id() == s &&
                       c.num_sub_groups() == g.group.sub_groups && c.local_size(0) == actual[0] && c.enqueued_local_size(1) == local[1] &&
                       c.group_id(0) == 3 && c.num_groups(2) == 4 && c.global_offset(1) == 105 && c.local_size(3) == 1 &&
                       c.global_size(0) == 3 * local[0] + actual[0] && c.work_dim() == 3,
                "sizes");
  }
  if (N != 8) return;
  for (std::uint32_t item = 0; item < g.group.items; ++item) {
    const cl::single_item c(&g.group, item);
    EXPECT_LANE(r, c.local_id<1>(), std::uint64_t(item / actual[0] % actual[1]), "single item");
    EXPECT_LANE(r, c.global_id(2), g.launch.global_offset[2] + 2 * local[2] + item / actual[0] / actual[1], "single item");
  }
}
void ids(Report& r) {
  ids_of<16, true>(r, {64, 1, 1}, {64, 1, 1});
  ids_of<16, true>(r, {32, 3, 2}, {32, 3, 2});
  ids_of<8, false>(r, {7, 5, 1}, {7, 5, 1});
  ids_of<16, false>(r, {16, 16, 1}, {9, 16, 1});
  ids_of<32, false>(r, {8, 8, 3}, {8, 7, 3});
  ids_of<16, false>(r, {100, 1, 1}, {37, 1, 1});
}

template <int N> void collectives_of(Report& r, std::uint32_t items) {
  Group g({items, 1, 1}, N, {items, 1, 1});
  static float sums[512], scans[512], broadcasts[512];
  static int exclusive[512], votes[512];
  g.run([&](std::uint32_t s) {
    const cl::general_items<N> c(&g.group, s);
    const auto m = c.entry_mask();
    const auto i = cl::convert<int>(c.template local_id<0>());
    const auto x = cl::convert<float>(i) * 0.5f;
    cl::store(sums, i, cl::work_group_reduce_add(c, x, m), m);
    cl::store(scans, i, cl::work_group_scan_inclusive_max(c, x, m), m);
    cl::store(exclusive, i, cl::work_group_scan_exclusive_add(c, i, m), m);
    cl::store(broadcasts, i, cl::work_group_broadcast(c, x, std::uint64_t(items - 1), m), m);
    const int vote = (cl::work_group_any(c, i == int(items) - 1, m) ? 1 : 0) + (cl::work_group_all(c, i < int(items), m) ? 2 : 0) +
                     (cl::work_group_any(c, i < 0, m) ? 4 : 0) + (cl::work_group_all(c, i > 0, m) ? 8 : 0);
    cl::store(votes, i, vote, m);
  });
  for (std::uint32_t i = 0; i < items; ++i) {
    EXPECT_LANE(r, sums[i], float(items) * float(items - 1) * 0.25f, "work-group sum, item %u of %u", i, items);
    EXPECT_LANE(r, scans[i], float(i) * 0.5f, "work-group maximum scan, item %u", i);
    EXPECT_LANE(r, exclusive[i], int(i * (i - 1) / 2) * int(i > 0), "work-group exclusive sum, item %u", i);
    EXPECT_LANE(r, broadcasts[i], float(items - 1) * 0.5f, "work-group broadcast, item %u", i);
    EXPECT_LANE(r, votes[i], items == 1 ? 3 : 3, "work-group votes, item %u", i);
  }
}
void collectives(Report& r) { collectives_of<16>(r, 7), collectives_of<16>(r, 16), collectives_of<16>(r, 100), collectives_of<8>(r, 64), collectives_of<32>(r, 290); }

template <int N> void atomics_of(Report& r) {
  Random rnd(3);
  for (int round = 0; round < 20; ++round) {
    const auto m = random_mask<N>(rnd);
    int one = 5, want = 5, cells[8] = {}, want_cells[8] = {};
    const auto v = random_lanes<int, N>(rnd);
    const auto old = cl::atomic_add(&one, v, m);
    for (int l = 0; l < N; ++l) {
      EXPECT_LANE(r, old[l], m[l] ? want : 0, "old value lane %d", l);
      if (m[l]) want = int(unsigned(want) + unsigned(v[l]));
    }
    EXPECT_LANE(r, one, want, "sum");
    cl::lanes<int, N> i;
    for (int l = 0; l < N; ++l) i.set(l, int(rnd.next() % 8));
    const auto before = cl::atomic_sub(cells + i, v, m);
    for (int l = 0; l < N; ++l) {
      EXPECT_LANE(r, before[l], m[l] ? want_cells[i[l]] : 0, "old value of a cell, lane %d", l);
      if (m[l]) want_cells[i[l]] = int(unsigned(want_cells[i[l]]) - unsigned(v[l]));
    }
    for (int k = 0; k < 8; ++k) EXPECT_LANE(r, cells[k], want_cells[k], "cell %d", k);
    int least = 1000, all = -1;
    cl::atomic_min(&least, v, m), cl::c11_fetch_and(&all, v, m);
    int want_least = 1000, want_all = -1;
    for (int l = 0; l < N; ++l)
      if (m[l]) want_least = v[l] < want_least ? v[l] : want_least, want_all &= v[l];
    EXPECT_LANE(r, least, want_least, "minimum");
    EXPECT_LANE(r, all, want_all, "and");
    // The lock that only one lane takes.
    int lock = 0;
    const auto taken = cl::atomic_cmpxchg(&lock, cl::lanes<int, N>(0), cl::lanes<int, N>(1), m);
    EXPECT_THAT(r, cl::count(m & (taken == 0)) == (cl::any(m) ? 1 : 0), "one lane takes the lock");
    cl::lanes<int, N> expected(1);
    const auto done = cl::c11_compare_exchange_strong(&lock, &expected, cl::impl::iota<int, N>() + 2, m);
    EXPECT_THAT(r, cl::count(done) == (cl::any(m) ? 1 : 0), "one lane exchanges");
    for (int l = 0; l < N; ++l)
      EXPECT_LANE(r, expected[l], !m[l] || done[l] ? 1 : 2 + __builtin_ctzll(cl::bits(m)), "what lane %d found", l);
    float real = 1.0f;
    EXPECT_LANE(r, cl::atomic_xchg(&real, 2.0f), 1.0f, "uniform exchange");
    cl::atomic_add(&real, cl::lanes<float, N>(0.5f), m);
    EXPECT_LANE(r, real, 2.0f + 0.5f * float(cl::count(m)), "float sum");
    unsigned counter = 7;
    EXPECT_LANE(r, cl::atomic_inc(&counter), 7u, "uniform increment");
    const auto ticket = cl::atomic_inc(&counter, m);
    int k = 0;
    for (int l = 0; l < N; ++l) {
      if (m[l]) EXPECT_LANE(r, ticket[l], 8u + unsigned(k++), "ticket lane %d", l);
    }
    EXPECT_LANE(r, counter, 8u + unsigned(cl::count(m)), "tickets");
  }
}
void atomics(Report& r) { atomics_of<8>(r), atomics_of<16>(r), atomics_of<32>(r); }

struct Sink {
  char text[4096];
  std::size_t length = 0;
};
void prints(Report& r) {
  Group g({16, 1, 1}, 16, {16, 1, 1});
  Sink sink;
  g.launch.print = [](void* user, const char* text, std::size_t n) {
    Sink& s = *static_cast<Sink*>(user);
    __builtin_memcpy(s.text + s.length, text, n);
    s.length += n;
    s.text[s.length] = 0;
  };
  g.launch.print_user = &sink;
  const cl::general_items<16> c(&g.group, 0);
  const auto i = cl::impl::iota<int, 16>();
  const auto expect = [&](const char* want) {
    EXPECT_THAT(r, __builtin_strcmp(sink.text, want) == 0, "printed '%s', want '%s'", sink.text, want);
    sink.length = 0;
    sink.text[0] = 0;
  };
  cl::printf(c, cl::from_bits<16>(0x8005), "%d:%5.2f|", i, cl::convert<float>(i) * 0.5f);
  expect("0: 0.00|2: 1.00|15: 7.50|");
  cl::printf(c, cl::from_bits<16>(2), "%s %v4hlf %#x %% %c %u\n", "text", cl::vec<float, 4>{1, 2.5f, -3, 4}, 255u, 'x', cl::lanes<std::uint32_t, 16>(~0u));
  expect("text 1.000000,2.500000,-3.000000,4.000000 0xff % x 4294967295\n");
  cl::printf(c, cl::from_bits<16>(2), "%v2hhd %ld %v2hhu\n", cl::vec<std::int8_t, 2>{-1, 2}, std::int64_t(1) << 40, cl::vec<std::uint8_t, 2>{255, 2});
  expect("-1,2 1099511627776 255,2\n");
  const cl::single_item one(&g.group, 3);
  cl::printf(one, true, "item %d\n", 3);
  expect("item 3\n");
  cl::printf(one, false, "item %d\n", 3);
  sink.text[sink.length] = 0;
  expect("");
}

// Shares of an asynchronous copy cover all of it.
void copies(Report& r) {
  Group g({64, 1, 1}, 16, {64, 1, 1});
  int from[301], to[301] = {}, strided[301] = {};
  for (int k = 0; k < 301; ++k) from[k] = k + 1;
  g.run([&](std::uint32_t s) {
    const cl::general_items<16> c(&g.group, s);
    auto e = cl::async_work_group_copy(c, to, from, 301, 0);
    e = cl::async_work_group_strided_read(c, strided, from, 100, 3, e);
    cl::wait_group_events(c, 1, &e);
  });
  for (int k = 0; k < 301; ++k) EXPECT_LANE(r, to[k], k + 1, "copied element %d", k);
  for (int k = 0; k < 100; ++k) EXPECT_LANE(r, strided[k], 3 * k + 1, "strided element %d", k);
}

}  // namespace

CLRT_CHECKS({"ids", ids, false}, {"collectives", collectives, false}, {"atomics", atomics, false}, {"printf", prints, false},
            {"copies", copies, false})
}  // namespace clrt::lanes_test
