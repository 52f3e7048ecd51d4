// Checks shared by launchers.
#include "operand.hpp"

#include <limits>
#include <string>

namespace clrt::kernels {

int to_int(std::uint64_t value, const char* kernel, const char* parameter) {
  constexpr std::uint64_t kLimit = std::numeric_limits<int>::max();
  if (value > kLimit) {
    throw Error(Status::kInvalidArgument, std::string(parameter) + " of " + kernel + " is " + std::to_string(value) +
                                              ", the limit is " + std::to_string(kLimit));
  }
  return static_cast<int>(value);
}

}  // namespace clrt::kernels
