// Runs random programs on devices of this process.
#include "devices.hpp"

#include <algorithm>
#include <cstring>
#include <exception>

#include "clrt/error.h"
#include "cpu_emu/cpu_device.hpp"
#include "evaluate.hpp"
#include "gpu/opencl_backend.hpp"

namespace clrt::random_programs {
namespace {

constexpr std::size_t kGuard = 4096;  // bytes in front of and behind each buffer that must stay as they are
constexpr auto kGuardByte = std::byte{0xA7};

std::string hexadecimal(const std::byte* p, std::size_t n) {
  std::string s = "0x";
  for (std::size_t i = n; i-- > 0;) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto b = std::to_integer<unsigned>(p[i]);
    s += digits[b >> 4];
    s += digits[b & 15];
  }
  return s;
}

// The first component that differs.
std::string difference(const Type& t, const std::vector<std::byte>& got, const std::vector<std::uint8_t>& want) {
  if (std::any_of(got.begin(), got.begin() + kGuard, [](std::byte b) { return b != kGuardByte; })) return "bytes in front of it were written";
  if (std::any_of(got.end() - kGuard, got.end(), [](std::byte b) { return b != kGuardByte; })) return "bytes behind it were written";
  const std::size_t lane = t.base == Base::kStruct ? 1 : static_cast<std::size_t>(bytes_of(t.base));
  std::size_t wrong = 0;
  std::string first;
  for (std::size_t i = 0; i + lane <= want.size(); i += lane) {
    if (std::memcmp(got.data() + kGuard + i, want.data() + i, lane) == 0) continue;
    if (wrong++ == 0)
      first = "component " + std::to_string(i / lane) + " is " + hexadecimal(got.data() + kGuard + i, lane) + ", must be " +
              hexadecimal(reinterpret_cast<const std::byte*>(want.data()) + i, lane);
  }
  return wrong == 0 ? "" : std::to_string(wrong) + " of " + std::to_string(want.size() / lane) + " components differ: " + first;
}

}  // namespace

struct Devices::State {
  struct Target {
    Route route;
    std::shared_ptr<backend::Device> device;
  };
  std::vector<Target> targets;
  mutable std::size_t one_lane = 0;
  mutable std::string one_lane_reason;

  std::string run(const Program& program, const std::string& text, const std::vector<Outcome>& want, const Target& target) const;
  std::string run_kernel(const Kernel& kernel, const Outcome& want, const Target& target, backend::Program& built) const;
};

Devices::Devices(const std::vector<Route>& routes) : state_(std::make_unique<State>()) {
  for (const Route r : routes) {
    try {
      if (r == Route::kOpencl) {
        std::string why;
        auto all = gpu::opencl_devices(&why);
        if (all.empty()) missing_ += "opencl: " + why + "\n";
        else state_->targets.push_back({r, all.front()});
        continue;
      }
      cpu::CpuDeviceOptions options;
      options.isa = r == Route::kScalar ? cpu::Isa::kScalar : r == Route::kAvx2 ? cpu::Isa::kAvx2 : cpu::Isa::kAvx512;
      state_->targets.push_back({r, cpu::make_cpu_device(options)});
    } catch (const Error& e) {
      missing_ += std::string(kRouteNames[static_cast<std::size_t>(r)]) + ": " + e.what() + "\n";
    }
  }
}

Devices::~Devices() = default;
std::size_t Devices::one_lane() const { return state_->one_lane; }
std::string Devices::one_lane_reason() const { return state_->one_lane_reason; }

std::string Devices::State::run_kernel(const Kernel& kernel, const Outcome& want, const Target& target, backend::Program& built) const {
  const std::unique_ptr<backend::Kernel> k = built.kernel(kernel.function.name);
  if (k->info().one_lane) ++one_lane, one_lane_reason = k->info().report;
  const auto queue = target.device->queue(false, false);
  std::vector<std::unique_ptr<backend::Buffer>> buffers(kernel.arguments.size());
  std::vector<backend::Arg> args;
  for (std::size_t i = 0; i < kernel.arguments.size(); ++i) {
    const auto& bytes = kernel.arguments[i].bytes;
    backend::Arg a;
    if (kernel.function.variables[i].type.pointer) {
      std::vector<std::byte> content(bytes.size() + 2 * kGuard, kGuardByte);
      std::memcpy(content.data() + kGuard, bytes.data(), bytes.size());
      buffers[i] = target.device->allocate(content.size(), {});
      queue->write(*buffers[i], 0, content.data(), content.size(), true, {});
      a.kind = backend::ArgKind::kGlobal;
      a.buffer = buffers[i].get();
      a.offset = kGuard;
    } else {
      a.value = bytes.data();
      a.size = bytes.size();
    }
    args.push_back(a);
  }
  backend::NDRange r;
  r.dim = kernel.range.dim;
  for (std::size_t d = 0; d < 3; ++d) r.global[d] = kernel.range.global[d], r.local[d] = kernel.range.local[d], r.offset[d] = kernel.range.offset[d];
  queue->launch(*k, r, args, {})->wait();
  queue->finish();
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    if (!buffers[i]) continue;
    std::vector<std::byte> got(kernel.arguments[i].bytes.size() + 2 * kGuard);
    queue->read(*buffers[i], 0, got.data(), got.size(), true, {});
    const std::string d = difference(kernel.function.variables[i].type, got, want.buffers[i]);
    if (!d.empty()) return "buffer " + kernel.function.variables[i].name + ": " + d;
  }
  return {};
}

std::string Devices::State::run(const Program& program, const std::string& text, const std::vector<Outcome>& want, const Target& target) const {
  const std::string where = std::string(kRouteNames[static_cast<std::size_t>(target.route)]) + ": ";
  std::unique_ptr<backend::Program> built;
  try {
    built = target.device->build({"random.cl", text, target.route == Route::kOpencl ? "-cl-std=CL3.0" : ""});
  } catch (const std::exception& e) {
    return where + "build: " + e.what();
  }
  for (std::size_t i = 0; i < program.kernels.size(); ++i) {
    std::string d;
    try {
      d = run_kernel(program.kernels[i], want[i], target, *built);
    } catch (const std::exception& e) {
      d = e.what();
    }
    if (!d.empty()) return where + "kernel " + program.kernels[i].function.name + ": " + d;
  }
  return {};
}

std::string Devices::check(const Program& program, const std::vector<Route>& without) const { return compare(print(program), program, without); }

std::string Devices::compare(const std::string& text, const Program& program, const std::vector<Route>& without) const {
  std::vector<Outcome> want;
  for (const Kernel& k : program.kernels) {
    want.push_back(evaluate(program, k));
    if (!want.back().fault.empty()) return "evaluator: kernel " + k.function.name + ": " + want.back().fault;
  }
  std::string all;
  for (const State::Target& t : state_->targets) {
    if (t.route == Route::kOpencl && program.needs_lanes) continue;
    if (std::find(without.begin(), without.end(), t.route) != without.end()) continue;
    const std::string d = state_->run(program, text, want, t);
    if (!d.empty()) all += d + "\n";
  }
  return all;
}

}  // namespace clrt::random_programs
