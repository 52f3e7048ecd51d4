// The backends of this library: the CPU, then OpenCL drivers.
#include <iterator>

#include "clrt/runtime/devices.hpp"
#include "cpu_emu/cpu_device.hpp"
#include "gpu/opencl_backend.hpp"

namespace clrt::runtime {

Found discover() {
  Found found;
  found.devices.push_back(cpu::make_cpu_device());
  std::vector<std::shared_ptr<backend::Device>> opencl = gpu::opencl_devices(&found.why_no_opencl);
  found.devices.insert(found.devices.end(), std::make_move_iterator(opencl.begin()), std::make_move_iterator(opencl.end()));
  return found;
}

}  // namespace clrt::runtime
