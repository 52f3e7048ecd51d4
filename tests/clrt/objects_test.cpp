// Devices, buffers, programs, kernels, events: creation, failure, lifetime.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "fixture.hpp"

namespace clrt::mock {
namespace {

class ObjectsTest : public MockTest {};

TEST_F(ObjectsTest, Devices) {
  const auto devices = Device::all();
  ASSERT_EQ(3u, devices.size());
  EXPECT_TRUE(devices[0].is_cpu());
  EXPECT_EQ("Mock CPU", Device::select("").name());
  EXPECT_EQ("Mock GPU One", Device::select("gpu one").name());
  EXPECT_EQ("Mock cpu by driver", Device::select("2").name());
  EXPECT_EQ("Mock CPU", Device::select("cpu").name()) << "the kind comes before a name that has the word";
  EXPECT_EQ("Mock cpu by driver", Device::select("cpu by").name());
  EXPECT_EQ("Mock CPU", Device::select("MOCK WORKS").name());
  EXPECT_EQ("no device is 'fpga'; there are 0: Mock CPU, 1: Mock GPU One, 2: Mock cpu by driver",
            error_of(Status::kNotFound, [] { Device::select("fpga"); }));
  EXPECT_EQ("no device is '3'; there are 0: Mock CPU, 1: Mock GPU One, 2: Mock cpu by driver",
            error_of(Status::kNotFound, [] { Device::select("3"); }));
  EXPECT_NE(std::string::npos, devices[1].json().find("\"max_local_size\": 256"));
}

TEST_F(ObjectsTest, ForcedDevice) {
  setenv("CLRT_FORCE_DEVICE", "gpu one", 1);
  EXPECT_EQ("Mock GPU One", Device::select().name());
  EXPECT_EQ("Mock CPU", Device::select("cpu").name());
  setenv("CLRT_FORCE_DEVICE", "nothing", 1);
  EXPECT_EQ("CLRT_FORCE_DEVICE: no device is 'nothing'; there are 0: Mock CPU, 1: Mock GPU One, 2: Mock cpu by driver",
            error_of(Status::kNotFound, [] { Device::select(); }));
  unsetenv("CLRT_FORCE_DEVICE");
}

TEST_F(ObjectsTest, PartsOfDevices) {
  EXPECT_EQ("node 0 of device 'Mock CPU': the device cannot be divided", error_of(Status::kUnsupported, [&] { cpu.node(0); }));
  state(0).divisible = true;
  const Device part = cpu.node(0);
  const Buffer<float> b(cpu, std::vector<float>(4, 1.0f)), c(part, std::vector<float>(4, 1.0f));
  Queue queue(part);
  queue.launch(Program::from_source(cpu, "kernel").kernel("saxpy"), {4}, {}, 4, 1.0f, b, c);
  EXPECT_EQ((std::vector<float>(4, 2.0f)), Queue(cpu).read(c));
  const std::vector<std::uint32_t> none;
  EXPECT_EQ("cores is null", error_of(Status::kInvalidArgument, [&] { cpu.cores(none); }));
}

TEST_F(ObjectsTest, Print) {
  std::string text;
  const auto collect = [](void* user, const char* t, std::size_t n) { static_cast<std::string*>(user)->append(t, n); };
  EXPECT_EQ("the driver of device 'Mock GPU One' writes printf itself",
            error_of(Status::kUnsupported, [&] { gpu.on_print(collect, &text); }));
  state(0).print_reachable = true;
  cpu.on_print(collect, &text);
  state(0).print("hello");
  EXPECT_EQ("hello", text);
  cpu.on_print(nullptr, nullptr);
  EXPECT_FALSE(state(0).print);
}

TEST_F(ObjectsTest, BuffersAreFreedOnce) {
  const int before = state(1).live_buffers;
  {
    const Buffer<int> a(gpu, 4);
    const Buffer<int> b = a;
    Buffer<int> moved = a.sub(1, 2);
    moved = b;
    EXPECT_EQ(before + 1, state(1).live_buffers);
    const Buffer<int> part = b.sub(0, 2);
    EXPECT_EQ(before + 2, state(1).live_buffers);
  }
  EXPECT_EQ(before, state(1).live_buffers);
}

TEST_F(ObjectsTest, SubBufferKeepsItsParent) {
  Buffer<int> part;
  {
    const Buffer<int> whole(gpu, std::vector<int>{1, 2, 3, 4});
    part = whole.sub(2, 2);
  }
  EXPECT_EQ((std::vector<int>{3, 4}), Queue(gpu).read(part));
  EXPECT_EQ("sub-buffer: 12 bytes at offset 0 of a buffer of 8 bytes",
            error_of(Status::kInvalidArgument, [&] { part.sub(0, 3); }));
  EXPECT_EQ("sub-buffer: 8 bytes at offset 18446744073709551608 of a buffer of 8 bytes",
            error_of(Status::kInvalidArgument, [&] { Buffer<std::uint64_t>(gpu, 1).sub((std::size_t{0} - 1) >> 3, 1); }));
}

TEST_F(ObjectsTest, BuffersOfNothing) {
  const Buffer<float> b(gpu, std::size_t{0}), s = Buffer<float>(gpu, 4).sub(4, 0);
  EXPECT_EQ(0u, b.size());
  Queue queue(gpu);
  queue.write(b, {});
  EXPECT_TRUE(queue.read(b).empty());
  EXPECT_TRUE(queue.read(s).empty());
  queue.fill(b, 1.0f).wait();
}

TEST_F(ObjectsTest, BufferTooLarge) {
  EXPECT_EQ("a buffer of 268435460 bytes: device 'Mock GPU One' allows 268435456",
            error_of(Status::kOutOfMemory, [&] { Buffer<float>(gpu, (1 << 26) + 1); }));
  EXPECT_EQ("a buffer of 4611686018427387904 elements does not fit the address space",
            error_of(Status::kInvalidArgument, [&] { Buffer<float>(gpu, std::size_t{1} << 62); }));
}

TEST_F(ObjectsTest, AllocationFails) {
  const int before = state(1).live_buffers;
  state(1).fail_call = "allocate";
  EXPECT_EQ("injected", error_of(Status::kDeviceError, [&] { Buffer<float>(gpu, 16); }));
  state(1).fail_call = "queue";
  EXPECT_EQ("injected", error_of(Status::kDeviceError, [&] { Buffer<float>(gpu, std::vector<float>(4)); }));
  EXPECT_EQ(before, state(1).live_buffers);
}

TEST_F(ObjectsTest, HostMemory) {
  std::vector<int> host{1, 2, 3};
  const auto b = Buffer<int>::import(cpu, std::span<int>(host));
  EXPECT_EQ(host.data(), b.host());
  Queue(cpu).write(b, std::vector<int>{7}, 1);
  EXPECT_EQ((std::vector<int>{1, 7, 3}), host);
  EXPECT_EQ(nullptr, Buffer<int>(gpu, 3).host());
  EXPECT_EQ("memory is null", error_of(Status::kInvalidArgument, [&] {
              clrt_buffer out = nullptr;
              check(clrt_buffer_import(cpu.get(), nullptr, 4, 0, &out));
            }));
}

class FileTest : public ObjectsTest {
 protected:
  FileTest() {
    std::ofstream out(path, std::ios::binary);
    for (int i = 0; i < 5000; ++i) out.write(reinterpret_cast<const char*>(&i), 4);
  }
  ~FileTest() override { std::filesystem::remove(path); }
  std::string path = (std::filesystem::temp_directory_path() / ("clrt_file_test_" + std::to_string(getpid()))).string();
};

TEST_F(FileTest, ImportsWithoutACopy) {
  const auto all = Buffer<int>::import_file(cpu, path);
  ASSERT_EQ(5000u, all.size());
  EXPECT_EQ(4999, all.host()[4999]);
  const auto part = Buffer<int>::import_file(cpu, path, 4 * 1100, 3);
  EXPECT_EQ((std::vector<int>{1100, 1101, 1102}), Queue(cpu).read(part));
  EXPECT_EQ(0u, Buffer<int>::import_file(cpu, path, 20000).size());
  EXPECT_EQ("write: the buffer is read-only (imported)",
            error_of(Status::kInvalidArgument, [&] { Queue(cpu).write(part, std::vector<int>{1}); }));
  EXPECT_EQ("fill: the buffer is read-only (imported)", error_of(Status::kInvalidArgument, [&] { Queue(cpu).fill(part, 1); }));
}

TEST_F(FileTest, Errors) {
  EXPECT_EQ("'" + path + "' has 20000 bytes; 8 bytes at offset 19996 were asked for",
            error_of(Status::kInvalidArgument, [&] { Buffer<int>::import_file(cpu, path, 19996, 2); }));
  EXPECT_EQ("'" + path + "' has 20000 bytes; 0 bytes at offset 20001 were asked for",
            error_of(Status::kInvalidArgument, [&] { Buffer<int>::import_file(cpu, path, 20001); }));
  EXPECT_EQ("cannot open '/nonexistent/file': No such file or directory",
            error_of(Status::kNotFound, [&] { Buffer<int>::import_file(cpu, "/nonexistent/file"); }));
  EXPECT_EQ("cannot open '/nonexistent.cl': No such file or directory",
            error_of(Status::kNotFound, [&] { Program::from_file(cpu, "/nonexistent.cl"); }));
}

TEST_F(ObjectsTest, Programs) {
  const int before = state(1).live_programs;
  {
    Kernel kernel;
    {
      const Program p = Program::from_source(gpu, "text", "-DX=1", "a.cl");
      EXPECT_EQ("build a.cl -DX=1", state(1).calls.back());
      EXPECT_EQ("a remark", p.log());
      EXPECT_EQ("compiled", p.origin());
      EXPECT_EQ((std::vector<std::string>{"fixed", "lanes32", "saxpy", "shape", "three", "tile", "turn"}), p.kernel_names());
      kernel = p.kernel("saxpy");
      EXPECT_EQ("no kernel 'sax'; there are fixed, lanes32, saxpy, shape, three, tile",
                error_of(Status::kNotFound, [&] { p.kernel("sax"); }));
    }
    EXPECT_EQ(before + 1, state(1).live_programs) << "a kernel keeps its program";
    const auto args = kernel.args();
    ASSERT_EQ(4u, args.size());
    EXPECT_STREQ("x", args[2].name);
    EXPECT_EQ(CLRT_ADDRESS_GLOBAL, args[2].address);
    EXPECT_TRUE(args[2].read_only);
    EXPECT_FALSE(args[3].read_only);
    clrt_arg_info info{};
    EXPECT_EQ(CLRT_INVALID_ARGUMENT, clrt_kernel_get_arg(kernel.get(), 4, &info));
  }
  EXPECT_EQ(before, state(1).live_programs);
  EXPECT_EQ("a.cl:3:7: error: use of undeclared identifier 'syntax'",
            error_of(Status::kBuildFailed, [&] { Program::from_source(gpu, "syntax error", "", "a.cl"); }));
  EXPECT_EQ("ahead of time", Program::registered(gpu, "built_in").origin());
  EXPECT_EQ("no program 'x' was built in; there is built_in",
            error_of(Status::kNotFound, [&] { Program::registered(gpu, "x"); }));
}

TEST_F(ObjectsTest, ProgramBinaries) {
  const std::vector<std::byte> kept = Program::from_source(gpu, "text", "", "a.cl").binary();
  const Program loaded = Program::from_binary(gpu, kept);
  EXPECT_EQ("load a.cl", state(1).calls.back());
  EXPECT_EQ("binary", loaded.origin());
  EXPECT_EQ("saxpy", loaded.kernel("saxpy").name());
  EXPECT_EQ(kept, loaded.binary());

  const auto refusal = [&](const Device& device, Status status, const std::vector<std::byte>& bytes) {
    return error_of(status, [&] { Program::from_binary(device, bytes); });
  };
  EXPECT_EQ("the binary of program a.cl is for a device of kind 'opencl', 'Mock CPU' is of kind 'cpu'",
            refusal(cpu, Status::kUnsupported, kept));
  EXPECT_EQ("made on Mock GPU One, this is Mock cpu by driver", refusal(Device::select("2"), Status::kUnsupported, kept));
  EXPECT_EQ("the program binary is none: it does not begin with CLRTPROG",
            refusal(gpu, Status::kInvalidArgument, std::vector<std::byte>(100)));
  EXPECT_EQ("the program binary is none: it does not begin with CLRTPROG", refusal(gpu, Status::kInvalidArgument, {}));
  // Every cut and every changed byte is found.
  for (std::size_t n = 8; n < kept.size(); ++n) {
    const std::string message = refusal(gpu, Status::kInvalidArgument, {kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(n)});
    EXPECT_NE(std::string::npos, message.find("cut off")) << n << ": " << message;
  }
  for (std::size_t i = 0; i < kept.size(); ++i) {
    std::vector<std::byte> damaged = kept;
    damaged[i] ^= std::byte{0x10};
    EXPECT_NE("", refusal(gpu, Status::kInvalidArgument, damaged)) << i;
  }
  std::vector<std::byte> newer = kept;
  newer[8] = std::byte{9};
  EXPECT_EQ("the program binary has format version 9, this library reads 1; build the program from source again",
            refusal(gpu, Status::kInvalidArgument, newer));
}

TEST_F(ObjectsTest, TypedKernels) {
  const Program p = Program::from_source(gpu, "text");
  const TypedKernel<int, float, const float*, float*> saxpy(p, "saxpy");
  const Buffer<float> x(gpu, std::vector<float>{1, 2}), y(gpu, std::vector<float>{3, 4});
  Queue queue(gpu);
  saxpy(queue, {2}, {}, 2, 10.0f, x, y);
  EXPECT_EQ((std::vector<float>{13, 24}), queue.read(y));
  EXPECT_EQ("saxpy has 4 arguments, its launcher gives 2",
            error_of(Status::kInvalidArgument, [&] { TypedKernel<int, float>(p, "saxpy"); }));
  EXPECT_EQ("argument 1 'a' of saxpy is float, its launcher gives int",
            error_of(Status::kInvalidArgument, [&] { TypedKernel<int, int, const float*, float*>(p, "saxpy"); }));
  EXPECT_EQ("argument 3 'y' of saxpy is global float*, its launcher gives const float*",
            error_of(Status::kInvalidArgument, [&] { TypedKernel<int, float, const float*, const float*>(p, "saxpy"); }));
  EXPECT_EQ("argument 2 'x' of saxpy is global const float*, its launcher gives int*",
            error_of(Status::kInvalidArgument, [&] { TypedKernel<int, float, int*, float*>(p, "saxpy"); }));
  EXPECT_EQ("argument 1 't' of tile is local float*, its launcher gives float*",
            error_of(Status::kInvalidArgument, [&] { TypedKernel<float*, float*>(p, "tile"); }));
  TypedKernel<float*, Local>(p, "tile")(queue, {2}, {}, x, local(16));
}

TEST_F(ObjectsTest, MessagesBelongToTheirThread) {
  error_of(Status::kNotFound, [] { Device::select("fpga"); });
  const std::string mine = clrt_last_error();
  std::string other = "unset";
  std::thread([&] { other = clrt_last_error(); }).join();
  EXPECT_EQ("", other);
  EXPECT_EQ(mine, clrt_last_error());
  std::size_t count = 0;
  EXPECT_EQ(CLRT_OK, clrt_device_count(&count));
  EXPECT_EQ(mine, clrt_last_error()) << "a call that succeeds leaves the message";
}

}  // namespace
}  // namespace clrt::mock
