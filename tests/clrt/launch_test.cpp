// Every check of a launch, with its message, and what a good launch does.
#include <array>
#include <limits>
#include <vector>

#include "fixture.hpp"

namespace clrt::mock {
namespace {

struct Pair {
  int a, b;
};
struct Triple {
  int a, b, c;
};

class LaunchTest : public MockTest {
 protected:
  Queue queue{gpu};
  Program program = Program::from_source(gpu, "kernel");
  Kernel saxpy = program.kernel("saxpy"), tile = program.kernel("tile"), fixed = program.kernel("fixed"),
         lanes32 = program.kernel("lanes32"), shape = program.kernel("shape");
  Buffer<float> x{gpu, std::vector<float>{1, 2, 3, 4}}, y{gpu, std::vector<float>{10, 20, 30, 40}};

  template <class... Args>
  std::string refused(const Kernel& kernel, const Size& global, const Size& local, const Args&... args) {
    return refused_as(Status::kInvalidArgument, kernel, global, local, args...);
  }
  template <class... Args>
  std::string refused_as(Status status, const Kernel& kernel, const Size& global, const Size& local, const Args&... args) {
    const std::size_t before = state(1).calls.size();
    const std::string message = error_of(status, [&] { queue.launch(kernel, global, local, args...); });
    EXPECT_EQ(before, state(1).calls.size()) << "the backend was called";
    return message;
  }
};

TEST_F(LaunchTest, Runs) {
  queue.launch(saxpy, {4}, {}, 4, 2.0f, x, y).wait();
  EXPECT_EQ((std::vector<float>{12, 24, 36, 48}), queue.read(y));
}

TEST_F(LaunchTest, OffsetsAndViews) {
  queue.launch_range(saxpy, ndrange({2}, {}, {1}), {}, 4, 1.0f, x, y);
  EXPECT_EQ((std::vector<float>{10, 22, 33, 40}), queue.read(y));
  queue.launch(saxpy, {2}, {}, 2, 1.0f, x.view(2, 2), y.view(2, 2));
  EXPECT_EQ((std::vector<float>{10, 22, 36, 44}), queue.read(y));
}

TEST_F(LaunchTest, ArgumentCount) {
  EXPECT_EQ("saxpy takes 4 arguments (int n, float a, global const float* x, global float* y), 3 were given",
            refused(saxpy, {4}, {}, 4, 2.0f, x));
  EXPECT_EQ("tile takes 2 arguments (global float* x, local float* t), 0 were given", refused(tile, {4}, {}));
}

TEST_F(LaunchTest, ValueTypes) {
  EXPECT_EQ("argument 0 'n' of saxpy is int, float was given", refused(saxpy, {4}, {}, 4.0f, 2.0f, x, y));
  EXPECT_EQ("argument 1 'a' of saxpy is float, int was given", refused(saxpy, {4}, {}, 4, 2, x, y));
  EXPECT_EQ("argument 1 'a' of saxpy is float (4 bytes), double of 8 bytes was given", refused(saxpy, {4}, {}, 4, 2.0, x, y));
  EXPECT_EQ("argument 0 'n' of saxpy is int (4 bytes), ulong of 8 bytes was given",
            refused(saxpy, {4}, {}, std::size_t{4}, 2.0f, x, y));
}

TEST_F(LaunchTest, SignIsTheValuesBusiness) {
  queue.launch(saxpy, {4}, {}, 4u, 2.0f, x, y);
  EXPECT_EQ(12.0f, queue.read(y)[0]);
  EXPECT_EQ("argument 0 'n' of saxpy is int; the uint given is outside of its range",
            refused(saxpy, {4}, {}, 0x80000000u, 2.0f, x, y));
}

TEST_F(LaunchTest, VectorsAndStructs) {
  const std::array<float, 4> v{1, 2, 3, 4};
  const Buffer<half> h(gpu, 4);
  const Buffer<std::uint8_t> c(gpu, 4);
  const std::size_t before = state(1).calls.size();
  queue.launch(shape, {1}, {}, v, 7, 8L, Pair{1, 2}, h, c);
  queue.launch(shape, {1}, {}, v, 7u, 8L, Pair{1, 2}, Buffer<std::uint16_t>(gpu, 4), Buffer<std::int8_t>(gpu, 4));
  queue.launch(shape, {1}, {}, v, 7u, 8L, Pair{1, 2}, nullptr, nullptr);
  EXPECT_EQ(before + 5, state(1).calls.size());
  EXPECT_EQ("argument 0 'v' of shape is float4, int4 was given",
            refused(shape, {1}, {}, std::array<int, 4>{}, 7, 8L, Pair{1, 2}, h, c));
  EXPECT_EQ("argument 0 'v' of shape is float4, float3 was given",
            refused(shape, {1}, {}, std::array<float, 3>{}, 7, 8L, Pair{1, 2}, h, c));
  EXPECT_EQ("argument 3 'p' of shape is Pair (8 bytes), a value of 12 bytes was given",
            refused(shape, {1}, {}, v, 7, 8L, Triple{1, 2, 3}, h, c));
  EXPECT_EQ("argument 4 'h' of shape is global half*, a buffer of float was given",
            refused(shape, {1}, {}, v, 7, 8L, Pair{1, 2}, x, c));
}

TEST_F(LaunchTest, VectorOfThreeStandsAsFour) {
  queue.launch(program.kernel("three"), {1}, {}, std::array<float, 3>{7, 8, 9}, y);
  EXPECT_EQ((std::vector<float>{7, 8, 9, 40}), queue.read(y));
}

TEST_F(LaunchTest, WrongKinds) {
  EXPECT_EQ("argument 0 'n' of saxpy is int, a buffer was given", refused(saxpy, {4}, {}, x, 2.0f, x, y));
  EXPECT_EQ("argument 2 'x' of saxpy is global const float*, float was given", refused(saxpy, {4}, {}, 4, 2.0f, 1.0f, y));
  EXPECT_EQ("argument 2 'x' of saxpy is global const float*, 64 bytes of local memory was given",
            refused(saxpy, {4}, {}, 4, 2.0f, local(64), y));
  EXPECT_EQ("argument 1 't' of tile is local float*, a null pointer was given", refused(tile, {4}, {}, x, nullptr));
  const std::vector<clrt_arg> forgotten(4);
  EXPECT_EQ("argument 0 'n' of saxpy is int, nothing was given",
            error_of(Status::kInvalidArgument, [&] { queue.launch_args(saxpy, ndrange({4}), forgotten); }));
}

TEST_F(LaunchTest, Buffers) {
  EXPECT_EQ("argument 3 'y' of saxpy: the buffer is null (a null pointer on purpose is CLRT_ARG_NULL or nullptr)",
            refused(saxpy, {4}, {}, 4, 2.0f, x, Buffer<float>()));
  const Buffer<float> elsewhere(cpu, 4);
  EXPECT_EQ("argument 3 'y' of saxpy: the buffer is on device 'Mock CPU', the queue is on 'Mock GPU One'",
            refused(saxpy, {4}, {}, 4, 2.0f, x, elsewhere));
  EXPECT_EQ("argument 2 'x' of saxpy: buffer holds 16 bytes, kernel needs 20", refused(saxpy, {4}, {}, 4, 2.0f, x.view(0, 5), y));
  EXPECT_EQ("argument 2 'x' of saxpy: buffer holds 8 bytes from offset 8, kernel needs 12",
            refused(saxpy, {4}, {}, 4, 2.0f, x.view(2, 3), y));
  EXPECT_EQ("argument 2 'x' of saxpy: offset 20 is past the end of a buffer of 16 bytes",
            refused(saxpy, {4}, {}, 4, 2.0f, x.view(5), y));
  EXPECT_EQ("argument 2 'x' of saxpy: offset 2 is no multiple of 4, the alignment of float",
            refused(saxpy, {4}, {}, 4, 2.0f, Buffer<>(gpu, 16).view(2), y));
  EXPECT_EQ("argument 2 'x' of saxpy is global const float*, a buffer of int was given",
            refused(saxpy, {4}, {}, 4, 2.0f, Buffer<int>(gpu, 4), y));
  queue.launch(saxpy, {4}, {}, 4, 2.0f, x.view(0, 4), y.as<std::byte>());
}

TEST_F(LaunchTest, ReadOnlyBuffers) {
  const std::vector<float> host(4, 1.0f);
  const auto constant = Buffer<float>::import(gpu, std::span<const float>(host));
  queue.launch(saxpy, {4}, {}, 4, 2.0f, constant, y);
  EXPECT_EQ("argument 3 'y' of saxpy: the buffer is read-only (imported), the kernel may write it; declare the argument const",
            refused(saxpy, {4}, {}, 4, 2.0f, x, constant));
  EXPECT_EQ("argument 3 'y' of saxpy: the buffer is read-only (imported), the kernel may write it; declare the argument const",
            refused(saxpy, {2}, {}, 2, 2.0f, x, constant.sub(1, 2)));
}

TEST_F(LaunchTest, LocalMemory) {
  queue.launch(tile, {4}, {}, x, local<float>(4096));
  EXPECT_EQ("tile needs 32772 bytes of local memory (16384 static + 16388 't'), device 'Mock GPU One' has 32768",
            refused_as(Status::kUnsupported, tile, {4}, {}, x, local<float>(4097)));
  EXPECT_EQ("argument 1 't' of tile: 0 bytes of local memory", refused(tile, {4}, {}, x, local(0)));
  const std::string huge = refused_as(Status::kUnsupported, tile, {4}, {}, x, local(std::numeric_limits<std::size_t>::max()));
  EXPECT_NE(std::string::npos, huge.find("device 'Mock GPU One' has 32768")) << huge;
}

TEST_F(LaunchTest, LocalSize) {
  queue.launch(tile, {512}, {256}, x, local(4));
  EXPECT_EQ("tile: dimension 0: local size 257 is over the limit 256 of device 'Mock GPU One'",
            refused_as(Status::kUnsupported, tile, {512}, {257}, x, local(4)));
  EXPECT_EQ("tile: local size 128 x 4 x 1 is over the limit of 256 work-items of device 'Mock GPU One'",
            refused_as(Status::kUnsupported, tile, {512, 512}, {128, 4}, x, local(4)));
  EXPECT_EQ("tile: dimension 1: local size 0 (the device chooses only when all dimensions are 0)",
            refused(tile, {512, 512}, {128, 0}, x, local(4)));
  EXPECT_EQ("the global size has 2 dimensions, the local size 1, the offset 0", refused(tile, {512, 512}, {128}, x, local(4)));
}

TEST_F(LaunchTest, RequiredLocalSize) {
  queue.launch(fixed, {64, 64}, {8, 4}, x);
  EXPECT_EQ((std::array<std::uint64_t, 3>{8, 4, 1}), state(1).last_range.local);
  queue.launch(fixed, {64, 64}, {}, x);
  EXPECT_EQ((std::array<std::uint64_t, 3>{8, 4, 1}), state(1).last_range.local);
  EXPECT_EQ("fixed: local size 4 x 8 x 1 was given, the kernel demands 8 x 4 x 1 (reqd_work_group_size)",
            refused(fixed, {64, 64}, {4, 8}, x));
  EXPECT_EQ("fixed demands a local size of 8 x 4 x 1 (reqd_work_group_size), the NDRange has 1 dimension",
            refused(fixed, {64}, {}, x));
}

TEST_F(LaunchTest, SubGroupSize) {
  EXPECT_EQ("lanes32 needs sub-group size 32, device 'Mock GPU One' has 8, 16",
            refused_as(Status::kUnsupported, lanes32, {64}, {}, x));
  state(1).info.sub_group_sizes.clear();
  state(1).info.sub_groups.clear();
  EXPECT_EQ("lanes32 needs sub-group size 32, device 'Mock GPU One' has no sub-groups",
            refused_as(Status::kUnsupported, lanes32, {64}, {}, x));
  state(1).info.sub_group_sizes = {32};
  queue.launch(lanes32, {64}, {}, x);
  // A size that the device lacks and the backend emulates.
  state(1).info.sub_group_sizes = {8, 16};
  state(1).info.emulated_sub_group_sizes = {64};
  EXPECT_EQ("lanes32 needs sub-group size 32, device 'Mock GPU One' has 8, 16",
            refused_as(Status::kUnsupported, lanes32, {64}, {}, x));
  state(1).info.emulated_sub_group_sizes = {32, 64};
  queue.launch(lanes32, {64}, {}, x);
}

TEST_F(LaunchTest, Ranges) {
  clrt_ndrange r = ndrange({4});
  r.dim = 4;
  EXPECT_EQ("fixed: the NDRange has 4 dimensions; 1 to 3 are allowed",
            error_of(Status::kInvalidArgument, [&] { queue.launch_range(fixed, r, {}, x); }));
  EXPECT_EQ("tile: dimension 0: global size 2 at offset 18446744073709551615 exceeds 64 bits",
            error_of(Status::kInvalidArgument, [&] {
              queue.launch_range(tile, ndrange({2}, {}, {std::numeric_limits<std::uint64_t>::max()}), {}, x, local(4));
            }));
}

TEST_F(LaunchTest, NothingToDo) {
  const std::size_t before = state(1).calls.size();
  const Event e = queue.launch(saxpy, {0}, {}, 4, 2.0f, x, y);
  e.wait();
  EXPECT_TRUE(e.done());
  queue.launch(tile, {4, 0, 4}, {}, x, local(4)).wait();
  EXPECT_EQ(before, state(1).calls.size());
  // Wrong arguments are still wrong.
  EXPECT_EQ("argument 1 'a' of saxpy is float, int was given", refused(saxpy, {0}, {}, 4, 2, x, y));
}

TEST_F(LaunchTest, NothingToDoStillFollowsTheQueue) {
  state(1).deferred = true;
  queue.launch(saxpy, {4}, {}, 4, 2.0f, x, y);
  const Event e = queue.launch(saxpy, {0}, {}, 4, 2.0f, x, y);
  EXPECT_FALSE(e.done());
  e.wait();
  EXPECT_TRUE(e.done());
}

TEST_F(LaunchTest, KernelOfAnotherDevice) {
  const Kernel other = Program::from_source(cpu, "kernel").kernel("fixed");
  EXPECT_EQ("kernel fixed was built for device 'Mock CPU', the queue is on 'Mock GPU One'", refused(other, {8, 4}, {}, x));
}

TEST_F(LaunchTest, NullHandles) {
  EXPECT_EQ("kernel is null", refused(Kernel(), {4}, {}, x));
  const clrt_ndrange r = ndrange({4});
  EXPECT_EQ(CLRT_INVALID_ARGUMENT, clrt_launch(nullptr, fixed.get(), &r, nullptr, 0, nullptr, 0, nullptr));
  EXPECT_STREQ("queue is null", clrt_last_error());
  EXPECT_EQ(CLRT_INVALID_ARGUMENT, clrt_launch(queue.get(), fixed.get(), nullptr, nullptr, 0, nullptr, 0, nullptr));
  EXPECT_STREQ("range is null", clrt_last_error());
  EXPECT_EQ(CLRT_INVALID_ARGUMENT, clrt_launch(queue.get(), fixed.get(), &r, nullptr, 1, nullptr, 0, nullptr));
  EXPECT_STREQ("args is null", clrt_last_error());
}

TEST_F(LaunchTest, BackendFailure) {
  state(1).fail_call = "launch";
  EXPECT_EQ("injected", error_of(Status::kDeviceError, [&] { queue.launch(saxpy, {4}, {}, 4, 2.0f, x, y); }));
  EXPECT_EQ((std::vector<float>{10, 20, 30, 40}), queue.read(y));
  queue.launch(saxpy, {4}, {}, 4, 2.0f, x, y);
  EXPECT_EQ((std::vector<float>{12, 24, 36, 48}), queue.read(y));
}

TEST_F(LaunchTest, ManyArgumentsAreNoLimit) {
  backend::KernelInfo info{.name = "many"};
  std::vector<clrt_arg> args;
  const int value = 1;
  for (int i = 0; i < 60; ++i) {
    info.args.push_back({.name = "a", .type = "int", .kind = backend::ArgKind::kValue, .size = 4, .align = 4});
    args.push_back({CLRT_ARG_VALUE, nullptr, 0, 0, 4, &value, "int"});
  }
  std::size_t seen = 0;
  state(1).kernels["many"] = {info,
                              [&](const backend::NDRange&, const std::vector<MockKernel::Bound>& bound) { seen = bound.size(); }};
  queue.launch_args(Program::from_source(gpu, "kernel").kernel("many"), ndrange({1}), args);
  EXPECT_EQ(60u, seen);
  state(1).kernels.erase("many");
}

}  // namespace
}  // namespace clrt::mock
