// What one OpenCL device can do, as far as choices here depend on it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clrt/backend.h"
#include "gpu/opencl_api.hpp"
#include "gpu/preludes/prelude.hpp"

namespace clrt::gpu {

struct DeviceCaps {
  cl_platform_id platform = nullptr;
  cl_device_id device = nullptr;
  backend::DeviceInfo info;
  const Prelude* prelude = nullptr;  // never null once read
  std::string extensions;            // separated by blanks, with one at either end
  std::string language;              // newest OpenCL C the compiler takes: "CL1.2", "CL2.0", "CL3.0"
  std::size_t sub_buffer_align = 1;  // bytes
  bool compiler = true, available = true;
  bool out_of_order = false;
  bool non_uniform_groups = false;  // global sizes that are no multiple of the local size
  bool work_group_collectives = false;
  std::vector<std::string> defines;  // what the prelude asks of the device: "NAME VALUE"

  bool has(const std::string& extension) const { return extensions.find(' ' + extension + ' ') != std::string::npos; }
};

// The answer of a device to a question that its driver may not know.
template <class T>
T device_value(cl_device_id device, cl_device_info what, T otherwise) {
  T value{};
  return api().clGetDeviceInfo(device, what, sizeof(T), &value, nullptr) == CL_SUCCESS ? value : otherwise;
}

template <class T>
std::vector<T> device_values(cl_device_id device, cl_device_info what) {
  std::size_t size = 0;
  if (api().clGetDeviceInfo(device, what, 0, nullptr, &size) != CL_SUCCESS) return {};
  std::vector<T> values(size / sizeof(T));
  if (values.empty() || api().clGetDeviceInfo(device, what, size, values.data(), nullptr) != CL_SUCCESS) return {};
  return values;
}

// Throws clrt::Error (kDeviceError) when the driver does not answer.
DeviceCaps read_caps(cl_platform_id platform, cl_device_id device);

// "OpenCL 3.0 anything" -> 30; 0 when the text is none of a version.
int parse_version(const std::string& text);

}  // namespace clrt::gpu
