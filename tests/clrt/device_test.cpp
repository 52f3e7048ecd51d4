// The runtime on the devices of this machine: the same program on every one.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include "clrt/clrt.hpp"

namespace clrt {
namespace {

constexpr const char* kSource = R"(
typedef struct { int scale; float shift; } Params;
kernel void saxpy(int n, float a, global const float* x, global float* y) {
  int i = get_global_id(0);
  if (i < n) y[i] += a * x[i];
}
kernel void reverse(global const int* x, global int* y, local int* t) {
  int l = get_local_id(0), n = get_local_size(0);
  t[l] = x[get_global_id(0)];
  barrier(CLK_LOCAL_MEM_FENCE);
  y[get_global_id(0)] = t[n - 1 - l];
}
kernel void shapes(float4 v, float3 w, Params p, constant uchar* table, global float* out) {
  out[0] = v.x + v.w; out[1] = w.x + w.z; out[2] = p.scale + p.shift; out[3] = table[3];
}
kernel void where(global int* out) { out[get_global_id(1) * 8 + get_global_id(0)] = (int)(get_global_id(1) * 100 + get_global_id(0)); }
kernel void maybe(global float* p, global int* out) { out[0] = p == 0; }
kernel __attribute__((reqd_work_group_size(8, 1, 1))) void fixed(global int* out) { out[get_global_id(0)] = (int)get_local_size(0); }
kernel void speak(int n) { printf("<%d>", n + (int)get_global_id(0)); }
)";

struct Params {
  int scale;
  float shift;
};

std::vector<std::string> device_names() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < Device::all().size(); ++i) names.push_back(std::to_string(i));
  return names;
}

class DeviceTest : public ::testing::TestWithParam<std::string> {
 protected:
  Device device = Device::select(GetParam());
  Queue queue{device, {.out_of_order = false, .profiling = true}};
  Program program = Program::from_source(device, kSource, "", "device_test.cl");
  std::vector<float> ones = std::vector<float>(1000, 1.0f);
};

TEST_P(DeviceTest, Launch) {
  const Buffer x(device, ones), y(device, ones);
  const Event e = queue.launch(program.kernel("saxpy"), {1024}, {}, 1000, 2.0f, x, y);
  e.wait();
  EXPECT_TRUE(e.done());
  EXPECT_GT(e.times().end, 0u);
  EXPECT_EQ(std::vector<float>(1000, 3.0f), queue.read(y));
}

TEST_P(DeviceTest, LocalMemoryAndBarriers) {
  std::vector<int> host(256), want(256);
  for (int i = 0; i < 256; ++i)
    host[static_cast<std::size_t>(i)] = i, want[static_cast<std::size_t>(i)] = i / 64 * 64 + 63 - i % 64;
  const Buffer x(device, host);
  const Buffer<int> y(device, 256);
  queue.launch(program.kernel("reverse"), {256}, {64}, x, y, local<int>(64));
  EXPECT_EQ(want, queue.read(y));
}

TEST_P(DeviceTest, EveryKindOfArgument) {
  const Buffer table(device, std::vector<std::uint8_t>{1, 2, 3, 40});
  const Buffer<float> out(device, 4);
  queue.launch(program.kernel("shapes"), {1}, {}, std::array<float, 4>{1, 2, 3, 4}, std::array<float, 3>{10, 20, 30},
               Params{7, 0.5f}, table, out);
  EXPECT_EQ((std::vector<float>{5, 40, 7.5f, 40}), queue.read(out));
  const Buffer<int> is_null(device, 1);
  queue.launch(program.kernel("maybe"), {1}, {}, nullptr, is_null);
  EXPECT_EQ(1, queue.read(is_null)[0]);
  queue.launch(program.kernel("maybe"), {1}, {}, out, is_null);
  EXPECT_EQ(0, queue.read(is_null)[0]);
}

TEST_P(DeviceTest, OffsetsInTwoDimensions) {
  const Buffer out(device, std::vector<int>(64, -1));
  queue.launch_range(program.kernel("where"), ndrange({4, 2}, {2, 1}, {3, 5}), {}, out);
  std::vector<int> want(64, -1);
  for (int y = 5; y < 7; ++y)
    for (int x = 3; x < 7; ++x) want[static_cast<std::size_t>(y * 8 + x)] = y * 100 + x;
  EXPECT_EQ(want, queue.read(out));
}

TEST_P(DeviceTest, RequiredLocalSizeIsFilledIn) {
  const Buffer out(device, std::vector<int>(16, -1));
  queue.launch(program.kernel("fixed"), {16}, {}, out);
  EXPECT_EQ(std::vector<int>(16, 8), queue.read(out));
}

TEST_P(DeviceTest, SubBuffersAndViews) {
  const Buffer x(device, ones), y(device, std::vector<float>(1000, 0.0f));
  const Buffer<float> tail = y.sub(512, 256);
  queue.launch(program.kernel("saxpy"), {256}, {}, 256, 1.0f, x.view(0, 256), tail);
  const std::size_t first = device.is_cpu() ? 3 : 256;  // drivers demand an alignment (up to 1024 bytes), the CPU that of the element
  queue.launch(program.kernel("saxpy"), {4}, {}, 4, 5.0f, x, y.view(first, 4));
  std::vector<float> want(1000, 0.0f);
  for (std::size_t i = 512; i < 768; ++i) want[i] = 1;
  for (std::size_t i = first; i < first + 4; ++i) want[i] = 5;
  EXPECT_EQ(want, queue.read(y));
}

TEST_P(DeviceTest, CopiesFillsAndMaps) {
  const Buffer<float> x(device, 100), y(device, 100);
  queue.fill(x, 2.5f);
  queue.copy(x, 10, y, 0, 50);
  queue.copy(x, 0, y, 50, 50);
  {
    const auto m = queue.map(y);
    EXPECT_EQ(2.5f, m[99]);
    m[0] = 7.0f;
  }
  queue.write(y, std::vector<float>{9.0f}, 1);
  const std::vector<float> got = queue.read(y);
  EXPECT_EQ(7.0f, got[0]);
  EXPECT_EQ(9.0f, got[1]);
  EXPECT_EQ(2.5f, got[2]);
}

TEST_P(DeviceTest, FilesWithoutACopy) {
  const std::string path = (std::filesystem::temp_directory_path() / ("clrt_device_test_" + std::to_string(getpid()))).string();
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(ones.data()), 4000);
  {
    const auto x = Buffer<float>::import_file(device, path, 400, 100);
    std::filesystem::remove(path);
    const Buffer y(device, ones);
    queue.launch(program.kernel("saxpy"), {100}, {}, 100, 1.0f, x.view(0, 100), y);
    EXPECT_EQ(2.0f, queue.read(y)[99]);
    if (device.is_cpu()) {
      EXPECT_EQ(1.0f, *x.host());
    }
  }
}

TEST_P(DeviceTest, GraphsReplay) {
  const Buffer x(device, ones), y(device, std::vector<float>(1000, 0.0f));
  const Kernel saxpy = program.kernel("saxpy");
  const Graph graph = queue.record([&] {
    for (int i = 0; i < 10; ++i) queue.launch(saxpy, {1000}, {}, 1000, 1.0f, x, y);
  });
  for (int i = 0; i < 3; ++i) queue.launch(graph);
  graph.set(9, 1, 71.0f);
  queue.launch(graph).wait();
  EXPECT_EQ(std::vector<float>(1000, 110.0f), queue.read(y));
}

TEST_P(DeviceTest, OutOfOrderKeepsWaitLists) {
  Queue loose(device, {.out_of_order = true});
  const Buffer x(device, ones), y(device, ones);
  const Kernel saxpy = program.kernel("saxpy");
  std::vector<Event> last;
  for (int i = 0; i < 20; ++i) last = {loose.launch_after(last, saxpy, {1000}, {}, 1000, 1.0f, x, y)};
  last[0].wait();
  EXPECT_EQ(std::vector<float>(1000, 21.0f), queue.read(y));
}

TEST_P(DeviceTest, ManyThreads) {
  const Kernel saxpy = program.kernel("saxpy");
  const Buffer x(device, ones);
  std::vector<std::thread> threads;
  std::array<float, 4> got{};
  for (std::size_t t = 0; t < got.size(); ++t) {
    threads.emplace_back([&, t] {
      Queue own(device);
      const Buffer y(device, ones);
      for (int i = 0; i < 50; ++i) own.launch(saxpy, {1000}, {}, 1000, static_cast<float>(t), x, y);
      got[t] = own.read(y)[999];
    });
  }
  for (std::thread& t : threads) t.join();
  EXPECT_EQ((std::array<float, 4>{1, 51, 101, 151}), got);
}

TEST_P(DeviceTest, BuildErrorsNameFileAndLine) {
  try {
    Program::from_source(device, "kernel void k(global int* x) {\n  x[0] = undeclared;\n}\n", "", "broken.cl");
    ADD_FAILURE() << "it was built";
  } catch (const Error& e) {
    EXPECT_EQ(Status::kBuildFailed, e.status);
    EXPECT_NE(std::string::npos, std::string(e.what()).find("broken.cl:2:")) << e.what();
    EXPECT_NE(std::string::npos, std::string(e.what()).find("undeclared")) << e.what();
  }
}

TEST_P(DeviceTest, WrongArgumentsHaveOneMessageEverywhere) {
  const Buffer x(device, ones), y(device, ones);
  const auto message = [&](auto&&... args) -> std::string {
    try {
      queue.launch(program.kernel("saxpy"), {4}, {}, args...);
    } catch (const Error& e) {
      return e.what();
    }
    return "";
  };
  EXPECT_EQ("argument 1 'a' of saxpy is float, int was given", message(4, 2, x, y));
  EXPECT_EQ("argument 2 'x' of saxpy: buffer holds 4000 bytes, kernel needs 4004", message(4, 2.0f, x.view(0, 1001), y));
  EXPECT_EQ("saxpy takes 4 arguments (int n, float a, global const float* x, global float* y), 1 were given", message(4));
  try {
    program.kernel("saxpi");
    ADD_FAILURE() << "there is no such kernel";
  } catch (const Error& e) {
    EXPECT_EQ(Status::kNotFound, e.status);
    EXPECT_NE(std::string::npos, std::string(e.what()).find("saxpy")) << "the message lists the kernels: " << e.what();
  }
}

INSTANTIATE_TEST_SUITE_P(All, DeviceTest, ::testing::ValuesIn(device_names()));

TEST(CpuDevice, PrintGoesToTheSink) {
  const Device cpu = Device::cpu();
  struct Sink {
    std::mutex mutex;
    std::string text;
  } sink;
  cpu.on_print(
      [](void* user, const char* t, std::size_t n) {
        auto* s = static_cast<Sink*>(user);
        const std::lock_guard lock(s->mutex);
        s->text.append(t, n);
      },
      &sink);
  Queue queue(cpu);
  queue.launch(Program::from_source(cpu, kSource).kernel("speak"), {1}, {}, 41);
  queue.finish();
  cpu.on_print(nullptr, nullptr);
  EXPECT_EQ("<41>", sink.text);
}

TEST(CpuDevice, Parts) {
  const Device cpu = Device::cpu();
  const std::array<std::uint32_t, 1> first{0};
  for (const Device& part : {cpu.node(0), cpu.cores(first)}) {
    Queue queue(part);
    const Buffer x(cpu, std::vector<float>(1000, 1.0f)), y(part, std::vector<float>(1000, 1.0f));
    queue.launch(Program::from_source(cpu, kSource).kernel("saxpy"), {1000}, {}, 1000, 2.0f, x, y);
    EXPECT_EQ(std::vector<float>(1000, 3.0f), queue.read(y));
  }
  EXPECT_EQ(1u, cpu.cores(first).info().compute_units);
  EXPECT_THROW(cpu.node(1000), Error);
}

TEST(CpuDevice, PlacementsAreTaken) {
  const Device cpu = Device::cpu();
  for (const clrt_placement p :
       {CLRT_PLACEMENT_BIND, CLRT_PLACEMENT_INTERLEAVED, CLRT_PLACEMENT_PARTITIONED, CLRT_PLACEMENT_REPLICATED}) {
    const Buffer<float> b(cpu, 100000, {p, 0, 0});
    Queue queue(cpu);
    queue.fill(b, 1.0f);
    EXPECT_EQ(1.0f, queue.read(b)[99999]) << p;
  }
  EXPECT_THROW(Buffer<float>(cpu, 10, {CLRT_PLACEMENT_BIND, 1000, 0}), Error);
}

}  // namespace
}  // namespace clrt
