// The CPU device end to end: real translator, real compiler, ahead of time and at run time, on every ISA level of this machine.
#include "cpu_emu/cpu_device.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <mutex>
#include <numeric>

#include "clrt/error.h"
#include "cpu_emu/jit/jit.hpp"
#include "cpu_emu/jit/sanitizer.hpp"
#include "cpu_emu/jit/translate.hpp"
#include "cpu_emu/jit/units.hpp"
#include "cpu_emu/registry.hpp"
#include "tests/jit/fixture.hpp"

namespace clrt::test {
namespace {

using backend::Arg;
using backend::ArgKind;
using backend::NDRange;
using cpu::Isa;

template <typename T>
Arg value(const T& v) {
  Arg a;
  a.kind = ArgKind::kValue;
  a.size = sizeof v;
  a.value = &v;
  return a;
}
Arg global(backend::Buffer& b, std::size_t offset = 0) {
  Arg a;
  a.kind = ArgKind::kGlobal;
  a.buffer = &b;
  a.offset = offset;
  return a;
}
Arg local(std::size_t bytes) {
  Arg a;
  a.kind = ArgKind::kLocal;
  a.size = bytes;
  return a;
}
NDRange range1(std::uint64_t global_size, std::uint64_t local_size = 0) {
  NDRange r;
  r.global[0] = global_size;
  r.local[0] = local_size;
  if (local_size != 0) r.local[1] = r.local[2] = 1;
  return r;
}

std::vector<Isa> levels() {
  std::vector<Isa> result;
  for (Isa isa : cpu::kAllIsas)
    if (cpu::runs_ahead_of_time(isa, cpu::cpu_features())) result.push_back(isa);
  return result;
}

// The cache is fresh, everything else is as a user has it.
class CpuDevice : public ::testing::TestWithParam<Isa> {
 protected:
  CpuDevice() : folder(make_folder()), cache("CLRT_CACHE_DIR", folder), no_force("CLRT_FORCE_ISA", "") {
    cpu::CpuDeviceOptions options;
    options.isa = GetParam();
    device = cpu::make_cpu_device(options);
    queue = device->queue(false, true);
  }
  ~CpuDevice() override { std::filesystem::remove_all(folder); }
  template <typename T>
  std::vector<T> contents(backend::Buffer& b, std::size_t count) {
    std::vector<T> result(count);
    queue->read(b, 0, result.data(), count * sizeof(T), true, {});
    return result;
  }
  template <typename T>
  std::unique_ptr<backend::Buffer> buffer(const std::vector<T>& v) {
    auto b = device->allocate(v.size() * sizeof(T), {});
    queue->write(*b, 0, v.data(), v.size() * sizeof(T), true, {});
    return b;
  }

  std::string folder;
  ScopedVariable cache, no_force;
  std::shared_ptr<backend::Device> device;
  std::unique_ptr<backend::Queue> queue;
};

INSTANTIATE_TEST_SUITE_P(Levels, CpuDevice, ::testing::ValuesIn(levels()), [](const auto& level) { return cpu::isa_name(level.param); });

TEST_P(CpuDevice, AheadOfTimeProgramsRunAtTheLevelAskedFor) {
  EXPECT_EQ(device->info().isa, cpu::isa_name(GetParam()));
  EXPECT_STREQ(cpu::choose_module(cpu::registered_source("aot_scale"), cpu::cpu_features(), cpu::isa_name(GetParam())).isa,
               cpu::isa_name(GetParam()));
  const auto program = device->registered("aot_scale");
  EXPECT_EQ(program->origin(), "ahead of time");
  const auto kernel = program->kernel("scale");
  std::vector<float> x(1000);
  std::iota(x.begin(), x.end(), 1.f);
  const auto b = buffer(x);
  const int n = 997;
  const Arg args[] = {global(*b), value(n)};
  queue->launch(*kernel, range1(1000), args, {});
  const std::vector<float> y = contents<float>(*b, 1000);
  for (std::size_t i = 0; i < 1000; ++i) EXPECT_EQ(y[i], i < 997 ? 3 * x[i] : x[i]) << i;
}

// Two programs of one source share the code and nothing else; a program's kernels share its variables, which outlive launches.
TEST_P(CpuDevice, EveryProgramHasItsOwnVariables) {
  const std::string source =
      "global int count = 40; global int* global where = &count; kernel void advance(global int* x, int by) { if (get_global_id(0) == 0) { *where += by; x[0] = count; } }";
  const std::function<std::unique_ptr<backend::Program>()> ways[] = {[&] { return device->registered("aot_variables"); },
                                                                     [&] { return device->build({"variables.cl", source, ""}); }};
  for (const auto& make : ways) {
    const auto first = make(), second = make();
    const auto b = buffer(std::vector<int>{0});
    const auto advance = [&](backend::Kernel& kernel, int by) {
      const Arg args[] = {global(*b), value(by)};
      queue->launch(kernel, range1(32), args, {});
      return contents<int>(*b, 1)[0];
    };
    const auto a = first->kernel("advance"), again = first->kernel("advance"), other = second->kernel("advance");
    EXPECT_EQ(advance(*a, 2), 42);
    EXPECT_EQ(advance(*a, 3), 45);
    EXPECT_EQ(advance(*again, 5), 50);
    EXPECT_EQ(advance(*other, 1), 41);
    EXPECT_EQ(advance(*a, 0), 50);
  }
}

// cl2cpp prints what the sharing looks for; every set of units compiles, and together they are the program.
TEST_P(CpuDevice, AFileIsSharedOutOverCompilers) {
  std::string source = "struct pair { int a, b; };\nconstant int table[4] = {3, 1, 4, 1};\n";
  for (int k = 0; k < 8; ++k) {
    const std::string n = std::to_string(k);
    source += "kernel void k" + n + "(global int* x, int n) {\n  struct pair p = {(int)get_global_id(0), " + n + "};\n" +
              "  for (int i = 0; i < n; ++i) { if (p.a % 3 == i % 3) p.b += table[i & 3] * p.a; else p.b ^= i << (p.a & 7); }\n" +
              "  x[p.a] += p.b;\n}\n";
  }
  const std::string generated = jit::translate({"shared.cl", source, ""}).generated;
  EXPECT_EQ(jit::share_units(generated, 2).size(), 2u);
  EXPECT_EQ(jit::share_units(generated, 5).size(), 5u);
  EXPECT_EQ(jit::share_units(jit::translate({"whole.cl", "global int counter = 0;\n" + source, ""}).generated, 5).size(), 1u);

  constexpr int kItems = 48, kSteps = 10;
  const auto program = device->build({"shared.cl", source, ""});
  std::vector<int> expected(kItems, 0);
  const auto b = buffer(expected);
  for (int k = 0; k < 8; ++k) {
    const auto kernel = program->kernel("k" + std::to_string(k));
    const int n = kSteps;
    const Arg args[] = {global(*b), value(n)};
    queue->launch(*kernel, range1(kItems, 24), args, {});  // 24: a full sub-group and a part of one
    for (int id = 0; id < kItems; ++id) {
      constexpr int kTable[4] = {3, 1, 4, 1};
      int sum = k;
      for (int i = 0; i < n; ++i) id % 3 == i % 3 ? sum += kTable[i & 3] * id : sum ^= i << (id & 7);
      expected[std::size_t(id)] += sum;
    }
  }
  EXPECT_EQ(contents<int>(*b, kItems), expected);
}

TEST_P(CpuDevice, RunTimeProgramsAreCompiledAndThenCached) {
  const std::string source = "kernel void twice(global int* x) { x[get_global_id(0)] *= FACTOR; }";
  std::unique_ptr<backend::Kernel> kernel;
  {
    const auto program = device->build({"twice.cl", source, "-DFACTOR=2"});
    EXPECT_EQ(program->origin(), "compiled");
    EXPECT_EQ(program->kernel_names(), std::vector<std::string>{"twice"});
    kernel = program->kernel("twice");
  }
  EXPECT_EQ(device->build({"twice.cl", source, "-DFACTOR=2"})->origin(), "cache hit");
  EXPECT_EQ(device->build({"twice.cl", source, "-DFACTOR=5"})->origin(), "compiled");
  // The kernel outlives its program.
  const auto b = buffer(std::vector<int>(100, 21));
  const Arg args[] = {global(*b, 4)};
  queue->launch(*kernel, range1(99, 33), args, {});
  std::vector<int> expected(100, 42);
  expected[0] = 21;
  EXPECT_EQ(contents<int>(*b, 100), expected);
  EXPECT_GT(kernel->info().sub_group_size, 0u);
}

TEST_P(CpuDevice, BinariesNeedNoToolchain) {
  const auto program = device->build({"thrice.cl", "kernel void thrice(global int* x, int n) { if (get_global_id(0) < n) x[get_global_id(0)] *= 3; }", ""});
  const backend::ProgramBinary binary = program->binary();
  {
    const ScopedVariable no_translator("CLRT_CL2CPP", "/nonexistent/cl2cpp"), no_compiler("CLRT_CLANG", "/nonexistent/clang++");
    const ScopedVariable other_cache("CLRT_CACHE_DIR", "/nonexistent/cache");
    const auto loaded = device->load("thrice.cl", binary);
    EXPECT_EQ(loaded->origin(), "binary");
    EXPECT_EQ(loaded->kernel_names(), std::vector<std::string>{"thrice"});
    EXPECT_EQ(loaded->binary().parts, binary.parts) << "a loaded program can be kept again";
    const auto b = buffer(std::vector<int>(40, 7));
    const int n = 39;
    const Arg args[] = {global(*b), value(n)};
    queue->launch(*loaded->kernel("thrice"), range1(40, 8), args, {});
    std::vector<int> expected(40, 21);
    expected[39] = 7;
    EXPECT_EQ(contents<int>(*b, 40), expected);
  }
  const auto refusal = [&](const char* part, const std::string& content) {
    backend::ProgramBinary changed = binary;
    changed.parts[part] = content;
    try {
      device->load("thrice.cl", changed);
    } catch (const Error& e) {
      return std::string(e.what());
    }
    return std::string("loaded");
  };
  EXPECT_NE(refusal("abi", "1").find("its code has ABI version 1, this library has " + std::to_string(cpu::kAbiVersion)), std::string::npos);
  EXPECT_NE(refusal("isa", "avx1024").find("this library has no level 'avx1024'"), std::string::npos);
  EXPECT_NE(refusal("module", "no shared object").find("thrice.cl: the compiled module cannot be loaded"), std::string::npos);
  if (GetParam() == Isa::kAvx512) {
    EXPECT_NE(refusal("extras", "vnni amx").find("its code is for avx512 with vnni amx, this processor has no amx"), std::string::npos);
  }
  EXPECT_THROW(device->registered("aot_scale")->binary(), Error);
}

TEST_P(CpuDevice, LocalMemoryAndBarriers) {
  const auto kernel = device->registered("aot_group")->kernel("group_sum");
  std::vector<int> x(640);
  std::iota(x.begin(), x.end(), 0);
  const auto in = buffer(x);
  const auto out = buffer(std::vector<int>(10, -1));
  const Arg args[] = {global(*in), global(*out), local(64 * sizeof(int))};
  queue->launch(*kernel, range1(640, 64), args, {});
  const std::vector<int> sums = contents<int>(*out, 10);
  for (int g = 0; g < 10; ++g) EXPECT_EQ(sums[static_cast<std::size_t>(g)], 1000 + 64 * (64 * g) + 63 * 32) << g;
}

TEST_P(CpuDevice, LocalArgumentsDoNotOverlap) {
  const auto kernel = device->registered("aot_group")->kernel("two_locals");
  const auto out = buffer(std::vector<int>(64, -1));
  const Arg args[] = {global(*out), local(32 * sizeof(int)), local(3), local(32 * sizeof(int))};
  queue->launch(*kernel, range1(64, 32), args, {});
  const std::vector<int> got = contents<int>(*out, 64);
  for (int i = 0; i < 64; ++i) EXPECT_EQ(got[static_cast<std::size_t>(i)], 1 + i % 32 + 100 + i % 32 + 1000 + 77) << i;
}

TEST_P(CpuDevice, SubGroupsHaveTheReflectedSize) {
  const auto kernel = device->registered("aot_group")->kernel("sub_sum");
  EXPECT_TRUE(kernel->info().uses_sub_groups);
  const std::uint32_t lanes = kernel->info().sub_group_size;
  ASSERT_EQ(lanes, 16u);
  const auto in = buffer(std::vector<float>(256, 0.5f));
  const auto out = buffer(std::vector<float>(256 / lanes, -1.f));
  const Arg args[] = {global(*in), global(*out)};
  queue->launch(*kernel, range1(256, 64), args, {});
  EXPECT_EQ(contents<float>(*out, 256 / lanes), std::vector<float>(256 / lanes, 8.f));
}

TEST_P(CpuDevice, PrintfGoesToTheSink) {
  std::mutex mutex;
  std::string text;
  ASSERT_TRUE(device->print_to([&](std::string_view part) {
    const std::lock_guard lock(mutex);
    text += part;
  }));
  const int seven = 7;
  const Arg args[] = {value(seven)};
  queue->launch(*device->registered("aot_group")->kernel("say"), range1(20), args, {});
  EXPECT_EQ(text, "value 7 of 3\n");
}

TEST_P(CpuDevice, BuildErrorsCarryTheKernelsLine) {
  const std::string text = error_of([&] { device->build({"dir/bad.cl", "kernel void f(global int* x) {\n  x[0] = y;\n}\n", ""}); });
  EXPECT_NE(text.find("dir/bad.cl:2:10: error:"), std::string::npos) << text;
}

TEST_P(CpuDevice, UnknownKernelsAndProgramsAreListed) {
  EXPECT_NE(error_of([&] { device->registered("aot_group")->kernel("sum"); }).find("group_sum, sub_sum, say, two_locals"), std::string::npos);
  EXPECT_NE(error_of([&] { device->registered("nothing"); }).find("aot_scale"), std::string::npos);
}

TEST_P(CpuDevice, CopiesAndFillsOfEverySize) {
  for (std::size_t bytes : {0ul, 1ul, 4095ul, 4096ul, 100000ul, (9ul << 20) + 5}) {
    const auto a = device->allocate(bytes + 64, {}), b = device->allocate(bytes + 64, {});
    const std::uint8_t poison = 0xee;
    const std::uint8_t pattern[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    queue->fill(*a, 0, bytes + 64, &poison, 1, {});
    queue->fill(*b, 0, bytes + 64, &poison, 1, {});
    queue->fill(*a, 16, bytes / 12 * 12, pattern, 12, {});
    queue->copy(*a, 16, *b, 32, bytes / 12 * 12, {});
    const std::vector<std::uint8_t> got = contents<std::uint8_t>(*b, bytes + 64);
    std::vector<std::uint8_t> expected(bytes + 64, poison);
    for (std::size_t i = 0; i < bytes / 12 * 12; ++i) expected[32 + i] = pattern[i % 12];
    EXPECT_TRUE(got == expected) << bytes;
  }
}

TEST_P(CpuDevice, EventsAreDoneAndTimed) {
  const auto b = device->allocate(1 << 20, {});
  const std::uint32_t one = 1;
  const backend::EventPtr first = queue->fill(*b, 0, 1 << 20, &one, 4, {});
  EXPECT_TRUE(first->done());
  const backend::EventPtr waits[] = {first};
  const backend::EventPtr second = queue->fill(*b, 0, 1 << 20, &one, 4, waits);
  EXPECT_LE(first->times().queued, first->times().start);
  EXPECT_LT(first->times().start, first->times().end);
  EXPECT_LE(first->times().end, second->times().start);
}

// Completes with an error, as an event of another device may.
class FailedEvent : public backend::Event {
 public:
  void wait() override { throw Error(Status::kDeviceError, "the other device was lost"); }
  bool done() override { return true; }
  backend::Times times() override { return {}; }
};

TEST_P(CpuDevice, ACommandWhoseWaitFailsDoesNotRun) {
  const auto b = buffer(std::vector<int>(4, 1));
  const backend::EventPtr waits[] = {std::make_shared<FailedEvent>()};
  const int two = 2;
  EXPECT_EQ(error_of([&] { queue->fill(*b, 0, 16, &two, 4, waits); }), "the other device was lost");
  EXPECT_EQ(contents<int>(*b, 4), std::vector<int>(4, 1));
}

TEST_P(CpuDevice, BuffersShareImportAndPlaceMemory) {
  std::vector<int> mine(100, 5);
  const auto imported = device->import(mine.data(), 400, false);
  EXPECT_EQ(imported->host(), reinterpret_cast<std::byte*>(mine.data()));
  std::unique_ptr<backend::Buffer> part;
  {
    const auto whole = device->allocate(8192, {});
    part = device->sub_buffer(*whole, 4096, 4096);
    EXPECT_EQ(part->host(), whole->host() + 4096);
  }
  std::memset(part->host(), 1, 4096);  // the part keeps the memory
  for (backend::Placement p : {backend::Placement::kInterleaved, backend::Placement::kPartitioned, backend::Placement::kReplicated,
                               backend::Placement::kBind}) {
    const auto b = device->allocate(5 << 20, {p, 0, true});
    // Under the address sanitizer a buffer ends where its memory does.
    const std::size_t alignment = jit::address_sanitizer_loaded() ? 1 : 2 << 20;
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(b->host()) % alignment, 0u);
    std::memset(b->host(), 1, 5 << 20);
  }
  EXPECT_NE(error_of([&] { device->allocate(4096, {backend::Placement::kBind, 99, true}); }).find("node 99"), std::string::npos);
  EXPECT_NE(error_of([&] { device->allocate(std::size_t{1} << 50, {}); }).find("no memory"), std::string::npos);
}

TEST_P(CpuDevice, PartsComputeOnTheirCores) {
  const auto part = device->part({-1, {0}});
  ASSERT_NE(part, nullptr);
  EXPECT_EQ(part->info().compute_units, 1u);
  EXPECT_EQ(part->info().isa, device->info().isa);
  const auto b = buffer(std::vector<float>(64, 2.f));  // of the whole device
  const int n = 64;
  const Arg args[] = {global(*b), value(n)};
  part->queue(false, false)->launch(*device->registered("aot_scale")->kernel("scale"), range1(64), args, {});
  EXPECT_EQ(contents<float>(*b, 64), std::vector<float>(64, 6.f));
  EXPECT_EQ(device->part({0, {}})->info().sub_groups, "lanes");
  EXPECT_NE(error_of([&] { device->part({77, {}}); }).find("no node 77"), std::string::npos);
  EXPECT_NE(error_of([&] { device->part({-1, {0, 5000}}); }).find("no core 5000"), std::string::npos);
  EXPECT_NE(error_of([&] { device->part({}); }).find("at least one core"), std::string::npos);
}

// What was built ahead of time has no checked code: its text is compiled when the environment asks for checks.
TEST_P(CpuDevice, TheEnvironmentAsksForChecks) {
  const ScopedVariable check("CLRT_CHECK", "1");
  const auto program = device->registered("aot_scale");
  EXPECT_EQ(program->origin(), "compiled");
  const auto kernel = program->kernel("scale");
  const auto b = buffer(std::vector<float>(64, 2.f));
  const int n = 64;
  Arg args[] = {global(*b), value(n)};
  args[0].size = 64 * sizeof(float);
  queue->launch(*kernel, range1(64, 16), args, {});
  EXPECT_EQ(contents<float>(*b, 64), std::vector<float>(64, 6.f));
  args[0].size = 60 * sizeof(float);
  const std::string report = error_of([&] { queue->launch(*kernel, range1(64, 16), args, {}); });
  EXPECT_NE(report.find("out-of-bounds read: 'x'[60]"), std::string::npos) << report;
  EXPECT_NE(report.find("by work-item (60,0,0) of work-group (3,0,0)"), std::string::npos) << report;
  std::vector<float> want(64, 18.f);
  std::fill(want.begin() + 60, want.end(), 6.f);  // left alone
  EXPECT_EQ(contents<float>(*b, 64), want);
  const ScopedVariable off("CLRT_CHECK", "0");
  EXPECT_EQ(device->registered("aot_scale")->origin(), "ahead of time");
}

TEST(CpuDeviceForced, TheEnvironmentDecides) {
  const ScopedVariable force("CLRT_FORCE_ISA", "scalar");
  const auto device = cpu::make_cpu_device();
  EXPECT_EQ(device->info().isa, "scalar");
  const ScopedVariable wrong("CLRT_FORCE_ISA", "sse");
  EXPECT_NE(error_of([] { cpu::make_cpu_device(); }).find("use scalar, avx2 or avx512"), std::string::npos);
}

}  // namespace
}  // namespace clrt::test
