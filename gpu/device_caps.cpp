// Reads a device's capabilities.
#include "gpu/device_caps.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "clrt/error.h"

namespace clrt::gpu {
namespace {

std::string text_of(cl_device_id device, cl_device_info what) {
  std::size_t size = 0;
  if (api().clGetDeviceInfo(device, what, 0, nullptr, &size) != CL_SUCCESS || size == 0) return {};
  std::string text(size, '\0');
  check(api().clGetDeviceInfo(device, what, size, text.data(), nullptr), "clGetDeviceInfo");
  while (!text.empty() && (text.back() == '\0' || text.back() == ' ')) text.pop_back();
  return text;
}

std::string newest_language(cl_device_id device, int device_version) {
  int newest = parse_version(text_of(device, CL_DEVICE_OPENCL_C_VERSION));
  if (device_version >= 30)
    for (const cl_name_version& v : device_values<cl_name_version>(device, CL_DEVICE_OPENCL_C_ALL_VERSIONS))
      newest = std::max(newest, static_cast<int>(CL_VERSION_MAJOR(v.version) * 10 + CL_VERSION_MINOR(v.version)));
  return newest >= 30 ? "CL3.0" : newest >= 20 ? "CL2.0" : "CL1.2";
}

bool has_feature(cl_device_id device, const std::string& name) {
  const auto features = device_values<cl_name_version>(device, CL_DEVICE_OPENCL_C_FEATURES);
  return std::any_of(features.begin(), features.end(), [&](const cl_name_version& f) { return name == f.name; });
}

}  // namespace

int parse_version(const std::string& text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i)
    if (text[i] == '.' && std::isdigit(text[i - 1]) && std::isdigit(text[i + 1]))
      return (text[i - 1] - '0') * 10 + (text[i + 1] - '0');
  return 0;
}

DeviceCaps read_caps(cl_platform_id platform, cl_device_id device) {
  DeviceCaps caps;
  caps.platform = platform;
  caps.device = device;
  backend::DeviceInfo& info = caps.info;
  info.kind = "opencl";
  info.name = text_of(device, CL_DEVICE_NAME);
  info.vendor = text_of(device, CL_DEVICE_VENDOR);
  const std::string version_text = text_of(device, CL_DEVICE_VERSION);
  info.driver = text_of(device, CL_DRIVER_VERSION) + ", " + version_text;
  if (info.name.empty() || version_text.empty())
    throw Error(Status::kDeviceError, "an OpenCL device does not tell its name or version");
  caps.extensions = ' ' + text_of(device, CL_DEVICE_EXTENSIONS) + ' ';
  const int version = parse_version(version_text);
  caps.language = newest_language(device, version);

  info.compute_units = device_value<cl_uint>(device, CL_DEVICE_MAX_COMPUTE_UNITS, 1);
  info.global_bytes = device_value<cl_ulong>(device, CL_DEVICE_GLOBAL_MEM_SIZE, 0);
  info.local_bytes = device_value<cl_ulong>(device, CL_DEVICE_LOCAL_MEM_SIZE, 0);
  info.max_alloc_bytes = device_value<cl_ulong>(device, CL_DEVICE_MAX_MEM_ALLOC_SIZE, info.global_bytes);
  info.max_local_size = device_value<std::size_t>(device, CL_DEVICE_MAX_WORK_GROUP_SIZE, 1);
  const auto sizes = device_values<std::size_t>(device, CL_DEVICE_MAX_WORK_ITEM_SIZES);
  for (std::size_t d = 0; d < 3; ++d) info.max_local_sizes[d] = d < sizes.size() ? sizes[d] : 1;
  info.unified_memory = device_value<cl_bool>(device, CL_DEVICE_HOST_UNIFIED_MEMORY, CL_FALSE) != CL_FALSE;
  info.fp16 = caps.has("cl_khr_fp16");
  info.fp64 = device_value<cl_device_fp_config>(device, CL_DEVICE_DOUBLE_FP_CONFIG, 0) != 0;

  caps.sub_buffer_align = std::max<std::size_t>(1, device_value<cl_uint>(device, CL_DEVICE_MEM_BASE_ADDR_ALIGN, 8) / 8);
  caps.compiler = device_value<cl_bool>(device, CL_DEVICE_COMPILER_AVAILABLE, CL_TRUE) != CL_FALSE;
  caps.available = device_value<cl_bool>(device, CL_DEVICE_AVAILABLE, CL_TRUE) != CL_FALSE;
  caps.out_of_order = (device_value<cl_command_queue_properties>(device, CL_DEVICE_QUEUE_ON_HOST_PROPERTIES, 0) &
                       CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE) != 0;
  if (version >= 30) {
    caps.non_uniform_groups = device_value<cl_bool>(device, CL_DEVICE_NON_UNIFORM_WORK_GROUP_SUPPORT, CL_FALSE) != CL_FALSE;
    caps.work_group_collectives = has_feature(device, "__opencl_c_work_group_collective_functions");
  } else {
    caps.non_uniform_groups = caps.work_group_collectives = version >= 20;
  }
  if (info.fp16) caps.defines.push_back("CLRT_HAS_FP16 1");
  if (info.fp64) caps.defines.push_back("CLRT_HAS_FP64 1");
  choose_prelude(caps, version);
  return caps;
}

}  // namespace clrt::gpu
