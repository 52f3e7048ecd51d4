// How long it takes from OpenCL C text to a program that can be launched, and to the end of each kernel's first launch, since some
// drivers compile there. On every device.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>

#include "bench/sources.hpp"
#include "bench/versus.hpp"

namespace clrt::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRepeats = 5;
constexpr std::size_t kBufferBytes = std::size_t{1} << 20, kLocalBytes = 4096;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.empty() ? 0 : values[values.size() / 2];
}

// A value of which every element is 1: sizes that keep a kernel's first launch short, and nothing to divide by zero.
std::vector<std::byte> ones(const clrt_arg_info& arg) {
  const std::string_view type(arg.type);
  const std::size_t name = std::min(type.find_first_of("0123456789"), type.size());
  const std::string_view element = type.substr(0, name);
  std::size_t size = 4;
  if (element == "char" || element == "uchar" || element == "bool") size = 1;
  if (element == "short" || element == "ushort" || element == "half") size = 2;
  if (element == "long" || element == "ulong" || element == "double") size = 8;
  std::vector<std::byte> bytes(arg.size);
  for (std::size_t at = 0; at + size <= bytes.size(); at += size) {
    const float f = 1;
    const double d = 1;
    if (element == "float") std::memcpy(&bytes[at], &f, sizeof f);
    else if (element == "double") std::memcpy(&bytes[at], &d, sizeof d);
    else bytes[at] = std::byte{1};
  }
  return bytes;
}

// One work-group of every kernel.
void launch_all(const Device& device, const Program& program) {
  Queue queue(device);
  const Buffer<> memory(device, std::vector<std::byte>(kBufferBytes));
  for (const std::string& name : program.kernel_names()) {
    const Kernel kernel = program.kernel(name);
    std::vector<std::vector<std::byte>> values;
    std::vector<clrt_arg> args;
    for (const clrt_arg_info& a : kernel.args()) {
      clrt_arg arg{};
      if (a.address == CLRT_ADDRESS_VALUE) {
        values.push_back(ones(a));
        arg.kind = CLRT_ARG_VALUE, arg.size = a.size, arg.value = values.back().data();
      } else if (a.address == CLRT_ADDRESS_LOCAL) {
        arg.kind = CLRT_ARG_LOCAL, arg.size = kLocalBytes;
      } else {
        arg.kind = CLRT_ARG_BUFFER, arg.buffer = memory.get();
      }
      args.push_back(arg);
    }
    clrt_ndrange range{1, {16, 1, 1}, {16, 1, 1}, {0, 0, 0}};
    const KernelInfo info = kernel.info();
    for (int d = 0; d < 3 && info.required_local[0] != 0; ++d) range.global[d] = range.local[d] = info.required_local[d];
    if (info.required_local[0] != 0) range.dim = 3;
    queue.launch_args(kernel, range, args).wait();
  }
}

struct Times {
  std::string origin;
  double build = 0, first_launches = 0;
};

Times build_once(const Device& device, const std::string& text, const std::string& options, const std::string& file) {
  const auto start = Clock::now();
  const Program program = Program::from_source(device, text, options, file);
  Times t{program.origin(), seconds_since(start), 0};
  launch_all(device, program);
  t.first_launches = seconds_since(start);
  return t;
}

// `fresh`: a define that no earlier run had, so that no cache, clrt's or the driver's, has the program.
void measure(const Device& device, const std::string& file, const std::string& text, const std::string& fresh, Report& report) {
  const std::string what = fmt::format("{} ({} lines)", file, std::ranges::count(text, '\n'));
  const std::string name = device.name();
  std::vector<double> build, first;
  std::string origin, options;
  for (int i = 0; i < kRepeats; ++i) {
    options = fmt::format("{}{}", fresh, i);
    const Times t = build_once(device, text, options, file);
    origin = t.origin;
    build.push_back(t.build);
    first.push_back(t.first_launches);
  }
  report.compile.push_back({what, name, origin, median(build), median(first)});
  build.clear(), first.clear();
  for (int i = 0; i < kRepeats; ++i) {
    const Times t = build_once(device, text, options, file);
    origin = t.origin;
    build.push_back(t.build);
    first.push_back(t.first_launches);
  }
  report.compile.push_back({what, name, origin + " again", median(build), median(first)});
}

}  // namespace

void measure_compile_times(const std::vector<Device>& devices, const Progress& progress, Report& report) {
  const auto fresh = fmt::format("-DCLRT_BENCH_RUN={}", std::chrono::system_clock::now().time_since_epoch().count());
  for (const char* name : {"saxpy", "histogram", "stencil", "bitonic_sort", "mandelbrot", "raytracer", "control_flow"}) {
    const std::string text = source_text(name), file = std::string(name) + ".cl";
    for (const Device& device : devices) {
      progress(fmt::format("compiling {} for {}", file, device.name()));
      try {
        measure(device, file, text, fresh, report);
      } catch (const Error& e) {
        report.compile.push_back({file, device.name(), std::string("refused: ") + e.what(), 0, 0});
      }
    }
  }
}

}  // namespace clrt::bench
