// Time between steps of a build.
#pragma once

#include <chrono>

namespace clrt::jit {

class Stopwatch {
 public:
  // Milliseconds since the last lap, or since the start.
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    const double ms = std::chrono::duration<double, std::milli>(now - last_).count();
    last_ = now;
    return ms;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace clrt::jit
