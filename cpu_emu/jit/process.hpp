// Child processes: run a tool by argument vector, with a time limit, and collect what it printed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace clrt::jit {

struct ProcessResult {
  enum class End { kExited, kSignaled, kTimedOut, kNotStarted };
  End end = End::kNotStarted;
  int code = 0;        // exit status, signal number, or errno of kNotStarted
  std::string output;  // stdout and stderr in the order they came, cut at kMaxOutputBytes with a line that says so
  double seconds = 0;

  bool ok() const { return end == End::kExited && code == 0; }
  // "exit status 1", "killed by signal 11 (Segmentation fault)", "no answer within 2 s", "No such file or directory".
  std::string how_it_ended() const;
};

inline constexpr std::size_t kMaxOutputBytes = 256 * 1024;

// Runs argv[0] (searched in PATH) without a shell, stdin empty, in a process group of its own: at the time limit the whole
// group is killed. The environment is the caller's less the variables that change what a compiler reads (CPATH and the like),
// with LC_ALL=C. Never throws on a failure of the child. Safe from any thread.
ProcessResult run_process(const std::vector<std::string>& argv, double timeout_seconds);

// Full path of an executable as run_process would find it, or "".
std::string find_in_path(const std::string& name);

}  // namespace clrt::jit
