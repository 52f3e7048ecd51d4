// The loops behind the ceilings do the work that is counted; how fast they are is measured, not tested.
#include "bench/ceilings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "bench/ceiling_kernels.hpp"

namespace clrt::bench {
namespace {

constexpr std::size_t kFloats = 64 * 37;

struct Free {
  void operator()(float* p) const { std::free(p); }
};
using Floats = std::unique_ptr<float, Free>;

Floats floats(std::size_t n) { return Floats(static_cast<float*>(std::aligned_alloc(64, n * sizeof(float)))); }

TEST(CeilingLoops, StreamsReachEveryElementAndNoOther) {
  for (const StreamLoop& loop : stream_loops()) {
    if (!loop.supported()) continue;
    SCOPED_TRACE(std::string(loop.name) + ", " + loop.how);
    const Floats a = floats(kFloats + 64), b = floats(kFloats), c = floats(kFloats);
    std::fill_n(a.get(), kFloats + 64, -1.0f);
    for (std::size_t i = 0; i < kFloats; ++i) b.get()[i] = static_cast<float>(i % 97), c.get()[i] = static_cast<float>(i % 13);
    const float result = loop.run(a.get(), b.get(), c.get(), kFloats);
    const std::string name = loop.name;
    for (std::size_t i = 0; i < kFloats; ++i) {
      const float want = name == "read" ? -1.0f : name == "copy" ? b.get()[i] : b.get()[i] + 3 * c.get()[i];
      ASSERT_EQ(a.get()[i], want) << "element " << i;
    }
    for (std::size_t i = kFloats; i < kFloats + 64; ++i) ASSERT_EQ(a.get()[i], -1.0f) << "past the end, element " << i;
    if (name != "read") {
      EXPECT_EQ(result, a.get()[0]);
    }
  }
}

TEST(CeilingLoops, ArithmeticRunsOncePerIteration) {
  for (const ComputeLoop& loop : compute_loops()) {
    if (!loop.supported()) continue;
    SCOPED_TRACE(std::string(loop.name) + ", " + loop.how);
    EXPECT_NE(loop.run(1), loop.run(2)) << "a loop that gives the same after one and two turns is not run";
  }
}

TEST(Ceilings, BestIsOfItsNameAndThreadCount) {
  Ceilings c;
  c.all = {{"copy", "slow", 1, 10}, {"copy", "fast", 1, 20}, {"copy", "more threads", 2, 30}, {"read", "", 1, 40}};
  ASSERT_NE(c.best("copy", 1), nullptr);
  EXPECT_EQ(c.best("copy", 1)->how, "fast");
  EXPECT_EQ(c.value("copy", 2), 30);
  EXPECT_EQ(c.best("dot_i8", 1), nullptr);
  EXPECT_EQ(c.value("dot_i8", 1), 0);
}

}  // namespace
}  // namespace clrt::bench
