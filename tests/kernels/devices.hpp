// The devices that this run of a kernel test goes through: the CPU with one instruction set, or every OpenCL device.
#pragma once

#include <string>
#include <vector>

#include "clrt/clrt.hpp"

namespace clrt::test {

struct Route {
  std::string name;  // "scalar", "avx2", "avx512", "opencl", "check"
  bool cpu() const { return name != "opencl"; }
  bool check() const { return name == "check"; }  // the CPU in checked mode: no kernel may be accused
};

// Sets CLRT_FORCE_ISA or CLRT_CHECK for a CPU route, so it comes before any other use of clrt. Returns why the machine cannot take the
// route, or nothing.
std::string take(const Route& route);

// After take(): at least one device.
const std::vector<Device>& devices();

// Empty when the device is what the route demands.
std::string wrong_route(const Device& device);

}  // namespace clrt::test
