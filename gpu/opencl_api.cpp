// Opens the OpenCL loader and names its errors.
#include "gpu/opencl_api.hpp"

#include <dlfcn.h>

#include <cstdlib>

#include "clrt/error.h"

namespace clrt::gpu {
namespace {

struct Loader {
  Api api;
  std::string why;  // empty: usable
};

Loader open_loader() {
  Loader loader;
  const char* asked = std::getenv("CLRT_OPENCL_LIBRARY");
  const bool overridden = asked != nullptr && *asked != '\0';
  const std::string file = overridden ? asked : "libOpenCL.so.1";
  void* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* reason = dlerror();
    loader.why = "the OpenCL loader " + file + (overridden ? " (CLRT_OPENCL_LIBRARY)" : "") +
                 " cannot be opened: " + (reason != nullptr ? reason : "no reason given");
    return loader;
  }
#define CLRT_OPENCL_LOAD(name)                                                         \
  loader.api.name = reinterpret_cast<decltype(loader.api.name)>(dlsym(handle, #name)); \
  if (loader.api.name == nullptr && loader.why.empty()) loader.why = "the OpenCL loader " + file + " has no " #name;
  CLRT_OPENCL_SYMBOLS(CLRT_OPENCL_LOAD)
#undef CLRT_OPENCL_LOAD
  return loader;
}

const Loader& loader() {
  static const Loader opened = open_loader();
  return opened;
}

}  // namespace

const Api* find_api(std::string* why) {
  const Loader& opened = loader();
  if (opened.why.empty()) return &opened.api;
  if (why != nullptr) *why = opened.why;
  return nullptr;
}

const Api& api() { return loader().api; }

std::string error_name(cl_int code) {
  switch (code) {
#define CLRT_OPENCL_ERROR(name) \
  case name: return #name;
    CLRT_OPENCL_ERROR(CL_SUCCESS)
    CLRT_OPENCL_ERROR(CL_DEVICE_NOT_FOUND)
    CLRT_OPENCL_ERROR(CL_DEVICE_NOT_AVAILABLE)
    CLRT_OPENCL_ERROR(CL_COMPILER_NOT_AVAILABLE)
    CLRT_OPENCL_ERROR(CL_MEM_OBJECT_ALLOCATION_FAILURE)
    CLRT_OPENCL_ERROR(CL_OUT_OF_RESOURCES)
    CLRT_OPENCL_ERROR(CL_OUT_OF_HOST_MEMORY)
    CLRT_OPENCL_ERROR(CL_PROFILING_INFO_NOT_AVAILABLE)
    CLRT_OPENCL_ERROR(CL_MEM_COPY_OVERLAP)
    CLRT_OPENCL_ERROR(CL_BUILD_PROGRAM_FAILURE)
    CLRT_OPENCL_ERROR(CL_MAP_FAILURE)
    CLRT_OPENCL_ERROR(CL_MISALIGNED_SUB_BUFFER_OFFSET)
    CLRT_OPENCL_ERROR(CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST)
    CLRT_OPENCL_ERROR(CL_KERNEL_ARG_INFO_NOT_AVAILABLE)
    CLRT_OPENCL_ERROR(CL_INVALID_VALUE)
    CLRT_OPENCL_ERROR(CL_INVALID_DEVICE)
    CLRT_OPENCL_ERROR(CL_INVALID_CONTEXT)
    CLRT_OPENCL_ERROR(CL_INVALID_QUEUE_PROPERTIES)
    CLRT_OPENCL_ERROR(CL_INVALID_COMMAND_QUEUE)
    CLRT_OPENCL_ERROR(CL_INVALID_HOST_PTR)
    CLRT_OPENCL_ERROR(CL_INVALID_MEM_OBJECT)
    CLRT_OPENCL_ERROR(CL_INVALID_BINARY)
    CLRT_OPENCL_ERROR(CL_INVALID_BUILD_OPTIONS)
    CLRT_OPENCL_ERROR(CL_INVALID_PROGRAM)
    CLRT_OPENCL_ERROR(CL_INVALID_PROGRAM_EXECUTABLE)
    CLRT_OPENCL_ERROR(CL_INVALID_KERNEL_NAME)
    CLRT_OPENCL_ERROR(CL_INVALID_KERNEL_DEFINITION)
    CLRT_OPENCL_ERROR(CL_INVALID_KERNEL)
    CLRT_OPENCL_ERROR(CL_INVALID_ARG_INDEX)
    CLRT_OPENCL_ERROR(CL_INVALID_ARG_VALUE)
    CLRT_OPENCL_ERROR(CL_INVALID_ARG_SIZE)
    CLRT_OPENCL_ERROR(CL_INVALID_KERNEL_ARGS)
    CLRT_OPENCL_ERROR(CL_INVALID_WORK_DIMENSION)
    CLRT_OPENCL_ERROR(CL_INVALID_WORK_GROUP_SIZE)
    CLRT_OPENCL_ERROR(CL_INVALID_WORK_ITEM_SIZE)
    CLRT_OPENCL_ERROR(CL_INVALID_GLOBAL_OFFSET)
    CLRT_OPENCL_ERROR(CL_INVALID_EVENT_WAIT_LIST)
    CLRT_OPENCL_ERROR(CL_INVALID_EVENT)
    CLRT_OPENCL_ERROR(CL_INVALID_OPERATION)
    CLRT_OPENCL_ERROR(CL_IMAGE_FORMAT_NOT_SUPPORTED)
    CLRT_OPENCL_ERROR(CL_INVALID_IMAGE_FORMAT_DESCRIPTOR)
    CLRT_OPENCL_ERROR(CL_INVALID_IMAGE_DESCRIPTOR)
    CLRT_OPENCL_ERROR(CL_INVALID_IMAGE_SIZE)
    CLRT_OPENCL_ERROR(CL_INVALID_SAMPLER)
    CLRT_OPENCL_ERROR(CL_INVALID_BUFFER_SIZE)
    CLRT_OPENCL_ERROR(CL_INVALID_GLOBAL_WORK_SIZE)
    CLRT_OPENCL_ERROR(CL_INVALID_PROPERTY)
#undef CLRT_OPENCL_ERROR
    default: return code == -1001 ? "CL_PLATFORM_NOT_FOUND_KHR" : "OpenCL error " + std::to_string(code);
  }
}

void check(cl_int code, const std::string& what) {
  if (code == CL_SUCCESS) return;
  const bool memory = code == CL_MEM_OBJECT_ALLOCATION_FAILURE || code == CL_OUT_OF_HOST_MEMORY || code == CL_INVALID_BUFFER_SIZE;
  throw Error(memory ? Status::kOutOfMemory : Status::kDeviceError, what + ": " + error_name(code));
}

}  // namespace clrt::gpu
