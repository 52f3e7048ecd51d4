// The message of the last failing call of each thread.
#include <string>

#include "clrt/clrt.h"
#include "clrt/runtime/guard.hpp"

namespace clrt::runtime {
namespace {
thread_local std::string last_error;
}

clrt_status set_error(clrt_status status, const char* message) noexcept {
  try {
    last_error = message;
  } catch (...) {
    last_error.clear();  // no memory for the message; the status still says what happened
  }
  return status;
}

}  // namespace clrt::runtime

const char* clrt_last_error(void) { return clrt::runtime::last_error.c_str(); }

const char* clrt_status_name(clrt_status status) {
  switch (status) {
    case CLRT_OK: return "ok";
    case CLRT_INVALID_ARGUMENT: return "invalid argument";
    case CLRT_OUT_OF_MEMORY: return "out of memory";
    case CLRT_BUILD_FAILED: return "build failed";
    case CLRT_NOT_FOUND: return "not found";
    case CLRT_UNSUPPORTED: return "unsupported";
    case CLRT_DEVICE_ERROR: return "device error";
    case CLRT_IO_ERROR: return "input or output error";
    case CLRT_INTERNAL: return "internal error";
    case CLRT_CHECK_FAILED: return "check failed";
  }
  return "unknown status";
}

const char* clrt_version(void) { return CLRT_VERSION; }
