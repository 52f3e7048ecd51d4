// The default number of threads: the cgroup's quota, the environment, the cores.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "numa/cpu_quota.hpp"

namespace clrt::numa {
namespace {

TEST(Quota, ReadsCpuMax) {
  EXPECT_EQ(parse_cpu_max("200000 100000"), 2);
  EXPECT_EQ(parse_cpu_max("150000 100000"), 2) << "part of a CPU counts as one";
  EXPECT_EQ(parse_cpu_max("1000 100000"), 1);
  EXPECT_EQ(parse_cpu_max("max 100000"), 0);
  EXPECT_EQ(parse_cpu_max("-1 100000"), 0) << "version 1 without a limit";
  EXPECT_EQ(parse_cpu_max(""), 0);
  EXPECT_EQ(parse_cpu_max("nonsense"), 0);
}

class EnvironmentThreads : public testing::Test {
 protected:
  void SetUp() override {
    if (const char* text = std::getenv("CLRT_NUM_THREADS")) before_ = text;
  }
  void TearDown() override {
    if (before_.empty()) {
      unsetenv("CLRT_NUM_THREADS");
    } else {
      setenv("CLRT_NUM_THREADS", before_.c_str(), 1);
    }
  }
  std::string before_;
};

TEST_F(EnvironmentThreads, Overrides) {
  const Topology topology = Topology::from_synthetic("pack:1 core:6 pu:2");
  setenv("CLRT_NUM_THREADS", "3", 1);
  EXPECT_EQ(default_threads(topology), 3);
  for (const char* ignored : {"0", "-4", "many", ""}) {
    setenv("CLRT_NUM_THREADS", ignored, 1);
    EXPECT_EQ(default_threads(topology), 6) << "CLRT_NUM_THREADS=" << ignored;
  }
  unsetenv("CLRT_NUM_THREADS");
  EXPECT_EQ(default_threads(topology), 6) << "one per core, not per hardware thread";
}

}  // namespace
}  // namespace clrt::numa
