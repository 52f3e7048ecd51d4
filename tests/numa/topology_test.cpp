// Topologies from text, from XML and from this machine.
#include "numa/topology.hpp"

#include <gtest/gtest.h>
#include <sched.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace clrt::numa {
namespace {

TEST(Topology, Synthetic) {
  const Topology t = Topology::from_synthetic("pack:2 numa:1 l3:1 l2:4 l1d:1 core:1 pu:2");
  EXPECT_FALSE(t.is_this_machine());
  ASSERT_EQ(t.packages().size(), 2u);
  ASSERT_EQ(t.nodes().size(), 2u);
  ASSERT_EQ(t.cores().size(), 8u);
  EXPECT_EQ(t.hardware_threads(), 16u);
  EXPECT_EQ(t.nodes()[1].cores, (std::vector<int>{4, 5, 6, 7}));
  EXPECT_EQ(t.packages()[0].cores, (std::vector<int>{0, 1, 2, 3}));
  EXPECT_EQ(t.cores()[5].node, 1);
  EXPECT_EQ(t.cores()[5].package, 1);
  EXPECT_EQ(t.cores()[5].os_cpus, (std::vector<int>{10, 11}));
  EXPECT_GT(t.memory_bytes(), 0u);
  const auto level3 = std::ranges::count(t.caches(), 3, &Cache::level);
  EXPECT_EQ(level3, 2);
  const auto shared = std::ranges::find(t.caches(), 3, &Cache::level);
  EXPECT_EQ(shared->cores, (std::vector<int>{0, 1, 2, 3}));
}

TEST(Topology, SyntheticRefusesToBind) {
  const Topology t = Topology::from_synthetic("core:2 pu:1");
  EXPECT_FALSE(t.bind_this_thread(0));
  EXPECT_FALSE(t.move_this_thread(0));
  EXPECT_FALSE(t.unbind_this_thread());
  EXPECT_EQ(t.current_core(), -1);
}

TEST(Topology, TwoNodesInOnePackage) {
  const Topology t = Topology::from_synthetic("pack:1 numa:2 core:3 pu:1");
  ASSERT_EQ(t.nodes().size(), 2u);
  EXPECT_EQ(t.nodes()[0].cores.size(), 3u);
  EXPECT_EQ(t.cores()[3].node, 1);
}

TEST(Topology, Drawing) {
  const Topology t = Topology::from_synthetic("pack:2 numa:1(memory=1073741824) l3:2(size=33554432) core:2 pu:2");
  EXPECT_EQ(t.draw(),
            "2 packages, 2 NUMA nodes, 8 cores, 16 hardware threads, 2 GiB  (a description, not this machine)\n"
            "package 0\n"
            "  node 0  1 GiB\n"
            "    L3 32 MiB  cores 0-1  cpus 0-3\n"
            "    L3 32 MiB  cores 2-3  cpus 4-7\n"
            "package 1\n"
            "  node 1  1 GiB\n"
            "    L3 32 MiB  cores 4-5  cpus 8-11\n"
            "    L3 32 MiB  cores 6-7  cpus 12-15\n");
}

TEST(Topology, BadTextIsRefusedByName) {
  try {
    (void)Topology::from_synthetic("teapots:4");
    FAIL() << "accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("'teapots:4'"), std::string::npos) << error.what();
  }
}

TEST(Topology, Xml) {
  const auto path = std::filesystem::temp_directory_path() / ("clrt_topology_" + std::to_string(getpid()) + ".xml");
  std::ofstream(path) << R"(<?xml version="1.0" encoding="UTF-8"?>
<topology version="2.0">
 <object type="Machine" os_index="0" cpuset="0x00000003" complete_cpuset="0x00000003" allowed_cpuset="0x00000003"
   nodeset="0x00000001" complete_nodeset="0x00000001" allowed_nodeset="0x00000001" gp_index="1">
  <object type="NUMANode" os_index="0" cpuset="0x00000003" complete_cpuset="0x00000003" nodeset="0x00000001"
    complete_nodeset="0x00000001" gp_index="2" local_memory="4096"/>
  <object type="Core" os_index="0" cpuset="0x00000001" complete_cpuset="0x00000001" nodeset="0x00000001"
    complete_nodeset="0x00000001" gp_index="3">
   <object type="PU" os_index="0" cpuset="0x00000001" complete_cpuset="0x00000001" nodeset="0x00000001"
     complete_nodeset="0x00000001" gp_index="4"/>
  </object>
  <object type="Core" os_index="1" cpuset="0x00000002" complete_cpuset="0x00000002" nodeset="0x00000001"
    complete_nodeset="0x00000001" gp_index="5">
   <object type="PU" os_index="1" cpuset="0x00000002" complete_cpuset="0x00000002" nodeset="0x00000001"
     complete_nodeset="0x00000001" gp_index="6"/>
  </object>
 </object>
</topology>)";
  const Topology t = Topology::from_xml(path);
  EXPECT_EQ(t.cores().size(), 2u);
  EXPECT_EQ(t.memory_bytes(), 4096u);
  EXPECT_FALSE(t.is_this_machine());
  std::filesystem::remove(path);
  EXPECT_ANY_THROW((void)Topology::from_xml(path)) << "the file is gone";
}

TEST(Topology, ThisMachineListsWhatTheProcessMayUse) {
  const Topology t = Topology::from_machine();
  EXPECT_TRUE(t.is_this_machine());
  cpu_set_t allowed;
  ASSERT_EQ(sched_getaffinity(0, sizeof allowed, &allowed), 0);
  EXPECT_EQ(static_cast<int>(t.hardware_threads()), CPU_COUNT(&allowed));
  for (const Core& core : t.cores()) {
    for (const int cpu : core.os_cpus) EXPECT_TRUE(CPU_ISSET(cpu, &allowed)) << cpu;
  }
  EXPECT_GE(t.current_core(), 0);
}

// hwloc asks for the binding of the process, which is that of its threads together; so the restriction is made in a child.
TEST(Topology, TasksetIsHonoured) {
  const Topology all = Topology::from_machine();
  if (all.hardware_threads() < 2) GTEST_SKIP() << "one processor: nothing to leave out";
  const int kept = all.cores().back().os_cpus.back();
  EXPECT_EXIT(
      {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<std::size_t>(kept), &one);
        if (sched_setaffinity(0, sizeof one, &one) != 0) std::_Exit(3);
        const Topology t = Topology::from_machine();
        std::_Exit(t.cores().size() == 1 && t.cores()[0].os_cpus == std::vector<int>{kept} ? 0 : 4);
      },
      testing::ExitedWithCode(0), "");
}

TEST(Topology, BindMoveAndUnbind) {
  const Topology t = Topology::from_machine();
  std::thread([&] {
    const auto bound_to = [] {
      cpu_set_t set;
      return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : -1;
    };
    const int last = static_cast<int>(t.cores().size()) - 1;
    const int before = bound_to();
    EXPECT_TRUE(t.move_this_thread(last));
    EXPECT_EQ(bound_to(), before) << "moving leaves the binding alone";
    EXPECT_TRUE(t.bind_this_thread(last));
    EXPECT_EQ(bound_to(), 1);
    EXPECT_EQ(t.current_core(), last);
    EXPECT_FALSE(t.bind_this_thread(last + 1));
    EXPECT_TRUE(t.unbind_this_thread());
    EXPECT_EQ(bound_to(), static_cast<int>(t.hardware_threads()));
  }).join();
}

TEST(Format, RangesAndBytes) {
  EXPECT_EQ(format_ranges({}), "none");
  EXPECT_EQ(format_ranges(std::array{4}), "4");
  EXPECT_EQ(format_ranges(std::array{0, 1, 2, 3, 8, 10, 11}), "0-3,8,10-11");
  EXPECT_EQ(format_bytes(0), "0 B");
  EXPECT_EQ(format_bytes(1023), "1023 B");
  EXPECT_EQ(format_bytes(1536), "1.5 KiB");
  EXPECT_EQ(format_bytes(std::uint64_t{64} << 30), "64 GiB");
}

}  // namespace
}  // namespace clrt::numa
