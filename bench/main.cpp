// The bench program: the demo, the comparison with another CPU driver, compile times, and the micro-benchmarks.
#include <fmt/format.h>
#include <sys/utsname.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>

#include "bench/ceilings.hpp"
#include "bench/device_ceilings.hpp"
#include "bench/micro.hpp"
#include "bench/report.hpp"
#include "bench/versus.hpp"

namespace {

using namespace clrt::bench;

struct Options {
  bool demo = false, versus_pocl = false, compile_times = false, micro = false;
  std::string json, html, filter;
};

std::string processor_name() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name") || line.starts_with("Processor"))
      if (const std::size_t colon = line.find(": "); colon != std::string::npos) return line.substr(colon + 2);
  return "unknown processor";
}

std::string system_name() {
  utsname name{};
  return uname(&name) == 0 ? fmt::format("{} {} {}", name.sysname, name.release, name.machine) : "";
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02} UTC", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                     parts.tm_min);
}

// Each step as one line with the time since the start, so that a long run is seen to move.
void show(std::string_view step) {
  static const auto start = std::chrono::steady_clock::now();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  fmt::print("[{:6.1f} s] {}\n", seconds, step);
  std::fflush(stdout);
}

void write_file(const std::string& path, const std::string& text) {
  if (path.empty()) return;
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) throw clrt::Error(clrt::Status::kIoError, "cannot write " + path);
  fmt::print("wrote {}\n", path);
}

void add_ceilings(const Ceilings& ceilings, Report& report) {
  for (const Ceiling& c : ceilings.all)
    report.ceilings.push_back({c.name, c.how, c.threads, c.value, ceilings.best(c.name, c.threads) == &c});
}

// Our CPU device has the processor's ceilings; another device those that its driver lets it show.
void add_devices(const std::vector<clrt::Device>& devices, const Ceilings& ceilings, bool measure_all, Report& report) {
  for (const clrt::Device& device : devices) {
    const clrt::DeviceInfo info = device.info();
    DeviceRow row{info.name, info.kind, info.driver, info.isa, info.sub_groups, 0, 0, 0};
    if (device.is_cpu()) {
      row.threads = report.threads;
      row.copy_rate = ceilings.value("copy", report.threads);
      row.fma_rate = ceilings.value("fma_f32", report.threads);
    } else if (measure_all) {
      show(fmt::format("ceilings of {}", row.name));
      try {
        const DeviceCeilings c = measure_device_ceilings(device);
        row.copy_rate = c.copy_rate, row.fma_rate = c.fma_rate;
      } catch (const clrt::Error& e) {
        show(fmt::format("no ceilings of {}: {}", row.name, e.what()));
      }
    }
    report.devices.push_back(row);
  }
}

const clrt::Device* find_pocl(const std::vector<clrt::Device>& devices) {
  for (const clrt::Device& d : devices)
    for (const std::string_view text : {d.info().driver, d.info().name, d.info().vendor})
      if (text.find("pocl") != std::string_view::npos || text.find("PoCL") != std::string_view::npos ||
          text.starts_with("pthread"))
        return &d;
  return nullptr;
}

int run(const Options& options) {
  Report report;
  report.version = clrt_version();
  report.processor = processor_name();
  report.system = system_name();
  report.when = today();
  report.threads = available_threads();

  show(fmt::format("{}, {} threads", report.processor, report.threads));
  const Ceilings ceilings =
      measure_ceilings(report.threads, [](std::string_view what) { show(fmt::format("ceilings: {}", what)); });
  add_ceilings(ceilings, report);
  const std::vector<clrt::Device> devices = clrt::Device::all();
  add_devices(devices, ceilings, options.demo, report);
  if (devices.size() == 1) show(fmt::format("no OpenCL device: {}", clrt_why_no_opencl()));

  if (options.demo) measure_kernels(devices, options.filter, show, report);
  if (options.versus_pocl) {
    const clrt::Device* pocl = find_pocl(devices);
    if (pocl == nullptr) show("no PoCL device found: only our side has figures");
    measure_versus(devices[0], pocl, options.filter, show, report);
    measure_shares(devices[0], ceilings, options.filter, show, report);
  }
  if (options.demo || options.compile_times) measure_compile_times(devices, show, report);

  fmt::print("\n{}\n", to_text(report));
  write_file(options.json, to_json(report));
  write_file(options.html, to_html(report));
  for (const KernelRow& k : report.kernels)
    if (k.status == Outcome::kWrong) return 1;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{"Measures kernels on the CPU and on every OpenCL device, each figure beside a ceiling of the same run"};
  app.add_flag("--demo", options.demo, "every kernel on every device, checked against its reference");
  app.add_flag("--versus-pocl", options.versus_pocl, "the same .cl files on our CPU device and on PoCL; shares of the ceilings");
  app.add_flag("--compile-times", options.compile_times, "from OpenCL C text to a program, on every device");
  app.add_flag("--micro", options.micro, "the micro-benchmarks (Google Benchmark)");
  app.add_option("--filter", options.filter, "only kernels whose name contains this (not with --compile-times)");
  app.add_option("--json", options.json, "write the results to this file");
  app.add_option("--html", options.html, "write a self-contained page to this file");
  CLI11_PARSE(app, argc, argv);
  if (!options.demo && !options.versus_pocl && !options.compile_times && !options.micro) {
    fmt::print("{}", app.help());
    return 2;
  }
  try {
    if (options.micro) {
      run_micro_benchmarks(options.filter);
      if (!options.demo && !options.versus_pocl && !options.compile_times) return 0;
    }
    return run(options);
  } catch (const std::exception& e) {
    fmt::print(stderr, "clrt_bench: {}\n", e.what());
    return 1;
  }
}
