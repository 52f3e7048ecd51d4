// make_launch and the cost table.
#include <gtest/gtest.h>

#include "cpu_emu/executor/cost_table.hpp"
#include "cpu_emu/executor/executor.hpp"

namespace clrt::cpu {
namespace {

TEST(Launch, UnusedDimensionsAreOne) {
  const Launch launch = make_launch(2, {1, 2, 3}, {10, 20, 30}, {4, 5, 6});
  EXPECT_EQ(launch.work_dim, 2u);
  EXPECT_EQ(launch.global_offset[1], 2u);
  EXPECT_EQ(launch.global_offset[2], 0u);
  EXPECT_EQ(launch.global_size[2], 1u);
  EXPECT_EQ(launch.local_size[2], 1u);
  EXPECT_EQ(launch.num_groups[0], 3u);
  EXPECT_EQ(launch.num_groups[1], 4u);
  EXPECT_EQ(launch.num_groups[2], 1u);
  EXPECT_EQ(launch.print, nullptr);
}

TEST(CostTable, GuessesFromWhatItLearned) {
  CostTable table;
  const int kernel = 0, other = 0;
  EXPECT_EQ(table.guess_ns(&kernel, 100), 0u) << "unknown";
  table.learn(&kernel, 100, 1000);
  EXPECT_EQ(table.guess_ns(&kernel, 200), 2001u);
  EXPECT_EQ(table.guess_ns(&other, 200), 0u);
  table.learn(&kernel, 100, 5000);
  EXPECT_EQ(table.guess_ns(&kernel, 100), 5001u) << "a dearer launch counts at once";
  table.learn(&kernel, 100, 1000);
  EXPECT_EQ(table.guess_ns(&kernel, 100), 3001u) << "a cheaper one by half";
}

}  // namespace
}  // namespace clrt::cpu
