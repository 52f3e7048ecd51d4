// A kernel under gdb: breakpoints and steps by the kernel's own lines, values as lanes (docs/debug_a_kernel.md).
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "cpu_emu/isa.hpp"
#include "tests/clrt/command.hpp"

namespace {

namespace fs = std::filesystem;

class Debugger : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const clrt::cpu::CpuFeatures& cpu = clrt::cpu::cpu_features();
    const std::string isa = GetParam();
    if ((isa == "avx2" && !cpu.avx2) || (isa == "avx512" && !cpu.avx512)) GTEST_SKIP() << "this processor has no " << isa;
  }
  Debugger() {
    ::setenv("CLRT_BUILD_OPTIONS", "-fno-sanitize=all", 1);
    fs::create_directories(folder);
    std::ofstream(folder + "/steps.cl") << "int half_of(int v) {\n"                                        // 1
                                           "  int h = v / 2;\n"                                            // 2
                                           "  return h;\n"                                                 // 3
                                           "}\n"                                                           // 4
                                           "kernel void steps(global int* out, int n, float a) {\n"        // 5
                                           "  int i = get_global_id(0);\n"                                 // 6
                                           "  int sum = 0;\n"                                              // 7
                                           "  if (i < n) {\n"                                              // 8
                                           "    float f = a * i;\n"                                        // 9
                                           "    for (int k = 0; k < 3; ++k)\n"                             // 10
                                           "      sum += half_of(i * i);\n"                                // 11
                                           "    int2 pair = (int2)(sum, -sum);\n"                          // 12
                                           "    global int* to = out + (i ^ 1);\n"                         // 13
                                           "    *to = pair.x + (int)f;\n"                                  // 14
                                           "  }\n"                                                         // 15
                                           "}\n";                                                          // 16
  }
  ~Debugger() override {
    ::unsetenv("CLRT_BUILD_OPTIONS");
    fs::remove_all(folder);
  }

  // What gdb says to the commands, one after another, over a run of the kernel with 32 work-items of which `n` do something.
  std::string gdb(int n, const std::string& commands) const {
    std::ofstream(folder + "/commands") << "set pagination off\nset confirm off\nset width 0\nsource " CLRT_GDB_SCRIPT "\n" << commands;
    const std::string command = "cd '" + folder + "' && CLRT_CACHE_DIR='" + folder + "/cache' CLRT_NUM_THREADS=1 CLRT_FORCE_ISA=" + GetParam() +
                                " gdb -nx -batch -x commands --args '" CLRT_TOOL "' run steps.cl steps --option=-g --global 32 --local 32" +
                                " buf:int:32 int:" + std::to_string(n) + " float:0.5 --print 0 </dev/null";
    return clrt::test::run_command(command).text;
  }

  std::string folder = (fs::temp_directory_path() / ("clrt_debugger_test_" + std::to_string(getpid()))).string();
};

// True where the parts stand in the text in this order.
::testing::AssertionResult in_order(const std::string& text, std::initializer_list<const char*> parts) {
  std::size_t at = 0;
  for (const char* part : parts) {
    at = text.find(part, at);
    if (at == std::string::npos)
      return ::testing::AssertionFailure() << "'" << part << "' is missing, or stands before another, in:\n" << text;
    at += std::string_view(part).size();
  }
  return ::testing::AssertionSuccess();
}

#define SKIP_WITHOUT_PTRACE(text)                                                                                              \
  if ((text).find("Operation not permitted") != std::string::npos && (text).find("hit Breakpoint 1") == std::string::npos) \
  GTEST_SKIP() << "this system lets no process trace another: " << (text)

TEST_P(Debugger, StopsAtALineAndShowsLanes) {
  const std::string text = gdb(32, "break steps.cl:9\nrun\nprint i\nprint n\nprint a\nprint sum\nnext\nprint f\nbacktrace 1\n");
  SKIP_WITHOUT_PTRACE(text);
  EXPECT_TRUE(in_order(text, {"hit Breakpoint 1", "kernel_steps (", "/steps.cl:9", "9\t    float f = a * i;",
                              "$1 = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}", "$2 = 32", "$3 = 0.5",
                              "$4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}", "10\t    for (int k = 0; k < 3; ++k)",
                              "$5 = {0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5}", "#0 ", "steps.cl:10"}));
}

TEST_P(Debugger, StepsIntoFunctionsAndShowsMasksVectorsAndPointers) {
  // 21 of 32: the second sub-group has 5 lanes on inside the if.
  const std::string text = gdb(21, "break steps.cl:14\nrun\ncontinue\nprint *active_lanes\nprint pair\nprint to\n"
                                   "delete\nbreak steps.cl:3\nrun\nprint h\nfinish\nbacktrace 1\n");
  SKIP_WITHOUT_PTRACE(text);
  EXPECT_TRUE(in_order(text, {"/steps.cl:14", "/steps.cl:14", "$1 = {1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}",
                              "(384, -384), (432, -432), (486, -486), (540, -540), (600, -600), ", "$3 = {0x"}));
  EXPECT_TRUE(in_order(text, {"half_of", "/steps.cl:3", "3\t  return h;", "= {0, 0, 2, 4, 8, 12, 18, 24, 32, 40, 50, 60, 72, 84, 98, 112}"}));
}

TEST_P(Debugger, TheKernelComputesTheSame) {
  const std::string text = gdb(21, "run\n");
  // Element i ^ 1 gets 3 * (i * i / 2) + (int)(0.5 * i).
  EXPECT_TRUE(in_order(text, {"argument 0, 32 x int: 0 0 13 7 38 26 75 57"})) << text;
}

INSTANTIATE_TEST_SUITE_P(Isa, Debugger, ::testing::Values("scalar", "avx2", "avx512"),
                         [](const auto& isa) { return std::string(isa.param); });

}  // namespace
