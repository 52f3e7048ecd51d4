// How long it takes from OpenCL C text to a program that can be launched, on every device.
#include <chrono>

#include <fmt/format.h>

#include "bench/sources.hpp"
#include "bench/versus.hpp"

namespace clrt::bench {

void measure_compile_times(const std::vector<Device>& devices, const Progress& progress, Report& report) {
  using Clock = std::chrono::steady_clock;
  // A define that no earlier run had, so that the first build finds no cache entry, clrt's or the driver's.
  const auto fresh = fmt::format("-DCLRT_BENCH_RUN={}", std::chrono::system_clock::now().time_since_epoch().count());
  for (const char* name : {"mandelbrot", "nbody", "sgemm"}) {
    const std::string text = source_text(name), file = std::string(name) + ".cl";
    for (const Device& device : devices) {
      const std::string device_name = device.name();
      progress(fmt::format("{} on {}", file, device_name));
      for (int again = 0; again < 2; ++again) {
        const auto start = Clock::now();
        try {
          const Program program = Program::from_source(device, text, fresh, file);
          const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
          report.compile.push_back({file, device_name, program.origin(), seconds});
        } catch (const Error& e) {
          report.compile.push_back({file, device_name, std::string("refused: ") + e.what(), 0});
          break;
        }
      }
    }
  }
}

}  // namespace clrt::bench
