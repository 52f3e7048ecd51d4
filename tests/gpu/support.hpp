// What the tests of the OpenCL backend share: the devices, a stand-in for the translator, and a way to run one kernel.
//
// The tests run unchanged on every device the loader finds, under each prelude that it can use; without a device they are
// skipped with the backend's reason.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "clrt/backend.h"
#include "clrt/error.h"
#include "gpu/opencl_backend.hpp"

namespace clrt::gpu::test {

// One device under one prelude.
struct Target {
  std::shared_ptr<backend::Device> device;
  std::string name;   // "<device> with <prelude>"
  bool local_memory;  // the prelude is generic.clh
};

// Every device with its own prelude, and with generic.clh where that is another. Programs go through fake_analyser.
const std::vector<Target>& targets();
const std::string& why_no_target();

#define CLRT_NEED_TARGETS() \
  if (clrt::gpu::test::targets().empty()) GTEST_SKIP() << "no OpenCL device: " << clrt::gpu::test::why_no_target()

// Stands in for the translator on files whose kernels are flat (no macros of their own) and take pointers and ints only: reads the
// kernels' parameters and rewrites sub-group calls onto local memory by the contract of generic.clh. A file with the word
// DIVERGENT has kernels that do not reach sub-group calls uniformly; one with REFUSED has no generic form.
std::optional<AnalysedSource> fake_analyser(const backend::BuildRequest& request);

// The translator's absence.
std::optional<AnalysedSource> no_analyser(const backend::BuildRequest& request);

backend::Arg pointer(backend::Buffer& buffer, std::size_t offset = 0);
backend::Arg local(std::size_t bytes);
template <class T>
backend::Arg value(const T& v) {
  backend::Arg arg;
  arg.size = sizeof(T);
  arg.value = &v;
  return arg;
}

backend::NDRange range(std::vector<std::uint64_t> global, std::vector<std::uint64_t> local = {});

// The message of the clrt::Error that `action` throws, after its status in words: "kUnsupported: ..."; "" when it throws none.
template <class Action>
std::string error_of(Action action) {
  static const char* names[] = {"kOk",          "kInvalidArgument", "kOutOfMemory", "kBuildFailed", "kNotFound",
                                "kUnsupported", "kDeviceError",     "kIoError",     "kInternal"};
  try {
    action();
  } catch (const Error& error) {
    return std::string(names[static_cast<int>(error.status)]) + ": " + error.what();
  }
  return {};
}

// Runs `kernel` on one buffer with `input` and one for `count` values of R, poisoned before, and returns those.
template <class R, class T>
std::vector<R> run(backend::Device& device, backend::Program& program, const std::string& kernel, const backend::NDRange& ndrange,
                   const std::vector<T>& input, std::size_t count) {
  const auto object = program.kernel(kernel);
  const auto queue = device.queue(false, false);
  const auto x = device.allocate(input.size() * sizeof(T), {}), out = device.allocate(count * sizeof(R), {});
  std::vector<R> result(count);
  const unsigned char poison = 0xcd;
  queue->write(*x, 0, input.data(), input.size() * sizeof(T), true, {});
  queue->fill(*out, 0, count * sizeof(R), &poison, 1, {});
  const std::vector<backend::Arg> args = {pointer(*x), pointer(*out)};
  queue->launch(*object, ndrange, args, {});
  queue->read(*out, 0, result.data(), count * sizeof(R), true, {});
  queue->finish();
  return result;
}

template <class R, class T>
std::vector<R> run(backend::Device& device, const std::string& source, const std::string& kernel, const backend::NDRange& ndrange,
                   const std::vector<T>& input, std::size_t count) {
  return run<R>(device, *device.build({"test.cl", source, ""}), kernel, ndrange, input, count);
}

}  // namespace clrt::gpu::test
