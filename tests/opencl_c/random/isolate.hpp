// Runs checks in child processes, so that one that crashes or hangs is a result like any other.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace clrt::random_programs {

struct Finding {
  std::size_t number = 0;
  std::string text;
};

// Calls check(i) for every i in [0, count) in a child process, in order, and gives the findings (texts that are not empty). A
// child that dies or takes longer than `seconds` for one i is a finding of that i, and another child goes on with the next.
// The caller must have no threads. `start` runs first in every child; `found` gets each finding when it is there.
std::vector<Finding> check_isolated(std::size_t count, double seconds, const std::function<void()>& start,
                                    const std::function<std::string(std::size_t)>& check,
                                    const std::function<void(const Finding&)>& found = [](const Finding&) {});

}  // namespace clrt::random_programs
