// The executor: which groups run, how large they are, barriers, local memory, launches from several threads.
#include "cpu_emu/executor/executor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "tests/executor/kernels.hpp"

namespace clrt::cpu {
namespace {

using namespace testing_kernels;

struct Range {
  std::uint32_t dim;
  std::array<std::uint64_t, 3> offset, global, local;
};

constexpr std::uint32_t kLanes = 8;

numa::WorkerPool& pool() {
  static numa::WorkerPool own(numa::Topology::from_machine(), {3, true, 50, 20, {}});
  return own;
}

std::uint64_t items(const Launch& launch) { return launch.global_size[0] * launch.global_size[1] * launch.global_size[2]; }

// Counts every work-item, and checks what the group says about itself.
struct CountArgs {
  std::atomic<int>* hits;
  std::atomic<int>* wrong;
};
void count_items(WorkGroup* group, const void* args, std::uint32_t sub_group) {
  const auto& a = *static_cast<const CountArgs*>(args);
  const Launch& launch = *group->launch;
  bool good = group->items == group->size[0] * group->size[1] * group->size[2] && group->items > 0;
  good &= group->sub_groups == (group->items + kLanes - 1) / kLanes && sub_group < group->sub_groups;
  for (int d = 0; d < 3; ++d) {
    good &= group->group_id[d] < launch.num_groups[d];
    const bool edge = group->group_id[d] + 1 == launch.num_groups[d];
    const std::uint64_t rest = launch.global_size[d] - group->group_id[d] * launch.local_size[d];
    good &= group->size[d] == (edge ? rest : launch.local_size[d]);
  }
  good &= reinterpret_cast<std::uintptr_t>(group->local_memory) % 128 == 0 &&
          reinterpret_cast<std::uintptr_t>(group->scratch) % 128 == 0;
  if (!good) a.wrong->fetch_add(1);
  for_items(group, kLanes, sub_group, [&](std::uint32_t item) { a.hits[global_linear(group, item)].fetch_add(1); });
}

TEST(Executor, EveryWorkItemOnce) {
  for (const Range& r :
       {Range{1, {}, {1, 1, 1}, {1, 1, 1}}, Range{1, {}, {64, 1, 1}, {16, 1, 1}}, Range{1, {}, {1000, 1, 1}, {64, 1, 1}},
        Range{1, {100, 0, 0}, {1009, 1, 1}, {7, 1, 1}}, Range{2, {}, {33, 17, 1}, {16, 4, 1}},
        Range{2, {3, 5, 0}, {7, 5, 1}, {7, 5, 1}}, Range{3, {1, 2, 3}, {9, 10, 11}, {4, 3, 2}},
        Range{3, {}, {1, 1, 50}, {1, 1, 8}}, Range{1, {}, {5, 1, 1}, {4096, 1, 1}}}) {
    for (const std::uint32_t flags : {0u, std::uint32_t{kUsesBarrier}}) {
      const Launch launch = make_launch(r.dim, r.offset, r.global, r.local);
      std::vector<std::atomic<int>> hits(items(launch));
      std::atomic<int> wrong{0};
      const CountArgs args{hits.data(), &wrong};
      const KernelDesc desc = kernel<count_items>(kLanes, flags);
      for (int i = 0; i < 3; ++i) execute(pool(), desc, launch, &args, 0);
      EXPECT_TRUE(std::ranges::all_of(hits, [](const auto& h) { return h.load() == 3; }))
          << "global " << r.global[0] << " x " << r.global[1] << " x " << r.global[2];
      EXPECT_EQ(wrong.load(), 0);
    }
  }
}

TEST(Executor, EmptyRangeRunsNothing) {
  std::atomic<int> hits{0}, wrong{0};
  const CountArgs args{&hits, &wrong};
  execute(pool(), kernel<count_items>(kLanes), make_launch(2, {}, {0, 4, 1}, {1, 1, 1}), &args, 0);
  EXPECT_EQ(hits.load() + wrong.load(), 0);
}

TEST(Executor, OnSyntheticNodes) {
  for (const char* machine : {"core:1 pu:1", "pack:2 numa:1 core:4 pu:1", "pack:1 numa:3 core:1 pu:2"}) {
    numa::WorkerPool nodes(numa::Topology::from_synthetic(machine));
    const Launch launch = make_launch(1, {}, {5000, 1, 1}, {16, 1, 1});
    std::vector<std::atomic<int>> hits(5000);
    std::atomic<int> wrong{0};
    const CountArgs args{hits.data(), &wrong};
    execute(nodes, kernel<count_items>(kLanes), launch, &args, 0);
    EXPECT_TRUE(std::ranges::all_of(hits, [](const auto& h) { return h.load() == 1; })) << machine;
    EXPECT_EQ(wrong.load(), 0);
  }
}

// Sum over the group by a halving tree in local memory: a barrier in a loop, twice per round through a helper function.
struct SumArgs {
  const std::uint32_t* in;
  std::uint32_t* out;  // one per group
};
void helper(WorkGroup* group, int depth) {
  if (depth == 0) {
    barrier(group);
  } else {
    helper(group, depth - 1);
  }
}
void tree_sum(WorkGroup* group, const void* args, std::uint32_t sub_group) {
  const auto& a = *static_cast<const SumArgs*>(args);
  auto* const tile = reinterpret_cast<std::uint32_t*>(group->local_memory);
  for_items(group, kLanes, sub_group, [&](std::uint32_t i) { tile[i] = a.in[global_linear(group, i)]; });
  std::uint32_t width = 1;
  while (width < group->items) width *= 2;
  for (std::uint32_t half = width / 2; half > 0; half /= 2) {
    helper(group, 3);
    std::uint32_t sums[kLanes] = {};
    for_items(group, kLanes, sub_group,
              [&](std::uint32_t i) { sums[i % kLanes] = tile[i] + (i < half && i + half < group->items ? tile[i + half] : 0); });
    barrier(group);
    for_items(group, kLanes, sub_group, [&](std::uint32_t i) { tile[i] = sums[i % kLanes]; });
  }
  if (sub_group == 0) a.out[group->group_id[0]] = tile[0];
}

TEST(Executor, BarriersInLoopsAndHelpers) {
  for (const std::uint64_t local : {1, 7, 8, 9, 64, 100, 256, 1024}) {
    constexpr std::uint64_t kGlobal = 5003;
    std::vector<std::uint32_t> in(kGlobal);
    for (std::size_t i = 0; i < in.size(); ++i) in[i] = static_cast<std::uint32_t>(i * 2654435761u >> 20);
    const Launch launch = make_launch(1, {}, {kGlobal, 1, 1}, {local, 1, 1});
    std::vector<std::uint32_t> out(launch.num_groups[0]);
    const SumArgs args{in.data(), out.data()};
    execute(pool(), kernel<tree_sum>(kLanes, kUsesBarrier), launch, &args, local * 4);
    for (std::size_t g = 0; g < out.size(); ++g) {
      const auto from = in.begin() + static_cast<std::ptrdiff_t>(g * local);
      const auto to = in.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>((g + 1) * local, kGlobal));
      ASSERT_EQ(out[g], std::accumulate(from, to, 0u)) << "group " << g << " of local size " << local;
    }
  }
}

// One work-item is one sub-group.
void one_item(WorkGroup* group, const void* args, std::uint32_t item) {
  auto* const total = reinterpret_cast<std::uint32_t*>(group->local_memory);
  if (item == 0) *total = 0;
  barrier(group);
  *total += static_cast<const SumArgs*>(args)->in[global_linear(group, item)];
  barrier(group);
  if (item == group->items - 1) static_cast<const SumArgs*>(args)->out[group->group_id[0]] = *total;
}

TEST(Executor, OneLaneKernelWithBarriers) {
  std::vector<std::uint32_t> in(3000, 1), out(3);
  const SumArgs args{in.data(), out.data()};
  execute(pool(), kernel<one_item>(1, kUsesBarrier | kOneLane), make_launch(1, {}, {3000, 1, 1}, {1000, 1, 1}), &args, 4);
  EXPECT_EQ(out, (std::vector<std::uint32_t>{1000, 1000, 1000}));
}

// Sub-groups that return before the others' barriers.
struct EarlyArgs {
  std::atomic<std::uint32_t>* late;
};
void early_return(WorkGroup* group, const void* args, std::uint32_t sub_group) {
  if (sub_group % 3 == 1) return;
  for (std::uint32_t i = 0; i < 1 + sub_group; ++i) barrier(group);
  static_cast<const EarlyArgs*>(args)->late->fetch_add(1);
}

TEST(Executor, SubGroupsMayFinishEarly) {
  for (const std::uint64_t sub_groups : {2, 3, 4, 31, 512}) {
    std::atomic<std::uint32_t> late{0};
    const EarlyArgs args{&late};
    execute(pool(), kernel<early_return>(kLanes, kUsesBarrier),
            make_launch(1, {}, {sub_groups * kLanes * 5, 1, 1}, {sub_groups * kLanes, 1, 1}), &args, 0);
    EXPECT_EQ(late.load(), 5 * (sub_groups - (sub_groups + 1) / 3));
  }
}

// A group of one sub-group runs on the worker's own stack: no fiber, no barrier function.
void no_barrier_needed(WorkGroup* group, const void* args, std::uint32_t) {
  if (group->barrier != nullptr) static_cast<const EarlyArgs*>(args)->late->fetch_add(1);
}

TEST(Executor, OneSubGroupNeedsNoFiber) {
  std::atomic<std::uint32_t> with_barrier{0};
  const EarlyArgs args{&with_barrier};
  execute(pool(), kernel<no_barrier_needed>(kLanes, kUsesBarrier), make_launch(1, {}, {800, 1, 1}, {kLanes, 1, 1}), &args, 0);
  EXPECT_EQ(with_barrier.load(), 0u);
}

// Local memory of groups that run at the same time is apart, and the sub-groups of one group share it.
struct LocalArgs {
  std::size_t bytes;
  std::atomic<int>* wrong;
};
void local_isolation(WorkGroup* group, const void* args, std::uint32_t sub_group) {
  const auto& a = *static_cast<const LocalArgs*>(args);
  const auto mark = static_cast<unsigned char>(group->group_id[0] * 31 + 7);
  const std::size_t part = a.bytes / group->sub_groups;
  std::memset(group->local_memory + sub_group * part, mark, part);
  std::memset(group->scratch + sub_group * 64, mark, 64);
  for (int round = 0; round < 3; ++round) {
    barrier(group);
    for (std::size_t i = 0; i < part * group->sub_groups; ++i) {
      if (group->local_memory[i] != std::byte{mark}) a.wrong->fetch_add(1);
    }
    for (std::size_t i = 0; i < 64 * group->sub_groups; ++i) {
      if (group->scratch[i] != std::byte{mark}) a.wrong->fetch_add(1);
    }
  }
}

TEST(Executor, LocalMemoryIsTheGroupsOwn) {
  for (const std::size_t bytes : {std::size_t{64}, std::size_t{4096}, std::size_t{65536}, std::size_t{100}}) {
    std::atomic<int> wrong{0};
    const LocalArgs args{bytes, &wrong};
    execute(pool(), kernel<local_isolation>(kLanes, kUsesBarrier), make_launch(1, {}, {64 * 32, 1, 1}, {32, 1, 1}), &args, bytes);
    EXPECT_EQ(wrong.load(), 0) << bytes << " bytes";
  }
}

TEST(Executor, StaticLocalMemoryCountsWithoutBeingNamed) {
  std::atomic<int> wrong{0};
  const LocalArgs args{std::size_t{1} << 20, &wrong};
  KernelDesc desc = kernel<local_isolation>(kLanes, kUsesBarrier);
  desc.local_bytes = 1u << 20;
  execute(pool(), desc, make_launch(1, {}, {128, 1, 1}, {32, 1, 1}), &args, 0);
  EXPECT_EQ(wrong.load(), 0);
}

TEST(Executor, LaunchesFromTwoThreads) {
  const auto host = [](std::uint32_t seed, std::atomic<int>* wrong) {
    std::vector<std::uint32_t> in(600), out(10);
    const SumArgs args{in.data(), out.data()};
    const Launch launch = make_launch(1, {}, {600, 1, 1}, {60, 1, 1});
    const KernelDesc desc = kernel<tree_sum>(kLanes, kUsesBarrier);
    for (std::uint32_t i = 0; i < 400; ++i) {
      std::ranges::fill(in, seed + i);
      execute(pool(), desc, launch, &args, 240);
      if (!std::ranges::all_of(out, [&](std::uint32_t sum) { return sum == 60 * (seed + i); })) wrong->fetch_add(1);
    }
  };
  std::atomic<int> wrong{0};
  std::thread other(host, 1000, &wrong);
  host(5, &wrong);
  other.join();
  EXPECT_EQ(wrong.load(), 0);
}

TEST(Executor, ClockGoesForward) {
  const std::uint64_t before = host_clock_ns();
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  const std::uint64_t after = host_clock_ns();
  EXPECT_GE(after - before, 2000000u);
  EXPECT_LT(after - before, 10000000000u);
}

}  // namespace
}  // namespace clrt::cpu
