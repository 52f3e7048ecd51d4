// How many threads the process should use when nobody says: cores, CLRT_NUM_THREADS, and the cgroup's CPU quota.
#pragma once

#include <string>

#include "numa/topology.hpp"

namespace clrt::numa {

// CPUs' worth of time that the cgroup (version 2 or 1) grants per period, rounded up; 0 without a limit.
int cpu_quota();
// Reads the text of a version 2 `cpu.max` ("200000 100000", "max 100000"); 0 without a limit or when it cannot be read.
int parse_cpu_max(const std::string& text);
// CLRT_NUM_THREADS when it is a number above 0, else the cores of the topology, no more than the quota on this machine.
int default_threads(const Topology& topology);

}  // namespace clrt::numa
