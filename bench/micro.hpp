// The micro-benchmarks: what one launch, one copy, one barrier costs.
#pragma once

#include <string>

namespace clrt::bench {

// Runs those whose name contains `filter` and prints Google Benchmark's table.
void run_micro_benchmarks(const std::string& filter);

}  // namespace clrt::bench
