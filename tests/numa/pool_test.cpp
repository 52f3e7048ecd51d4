// The worker pool: every index once, shares, errors, nesting, launches from several threads.
#include <gtest/gtest.h>
#include <sched.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "numa/worker_pool.hpp"

namespace clrt::numa {
namespace {

constexpr const char* kTwoNodes = "pack:2 numa:1 core:4 pu:1";

// Runs a launch and says how often each index was called.
std::vector<int> visits(WorkerPool& pool, std::uint64_t count, std::uint64_t expected_ns = 0) {
  std::vector<std::atomic<int>> hits(count);
  pool.parallel_shares(
      count,
      [&](Worker worker, std::uint64_t begin, std::uint64_t end) {
        EXPECT_LT(worker.index, pool.size());
        EXPECT_LT(worker.node, pool.node_count());
        EXPECT_LT(begin, end);
        for (std::uint64_t i = begin; i < end; ++i) hits[i].fetch_add(1);
      },
      expected_ns);
  return {hits.begin(), hits.end()};
}

TEST(Shares, ContiguousCompleteAndProportional) {
  for (const std::uint64_t count : {0ull, 1ull, 2ull, 7ull, 64ull, 1000003ull, ~0ull}) {
    for (const auto& weights : {std::vector<std::uint32_t>{1}, {4, 4}, {1, 3}, {2, 0, 5}, {1, 1, 1, 1, 1, 1, 1}}) {
      const auto shares = split_shares(count, weights);
      ASSERT_EQ(shares.size(), weights.size());
      const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
      std::uint64_t at = 0;
      for (std::size_t i = 0; i < shares.size(); ++i) {
        EXPECT_EQ(shares[i].begin, at);
        at = shares[i].end;
        EXPECT_NEAR(static_cast<double>(shares[i].end - shares[i].begin), static_cast<double>(count) * weights[i] / total,
                    1 + static_cast<double>(count) * 1e-15);
      }
      EXPECT_EQ(at, count);
    }
  }
}

TEST(WorkerPool, EveryIndexOnceForAnyCountAndSize) {
  for (const char* machine : {"core:1 pu:1", "core:2 pu:1", "core:5 pu:2", kTwoNodes}) {
    WorkerPool pool(Topology::from_synthetic(machine));
    for (const std::uint64_t count : {0, 1, 2, 3, 7, 8, 9, 63, 64, 1000, 100003}) {
      const auto hits = visits(pool, count);
      EXPECT_EQ(std::ranges::count(hits, 1), static_cast<std::ptrdiff_t>(count)) << machine << ", count " << count;
    }
  }
}

TEST(WorkerPool, ManyLaunchesInARow) {
  WorkerPool pool(Topology::from_machine(), {3, true, 100, 20, {}});
  std::atomic<std::uint64_t> sum{0};
  for (int launch = 0; launch < 20000; ++launch) {
    pool.parallel_shares(5, [&](Worker, std::uint64_t begin, std::uint64_t end) {
      for (std::uint64_t i = begin; i < end; ++i) sum.fetch_add(i + 1, std::memory_order_relaxed);
    });
  }
  EXPECT_EQ(sum.load(), 20000u * 15);
}

// Workers that have parked, or whose threads oneTBB has got back, come again.
TEST(WorkerPool, LaunchesAfterPauses) {
  for (const PoolOptions& options :
       {PoolOptions{3, true, 10, 1000, {}}, PoolOptions{3, true, 10, 0, {}}, PoolOptions{3, true, 0, 1, {}}}) {
    WorkerPool pool(Topology::from_machine(), options);
    for (int launch = 0; launch < 40; ++launch) {
      const auto hits = visits(pool, 100);
      EXPECT_EQ(std::ranges::count(hits, 1), 100);
      std::this_thread::sleep_for(std::chrono::microseconds(300 * (launch % 8)));
    }
    EXPECT_EQ(pool.wake_all(5000), 3u) << "park_ms " << options.park_ms;
  }
}

TEST(WorkerPool, AllWorkersTakePart) {
  WorkerPool pool(Topology::from_machine(), {4, true, 100, 20, {}});
  ASSERT_EQ(pool.wake_all(5000), 4u);
  std::mutex mutex;
  std::set<std::uint32_t> workers;
  std::set<std::thread::id> threads;
  std::atomic<int> here{0};
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  const std::uint32_t took_part = pool.parallel_shares(4, [&](Worker worker, std::uint64_t begin, std::uint64_t end) {
    {
      const std::lock_guard lock(mutex);
      workers.insert(worker.index);
      threads.insert(std::this_thread::get_id());
    }
    here.fetch_add(static_cast<int>(end - begin));
    while (here.load() < 4 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  });
  EXPECT_EQ(took_part, 4u);
  EXPECT_EQ(workers.size(), 4u);
  EXPECT_EQ(threads.size(), 4u);
}

// Each worker's own share is one contiguous range, and a node's shares are neighbours: seen by holding every worker in its
// first piece until all have one.
TEST(WorkerPool, FirstPiecesFollowTheNodes) {
  WorkerPool pool(Topology::from_synthetic(kTwoNodes), {8, true, 100, 20, {}});
  ASSERT_EQ(pool.node_count(), 2u);
  ASSERT_EQ(pool.wake_all(10000), 8u);
  constexpr std::uint64_t kCount = 800;
  std::vector<std::uint64_t> first(8, ~0ull);
  std::vector<std::uint32_t> node(8);
  std::atomic<int> here{0};
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  pool.parallel_shares(kCount, [&](Worker worker, std::uint64_t begin, std::uint64_t) {
    if (first[worker.index] != ~0ull) return;
    first[worker.index] = begin;
    node[worker.index] = worker.node;
    here.fetch_add(1);
    while (here.load() < 8 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  });
  ASSERT_EQ(here.load(), 8);
  for (std::uint32_t w = 0; w < 8; ++w) {
    EXPECT_EQ(first[w], w * kCount / 8);
    EXPECT_EQ(node[w], w / 4) << "worker " << w;
  }
}

TEST(WorkerPool, SmallLaunchStaysOnTheCaller) {
  WorkerPool pool(Topology::from_machine(), {4, true, 100, 20, {}});
  pool.wake_all();
  const auto caller = std::this_thread::get_id();
  std::atomic<int> elsewhere{0};
  EXPECT_EQ(pool.parallel_shares(
                100, [&](Worker, std::uint64_t, std::uint64_t) { elsewhere += std::this_thread::get_id() != caller; }, 200),
            1u);
  EXPECT_EQ(elsewhere.load(), 0);
  EXPECT_EQ(std::ranges::count(visits(pool, 100, 200), 1), 100);
}

TEST(WorkerPool, SmallLaunchesInARowWakeTheWorkers) {
  WorkerPool pool(Topology::from_machine(), {2, true, 100, 20, {}});
  pool.wake_all(5000);
  std::this_thread::sleep_for(std::chrono::milliseconds(3));  // asleep now
  const auto busy = [](Worker, std::uint64_t begin, std::uint64_t end) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(end - begin);
    while (std::chrono::steady_clock::now() < until) {}
  };
  EXPECT_EQ(pool.parallel_shares(10, busy, 10000), 1u) << "one launch of 10 us is not worth a wake-up";
  std::uint32_t most = 0;
  for (int i = 0; i < 5000 && most < 2; ++i) most = std::max(most, pool.parallel_shares(10, busy, 10000));
  EXPECT_EQ(most, 2u);
}

TEST(WorkerPool, ExceptionReachesTheCallerAfterAllWorkIsDone) {
  WorkerPool pool(Topology::from_machine(), {3, true, 100, 20, {}});
  for (int round = 0; round < 50; ++round) {
    std::atomic<int> called{0};
    try {
      pool.parallel_shares(30, [&](Worker, std::uint64_t begin, std::uint64_t end) {
        called.fetch_add(static_cast<int>(end - begin));
        if (begin % 3 == 0) throw std::runtime_error("from work-group " + std::to_string(begin));
      });
      FAIL() << "nothing thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_EQ(std::string(error.what()).rfind("from work-group ", 0), 0u);
    }
    EXPECT_EQ(called.load(), 30);
    EXPECT_EQ(std::ranges::count(visits(pool, 30), 1), 30) << "the pool works on";
  }
}

TEST(WorkerPool, NestedLaunchRunsOnItsThread) {
  WorkerPool pool(Topology::from_machine(), {3, true, 100, 20, {}});
  std::atomic<int> inner{0}, strayed{0};
  pool.parallel_shares(20, [&](Worker outer, std::uint64_t begin, std::uint64_t end) {
    const auto self = std::this_thread::get_id();
    for (std::uint64_t i = begin; i < end; ++i) {
      pool.parallel_shares(7, [&](Worker worker, std::uint64_t b, std::uint64_t e) {
        strayed += self != std::this_thread::get_id() || worker.index != outer.index;
        inner.fetch_add(static_cast<int>(e - b));
      });
    }
  });
  EXPECT_EQ(inner.load(), 140);
  EXPECT_EQ(strayed.load(), 0);
}

TEST(WorkerPool, LaunchesOfTwoThreadsDoNotMix) {
  WorkerPool pool(Topology::from_machine(), {3, true, 50, 20, {}});
  std::array<std::atomic<int>, 2> running{};
  std::atomic<int> wrong{0};
  const auto host = [&](std::size_t self) {
    for (int launch = 0; launch < 3000; ++launch) {
      std::atomic<int> sum{0};
      pool.parallel_shares(4, [&](Worker, std::uint64_t begin, std::uint64_t end) {
        running[self].fetch_add(1);
        if (running[1 - self].load() != 0) wrong.fetch_add(1);
        sum.fetch_add(static_cast<int>(end - begin));
        running[self].fetch_sub(1);
      });
      if (sum.load() != 4) wrong.fetch_add(1);
    }
  };
  std::thread other(host, 1);
  host(0);
  other.join();
  EXPECT_EQ(wrong.load(), 0);
}

TEST(WorkerPool, WorkersRunOnTheirCores) {
  const Topology t = Topology::from_machine();
  if (t.cores().size() < 2) GTEST_SKIP() << "one core: there is no worker beside the caller";
  WorkerPool pool(t);
  if (pool.size() < 2) GTEST_SKIP() << "CLRT_NUM_THREADS or the CPU quota leaves one thread";
  ASSERT_EQ(pool.wake_all(5000), pool.size());
  for (const WorkerReport& row : pool.report()) {
    if (row.worker == 0) continue;
    EXPECT_TRUE(row.seen);
    EXPECT_TRUE(row.pinned) << "worker " << row.worker;
  }
  std::atomic<int> astray{0};
  const auto caller = std::this_thread::get_id();
  pool.parallel_shares(1000, [&](Worker worker, std::uint64_t, std::uint64_t) {
    if (std::this_thread::get_id() != caller && t.current_core() != pool.report()[worker.index].core) astray.fetch_add(1);
  });
  EXPECT_EQ(astray.load(), 0);
  EXPECT_NE(pool.summary().find("workers pinned"), std::string::npos);
}

TEST(WorkerPool, OnChosenCoresOnly) {
  const Topology t = Topology::from_synthetic(kTwoNodes);
  WorkerPool node1(t, {0, true, 100, 20, {4, 5, 7}});
  EXPECT_EQ(node1.size(), 3u);
  EXPECT_EQ(node1.node_count(), 1u);
  std::vector<int> cores;
  for (const WorkerReport& row : node1.report()) cores.push_back(row.core);
  EXPECT_EQ(cores, (std::vector<int>{4, 5, 7}));
  EXPECT_EQ(std::ranges::count(visits(node1, 100), 1), 100);
  try {
    WorkerPool none(t, {0, true, 100, 20, {8}});
    FAIL() << "accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "worker pool: there is no core 8; the topology has cores 0 to 7");
  }
}

TEST(WorkerPool, FewThreadsAreSpreadOverTheNodes) {
  WorkerPool pool(Topology::from_synthetic(kTwoNodes), {2, true, 100, 20, {}});
  const auto rows = pool.report();
  EXPECT_EQ(rows[0].core, 0);
  EXPECT_EQ(rows[1].core, 4);
  EXPECT_EQ(pool.node_count(), 2u);
}

TEST(WorkerPool, ManyPoolsComeAndGo) {
  for (int i = 0; i < 50; ++i) {
    WorkerPool pool(Topology::from_synthetic("core:3 pu:1"));
    EXPECT_EQ(std::ranges::count(visits(pool, 50), 1), 50);
  }
}

}  // namespace
}  // namespace clrt::numa
