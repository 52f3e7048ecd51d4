// The copy bandwidth and multiply-add rate of an OpenCL device, measured through clrt.
#pragma once

#include "clrt/clrt.hpp"

namespace clrt::bench {

struct DeviceCeilings {
  double copy_rate = 0;  // bytes read and written per second: the better of a copy command and a copy kernel
  double fma_rate = 0;   // f32 operations per second
};

// 2 x 256 MiB, less where the device has less. Throws clrt::Error.
DeviceCeilings measure_device_ceilings(const Device& device);

}  // namespace clrt::bench
