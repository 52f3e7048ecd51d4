// Fibers: rounds, early ends, nested calls, deep stacks, reuse.
#include "cpu_emu/executor/fiber.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <thread>
#include <vector>

namespace clrt::cpu {
namespace {

// Runs a lambda of the fiber's index on `count` fibers.
void run(FiberSet& set, std::uint32_t count, const std::function<void(std::uint32_t)>& body) {
  set.run(
      count, [](void* object, std::uint32_t index) { (*static_cast<const std::function<void(std::uint32_t)>*>(object))(index); },
      const_cast<void*>(static_cast<const void*>(&body)));
}

TEST(Fiber, RoundsInOrder) {
  for (const std::uint32_t count : {1u, 2u, 3u, 16u, 200u}) {
    FiberSet set;
    std::vector<std::uint32_t> order, expected;
    run(set, count, [&](std::uint32_t index) {
      for (int round = 0; round < 4; ++round) {
        order.push_back(index);
        if (round < 3) set.barrier();
      }
    });
    for (int round = 0; round < 4; ++round) {
      for (std::uint32_t i = 0; i < count; ++i) expected.push_back(i);
    }
    EXPECT_EQ(order, expected) << count << " fibers";
  }
}

TEST(Fiber, NoneRunsNothing) {
  FiberSet set;
  run(set, 0, [](std::uint32_t) { FAIL(); });
}

// Fiber i takes part in i % 4 barriers and then ends; the others go on.
TEST(Fiber, EarlyEndsDropOutOfTheRounds) {
  FiberSet set;
  for (const std::uint32_t count : {1u, 2u, 5u, 32u}) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> seen, expected;
    run(set, count, [&](std::uint32_t index) {
      for (std::uint32_t round = 0;; ++round) {
        seen.emplace_back(round, index);
        if (round == index % 4) return;
        set.barrier();
      }
    });
    for (std::uint32_t round = 0; round < 4; ++round) {
      for (std::uint32_t i = 0; i < count; ++i) {
        if (round <= i % 4) expected.emplace_back(round, i);
      }
    }
    EXPECT_EQ(seen, expected) << count << " fibers";
  }
}

TEST(Fiber, FirstOrLastEndingFirstLeavesTheRingWhole) {
  for (const std::uint32_t early : {0u, 1u, 3u}) {
    FiberSet set;
    std::vector<int> barriers(4);
    run(set, 4, [&](std::uint32_t index) {
      if (index == early) return;
      for (int i = 0; i < 3; ++i, ++barriers[index]) set.barrier();
    });
    for (std::uint32_t i = 0; i < 4; ++i) EXPECT_EQ(barriers[i], i == early ? 0 : 3);
  }
}

int descend(FiberSet& set, int depth) {
  char frame[256];
  std::memset(frame, depth, sizeof frame);
  const int below = depth == 0 ? 0 : descend(set, depth - 1);
  set.barrier();
  int sum = below;
  for (const char c : frame) sum += c;
  return sum;
}

TEST(Fiber, BarriersInNestedCallsKeepTheirFrames) {
  FiberSet set;
  std::vector<int> results(8);
  run(set, 8, [&](std::uint32_t index) { results[index] = descend(set, 20 + static_cast<int>(index) * 0); });
  for (const int r : results) EXPECT_EQ(r, 256 * (20 * 21 / 2));
}

// Values that live in callee-saved registers, vector state and the floating-point environment across switches.
TEST(Fiber, RegistersSurvive) {
  FiberSet set;
  std::vector<double> results(4);
  run(set, 4, [&](std::uint32_t index) {
    std::uint64_t a = index + 1, b = a * 3, c = b ^ 5, d = c + 7, e = d * 11, f = e ^ 13;
    double x = std::sqrt(static_cast<double>(index + 2));
    for (int i = 0; i < 100; ++i) {
      a += b, b ^= c, c += d, d ^= e, e += f, f ^= a;
      x = x * 1.0000001 + 0.5;
      set.barrier();
    }
    results[index] = x + static_cast<double>((a ^ b ^ c ^ d ^ e ^ f) % 1000);
  });
  for (std::uint32_t index = 0; index < 4; ++index) {
    std::uint64_t a = index + 1, b = a * 3, c = b ^ 5, d = c + 7, e = d * 11, f = e ^ 13;
    double x = std::sqrt(static_cast<double>(index + 2));
    for (int i = 0; i < 100; ++i) {
      a += b, b ^= c, c += d, d ^= e, e += f, f ^= a;
      x = x * 1.0000001 + 0.5;
    }
    EXPECT_EQ(results[index], x + static_cast<double>((a ^ b ^ c ^ d ^ e ^ f) % 1000));
  }
}

TEST(Fiber, StackIsDeepAndAligned) {
  FiberSet set;
  int checked = 0;
  run(set, 40, [&](std::uint32_t) {
    volatile char frame[kFiberStackBytes / 2];
    for (std::size_t i = 0; i < sizeof frame; i += 4096) frame[i] = 1;
    alignas(64) volatile char aligned[64];
    aligned[0] = 1;
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(&aligned[0]) % 64, 0u);
    set.barrier();
    ++checked;
  });
  EXPECT_EQ(checked, 40);
}

TEST(Fiber, SetIsReusedWithOtherCounts) {
  FiberSet set;
  for (int round = 0; round < 300; ++round) {
    const auto count = static_cast<std::uint32_t>(1 + round * 7 % 33);
    std::uint32_t calls = 0;
    run(set, count, [&](std::uint32_t) {
      set.barrier();
      ++calls;
      set.barrier();
    });
    ASSERT_EQ(calls, count);
  }
}

TEST(Fiber, ThreadsHaveTheirOwnSets) {
  std::vector<std::thread> threads;
  std::vector<int> sums(3);
  for (int& sum : sums) {
    threads.emplace_back([&sum] {
      FiberSet set;
      for (int round = 0; round < 200; ++round) {
        run(set, 9, [&](std::uint32_t index) {
          set.barrier();
          sum += static_cast<int>(index);
        });
      }
    });
  }
  for (std::thread& t : threads) t.join();
  for (const int sum : sums) EXPECT_EQ(sum, 200 * 36);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(FiberDeathTest, OverflowHitsTheGuardPage) {
  EXPECT_DEATH(
      {
        FiberSet set;
        run(set, 2, [&](std::uint32_t) {
          const std::function<int(int)> forever = [&](int n) {
            volatile char frame[4096];
            frame[0] = static_cast<char>(n);
            return n == -1 ? 0 : forever(n + 1) + frame[0];
          };
          forever(0);
        });
      },
      "");
}
#endif

}  // namespace
}  // namespace clrt::cpu
