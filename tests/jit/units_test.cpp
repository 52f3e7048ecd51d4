// How a generated file is shared out over compilers, and what the compiler says of registers.
#include "cpu_emu/jit/units.hpp"

#include <gtest/gtest.h>

#include <string>

#include "cpu_emu/jit/spills.hpp"

namespace clrt::test {
namespace {

constexpr std::uint64_t kAll = ~std::uint64_t{0};

std::string unit(int number, std::size_t bytes) {
  return "#if CLRT_UNITS >> " + std::to_string(number) + " & 1\n" + std::string(bytes, 'x') + "\n#endif\n\n";
}

TEST(Units, EqualShares) {
  // The largest by itself, the others together; the set with unit 0 leads.
  const std::string text = "head\n" + unit(0, 4000) + unit(1, 9000) + unit(2, 5000) + "#if CLRT_UNITS & 1\ntail\n#endif\n";
  EXPECT_EQ(jit::share_units(text, 2), (std::vector<std::uint64_t>{0b101, 0b010}));
  EXPECT_EQ(jit::share_units(text, 3), (std::vector<std::uint64_t>{0b001, 0b100, 0b010}));
}

// A unit costs its size and 2000: the most costly first, each to the set that has least, would make 26000 and 23000 of these.
TEST(Units, NoExchangeWouldMakeThemMoreEqual) {
  const std::string text = unit(0, 3000) + unit(1, 8000) + unit(2, 8000) + unit(3, 6000) + unit(4, 6000) + unit(5, 6000);
  const std::vector<std::uint64_t> sets = jit::share_units(text, 2);
  ASSERT_EQ(sets.size(), 2u);
  EXPECT_EQ(sets[0] | sets[1], 0b111111u);
  EXPECT_EQ(sets[0] & sets[1], 0u);
  EXPECT_EQ(sets[0] & 1, 1u);
  EXPECT_EQ(sets, (std::vector<std::uint64_t>{0b000111, 0b111000}));
}

// Phases cost half as much again for their size.
TEST(Units, AKernelThatIsCutAtItsBarriersCostsMore) {
  std::string cut = unit(2, 4500);
  cut.replace(cut.find("xxx"), 30, "namespace clrt_phases_k {      ");
  const std::string others = unit(0, 5000) + unit(1, 1000);
  EXPECT_EQ(jit::share_units(others + cut, 2), (std::vector<std::uint64_t>{0b011, 0b100}));
  EXPECT_EQ(jit::share_units(others + unit(2, 4500), 2), (std::vector<std::uint64_t>{0b001, 0b110}));
}

TEST(Units, WholeWhereSharingDoesNotPayOrIsNotAllowed) {
  const std::string text = unit(0, 9000) + unit(1, 9000);
  EXPECT_EQ(jit::share_units(text, 1), std::vector<std::uint64_t>{kAll});
  EXPECT_EQ(jit::share_units(text, 0), std::vector<std::uint64_t>{kAll});
  EXPECT_EQ(jit::share_units(unit(0, 1000) + unit(1, 1000), 8), std::vector<std::uint64_t>{kAll});
  EXPECT_EQ(jit::share_units("struct S {};\n#define CLRT_ONE_UNIT\nstatic S s;\n" + text, 8), std::vector<std::uint64_t>{kAll});
  EXPECT_EQ(jit::share_units("", 8), std::vector<std::uint64_t>{kAll});
  EXPECT_EQ(jit::share_units(unit(64, 9000) + unit(1, 9000), 8), std::vector<std::uint64_t>{kAll});
  EXPECT_EQ(jit::share_units("#if CLRT_UNITS >> 0 & 1\n" + std::string(20000, 'x'), 8), std::vector<std::uint64_t>{kAll});
}

TEST(Units, NumbersThatComeTwiceStayTogether) {
  EXPECT_EQ(jit::share_units(unit(0, 5000) + unit(1, 8000) + unit(0, 5000), 8), (std::vector<std::uint64_t>{0b01, 0b10}));
}

TEST(Spills, LoopsThatSpillOrReload) {
  const std::string record = R"(--- !Missed
Pass:            regalloc
Name:            LoopSpillReloadCopies
DebugLoc:        { File: '/home/someone/a long path/sha256.cl',
                   Line: 64, Column: 11 }
Function:        _ZL19clrt_runwide_sha256PN4clrt3cpu9WorkGroupEPKvjj
Args:
  - NumSpills:       '8'
  - String:          ' spills '
  - NumReloads:      '15'
  - NumFoldedReloads: '2'
  - String:          generated in loop
...
--- !Missed
Pass:            regalloc
Name:            LoopSpillReloadCopies
DebugLoc:        { File: sha256.cl, Line: 23, Column: 3 }
Function:        _ZN12_GLOBAL__N_15roundEj
Args:
  - NumVRCopies:     '14'
...
--- !Missed
Pass:            regalloc
Name:            SpillReloadCopies
DebugLoc:        { File: sha256.cl, Line: 4, Column: 0 }
Function:        _ZL19clrt_runwide_sha256PN4clrt3cpu9WorkGroupEPKvjj
Args:
  - NumSpills:       '9'
...
--- !Missed
Pass:            regalloc
Name:            LoopSpillReloadCopies
DebugLoc:        { File: sha256.cl, Line: 30, Column: 3 }
Function:        _ZN12_GLOBAL__N_15roundEj
Args:
  - NumFoldedReloads: '3'
...
)";
  const std::vector<jit::Spill> spills = jit::parse_spills(record);
  ASSERT_EQ(spills.size(), 2u);
  EXPECT_EQ(spills[0].function, "clrt_runwide_sha256");
  EXPECT_EQ(spills[0].file, "/home/someone/a long path/sha256.cl");
  EXPECT_EQ(spills[0].line, 64u);
  EXPECT_EQ(spills[0].stores, 8);
  EXPECT_EQ(spills[0].loads, 17);
  EXPECT_EQ(spills[1].function, "round");
  EXPECT_EQ(spills[1].line, 30u);
  EXPECT_EQ(spills[1].loads, 3);
  EXPECT_TRUE(jit::parse_spills("").empty());
}

}  // namespace
}  // namespace clrt::test
