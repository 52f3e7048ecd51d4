// Build options and device choice of the tool.
#include "clrt/tool/build_options.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>
#include <span>

#include "clrt/runtime/mapped_file.hpp"
#include "clrt/runtime/program_binary.hpp"

namespace clrt::tool {

void BuildOptions::add_to(CLI::App& command) {
  command.add_option("FILE", file, "OpenCL C file, or a program that build --output wrote")->required();
  command.add_option("-D", defines, "define a macro: -Dname or -Dname=value")->allow_extra_args(false);
  command.add_option("-I", includes, "folder to search for includes")->allow_extra_args(false);
  command.add_option("--option", extra, "any other option of the OpenCL compiler, as --option=-cl-fast-relaxed-math")
      ->allow_extra_args(false);
}

std::string BuildOptions::text() const {
  std::string all;
  const auto add = [&](const std::string& prefix, const std::vector<std::string>& values) {
    for (const std::string& v : values) all += (all.empty() ? "" : " ") + prefix + v;
  };
  add("-D", defines);
  add("-I", includes);
  add("", extra);
  return all;
}

Program load_program(const Device& device, const BuildOptions& options) {
  const std::string content = runtime::read_text(options.file);
  if (runtime::is_program_binary(content)) return Program::from_binary(device, std::as_bytes(std::span(content)));
  return Program::from_source(device, content, options.text(), options.file);
}

std::vector<Device> choose_devices(const std::string& text) {
  return text == "all" ? Device::all() : std::vector{Device::select(text)};
}

std::string device_title(const Device& device) {
  const DeviceInfo info = device.info();
  const auto index = nlohmann::json::parse(device.json()).at("index").get<std::size_t>();
  return fmt::format("{} {} {}{}", index, info.kind, info.name, *info.isa != 0 ? fmt::format(" ({})", info.isa) : "");
}

}  // namespace clrt::tool
