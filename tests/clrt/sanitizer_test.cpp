// Kernels under the address and the undefined-behaviour sanitizer: a fault is reported with the kernel's own line.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/clrt/command.hpp"

namespace {

namespace fs = std::filesystem;

// How the tool gets the address sanitizer: it has it where the whole build is under it.
#if defined(__SANITIZE_ADDRESS__)
constexpr const char* kLoad = "";
#else
constexpr const char* kLoad = "LD_PRELOAD=libasan.so.8";
#endif

using clrt::test::has;
using clrt::test::Outcome;

class Sanitizer : public ::testing::Test {
 protected:
  Sanitizer() {
    fs::create_directories(folder);
    std::ofstream(folder + "/faults.cl") << "kernel void past_end(global int* x, int n) {\n"            // 1
                                            "  int i = get_global_id(0);\n"                             // 2
                                            "  if (i <= n)\n"                                           // 3
                                            "    x[i] = i;\n"                                           // 4
                                            "}\n"                                                       // 5
                                            "kernel void picked(global int* x, global const int* at) {\n"  // 6
                                            "  int i = get_global_id(0);\n"                             // 7
                                            "  x[i] =\n"                                                // 8
                                            "      x[at[i] + 1000];\n"                                  // 9
                                            "}\n"                                                       // 10
                                            "kernel void private_end(global int* x, int n) {\n"         // 11
                                            "  int part[4] = {1, 2, 3, 4}, sum = 0;\n"                  // 12
                                            "  for (int k = 0; k <= n; ++k)\n"                          // 13
                                            "    sum += part[k];\n"                                     // 14
                                            "  x[get_global_id(0)] = sum;\n"                            // 15
                                            "}\n";                                                      // 16
  }
  ~Sanitizer() override { fs::remove_all(folder); }

  Outcome run(const std::string& environment, const std::string& arguments) const {
    return clrt::test::run_command("cd '" + folder + "' && env CLRT_CACHE_DIR='" + folder +
                                   "/cache' CLRT_NUM_THREADS=1 ASAN_OPTIONS=detect_leaks=0 " + environment + " '" CLRT_TOOL
                                   "' run faults.cl " + arguments);
  }
  std::string folder = (fs::temp_directory_path() / ("clrt_sanitizer_test_" + std::to_string(getpid()))).string();
};

// Small buffers come from malloc, large ones are pages of their own: both have an end.
TEST_F(Sanitizer, AddressReportsTheKernelsLine) {
  for (const int n : {20, 100000}) {
    const std::string size = std::to_string(n);
    const Outcome o = run(kLoad, "past_end --global " + std::to_string(n + 12) + " buf:int:" + size + " int:" + size);
    EXPECT_NE(o.status, 0);
    EXPECT_TRUE(has(o, "ERROR: AddressSanitizer")) << o.text;
    EXPECT_TRUE(has(o, "WRITE of size 4")) << o.text;
    EXPECT_TRUE(has(o, "faults.cl:4")) << o.text;
  }
  const Outcome gather = run(kLoad, "picked --global 16 buf:int:1000 buf:int:16");
  EXPECT_TRUE(has(gather, "READ of size 4")) << gather.text;
  EXPECT_TRUE(has(gather, "faults.cl:8")) << gather.text;
}

TEST_F(Sanitizer, ARightLaunchHasNoReport) {
  const Outcome o = run(kLoad, "past_end --global 32 buf:int:20 int:19 --print 0:20");
  EXPECT_EQ(o.status, 0) << o.text;
  EXPECT_TRUE(has(o, "17 18 19")) << o.text;
}

TEST_F(Sanitizer, UndefinedBehaviourReportsTheKernelsLine) {
  const Outcome o = run("CLRT_BUILD_OPTIONS='-fsanitize=undefined -fno-sanitize=all'", "private_end --global 16 buf:int:16 int:4");
  EXPECT_TRUE(has(o, "faults.cl:14:")) << o.text;
  EXPECT_TRUE(has(o, "runtime error: index 4 out of bounds for type")) << o.text;
  const Outcome right = run("CLRT_BUILD_OPTIONS='-fsanitize=undefined -fno-sanitize=all'", "private_end --global 16 buf:int:16 int:3 --print 0");
  EXPECT_FALSE(has(right, "runtime error")) << right.text;
  EXPECT_TRUE(has(right, "10 10 10")) << right.text;
}

TEST_F(Sanitizer, WhatIsMissingIsSaid) {
#if !defined(__SANITIZE_ADDRESS__)
  const Outcome o = run("CLRT_BUILD_OPTIONS=-fsanitize=address", "past_end --global 16 buf:int:20 int:16");
  EXPECT_EQ(o.status, 1);
  EXPECT_TRUE(has(o, "needs the sanitizer in the process from its start")) << o.text;
#endif
  const Outcome unknown = run("CLRT_BUILD_OPTIONS=-fsanitize=thread", "past_end --global 16 buf:int:20 int:16");
  EXPECT_EQ(unknown.status, 1);
  EXPECT_TRUE(has(unknown, "there is no sanitizer 'thread' for kernels")) << unknown.text;
}

}  // namespace
