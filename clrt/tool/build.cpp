// `clrt build`: compile a kernel file for devices, show the C++ it becomes and what was vectorised.
#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "clrt/clrt.hpp"
#include "clrt/runtime/mapped_file.hpp"
#include "clrt/tool/build_options.hpp"
#include "clrt/tool/commands.hpp"
#include "clrt/tool/report.hpp"
#include "cpu_emu/jit/spills.hpp"
#include "cpu_emu/jit/translate.hpp"

namespace clrt::tool {
namespace {

struct Options {
  BuildOptions build;
  std::string device, emit_cpp, output;
  bool report = false;
};

// Register spills need another run of the compiler; without one the rest of the report stands.
CpuReport cpu_report(const Device& device, const Options& options) {
  CpuReport report;
  report.isa = device.info().isa;
  try {
    for (const cpu::Isa isa : cpu::kAllIsas)
      if (report.isa == cpu::isa_name(isa))
        report.spills = jit::find_spills({options.build.file, runtime::read_text(options.build.file), options.build.text()}, isa);
  } catch (const Error& e) {
    report.no_spills = e.what();
  }
  return report;
}

void write_file(const std::string& path, const std::vector<std::byte>& bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw Error(Status::kIoError, "cannot write '" + path + "'");
}

int build(const Options& options) {
  int status = 0;
  if (!options.emit_cpp.empty()) {
    const jit::Translation t = jit::translate({options.build.file, runtime::read_text(options.build.file), options.build.text()});
    if (options.emit_cpp == "-") {
      fmt::print("{}", t.generated);
    } else {
      std::ofstream out(options.emit_cpp, std::ios::binary);
      out << t.generated;
      if (!out.flush()) throw Error(Status::kIoError, "cannot write '" + options.emit_cpp + "'");
    }
  }
  const std::vector<Device> devices = choose_devices(options.device);
  if (!options.output.empty() && devices.size() != 1)
    throw Error(Status::kInvalidArgument, "--output holds the program of one device, --device " + options.device + " names " +
                                              std::to_string(devices.size()));
  for (const Device& device : devices) {
    fmt::print("{}: ", device_title(device));
    try {
      const Program program = load_program(device, options.build);
      fmt::print("built ({})\n", program.origin());
      if (const std::string log = program.log(); !log.empty()) fmt::print("{}{}", log, log.back() == '\n' ? "" : "\n");
      if (!options.output.empty()) write_file(options.output, program.binary());
      const CpuReport cpu = options.report && device.is_cpu() ? cpu_report(device, options) : CpuReport{};
      for (const std::string& name : program.kernel_names()) {
        if (options.report)
          fmt::print("{}", kernel_report(program.kernel(name), device.is_cpu() ? &cpu : nullptr));
        else
          fmt::print("  {}\n", name);
      }
    } catch (const Error& e) {
      fmt::print("failed: {}\n", e.what());
      status = 1;
    }
  }
  return status;
}

}  // namespace

void add_build(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("build", "Compile a kernel file");
  auto options = std::make_shared<Options>();
  options->build.add_to(*command);
  command->add_option("--device", options->device, "cpu, an index, a part of a name, or all");
  command->add_option("--emit-cpp", options->emit_cpp, "write the C++ that the CPU gets to a file (- for the terminal)");
  command->add_option("--output", options->output,
                      "write the built program to a file that `clrt run` and Program::from_binary take");
  command->add_flag("--report", options->report,
                    "per kernel: arguments, lanes or why not, by line what differs between lanes, gathers and scatters with the "
                    "reason, barriers, and register spills in loops");
  command->callback([options, &status] { status = build(*options); });
}

}  // namespace clrt::tool
