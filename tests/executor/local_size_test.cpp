// The choice of a local size.
#include <gtest/gtest.h>

#include <algorithm>

#include "cpu_emu/executor/executor.hpp"

namespace clrt::cpu {
namespace {

using Size = std::array<std::uint64_t, 3>;

KernelDesc desc_of(std::uint32_t sub_group_size) {
  KernelDesc desc{};
  desc.sub_group_size = sub_group_size;
  return desc;
}

TEST(LocalSize, RequiredWins) {
  KernelDesc desc = desc_of(16);
  desc.required_local[0] = 7;
  desc.required_local[1] = 5;
  desc.required_local[2] = 1;
  EXPECT_EQ(pick_local_size(desc, 2, {70, 50, 1}, 4), (Size{7, 5, 1}));
}

TEST(LocalSize, AlwaysLegal) {
  for (const std::uint32_t lanes : {1u, 8u, 16u, 32u, 64u}) {
    for (const std::uint32_t workers : {1u, 2u, 96u}) {
      for (const std::uint64_t x : {0ull, 1ull, 2ull, 3ull, 15ull, 16ull, 17ull, 100ull, 1024ull, 4099ull, 1ull << 40}) {
        for (const std::uint64_t y : {1ull, 3ull, 1000ull}) {
          for (const std::uint64_t z : {1ull, 2ull, 77ull}) {
            const Size local = pick_local_size(desc_of(lanes), 3, {x, y, z}, workers);
            EXPECT_GE(local[0] * local[1] * local[2], 1u);
            EXPECT_LE(local[0] * local[1] * local[2], kMaxGroupItems);
            EXPECT_LE(local[0], std::max<std::uint64_t>(x, 1));
            EXPECT_LE(local[1], y);
            EXPECT_LE(local[2], z);
            // Either whole sub-groups in dimension 0 or a single row, or folded rows that are whole ones.
            const bool folded = local[1] * local[2] > 1;
            EXPECT_TRUE(folded ? local[0] == std::max<std::uint64_t>(x, 1)
                               : local[0] % lanes == 0 || local[0] == std::max<std::uint64_t>(x, 1))
                << "lanes " << lanes << ", global " << x << " " << y << " " << z << ", local " << local[0];
          }
        }
      }
    }
  }
}

TEST(LocalSize, DividesWherePossible) {
  for (const std::uint64_t x : {1024ull, 4096ull, 48ull * 100, 16ull * 99, 1ull << 30}) {
    const Size local = pick_local_size(desc_of(16), 1, {x, 1, 1}, 4);
    EXPECT_EQ(x % local[0], 0u) << x;
    EXPECT_EQ(local[0] % 16, 0u) << x;
  }
}

TEST(LocalSize, DoesNotShrinkToThirdsToDivide) {
  EXPECT_EQ(pick_local_size(desc_of(16), 1, {16 * 97, 1, 1}, 4)[0], 48u) << "16 would divide";
}

TEST(LocalSize, EnoughGroupsForTheWorkers) {
  EXPECT_EQ(pick_local_size(desc_of(16), 1, {1024, 1, 1}, 8)[0], 16u);
  EXPECT_EQ(pick_local_size(desc_of(16), 1, {1024, 1, 1}, 1)[0], 128u);
  EXPECT_EQ(pick_local_size(desc_of(16), 1, {1u << 20, 1, 1}, 2)[0], 512u);
}

TEST(LocalSize, RowsStayUniform) {
  const Size local = pick_local_size(desc_of(16), 2, {2048, 2048, 1}, 2);
  EXPECT_EQ(local, (Size{512, 1, 1}));
}

TEST(LocalSize, NarrowRangesAreFolded) {
  const Size local = pick_local_size(desc_of(16), 2, {3, 10000, 1}, 2);
  EXPECT_EQ(local[0], 3u);
  EXPECT_GE(local[1], 100u) << "otherwise 13 of 16 lanes would be idle";
  EXPECT_EQ(pick_local_size(desc_of(16), 3, {1, 1, 4096}, 1)[2], 512u);
}

}  // namespace
}  // namespace clrt::cpu
