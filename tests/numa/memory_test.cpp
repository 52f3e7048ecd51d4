// Node memory: placements, what was granted, where pages lie.
#include "numa/memory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <system_error>

namespace clrt::numa {
namespace {

constexpr Placement kAll[] = {Placement::kDefault, Placement::kInterleaved, Placement::kPartitioned, Placement::kReplicated};

TEST(NodeMemory, EveryPlacementGivesUsableZeroedMemory) {
  const Topology t = Topology::from_machine();
  for (const Placement placement : kAll) {
    for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, std::size_t{5000}, (std::size_t{5} << 20) + 3}) {
      NodeMemory memory(t, bytes, {placement, -1, true});
      ASSERT_NE(memory.data(), nullptr);
      EXPECT_EQ(memory.size(), bytes);
      EXPECT_TRUE(std::all_of(memory.data(), memory.data() + bytes, [](std::byte b) { return b == std::byte{0}; }));
      std::memset(memory.data(), 0x5a, bytes);
      EXPECT_FALSE(memory.report().granted.empty());
    }
  }
}

TEST(NodeMemory, CountsPages) {
  const Topology t = Topology::from_machine();
  NodeMemory memory(t, std::size_t{64} << 10, {Placement::kDefault, -1, false});
  const std::uint64_t page = memory.report().page_bytes;
  const std::uint64_t pages = memory.size() / page;
  std::memset(memory.data(), 1, 3 * page);
  const PageReport report = memory.report();
  if (!report.known) GTEST_SKIP() << "this system does not tell where pages are";
  EXPECT_EQ(std::accumulate(report.pages_on_node.begin(), report.pages_on_node.end(), std::uint64_t{0}), 3u);
  EXPECT_EQ(report.pages_untouched, pages - 3);
  EXPECT_EQ(report.huge_page_kib, 0u);
  EXPECT_EQ(report.granted, "default, huge pages not asked for");
}

TEST(NodeMemory, BindPutsPagesOnTheNode) {
  const Topology t = Topology::from_machine();
  const int last = static_cast<int>(t.nodes().size()) - 1;
  NodeMemory memory(t, std::size_t{1} << 20, {Placement::kBind, last, false});
  std::memset(memory.data(), 1, memory.size());
  const PageReport report = memory.report();
  if (!report.known || report.granted.find("refused") != std::string::npos) GTEST_SKIP() << report.granted;
  EXPECT_EQ(report.pages_on_node[static_cast<std::size_t>(last)], memory.size() / report.page_bytes);
}

TEST(NodeMemory, UnknownNodeIsNamed) {
  const Topology t = Topology::from_synthetic("numa:2 core:2 pu:1");
  try {
    NodeMemory memory(t, 4096, {Placement::kBind, 2, true});
    FAIL() << "accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "node memory: there is no node 2; the topology has nodes 0 to 1");
  }
}

TEST(NodeMemory, AnotherMachinesTopologyIsNotApplied) {
  const Topology t = Topology::from_synthetic("pack:2 numa:1 core:4 pu:1");
  for (const Placement placement : {Placement::kInterleaved, Placement::kPartitioned, Placement::kReplicated}) {
    NodeMemory memory(t, 100000, {placement, -1, true});
    std::memset(memory.data(), 1, memory.size());
    EXPECT_NE(memory.report().granted.find("not applied"), std::string::npos) << memory.report().granted;
  }
}

TEST(NodeMemory, ReplicasAreApart) {
  const Topology t = Topology::from_synthetic("pack:2 numa:1 core:4 pu:1");
  NodeMemory memory(t, 5000, {Placement::kReplicated, -1, true});
  ASSERT_EQ(memory.copies(), 2);
  EXPECT_EQ(memory.copy_on(0), memory.data());
  EXPECT_GE(memory.copy_on(1) - memory.copy_on(0), 5000);
  std::memset(memory.copy_on(0), 1, 5000);
  std::memset(memory.copy_on(1), 2, 5000);
  EXPECT_EQ(memory.copy_on(0)[4999], std::byte{1});
}

TEST(NodeMemory, LargeIsAlignedForHugePages) {
  NodeMemory memory(Topology::from_machine(), std::size_t{3} << 20);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory.data()) % (std::size_t{2} << 20), 0u);
  std::memset(memory.data(), 1, memory.size());
  EXPECT_LE(memory.report().huge_page_kib, memory.size() / 1024);
}

TEST(NodeMemory, TooMuchIsAnErrorWithTheSize) {
  try {
    NodeMemory memory(Topology::from_machine(), SIZE_MAX / 2);
    FAIL() << "granted";
  } catch (const std::system_error& error) {
    EXPECT_NE(std::string(error.what()).find("TiB"), std::string::npos) << error.what();
  }
}

TEST(NodeMemory, MoveLeavesTheSourceEmpty) {
  NodeMemory a(Topology::from_machine(), 4096);
  std::byte* const address = a.data();
  NodeMemory b(std::move(a));
  EXPECT_EQ(b.data(), address);
  EXPECT_EQ(a.data(), nullptr);  // NOLINT(bugprone-use-after-move): this is what is tested
  b = NodeMemory(Topology::from_machine(), 8192);
  EXPECT_EQ(b.size(), 8192u);
}

}  // namespace
}  // namespace clrt::numa
