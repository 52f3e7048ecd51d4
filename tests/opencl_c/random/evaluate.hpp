// Runs a kernel of a random program on its tree, one work-item after another: the reference of what a device must give.
//
// It shares no code with the translator, and it is the judge of the generator as well: what OpenCL C leaves undefined or to the
// implementation (overflow of signed integers, an index out of bounds, division by zero, a value never written, two work-items
// at one address without a barrier, a barrier or a sub-group function that not all reach, ...) is a fault, not a result.
#pragma once

#include <string>
#include <vector>

#include "program.hpp"

namespace clrt::random_programs {

struct Outcome {
  std::string fault;                               // empty: the program is well defined
  std::vector<std::vector<std::uint8_t>> buffers;  // the kernel's arguments after the run
  std::uint64_t steps = 0;                         // expressions evaluated
};

inline constexpr std::uint64_t kMostSteps = 20'000'000;

// `limit`: steps after which the run is given up as a fault.
Outcome evaluate(const Program& program, const Kernel& kernel, std::uint64_t limit = kMostSteps);

}  // namespace clrt::random_programs
