// Default number of threads.
#include "numa/cpu_quota.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace clrt::numa {
namespace {

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

// The process's own group below the version 2 mount: "0::/a/b" in /proc/self/cgroup.
std::string own_group() {
  std::ifstream file("/proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("0::")) return line.substr(3);
  }
  return "/";
}

}  // namespace

int parse_cpu_max(const std::string& text) {
  std::istringstream in(text);
  std::string quota;
  long long period = 0;
  if (!(in >> quota >> period) || quota == "max" || period <= 0) return 0;
  const long long microseconds = std::atoll(quota.c_str());
  return microseconds <= 0 ? 0 : static_cast<int>((microseconds + period - 1) / period);
}

int cpu_quota() {
  // A limit on any group above counts as well; containers usually see their own group as the root.
  int least = 0;
  std::string group = own_group();
  for (;;) {
    const int limit = parse_cpu_max(first_line("/sys/fs/cgroup" + (group == "/" ? "" : group) + "/cpu.max"));
    if (limit > 0) least = least == 0 ? limit : std::min(least, limit);
    if (group.empty() || group == "/") break;
    group.resize(group.find_last_of('/'));
  }
  if (least == 0) {
    const std::string v1 = "/sys/fs/cgroup/cpu/cpu.cfs_";
    least = parse_cpu_max(first_line(v1 + "quota_us") + " " + first_line(v1 + "period_us"));
  }
  return least;
}

int default_threads(const Topology& topology) {
  if (const char* text = std::getenv("CLRT_NUM_THREADS")) {
    const int threads = std::atoi(text);
    if (threads > 0) return threads;
  }
  const int cores = std::max<int>(1, static_cast<int>(topology.cores().size()));
  const int quota = topology.is_this_machine() ? cpu_quota() : 0;
  return quota > 0 ? std::min(cores, quota) : cores;
}

}  // namespace clrt::numa
