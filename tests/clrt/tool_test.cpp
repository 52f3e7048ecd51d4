// The tool `clrt` as a user runs it.
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "tests/clrt/command.hpp"

namespace {

using clrt::test::has;
using clrt::test::Outcome;

Outcome tool(const std::string& arguments) { return clrt::test::run_command("'" CLRT_TOOL "' " + arguments); }

class Tool : public ::testing::Test {
 protected:
  Tool() {
    ::setenv("CLRT_BUILD_OPTIONS", "-fno-sanitize=all", 1);  // what the tool says of kernels does not depend on how it was built
    std::filesystem::create_directories(folder);
    write("saxpy.cl",
          "#ifndef SCALE\n#define SCALE 1\n#endif\n"
          "kernel void saxpy(int n, float a, global const float* x, global float* y) {\n"
          "  int i = get_global_id(0);\n"
          "  if (i < n) y[i] += SCALE * a * x[i];\n"
          "}\n"
          "kernel void pick(global const int* at, global const float* x, global float* y) {\n"
          "  int i = get_global_id(0);\n"
          "  y[i] = x[at[i]];\n"
          "}\n"
          "kernel void grow(global const float* x, global float* y) {\n"
          "  int i = get_global_id(0);\n"
          "  y[i] = exp(x[i]);\n"
          "}\n");
    write("broken.cl", "kernel void k(global int* x) {\n  x[0] = nothing;\n}\n");
  }
  ~Tool() override {
    ::unsetenv("CLRT_BUILD_OPTIONS");
    std::filesystem::remove_all(folder);
  }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder + "/" + name) << text; }
  std::string read(const std::string& name) {
    std::ifstream in(folder + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::string folder = (std::filesystem::temp_directory_path() / ("clrt_tool_test_" + std::to_string(getpid()))).string();
  std::string file = folder + "/saxpy.cl";
};

TEST_F(Tool, Check) {
  const std::string right = " '" + file + "' saxpy int:100 float:2 buf:float:100:iota buf:float:100 --global 128";
  const std::string wrong = " '" + file + "' grow buf:float:100 buf:float:90 --global 100 --local 10";
  for (const char* command : {"run --check", "check"}) {
    const Outcome clean = tool(command + right);
    EXPECT_EQ(0, clean.status) << clean.text;
    EXPECT_TRUE(has(clean, ": ran")) << clean.text;
    const Outcome caught = tool(command + wrong);
    EXPECT_EQ(1, caught.status);
    for (const char* part : {"checked launch of grow: 1 finding", "saxpy.cl:14: out-of-bounds write: 'y'[90]", "work-item (90,0,0) of work-group (9,0,0), 10 times"})
      EXPECT_TRUE(has(caught, part)) << part << "\n" << caught.text;
  }
}

TEST_F(Tool, Info) {
  const Outcome text = tool("info");
  EXPECT_EQ(0, text.status) << text.text;
  for (const char* part : {"machine", "threads", "pages of 16 MiB", "devices", "  0 cpu", "settings", "CLRT_FORCE_ISA"})
    EXPECT_TRUE(has(text, part)) << part;
  const Outcome json = tool("info --json");
  const nlohmann::json j = nlohmann::json::parse(json.text);
  EXPECT_EQ("cpu", j.at("devices").at(0).at("kind"));
  EXPECT_GT(j.at("machine").at("cores").get<int>(), 0);
  EXPECT_EQ(5u, j.at("pages").size());
  EXPECT_GT(j.at("settings").size(), 8u);
}

TEST_F(Tool, InfoShowsASetting) {
  setenv("CLRT_FORCE_ISA", "scalar", 1);
  const Outcome o = tool("info");
  unsetenv("CLRT_FORCE_ISA");
  EXPECT_TRUE(has(o, "(scalar)")) << o.text;
  EXPECT_TRUE(has(o, "= scalar")) << o.text;
}

TEST_F(Tool, Build) {
  const Outcome o = tool("build " + file + " --report --emit-cpp " + folder + "/out.cpp");
  EXPECT_EQ(0, o.status) << o.text;
  EXPECT_TRUE(has(o, "saxpy(int n, float a, global const float* x, global float* y)\n    vectorised: 16 lanes (")) << o.text;
  EXPECT_TRUE(has(o, "    line 6: if (i < n) differs between lanes: each side runs under a mask\n")) << o.text;
  EXPECT_TRUE(has(o, "    line 10: gather 'x[at[i]]': index 'at[i]' is read from memory\n")) << o.text;
  EXPECT_TRUE(has(o, "    register spills: none in loops\n")) << o.text;
  EXPECT_NE(std::string::npos, read("out.cpp").find("#line 6"));
}

TEST_F(Tool, BuiltProgramsRunFromTheirFile) {
  const Outcome built = tool("build " + file + " -DSCALE=3 --output " + folder + "/saxpy.bin");
  EXPECT_EQ(0, built.status) << built.text;
  const std::string arguments = " saxpy --global 4 int:4 float:2 buf:float:4:iota buf:float:4:zero --print 3";
  setenv("CLRT_CLANG", "/nonexistent/clang++", 1);
  const Outcome ran = tool("run " + folder + "/saxpy.bin" + arguments);
  unsetenv("CLRT_CLANG");
  EXPECT_EQ(0, ran.status) << ran.text;
  EXPECT_TRUE(has(ran, "4 x float: 0 6 12 18")) << ran.text;
  write("cut.bin", read("saxpy.bin").substr(0, 2000));
  const Outcome cut = tool("run " + folder + "/cut.bin" + arguments);
  EXPECT_EQ(1, cut.status);
  EXPECT_TRUE(has(cut, "the program binary is damaged or cut off: the checksum of its 2000 bytes is wrong")) << cut.text;
}

// 40 values live across a loop: more than any instruction set has registers.
TEST_F(Tool, ReportNamesSpillsScattersBarriersAndOneLane) {
  std::string start, loop, sum;
  for (int k = 0; k < 40; ++k) {
    const std::string n = std::to_string(k), next = std::to_string((k + 7) % 40);
    start += "  float a" + n + " = x[i + " + n + "];\n";
    loop += "    a" + n + " = a" + n + " * a" + next + " + c;\n";
    sum += " + a" + n;
  }
  write("report.cl", "kernel void crowded(global float* x, int n, float c) {\n  int i = get_global_id(0);\n" + start + "  for (int s = 0; s < n; ++s) {\n" + loop +
                         "  }\n  x[i] = 0" + sum + ";\n}\n"
                         "kernel void spread(global int* y, global const int* to, local int* t) {\n"
                         "  int i = get_global_id(0);\n"
                         "  t[get_local_id(0)] = i;\n"
                         "  barrier(CLK_LOCAL_MEM_FENCE);\n"
                         "  y[to[i]] = t[0];\n"
                         "  y[2 * i] = 1;\n"
                         "}\n"
                         "kernel void plain(global int* y) {\n"
                         "  float f[4];\n"
                         "  f[0] = 1;\n"
                         "  int* p = (int*)f;\n"
                         "  y[get_global_id(0)] = *p;\n"
                         "}\n"
                         "kernel void jumping(global int* y) {\n"
                         "  int i = get_global_id(0), k = 0;\n"
                         "again:\n"
                         "  if (k++ < y[i]) goto again;\n"
                         "  y[i] = k;\n"
                         "}\n");
  const Outcome o = tool("build " + folder + "/report.cl --report");
  EXPECT_EQ(0, o.status) << o.text;
  const std::regex spills("crowded\\([^\\n]*\\)\\n(    [^\\n]*\\n)*    register spills in the loop at line 43, fast form: [1-9][0-9]* stores, [1-9][0-9]* loads\\n");
  EXPECT_TRUE(std::regex_search(o.text, spills)) << o.text;
  const std::size_t spread = o.text.find("  spread("), plain = o.text.find("  plain("), jumping = o.text.find("  jumping(");
  ASSERT_TRUE(spread != std::string::npos && plain != std::string::npos && jumping != std::string::npos) << o.text;
  const std::string second = o.text.substr(spread, plain - spread), third = o.text.substr(plain, jumping - plain), last = o.text.substr(jumping);
  EXPECT_NE(second.find("    line 91: scatter 'y[to[i]]': index 'to[i]' is read from memory\n"), std::string::npos) << second;
  EXPECT_NE(second.find("    line 92: strided access 'y[2 * i]': stride of 2 elements\n"), std::string::npos) << second;
  EXPECT_NE(second.find("    barriers at line 90\n"), std::string::npos) << second;
  EXPECT_NE(second.find("    barriers by phases: 2 for each work-group of full sub-groups\n"), std::string::npos) << second;
  EXPECT_NE(third.find("vectorised: 16 lanes"), std::string::npos) << third;
  EXPECT_NE(third.find("    private variables in memory: "), std::string::npos) << third;
  EXPECT_NE(third.find("report.cl:97:12: private memory is reinterpreted through a pointer of another type\n"), std::string::npos) << third;
  EXPECT_NE(last.find("not vectorised: "), std::string::npos) << last;
  EXPECT_NE(last.find("report.cl:103:"), std::string::npos) << last;
}

TEST_F(Tool, BuildAllDevices) {
  const Outcome o = tool("build " + file + " --device all");
  EXPECT_EQ(0, o.status) << o.text;
  EXPECT_EQ(0u, o.text.find("0 cpu")) << o.text;
  EXPECT_TRUE(has(o, "built (")) << o.text;
}

TEST_F(Tool, BuildFails) {
  const Outcome o = tool("build " + folder + "/broken.cl --device all");
  EXPECT_EQ(1, o.status);
  EXPECT_TRUE(has(o, "broken.cl:2:10: error: use of undeclared identifier 'nothing'")) << o.text;
  const Outcome missing = tool("build " + folder + "/missing.cl");
  EXPECT_EQ(1, missing.status);
  EXPECT_TRUE(has(missing, "missing.cl': No such file or directory")) << missing.text;
}

TEST_F(Tool, RunPrintsDumpsAndTimes) {
  const std::array<float, 4> x{1, 2, 3, 4};
  write("x.bin", std::string(reinterpret_cast<const char*>(x.data()), sizeof x));
  const Outcome o = tool("run " + file + " saxpy -DSCALE=10 --device cpu --global 4 int:4 float:2 buf:float::file=" + folder +
                         "/x.bin buf:float:4:fill=0.5 --print 3 --print 2:2 --dump 3=" + folder + "/y.bin --repeat 3");
  EXPECT_EQ(0, o.status) << o.text;
  EXPECT_TRUE(has(o, "argument 3, 4 x float: 20.5 40.5 60.5 80.5\n")) << o.text;
  EXPECT_TRUE(has(o, "argument 2, 4 x float: 1 2 ...\n")) << o.text;
  EXPECT_TRUE(has(o, "3 runs: fastest ")) << o.text;
  std::array<float, 4> y{};
  ASSERT_EQ(sizeof y, read("y.bin").size());
  std::memcpy(y.data(), read("y.bin").data(), sizeof y);
  EXPECT_EQ((std::array<float, 4>{20.5f, 40.5f, 60.5f, 80.5f}), y);
}

TEST_F(Tool, RunSaysWhatIsWrong) {
  const std::string start = "run " + file + " saxpy --global 4 ";
  for (const auto& [arguments, message] : std::vector<std::pair<std::string, std::string>>{
           {"int:4 int:2 buf:float:4 buf:float:4", "argument 1 'a' of saxpy is float, int was given"},
           {"int:4 float:2 buf:float:4", "saxpy takes 4 arguments"},
           {"int:4 float:2 buf:int:4 buf:float:4", "a buffer of int was given"},
           {"int:4 float:x buf:float:4 buf:float:4", "'x' is no float"},
           {"int:4 float:2 buf:float:4 buf:float:4 --device nothing", "no device is 'nothing'; there are 0: "},
           {"int:4 float:2 buf:float:4 buf:float:4 --print 1", "--print 1: no argument with that index is a buffer"},
           {"int:4 float:2 buf:float:4 buf:float:4 --local 100000", "local size 100000 is over the limit"}}) {
    const Outcome o = tool(start + arguments);
    EXPECT_EQ(1, o.status) << arguments << "\n" << o.text;
    EXPECT_TRUE(has(o, message)) << arguments << "\n" << o.text;
  }
  EXPECT_EQ(2, tool("run " + file).status);
  EXPECT_EQ(2, tool("").status);
}

TEST_F(Tool, ComparesDevices) {
  const int devices = static_cast<int>(nlohmann::json::parse(tool("info --json").text).at("devices").size());
  const Outcome o =
      tool("run " + file + " saxpy --compare --global 1000 int:1000 float:2 buf:float:1000:random buf:float:1000:iota");
  if (devices < 2) {
    EXPECT_EQ(1, o.status);
    EXPECT_TRUE(has(o, "nothing to compare: fewer than two devices")) << o.text;
    return;
  }
  EXPECT_EQ(0, o.status) << o.text;
  EXPECT_TRUE(has(o, "compare 1 ")) << o.text;
  EXPECT_TRUE(has(o, "argument 2: equal (1000 values)")) << o.text;
  // Two libraries' exp differ in the last place somewhere among so many values.
  const std::string grow = "run " + file + " grow --compare --global 100000 buf:float:100000:random buf:float:100000";
  const Outcome near = tool(grow), exact = tool(grow + " --tolerance 0");
  EXPECT_EQ(0, near.status) << near.text;
  EXPECT_TRUE(has(near, "of 100000 values differ, at most by ")) << near.text;
  EXPECT_EQ(1, exact.status) << exact.text;
  EXPECT_TRUE(has(exact, " beyond the tolerance 0, first [")) << exact.text;
}

TEST_F(Tool, BenchNeedsItsProgram) {
  std::filesystem::copy_file(CLRT_TOOL, folder + "/clrt");
  const Outcome alone = clrt::test::run_command("'" + folder + "/clrt' bench --x");
  EXPECT_EQ(1, alone.status);
  EXPECT_TRUE(has(alone, "cannot start the benchmarks, '" + folder + "/clrt_bench'")) << alone.text;
  write("clrt_bench", "#!/bin/sh\necho \"bench got $*\"\n");
  std::filesystem::permissions(folder + "/clrt_bench", std::filesystem::perms::owner_all);
  const Outcome both = clrt::test::run_command("'" + folder + "/clrt' bench --filter=x --help");
  EXPECT_EQ(0, both.status);
  EXPECT_EQ("bench got --filter=x --help\n", both.text);
}

}  // namespace
