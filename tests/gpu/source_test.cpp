// Program text: prelude, #line, pragmas, options and logs. And whether nvidia.clh is PTX that assembles. Needs no device.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "gpu/preludes/prelude.hpp"
#include "gpu/source.hpp"
#include "support.hpp"

namespace clrt::gpu::test {
namespace {

DeviceCaps caps_with(const char* prelude) {
  DeviceCaps caps;
  caps.prelude = &prelude_named(prelude);
  caps.extensions = " cl_khr_fp64 cl_khr_global_int32_base_atomics ";
  caps.language = "CL3.0";
  caps.defines = {"CLRT_HAS_FP64 1"};
  return caps;
}

TEST(Compose, UserLinesKeepTheirNumbers) {
  const std::string text = compose(caps_with("generic"), {"CLRT_SUB_GROUP_SIZE 8"}, "a \"b\".cl", "one\ntwo\n");
  EXPECT_TRUE(text.ends_with("#line 1 \"a \\\"b\\\".cl\"\none\ntwo\n")) << text.substr(text.size() - 60);
  EXPECT_TRUE(text.starts_with("#ifndef CLRT_HAS_FP64\n#define CLRT_HAS_FP64 1\n#endif\n#ifndef CLRT_SUB_GROUP_SIZE\n"));
  EXPECT_NE(text.find("#line 1 \"clrt/preludes/generic.clh\"\n"), std::string::npos);
}

TEST(Compose, PragmasOfForeignExtensionsAreBlanked) {
  const std::string source =
      "#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n"
      "  # pragma OPENCL EXTENSION cl_khr_subgroups : enable\n"
      "#pragma OPENCL EXTENSION all : disable\n"
      "#pragma unroll\n";
  const std::string text = compose(caps_with("native"), {}, "p.cl", source);
  const std::string want =
      "#line 1 \"p.cl\"\n#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n\n#pragma OPENCL EXTENSION all : disable\n#pragma "
      "unroll\n";
  EXPECT_TRUE(text.ends_with(want)) << text;
}

TEST(Options, NewestLanguageUnlessTheUserSays) {
  const DeviceCaps caps = caps_with("native");
  EXPECT_EQ(driver_options(caps, "-DN=4 -I dir", false), "-cl-kernel-arg-info -cl-std=CL3.0 -DN=4 -I dir");
  EXPECT_EQ(driver_options(caps, "-cl-std=CL1.2 -DN=4 -I dir -cl-fast-relaxed-math -w", true),
            "-cl-kernel-arg-info -cl-std=CL1.2 -cl-fast-relaxed-math -w");
}

TEST(Log, InventedNamesBecomeTheUsers) {
  EXPECT_EQ(readable_log("<kernel>:3:5: error: x\n", "a.cl"), "a.cl:3:5: error: x\n");
  EXPECT_EQ(readable_log("/tmp/pocl/tempfile_1.cl:7:1: note\n", "a.cl"), "a.cl:7:1: note\n");
  // A driver that counts lines from the top of the program, prelude included.
  const std::string program = compose(caps_with("generic"), {"CLRT_SUB_GROUP_SIZE 8"}, "a.cl", "one\ntwo\n");
  const std::size_t before = lines_before_source(program, "a.cl");
  ASSERT_GT(before, 10u);
  EXPECT_EQ(readable_log("<kernel>:" + std::to_string(before + 2) + ":5: error: x\n", "a.cl", before), "a.cl:2:5: error: x\n");
  EXPECT_EQ(readable_log("<kernel>:2:5: error: x\n", "a.cl", before), "a.cl:2:5: error: x\n");
  EXPECT_EQ(readable_log("<program source>:9:2: warning\n", "a.cl"), "a.cl:9:2: warning\n");
  EXPECT_EQ(readable_log("clrt/preludes/ids.clh:3:5: note\n", "a.cl"), "clrt/preludes/ids.clh:3:5: note\n");
  EXPECT_EQ(readable_log("  int x = a < b;\n", "a.cl"), "  int x = a < b;\n");
}

TEST(Text, WordsAndSizes) {
  EXPECT_TRUE(mentions("x = sub_group_any(1)", "sub_group_"));
  EXPECT_FALSE(mentions("x = my_sub_group_any(1)", "sub_group_"));
  const std::string two =
      "__attribute__((intel_reqd_sub_group_size(8))) kernel void a(int x) {}\n kernel __attribute__((intel_reqd_sub_group_size( "
      "32 ))) void b() {}\n"
      "kernel void c() {}";
  EXPECT_EQ(required_sub_group_size(two, "a"), 8u);
  EXPECT_EQ(required_sub_group_size(two, "b"), 32u);
  EXPECT_EQ(required_sub_group_size(two, "c"), 0u);
}

TEST(Preludes, TheTableAndTheFilesAgree) {
  for (const Prelude& prelude : preludes())
    for (const std::string_view stem : prelude.files) EXPECT_FALSE(prelude_text(stem).empty()) << stem;
  EXPECT_TRUE(error_of([] { prelude_named("none"); }).starts_with("kNotFound: there is no prelude 'none'; there are: native"));
}

// Compiles a kernel that uses the prelude's families, for the machine that cannot run it.
class NvidiaPrelude : public testing::TestWithParam<std::tuple<const char*, int>> {};
INSTANTIATE_TEST_SUITE_P(Ptx, NvidiaPrelude, testing::Combine(testing::Values("CL1.2", "CL3.0"), testing::Values(8, 16, 32)));

TEST_P(NvidiaPrelude, CompilesToPtxThatAssembles) {
  const auto [language, size] = GetParam();
  if (std::system("clang++-19 --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "no clang 19 on this machine";
  const char* kernel =
      "__kernel void k(__global float* x, __global uint4* v, __global uint* u, __global double* d, __global char* c, __global "
      "long* q) {\n"
      "  size_t i = get_local_id(0);\n"
      "  x[i] = sub_group_reduce_add(x[i]) + sub_group_scan_exclusive_max(x[i]) + sub_group_clustered_reduce_mul(x[i], 4u);\n"
      "  if (x[i] > 3) x[i] = sub_group_non_uniform_scan_inclusive_min(x[i]) + sub_group_broadcast_first(x[i]);\n"
      "  v[i] = sub_group_shuffle(v[i], 3u) + sub_group_shuffle_xor(v[i], 1u) + sub_group_rotate(v[i], 1) + "
      "sub_group_ballot(u[i] > 3);\n"
      "  sub_group_barrier(CLK_LOCAL_MEM_FENCE);\n"
      "  u[i] = sub_group_reduce_add(u[i]) + (uint)sub_group_reduce_min((int)u[i]) + sub_group_non_uniform_reduce_xor(u[i]);\n"
      "  u[i] += sub_group_all((int)u[i]) + sub_group_elect() + sub_group_non_uniform_all_equal(u[i]) + "
      "get_sub_group_lt_mask().x;\n"
      "  d[i] = sub_group_scan_inclusive_add(d[i]) + intel_sub_group_shuffle_up(d[i], d[i], 1u);\n"
      "  c[i] = sub_group_scan_exclusive_min(c[i]) + sub_group_shuffle_down(c[i], 1u);\n"
      "  q[i] = sub_group_reduce_max(q[i]) + sub_group_non_uniform_reduce_logical_xor((int)c[i]);\n"
      "  u[i] += dot_acc_sat_4x8packed_ss_int(u[0], u[1], 5) + dot_4x8packed_us_int(u[2], u[3]) + dot_4x8packed_uu_uint(u[0], "
      "u[1]);\n"
      "  intel_sub_group_block_write_us8((__global ushort*)u, intel_sub_group_block_read_us8((__global ushort*)x));\n"
      "}\n";
  const auto folder = std::filesystem::temp_directory_path() / ("clrt_ptx_" + std::string(language) + "_" + std::to_string(size));
  std::filesystem::create_directories(folder);
  const std::string source = folder / "k.cl", ptx = folder / "k.ptx";
  // get_local_id is the driver's; here it stays an unresolved call.
  std::ofstream(source) << compose(caps_with("nvidia"), {"CLRT_SM 90", "CLRT_SUB_GROUP_SIZE " + std::to_string(size)}, "k.cl",
                                   kernel);
  const std::string compile =
      "clang++-19 -x cl -cl-std=" + std::string(language) +
      " --target=nvptx64 -march=sm_90 -Xclang -finclude-default-header -Wall -Wno-unused -O2 -S -Werror -o " + ptx + " " + source;
  ASSERT_EQ(std::system(compile.c_str()), 0) << compile;
  const char* assembler = "/usr/local/cuda/bin/ptxas";
  if (!std::filesystem::exists(assembler)) {
    std::filesystem::remove_all(folder);
    GTEST_SKIP() << "compiled; not assembled, since there is no ptxas on this machine";
  }
  EXPECT_EQ(std::system((std::string(assembler) + " -c -arch=sm_90 -o " + (folder / "k.o").string() + " " + ptx).c_str()), 0);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace clrt::gpu::test
