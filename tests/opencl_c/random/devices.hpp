// Runs random programs on devices of this process and compares every byte with the evaluator.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "program.hpp"

namespace clrt::random_programs {

enum class Route { kScalar, kAvx2, kAvx512, kOpencl };
inline constexpr std::array kRouteNames = {"scalar", "avx2", "avx512", "opencl"};

class Devices {
 public:
  // Makes the devices of these routes. Those that the machine lacks are left out; `missing` says which and why.
  explicit Devices(const std::vector<Route>& routes);
  ~Devices();
  Devices(const Devices&) = delete;
  Devices& operator=(const Devices&) = delete;

  // Empty when every device gives what the evaluator gives; else the first difference of each device that differs:
  // "avx2: kernel k1: ...". Throws nothing.
  // Routes in `without` are left out this time.
  std::string check(const Program& program, const std::vector<Route>& without = {}) const;
  // The same when what the devices run is `text`.
  std::string compare(const std::string& text, const Program& program, const std::vector<Route>& without = {}) const;

  const std::string& missing() const { return missing_; }
  std::size_t one_lane() const;  // kernels so far that were not vectorised
  std::string one_lane_reason() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::string missing_;
};

}  // namespace clrt::random_programs
