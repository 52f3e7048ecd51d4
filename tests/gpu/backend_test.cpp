// Buffers, queues, events, programs and launch limits through the driver of every device found.
#include <algorithm>
#include <cstdlib>
#include <memory>
#include <numeric>

#include "support.hpp"

namespace clrt::gpu::test {
namespace {

using backend::EventPtr;

constexpr const char* kScale =
    "__kernel void scale(__global const int* x, __global int* y, int a) {\n"
    "  size_t i = get_global_id(0);\n"
    "  y[i] = a * x[i];\n"
    "}\n";

std::vector<std::int32_t> iota(std::size_t count) {
  std::vector<std::int32_t> v(count);
  std::iota(v.begin(), v.end(), 1);
  return v;
}

std::vector<std::int32_t> read_all(backend::Queue& queue, backend::Buffer& buffer, std::size_t count, std::size_t offset = 0) {
  std::vector<std::int32_t> v(count, -77);
  queue.read(buffer, offset * 4, v.data(), count * 4, true, {});
  return v;
}

class EveryDevice : public testing::Test {
 protected:
  void SetUp() override { CLRT_NEED_TARGETS(); }
};

TEST_F(EveryDevice, TellsWhatItIs) {
  for (const Target& t : targets()) {
    const backend::DeviceInfo& info = t.device->info();
    EXPECT_EQ(info.kind, "opencl");
    EXPECT_FALSE(info.name.empty());
    EXPECT_GT(info.compute_units, 0u);
    EXPECT_GT(info.global_bytes, 0u);
    EXPECT_GE(info.max_local_size, 64u);
    EXPECT_TRUE(info.sub_groups == "native" || info.sub_groups == "nvidia" || info.sub_groups == "generic") << info.sub_groups;
    // PoCL 3.1 has no sub-groups: the tests below mean the emulation there, and nothing else.
    if (info.driver.find("PoCL HSTR: pthread") != std::string::npos && info.driver.starts_with("3.")) {
      EXPECT_EQ(info.sub_groups, "generic");
    }
    if (info.vendor.find("NVIDIA") != std::string::npos && !t.local_memory) {
      EXPECT_EQ(info.sub_groups, "nvidia");
    }
  }
}

TEST_F(EveryDevice, WritesCopiesFillsAndReadsPartsOfBuffers) {
  for (const Target& t : targets()) {
    const auto queue = t.device->queue(false, false);
    const auto a = t.device->allocate(4000, {}), b = t.device->allocate(4000, {});
    const auto x = iota(1000);
    const std::int32_t minus = -1;
    queue->fill(*b, 0, 4000, &minus, 4, {});
    queue->write(*a, 0, x.data(), 4000, true, {});
    queue->copy(*a, 400, *b, 40, 800, {});
    const auto y = read_all(*queue, *b, 1000);
    for (std::size_t i = 0; i < 1000; ++i) ASSERT_EQ(y[i], i >= 10 && i < 210 ? x[i + 90] : -1) << t.name << " at " << i;
    EXPECT_EQ(read_all(*queue, *b, 3, 10), (std::vector<std::int32_t>{101, 102, 103}));
    // Patterns that OpenCL itself does not fill with: three bytes, an odd offset.
    const char pattern[] = {1, 2, 3};
    queue->fill(*b, 1, 6, pattern, 3, {});
    std::vector<std::uint8_t> bytes(8);
    queue->read(*b, 0, bytes.data(), 8, true, {});
    EXPECT_EQ(bytes, (std::vector<std::uint8_t>{255, 1, 2, 3, 1, 2, 3, 255}));
    queue->finish();
  }
}

TEST_F(EveryDevice, TransfersOfNothingAreCompleteCommands) {
  for (const Target& t : targets()) {
    const auto queue = t.device->queue(false, false);
    const auto a = t.device->allocate(0, {}), b = t.device->allocate(16, {});
    queue->write(*b, 0, nullptr, 0, true, {})->wait();
    queue->read(*a, 0, nullptr, 0, true, {})->wait();
    queue->copy(*a, 0, *b, 0, 0, {})->wait();
    queue->fill(*b, 0, 0, "x", 1, {})->wait();
    const auto program = t.device->build({"scale.cl", kScale, ""});
    const auto kernel = program->kernel("scale");
    const std::int32_t factor = 2;
    const std::vector<backend::Arg> args = {pointer(*a), pointer(*b), value(factor)};
    const EventPtr nothing = queue->launch(*kernel, range({0}), args, {});
    nothing->wait();
    EXPECT_TRUE(nothing->done());
  }
}

TEST_F(EveryDevice, ImportUsesTheCallersMemoryWhereItCan) {
  for (const Target& t : targets()) {
    const std::size_t count = 4096;
    const std::unique_ptr<void, decltype(&std::free)> memory(std::aligned_alloc(4096, count * 4), &std::free);
    auto* x = static_cast<std::int32_t*>(memory.get());
    std::iota(x, x + count, 0);
    const auto in = t.device->import(x, count * 4, true);
    const auto out = t.device->allocate(count * 4, {});
    const auto queue = t.device->queue(false, false);
    const auto kernel = t.device->build({"scale.cl", kScale, ""})->kernel("scale");
    const std::int32_t factor = 3;
    const std::vector<backend::Arg> args = {pointer(*in), pointer(*out), value(factor)};
    queue->launch(*kernel, range({count}), args, {});
    auto y = read_all(*queue, *out, count);
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(y[i], 3 * static_cast<std::int32_t>(i)) << t.name;
    if (!t.device->info().unified_memory) {
      EXPECT_EQ(in->host(), nullptr) << t.name;
      continue;
    }
    // No copy: what the host writes between commands is what the next launch sees.
    EXPECT_EQ(in->host(), reinterpret_cast<std::byte*>(x)) << t.name;
    std::byte* mapped = queue->map(*in, 0, count * 4, true);
    EXPECT_EQ(mapped, reinterpret_cast<std::byte*>(x)) << t.name;
    x[17] = 1000;
    queue->unmap(*in, mapped);
    queue->launch(*kernel, range({count}), args, {});
    y = read_all(*queue, *out, count);
    EXPECT_EQ(y[17], 3000) << t.name;
  }
}

TEST_F(EveryDevice, MapShowsResultsAndTakesChanges) {
  for (const Target& t : targets())
    for (const bool out_of_order : {false, true}) {
      const auto queue = t.device->queue(out_of_order, false);
      const auto a = t.device->allocate(400, {});
      const std::int32_t five = 5;
      queue->fill(*a, 0, 400, &five, 4, {});
      auto* p = reinterpret_cast<std::int32_t*>(queue->map(*a, 40, 80, true));
      for (int i = 0; i < 20; ++i) ASSERT_EQ(p[i], 5) << t.name;
      p[0] = 6;
      queue->unmap(*a, reinterpret_cast<std::byte*>(p));
      EXPECT_EQ(read_all(*queue, *a, 3, 9), (std::vector<std::int32_t>{5, 6, 5})) << t.name;
    }
}

TEST_F(EveryDevice, SubBuffersAreWindowsAndNest) {
  for (const Target& t : targets()) {
    const auto queue = t.device->queue(false, false);
    const std::size_t align = 4096;  // enough for every device
    const auto whole = t.device->allocate(8 * align, {});
    const auto x = iota(2 * align);
    queue->write(*whole, 0, x.data(), 8 * align, true, {});
    const auto part = t.device->sub_buffer(*whole, 2 * align, 4 * align);
    const auto inner = t.device->sub_buffer(*part, align, 2 * align);
    EXPECT_EQ(read_all(*queue, *inner, 1)[0], static_cast<std::int32_t>(3 * align / 4 + 1)) << t.name;
    const std::int32_t mark = -9;
    queue->fill(*inner, 0, 4, &mark, 4, {});
    EXPECT_EQ(read_all(*queue, *whole, 1, 3 * align / 4)[0], -9) << t.name;
    const auto empty = t.device->sub_buffer(*whole, 0, 0);
    queue->read(*empty, 0, nullptr, 0, true, {});
  }
}

TEST_F(EveryDevice, MisalignedSubBuffersAreRefusedByName) {
  for (const Target& t : targets()) {
    const auto whole = t.device->allocate(1 << 16, {});
    const std::string message = error_of([&] { t.device->sub_buffer(*whole, 1, 100); });
    EXPECT_NE(message.find("kUnsupported: sub-buffer: offset 1 of the buffer is no multiple of "), std::string::npos) << message;
    EXPECT_NE(message.find(t.device->info().name), std::string::npos) << message;
  }
}

TEST_F(EveryDevice, ArgumentsMayBeginInsideABuffer) {
  for (const Target& t : targets()) {
    const auto queue = t.device->queue(false, false);
    const auto a = t.device->allocate(8192, {}), b = t.device->allocate(8192, {});
    const auto x = iota(2048);
    queue->write(*a, 0, x.data(), 8192, true, {});
    const auto kernel = t.device->build({"scale.cl", kScale, ""})->kernel("scale");
    const std::int32_t factor = 2;
    const std::vector<backend::Arg> args = {pointer(*a, 4096), pointer(*b), value(factor)};
    queue->launch(*kernel, range({64}), args, {});
    EXPECT_EQ(read_all(*queue, *b, 2), (std::vector<std::int32_t>{2050, 2052})) << t.name;
    const std::vector<backend::Arg> odd = {pointer(*a, 4), pointer(*b), value(factor)};
    const std::string message = error_of([&] { queue->launch(*kernel, range({64}), odd, {}); });
    EXPECT_NE(message.find("argument 0 'x' of scale: offset 4 of the buffer is no multiple of"), std::string::npos) << message;
  }
}

TEST_F(EveryDevice, EventsOrderAnOutOfOrderQueue) {
  const std::string source =
      "__kernel void advance(__global int* x, int a, int b) { x[get_global_id(0)] = x[get_global_id(0)] * a + b; }\n";
  for (const Target& t : targets()) {
    const auto queue = t.device->queue(true, true);
    const std::size_t count = 1 << 16;
    const auto buffer = t.device->allocate(count * 4, {});
    const auto program = t.device->build({"advance.cl", source, ""});
    const auto kernel = program->kernel("advance");
    const std::int32_t zero = 0;
    std::vector<EventPtr> last = {queue->fill(*buffer, 0, count * 4, &zero, 4, {})};
    std::uint32_t want = 0;
    for (std::int32_t i = 1; i <= 40; ++i) {
      const std::int32_t a = 3;
      const std::vector<backend::Arg> args = {pointer(*buffer), value(a), value(i)};
      last = {queue->launch(*kernel, range({count}), args, last)};
      want = want * 3 + static_cast<std::uint32_t>(i);
    }
    std::vector<std::uint32_t> result(count);
    const EventPtr done = queue->read(*buffer, 0, result.data(), count * 4, false, last);
    queue->flush();
    done->wait();
    EXPECT_TRUE(done->done());
    for (const std::uint32_t r : result) ASSERT_EQ(r, want) << t.name;
    const backend::Times times = last[0]->times();
    EXPECT_GT(times.start, 0u) << t.name;
    EXPECT_GE(times.end, times.start) << t.name;
    EXPECT_GE(times.start, times.queued) << t.name;
    EXPECT_GE(done->times().start, times.end) << t.name;
    queue->finish();
  }
}

// An event of another kind of device is waited for by the host before the command goes out.
class ForeignEvent final : public backend::Event {
 public:
  void wait() override { ++waited; }
  bool done() override { return waited > 0; }
  backend::Times times() override { return {}; }
  int waited = 0;
};

TEST_F(EveryDevice, ForeignEventsAreWaitedFor) {
  const auto foreign = std::make_shared<ForeignEvent>();
  int commands = 0;
  for (const Target& t : targets()) {
    const auto queue = t.device->queue(true, false);
    const auto a = t.device->allocate(64, {});
    const std::vector<EventPtr> waits = {foreign, nullptr};
    queue->fill(*a, 0, 64, "x", 1, waits);
    EXPECT_EQ(foreign->waited, ++commands);
    queue->finish();
  }
}

TEST_F(EveryDevice, BuffersAndKernelsOfAnotherDeviceAreRefused) {
  const Target& t = targets().front();
  const auto others = opencl_devices(nullptr, {fake_analyser, ""});
  const auto queue = t.device->queue(false, false);
  const auto foreign = others.front()->allocate(64, {});
  EXPECT_NE(
      error_of([&] { queue->fill(*foreign, 0, 64, "x", 1, {}); }).find("kInvalidArgument: fill: the buffer is of another device"),
      std::string::npos);
  const auto kernel = others.front()->build({"scale.cl", kScale, ""})->kernel("scale");
  EXPECT_NE(error_of([&] { queue->launch(*kernel, range({1}), {}, {}); }).find("kernel scale was built for another device"),
            std::string::npos);
}

TEST_F(EveryDevice, TooLargeABufferIsRefusedWithTheLimit) {
  for (const Target& t : targets()) {
    const std::uint64_t limit = t.device->info().max_alloc_bytes;
    const std::string message = error_of([&] { t.device->allocate(limit + 1, {}); });
    EXPECT_TRUE(message.starts_with("kOutOfMemory")) << message;
    EXPECT_NE(message.find("allows " + std::to_string(limit) + " bytes"), std::string::npos) << message;
  }
}

TEST_F(EveryDevice, LaunchLimitsAreNamed) {
  for (const Target& t : targets()) {
    const auto queue = t.device->queue(false, false);
    const auto a = t.device->allocate(1 << 20, {});
    const auto kernel = t.device->build({"scale.cl", kScale, ""})->kernel("scale");
    const std::int32_t factor = 2;
    const std::vector<backend::Arg> args = {pointer(*a), pointer(*a), value(factor)};
    const std::uint64_t over = 2 * t.device->info().max_local_size;
    std::string message = error_of([&] { queue->launch(*kernel, range({over}, {over}), args, {}); });
    EXPECT_NE(message.find("kUnsupported: kernel scale on "), std::string::npos) << message;
    EXPECT_NE(message.find(" = " + std::to_string(over) + " work-items; the device runs this kernel with at most "),
              std::string::npos)
        << message;
    if (!error_of([&] { queue->launch(*kernel, range({100}, {64}), args, {}); }).empty()) {
      message = error_of([&] { queue->launch(*kernel, range({100}, {64}), args, {}); });
      EXPECT_NE(message.find("dimension 0: global size 100 is no multiple of local size 64"), std::string::npos) << message;
    }
    queue->launch(*kernel, range({96}, {32}), args, {})->wait();
  }
}

TEST_F(EveryDevice, LocalMemoryArguments) {
  const std::string source =
      "__kernel void reverse(__global const int* x, __global int* y, __local int* tile) {\n"
      "  tile[get_local_id(0)] = x[get_global_id(0)];\n"
      "  barrier(CLK_LOCAL_MEM_FENCE);\n"
      "  y[get_global_id(0)] = tile[get_local_size(0) - 1 - get_local_id(0)];\n"
      "}\n";
  for (const Target& t : targets()) {
    const auto queue = t.device->queue(false, false);
    const auto a = t.device->allocate(512, {}), b = t.device->allocate(512, {});
    const auto x = iota(128);
    queue->write(*a, 0, x.data(), 512, true, {});
    const auto kernel = t.device->build({"reverse.cl", source, ""})->kernel("reverse");
    const std::vector<backend::Arg> args = {pointer(*a), pointer(*b), local(128)};
    queue->launch(*kernel, range({128}, {32}), args, {});
    const auto y = read_all(*queue, *b, 128);
    for (std::size_t i = 0; i < 128; ++i) ASSERT_EQ(y[i], x[i / 32 * 32 + 31 - i % 32]) << t.name;
  }
}

}  // namespace
}  // namespace clrt::gpu::test
