// The devices of a route.
#include "devices.hpp"

#include <cstdlib>

namespace clrt::test {
namespace {

Route taken;
std::vector<Device> found;

}  // namespace

std::string take(const Route& route) {
#if defined(__x86_64__)
  if (route.name == "avx2" && !__builtin_cpu_supports("avx2")) return "this processor has no AVX2";
  if (route.name == "avx512" && !__builtin_cpu_supports("avx512bf16")) return "this processor has no AVX-512 with BF16";
#else
  if (route.name == "avx2" || route.name == "avx512") return "this processor is not an x86-64";
#endif
  if (route.check()) setenv("CLRT_CHECK", "1", 1);
  else if (route.cpu()) setenv("CLRT_FORCE_ISA", route.name.c_str(), 1);
  taken = route;
  for (const Device& d : Device::all()) {
    if (d.is_cpu() == route.cpu()) found.push_back(d);
  }
  return found.empty() ? clrt_why_no_opencl() : "";
}

const std::vector<Device>& devices() { return found; }

std::string wrong_route(const Device& device) {
  const DeviceInfo info = device.info();
  if (taken.cpu() && !taken.check() && info.isa != taken.name) return "ran with " + std::string(info.isa) + " instead of " + taken.name;
  return {};
}

}  // namespace clrt::test
