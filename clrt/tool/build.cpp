// `clrt build`: compile a kernel file for devices, show the C++ it becomes and what was vectorised.
#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "clrt/clrt.hpp"
#include "clrt/runtime/mapped_file.hpp"
#include "clrt/tool/build_options.hpp"
#include "clrt/tool/commands.hpp"
#include "cpu_emu/jit/translate.hpp"

namespace clrt::tool {
namespace {

struct Options {
  BuildOptions build;
  std::string device, emit_cpp, output;
  bool report = false;
};

std::string signature(const clrt_arg_info& a) {
  constexpr const char* kSpaces[] = {"global ", "constant ", "local ", "", "", ""};
  return fmt::format("{}{}{}{} {}", kSpaces[a.address], a.address == CLRT_ADDRESS_GLOBAL && a.read_only ? "const " : "", a.type,
                     a.address >= CLRT_ADDRESS_VALUE ? "" : "*", a.name);
}

std::string lines_text(const nlohmann::json& report, const char* key) {
  std::string text;
  if (report.contains(key)) {
    for (const auto& line : report.at(key)) text += fmt::format("{}{}", text.empty() ? "" : ", ", line.get<int>());
  }
  return text;
}

void print_report(const Kernel& kernel, bool cpu) {
  const KernelInfo info = kernel.info();
  std::string args;
  for (const clrt_arg_info& a : kernel.args()) args += (args.empty() ? "" : ", ") + signature(a);
  fmt::print("  {}({})\n", info.name, args);
  const nlohmann::json report = nlohmann::json::parse(*info.report != 0 ? info.report : "{}", nullptr, false);
  if (cpu && info.one_lane) {
    const std::string reason = report.is_object() ? report.value("reason", "") : "";
    fmt::print("    one lane: {}\n", reason.empty() ? "no reason was recorded" : reason);
  } else if (cpu && report.is_object() && report.contains("lanes")) {
    fmt::print("    lanes: {}\n", report.at("lanes").get<int>());
    if (report.contains("private_memory")) fmt::print("    private variables in memory: {}\n", report.value("private_memory", ""));
  }
  fmt::print("    sub-group size: {}{}\n", info.sub_group_size != 0 ? std::to_string(info.sub_group_size) : "free",
             info.uses_sub_groups ? ", calls sub-group functions" : "");
  if (info.required_local[0] != 0)
    fmt::print("    local size: {} x {} x {} (required)\n", info.required_local[0], info.required_local[1],
               info.required_local[2]);
  if (info.local_bytes != 0) fmt::print("    static local memory: {} bytes\n", info.local_bytes);
  if (!report.is_object()) return;
  for (const auto& [key, what] : {std::pair{"gathers", "gathers"},
                                  {"scatters", "scatters"},
                                  {"strided", "strided accesses"},
                                  {"barriers", "barriers"},
                                  {"atomics", "atomics"}}) {
    const std::string at = lines_text(report, key);
    if (!at.empty()) fmt::print("    {} at line {}\n", what, at);
  }
  if (!cpu || !report.contains("phases")) return;
  if (const int phases = report.at("phases").get<int>(); phases != 0)
    fmt::print("    barriers by phases: {} for each work-group of full sub-groups\n", phases);
  else
    fmt::print("    barriers on fibers: {}\n", report.value("fibers_reason", ""));
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
      for (const std::string& name : program.kernel_names()) {
        if (options.report)
          print_report(program.kernel(name), device.is_cpu());
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
                    "per kernel: arguments, sub-group size, lanes or why not, gathers and scatters by line");
  command->callback([options, &status] { status = build(*options); });
}

}  // namespace clrt::tool
