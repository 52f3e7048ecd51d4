// The one exception type of the library: a status for code, a message for people.
#pragma once

#include <stdexcept>
#include <string>

namespace clrt {

enum class Status {
  kOk = 0,
  kInvalidArgument,  // what the caller passed
  kOutOfMemory,
  kBuildFailed,  // the message has the diagnostics
  kNotFound,
  kUnsupported,  // right, but not on this device or machine
  kDeviceError,
  kIoError,
  kInternal,  // a fault of this library
  kCheckFailed,  // the kernel ran in checked mode and did something wrong; the message has the findings
};

// Thrown by the C++ API and by backends. what() names the thing, the place and the limits.
class Error : public std::runtime_error {
 public:
  Error(Status status_value, const std::string& message) : std::runtime_error(message), status(status_value) {}

  const Status status;
};

}  // namespace clrt
