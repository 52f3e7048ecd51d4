// The parts of run-time compilation: options, child processes, ISA choice, pruning, the registry.
#include <chrono>
#include <thread>

#include "clrt/error.h"
#include "cpu_emu/jit/cache.hpp"
#include "cpu_emu/jit/options.hpp"
#include "cpu_emu/jit/process.hpp"
#include "cpu_emu/registry.hpp"
#include "tests/jit/fixture.hpp"

namespace clrt::test {
namespace {

using cpu::CpuFeatures;
using cpu::Isa;

TEST(Options, AreSplitAndJoinedAsClBuildProgramTakesThem) {
  const jit::BuildOptions o = jit::parse_options(" -D A=1 -DB='x y' -I \"my dir\"  -Iz -cl-std=CL3.0 -g -O2 -DQ=\\\"s\\\"");
  EXPECT_EQ(o.translator, (std::vector<std::string>{"-DA=1", "-DB=x y", "-Imy dir", "-Iz", "-cl-std=CL3.0", "-g", "-DQ=\"s\""}));
  EXPECT_EQ(o.include_dirs, (std::vector<std::string>{"my dir", "z"}));
  EXPECT_TRUE(o.debug_info);
  EXPECT_FALSE(jit::parse_options("").debug_info);
}

TEST(Options, MistakesAreNamed) {
  EXPECT_NE(error_of([] { jit::parse_options("-DA=1 B=2"); }).find("'B=2' is not an option"), std::string::npos);
  EXPECT_NE(error_of([] { jit::parse_options("-DA='1"); }).find("quote ' is not closed"), std::string::npos);
  EXPECT_NE(error_of([] { jit::parse_options("-DA -I"); }).find("-I at the end has no value"), std::string::npos);
}

TEST(Process, ReportsStatusOutputAndSignal) {
  const jit::ProcessResult r = jit::run_process({"sh", "-c", "echo out; echo err >&2; exit 3"}, 10);
  EXPECT_EQ(r.end, jit::ProcessResult::End::kExited);
  EXPECT_EQ(r.code, 3);
  EXPECT_EQ(r.output, "out\nerr\n");
  EXPECT_EQ(jit::run_process({"sh", "-c", "kill -9 $$"}, 10).how_it_ended(), "killed by signal 9 (Killed)");
  const jit::ProcessResult none = jit::run_process({"/nowhere/tool"}, 10);
  EXPECT_FALSE(none.ok());
  EXPECT_NE(none.how_it_ended(), "exit status 0");
}

TEST(Process, ArgumentsAreNotReadByAShell) {
  EXPECT_EQ(jit::run_process({"printf", "%s|", "a b", "$HOME", "`id`", "'"}, 10).output, "a b|$HOME|`id`|'|");
}

TEST(Process, TimeoutKillsTheWholeGroup) {
  const std::string mark = ::testing::TempDir() + "/clrt-process-mark";
  std::filesystem::remove(mark);
  const jit::ProcessResult r = jit::run_process({"sh", "-c", "(sleep 1; touch " + mark + ") & wait"}, 0.3);
  EXPECT_EQ(r.end, jit::ProcessResult::End::kTimedOut);
  EXPECT_LT(r.seconds, 1);
  std::this_thread::sleep_for(std::chrono::milliseconds(1200));
  EXPECT_FALSE(std::filesystem::exists(mark));
}

TEST(Process, LongOutputIsCutAndDoesNotBlock) {
  const jit::ProcessResult r = jit::run_process({"sh", "-c", "head -c 2000000 /dev/zero | tr '\\0' x"}, 20);
  EXPECT_TRUE(r.ok());
  EXPECT_GT(r.output.size(), 200000u);
  EXPECT_LT(r.output.size(), jit::kMaxOutputBytes + 100);
  EXPECT_NE(r.output.find("(output cut)"), std::string::npos);
}

TEST(Process, CompilerVariablesDoNotReachTheChild) {
  const ScopedVariable path("CPATH", "/somewhere"), kept("CLRT_TEST_KEPT", "yes");
  EXPECT_EQ(jit::run_process({"sh", "-c", "echo $CPATH-$CLRT_TEST_KEPT-$LC_ALL"}, 10).output, "-yes-C\n");
}

TEST(Isa, TheBestIsChosenAndAForcedOneIsObeyedOrRefused) {
  CpuFeatures v3, v4;
  v3.avx2 = true;
  v4.avx2 = v4.avx512 = true;
  EXPECT_EQ(cpu::choose_isa({}, ""), Isa::kScalar);
  EXPECT_EQ(cpu::choose_isa(v3, ""), Isa::kAvx2);
  EXPECT_EQ(cpu::choose_isa(v4, ""), Isa::kAvx512);
  EXPECT_EQ(cpu::choose_isa(v4, "scalar"), Isa::kScalar);
  EXPECT_EQ(cpu::choose_isa(v4, "avx2"), Isa::kAvx2);
  EXPECT_NE(error_of([&] { cpu::choose_isa(v3, "avx512"); }).find("this processor has no AVX-512"), std::string::npos);
  EXPECT_NE(error_of([&] { cpu::choose_isa(v3, "avx1024"); }).find("use scalar, avx2 or avx512"), std::string::npos);
}

TEST(Isa, AheadOfTimeAvx512NeedsItsExtensions) {
  CpuFeatures f;
  f.avx2 = f.avx512 = f.avx512_vnni = true;
  EXPECT_FALSE(cpu::runs_ahead_of_time(Isa::kAvx512, f));
  EXPECT_TRUE(cpu::runs_ahead_of_time(Isa::kAvx2, f));
  f.avx512_bf16 = true;
  EXPECT_TRUE(cpu::runs_ahead_of_time(Isa::kAvx512, f));
}

TEST(Registry, ChoosesTheBestModuleThatRuns) {
  static const cpu::ModuleDesc scalar{cpu::kAbiVersion, 0, nullptr, "scalar"}, avx2{cpu::kAbiVersion, 0, nullptr, "avx2"},
      avx512{cpu::kAbiVersion, 0, nullptr, "avx512"}, old{cpu::kAbiVersion + 1, 0, nullptr, "avx512"};
  static const cpu::ModuleDesc* const all[] = {&avx2, &avx512, &scalar, nullptr};
  static const cpu::ModuleDesc* const stale[] = {&old, &scalar, nullptr};
  const cpu::RegisteredSource source{"registry_test_all", "", nullptr, nullptr, "", all};
  const cpu::RegisteredSource with_stale{"registry_test_stale", "", nullptr, nullptr, "", stale};
  CpuFeatures v3, v4;
  v3.avx2 = true;
  v4.avx2 = v4.avx512 = v4.avx512_vnni = v4.avx512_bf16 = true;
  EXPECT_EQ(&cpu::choose_module(source, v4, ""), &avx512);
  EXPECT_EQ(&cpu::choose_module(source, v3, ""), &avx2);
  EXPECT_EQ(&cpu::choose_module(source, {}, ""), &scalar);
  EXPECT_EQ(&cpu::choose_module(source, v4, "avx2"), &avx2);
  EXPECT_EQ(&cpu::choose_module(with_stale, v4, ""), &scalar);
  EXPECT_NE(error_of([&] { cpu::choose_module(with_stale, v4, "avx2"); }).find("was built for: scalar"), std::string::npos);
}

TEST(Registry, FindsByNameAndListsWhatThereIs) {
  static const cpu::ModuleDesc* const none[] = {nullptr};
  static const cpu::RegisteredSource source{"registry_test_one", "text", nullptr, nullptr, "", none};
  EXPECT_TRUE(cpu::register_source(source));
  EXPECT_FALSE(cpu::register_source(source));
  EXPECT_EQ(&cpu::registered_source("registry_test_one"), &source);
  EXPECT_EQ(cpu::find_registered("registry_test_two"), nullptr);
  const std::string text = error_of([] { cpu::registered_source("registry_test_two"); });
  EXPECT_NE(text.find("registry_test_two"), std::string::npos);
  EXPECT_NE(text.find("registry_test_one"), std::string::npos);
}

TEST(Cache, PruningDeletesTheLongestUnused) {
  const std::string folder = ::testing::TempDir() + "/clrt-prune";
  std::filesystem::remove_all(folder);
  const jit::DiskCache cache(folder);
  jit::CacheEntry entry;
  entry.so.assign(1000, 'x');
  for (const char* digit : {"1", "2", "3"}) {
    cache.store({std::string(32, *digit), "scalar", "c"}, entry);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  const jit::CacheStamp first{std::string(32, '1'), "scalar", "c"}, second{std::string(32, '2'), "scalar", "c"};
  ASSERT_TRUE(cache.load(first));  // now the youngest
  cache.prune(2400);
  EXPECT_TRUE(cache.load(first));
  EXPECT_FALSE(cache.load(second));
  EXPECT_TRUE(cache.load({std::string(32, '3'), "scalar", "c"}));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace clrt::test
