// The options of a kernel build, common to `clrt build` and `clrt run`; and the choice of devices.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "clrt/clrt.hpp"

namespace clrt::tool {

struct BuildOptions {
  std::string file;
  std::vector<std::string> defines, includes, extra;

  void add_to(CLI::App& command);
  std::string text() const;  // as clBuildProgram takes them
};

// The program of FILE: OpenCL C, or what `clrt build --output` wrote.
Program load_program(const Device& device, const BuildOptions& options);

// "all", or what Device::select takes.
std::vector<Device> choose_devices(const std::string& text);

// "0 cpu AMD EPYC 9B45 (avx512)".
std::string device_title(const Device& device);

}  // namespace clrt::tool
