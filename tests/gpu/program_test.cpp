// Programs: build errors in the user's lines, reflection without the translator, what is refused and why, a missing loader.
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>

#include <tuple>

#include "gpu/opencl_program.hpp"
#include "support.hpp"

namespace clrt::gpu::test {
namespace {

std::string build_error(backend::Device& device, const backend::BuildRequest& request) {
  return error_of([&] { device.build(request); });
}

TEST(Program, BuildErrorsNameTheUsersFileAndLine) {
  CLRT_NEED_TARGETS();
  // With a sub-group function in it, so that a prelude stands before.
  const std::string source =
      "// first line\n"
      "__kernel void f(__global const int* x, __global int* out) {\n"
      "  out[0] = sub_group_reduce_add(x[0]);\n"
      "  out[1] = undeclared_name;\n"
      "}\n";
  for (const Target& t : targets()) {
    const std::string message = build_error(*t.device, {"folder/my kernel.cl", source, ""});
    EXPECT_TRUE(message.starts_with("kBuildFailed: folder/my kernel.cl does not compile on " + t.device->info().name)) << message;
    EXPECT_NE(message.find("folder/my kernel.cl:4:"), std::string::npos) << message;
    EXPECT_NE(message.find("undeclared_name"), std::string::npos) << message;
    EXPECT_EQ(message.find("/tmp/"), std::string::npos) << message;
  }
}

TEST(Program, TwoSubGroupSizesInOneFile) {
  CLRT_NEED_TARGETS();
  const std::string source =
      "__kernel __attribute__((intel_reqd_sub_group_size(8))) void eight(__global const int* x, __global int* out) {\n"
      "  out[get_global_id(0)] = sub_group_reduce_add(x[get_global_id(0)]); }\n"
      "__kernel __attribute__((intel_reqd_sub_group_size(16))) void sixteen(__global const int* x, __global int* out) {\n"
      "  out[get_global_id(0)] = sub_group_reduce_add(x[get_global_id(0)]); }\n"
      "__kernel __attribute__((intel_reqd_sub_group_size(128))) void giant(__global const int* x, __global int* out) {\n"
      "  out[get_global_id(0)] = sub_group_reduce_add(x[get_global_id(0)]); }\n";
  const std::vector<std::int32_t> ones(32, 1);
  for (const Target& t : targets()) {
    if (t.device->info().sub_groups == "native") continue;  // its sizes are its own
    EXPECT_EQ(run<std::int32_t>(*t.device, source, "eight", range({32}, {32}), ones, 32)[31], 8) << t.name;
    EXPECT_EQ(run<std::int32_t>(*t.device, source, "sixteen", range({32}, {32}), ones, 32)[31], 16) << t.name;
    const auto program = t.device->build({"sizes.cl", source, ""});
    const std::string message = error_of([&] { program->kernel("giant"); });
    EXPECT_TRUE(
        message.starts_with("kUnsupported: kernel giant needs sub-group size 128, " + t.device->info().name + " has 8, 16, 32"))
        << message;
    EXPECT_EQ(error_of([&] { program->kernel("none"); }),
              "kNotFound: sizes.cl has no kernel 'none'; it has: eight giant sixteen");
  }
}

// A device whose own sub-groups end at 32 runs a kernel that demands 64 over local memory.
TEST(Program, ASizeThatThePreludeLacksIsEmulated) {
  std::string why;
  const std::string source =
      "__kernel __attribute__((intel_reqd_sub_group_size(64))) void sum(__global const int* x, __global int* out) {\n"
      "  out[get_global_id(0)] = sub_group_reduce_add(x[get_global_id(0)]); }\n";
  const std::vector<std::int32_t> ones(128, 1);
  const auto devices = opencl_devices(&why, {fake_analyser, "nvidia"});
  if (devices.empty()) GTEST_SKIP() << why;
  for (const auto& device : devices) {
    EXPECT_EQ(device->info().sub_group_sizes, (std::vector<std::uint32_t>{8, 16, 32}));
    EXPECT_EQ(run<std::int32_t>(*device, source, "sum", range({128}, {128}), ones, 128), std::vector<std::int32_t>(128, 64)) << device->info().name;
  }
  for (const Target& t : targets()) {  // where the file has no emulated form, the kernel says so
    if (t.device->info().sub_groups != "nvidia") continue;
    const std::string message = error_of([&] { t.device->build({"refused.cl", "// REFUSED\n" + source, ""})->kernel("sum"); });
    EXPECT_TRUE(message.starts_with("kUnsupported: kernel sum needs sub-group size 64, " + t.device->info().name + " has 8, 16, 32 (and no emulation: ")) << message;
  }
}

TEST(Program, DivergentSubGroupsNeedOneSubGroupInAWorkGroup) {
  CLRT_NEED_TARGETS();
  // Sub-groups of one work-group go round their loops differently often.
  const std::string source =
      "/* DIVERGENT */ __kernel __attribute__((intel_reqd_sub_group_size(16))) void f(__global const int* x, __global int* out) "
      "{\n"
      "  int rounds = 1 + (int)(get_global_id(0) / 16) % 3, sum = 0;\n"
      "  for (int r = 0; r < rounds; ++r) sum += sub_group_reduce_add(x[get_global_id(0)]);\n"
      "  out[get_global_id(0)] = sum; }\n";
  const std::vector<std::int32_t> ones(96, 1);
  for (const Target& t : targets()) {
    if (t.device->info().sub_groups == "native") continue;
    for (const std::vector<std::uint64_t>& local_size : {std::vector<std::uint64_t>{16}, {}}) {
      const auto out = run<std::int32_t>(*t.device, source, "f", range({96}, local_size), ones, 96);
      for (std::size_t i = 0; i < 96; ++i)
        ASSERT_EQ(out[i], 16 * static_cast<std::int32_t>(1 + i / 16 % 3)) << t.name << " at " << i;
    }
    const auto launch = [&] { return run<std::int32_t>(*t.device, source, "f", range({96}, {32}), ones, 96); };
    if (t.local_memory) {
      const std::string message = error_of(launch);
      EXPECT_NE(message.find("kUnsupported: kernel f on "), std::string::npos) << message;
      EXPECT_NE(message.find("one sub-group in a work-group: 32 work-items, sub-group size 16"), std::string::npos) << message;
    } else {
      const auto out = launch();
      for (std::size_t i = 0; i < 96; ++i)
        ASSERT_EQ(out[i], 16 * static_cast<std::int32_t>(1 + i / 16 % 3)) << t.name << " at " << i;
    }
  }
}

TEST(Program, WhatHasNoGenericFormIsRefusedWithTheReason) {
  CLRT_NEED_TARGETS();
  const std::string source =
      "/* REFUSED */ __kernel void f(__global const int* x, __global int* out) { out[0] = sub_group_any(x[0]); }\n";
  for (const Target& t : targets()) {
    if (!t.local_memory) continue;
    const std::string message = build_error(*t.device, {"refused.cl", source, ""});
    EXPECT_TRUE(message.starts_with("kUnsupported: refused.cl cannot run on ")) << message;
    EXPECT_NE(message.find("test.cl:1:1: the test said so"), std::string::npos) << message;
  }
}

TEST(Program, BinariesRunWithoutTheSource) {
  CLRT_NEED_TARGETS();
  const std::string source =
      "__kernel __attribute__((intel_reqd_sub_group_size(8))) void eight(__global const int* x, __global int* out) {\n"
      "  out[get_global_id(0)] = sub_group_reduce_add(x[get_global_id(0)]); }\n"
      "__kernel __attribute__((intel_reqd_sub_group_size(16))) void sixteen(__global const int* x, __global int* out) {\n"
      "  out[get_global_id(0)] = sub_group_reduce_add(x[get_global_id(0)]); }\n";
  const std::vector<std::int32_t> ones(32, 1);
  for (const Target& t : targets()) {
    if (t.device->info().sub_groups == "native") continue;  // its sizes are its own
    const auto built = t.device->build({"sizes.cl", source, ""});
    const backend::ProgramBinary binary = built->binary();
    const auto loaded = t.device->load("sizes.cl", binary);
    EXPECT_EQ(loaded->origin(), "binary");
    EXPECT_EQ(loaded->kernel_names(), built->kernel_names());
    EXPECT_EQ(loaded->kernel("eight")->info().args.size(), 2u);
    EXPECT_EQ((run<std::int32_t>(*t.device, *loaded, "eight", range({32}, {32}), ones, 32)), std::vector<std::int32_t>(32, 8)) << t.name;
    EXPECT_EQ((run<std::int32_t>(*t.device, *loaded, "sixteen", range({32}, {32}), ones, 32)), std::vector<std::int32_t>(32, 16)) << t.name;
    backend::ProgramBinary other = binary;
    other.parts["driver"] = "driver 0";
    EXPECT_NE(error_of([&] { t.device->load("sizes.cl", other); }).find("kUnsupported: the binary of program sizes.cl was made on " + t.device->info().name + " (driver driver 0), this is"),
              std::string::npos);
    other = binary;
    other.parts.erase("code.8");
    other.parts.erase("code.16");
    EXPECT_EQ(error_of([&] { t.device->load("sizes.cl", other); }), "kInvalidArgument: the binary of program sizes.cl has no code");
  }
}

TEST(Program, WithoutTranslatorTheDriverReflects) {
  CLRT_NEED_TARGETS();
  const std::string source =
      "typedef struct { float a, b; } Pair;\n"
      "__kernel void saxpy(float a, __global const float* x, __global float* restrict y, __constant int* limits, __local uint4* "
      "tile,\n"
      "                    short3 s, ulong n) {\n"
      "  size_t i = get_global_id(0); if (i < n) y[i] += a * x[i] + FACTOR; }\n"
      "__kernel __attribute__((reqd_work_group_size(8, 4, 1))) void other(__global Pair* p) { p[0].a = 1; }\n";
  for (const auto& device : opencl_devices(nullptr, {no_analyser, ""})) {
    const auto program = device->build({"saxpy.cl", source, "-DFACTOR=0"});
    EXPECT_EQ(program->origin(), "compiled");
    auto names = program->kernel_names();
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names, (std::vector<std::string>{"other", "saxpy"}));
    const auto kernel = program->kernel("saxpy");
    const auto& args = kernel->info().args;
    ASSERT_EQ(args.size(), 7u);
    using backend::ArgKind;
    const std::vector<std::tuple<std::string, std::string, ArgKind, std::size_t>> want = {
        {"a", "float", ArgKind::kValue, 4},       {"x", "float", ArgKind::kGlobal, 4},    {"y", "float", ArgKind::kGlobal, 4},
        {"limits", "int", ArgKind::kConstant, 4}, {"tile", "uint4", ArgKind::kLocal, 16}, {"s", "short3", ArgKind::kValue, 8},
        {"n", "ulong", ArgKind::kValue, 8}};
    for (std::size_t i = 0; i < 7; ++i)
      EXPECT_EQ(std::tuple(args[i].name, args[i].type, args[i].kind, args[i].size), want[i])
          << device->info().name << ", argument " << i;
    EXPECT_TRUE(args[1].read_only);
    EXPECT_FALSE(args[2].read_only);
    const auto other = program->kernel("other");
    EXPECT_EQ(other->info().required_local, (std::array<std::uint32_t, 3>{8, 4, 1}));

    const auto queue = device->queue(false, false);
    const auto x = device->allocate(64, {}), y = device->allocate(64, {});
    const float two = 2, three = 3, a = 4;
    queue->fill(*x, 0, 64, &two, 4, {});
    queue->fill(*y, 0, 64, &three, 4, {});
    const std::array<std::int16_t, 4> s{};
    const std::uint64_t n = 15;
    const std::vector<backend::Arg> bound = {value(a), pointer(*x), pointer(*y), pointer(*x), local(64), value(s), value(n)};
    queue->launch(*kernel, range({16}), bound, {});
    std::vector<float> result(16);
    queue->read(*y, 0, result.data(), 64, true, {});
    EXPECT_EQ(result[14], 11);
    EXPECT_EQ(result[15], 3);
  }
}

TEST(Program, WithoutTranslatorSubGroupsNeedThemInTheDevice) {
  CLRT_NEED_TARGETS();
  const std::string source =
      "__kernel __attribute__((intel_reqd_sub_group_size(8))) void f(__global const int* x, __global int* out) {\n"
      "  out[get_global_id(0)] = sub_group_reduce_add(x[get_global_id(0)]); }\n";
  for (const auto& device : opencl_devices(nullptr, {no_analyser, ""})) {
    if (device->info().sub_groups == "native") continue;
    const std::string& name = device->info().name;
    if (device->info().sub_groups == "generic") {
      EXPECT_EQ(build_error(*device, {"f.cl", source, ""}),
                "kUnsupported: f.cl: " + name +
                    " has no sub-groups, and the translator cl2cpp, which writes them over local memory, is not installed");
    } else {
      const std::vector<std::int32_t> ones(32, 1);
      EXPECT_EQ(run<std::int32_t>(*device, source, "f", range({32}, {32}), ones, 32)[9], 8) << name;
    }
  }
}

TEST(Program, WrongOptionsAreNamed) {
  CLRT_NEED_TARGETS();
  for (const Target& t : targets()) {
    const std::string message =
        build_error(*t.device, {"x.cl", "__kernel void f(__global int* x) { x[0] = 1; }", "-cl-no-such-option"});
    if (message.empty()) continue;  // a driver may ignore what it does not know
    EXPECT_NE(message.find("x.cl"), std::string::npos) << message;
  }
}

// Runs this executable again with another loader.
std::string list_devices_with(const std::string& loader) {
  std::array<char, 4096> path{};
  std::ifstream("/proc/self/cmdline").getline(path.data(), path.size(), '\0');
  const std::string command = "CLRT_OPENCL_LIBRARY=" + loader + " '" + path.data() + "' --gtest_filter=Nothing.Here 2>&1";
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  for (std::array<char, 4096> part{}; std::fgets(part.data(), part.size(), pipe) != nullptr;) output += part.data();
  return pclose(pipe) == 0 ? output : "failed: " + output;
}

TEST(Loader, MissingOrWrongIsAReasonNotAnError) {
  EXPECT_TRUE(
      list_devices_with("/nonexistent/libOpenCL.so")
          .starts_with("no OpenCL device: the OpenCL loader /nonexistent/libOpenCL.so (CLRT_OPENCL_LIBRARY) cannot be opened: "))
      << list_devices_with("/nonexistent/libOpenCL.so");
  const std::string wrong = list_devices_with("libm.so.6");
  EXPECT_TRUE(wrong.starts_with("no OpenCL device: the OpenCL loader libm.so.6 has no clGetPlatformIDs")) << wrong;
}

TEST(TypeSize, OfOpenClTypesByName) {
  EXPECT_EQ(type_size("float").size, 4u);
  EXPECT_EQ(type_size("uchar16").size, 16u);
  EXPECT_EQ(type_size("double3").size, 32u);
  EXPECT_EQ(type_size("unsigned long").align, 8u);
  EXPECT_EQ(type_size("struct Pair").size, 0u);
}

}  // namespace
}  // namespace clrt::gpu::test
