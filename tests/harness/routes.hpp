// The ways a kernel can come to run, and the runner that puts a case through one of them.
//
// A process tests one route, because instruction set and devices are chosen once per process. A CPU route runs every case
// twice: on all cores and on one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "suite.hpp"

namespace clrt::harness {

struct Route {
  std::string name;                    // "scalar", "avx2", "avx512", "sg8", "sg32", "sg64", "opencl", "check"
  std::string isa;                     // what CLRT_FORCE_ISA is set to; empty: the best there is, or no CPU route
  std::uint32_t sub_group_size = 0;    // not 0: demanded of every kernel
  bool opencl = false;
  bool check = false;                  // checked mode: no right kernel may be accused; on one target, as it runs on one thread
};
const std::vector<Route>& routes();

// Empty when this machine can take the route, else why not.
std::string unavailable(const Route& route);

// Runs entries of suites; keeps devices, queues and compiled programs.
class Runner {
 public:
  // Sets the environment for the route, so it comes before any other use of clrt in the process.
  explicit Runner(const Route& route);
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  bool takes(const Suite& suite) const;  // whether the suite runs on this route

  struct Outcome {
    std::vector<std::string> failures;   // empty: everything is right
    std::vector<std::string> refusals;   // what a device refused, as it was allowed to, with its reason
    int runs = 0;                        // cases that ran to the end
  };
  Outcome run(const Suite& suite, const Entry& entry, std::uint64_t seed);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace clrt::harness
