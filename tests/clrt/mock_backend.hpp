// A backend for tests: host memory, kernels that are C++ functions, commands that wait to be let go, errors on demand.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "clrt/backend.h"
#include "clrt/error.h"

namespace clrt::mock {

struct MockKernel {
  backend::KernelInfo info;
  // Arguments with `buffer` resolved to addresses: values and buffers by pointer, local memory by size.
  struct Bound {
    std::byte* pointer = nullptr;
    std::size_t size = 0;
  };
  std::function<void(const backend::NDRange&, const std::vector<Bound>&)> run;
};

// Shared by a device, its queues and events; tests look at it and steer it.
struct MockState {
  backend::DeviceInfo info;
  std::map<std::string, MockKernel> kernels;  // those of every program
  std::vector<std::string> calls;             // "launch saxpy", "write 16", ... in the order of submission
  std::vector<std::size_t> wait_counts;       // of each submission
  bool deferred = false;                      // commands run only when somebody waits for them
  bool divisible = false, print_reachable = false, images = true;
  backend::ImageDesc last_image;  // of the image made last
  std::uint32_t last_sampler = 0;  // of the launch put in last
  std::string fail_call;  // the next call that begins so throws `failure`
  Error failure{Status::kDeviceError, "injected"};
  std::string fail_command;  // the next command that begins so fails when it runs
  backend::PrintSink print;
  backend::NDRange last_range;
  int live_buffers = 0, live_queues = 0, live_programs = 0;
  std::uint64_t clock = 0;

  void call(const std::string& what);  // notes it; throws when it is the one to fail
};

std::shared_ptr<backend::Device> make_mock_device(std::shared_ptr<MockState> state);

// A state with limits like those of a small device and the kernels of the tests:
//   saxpy(int n, float a, global const float* x, global float* y)
//   tile(global float* x, local float* t)       16 KiB of static local memory
//   fixed(global float* x)                      reqd_work_group_size(8, 4, 1)
//   lanes32(global float* x)                    sub-groups of 32
//   shape(float4 v, uint u, long l, Pair p, global half* h, constant uchar* c)
//   turn(read_only image2d_t from, sampler_t s, write_only image2d_t to)
//   three(float3 v, global float* out)
std::shared_ptr<MockState> make_mock_state(const std::string& name, const std::string& kind);

// What discover() (the runtime's choice of backends) gives in these tests: 0 a CPU, 1 and 2 OpenCL devices.
std::vector<std::shared_ptr<MockState>>& mock_states();

}  // namespace clrt::mock
