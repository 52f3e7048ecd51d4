// Times contestants side by side: round after round, each in turn, so that a change of clock or a neighbour's load meets
// all of them; the result is the median over the rounds.
#pragma once

#include <functional>
#include <span>
#include <vector>

namespace clrt::bench {

struct Contestant {
  // Does the work `times` times and returns when all of it is done. What it throws ends the measurement.
  std::function<void(int times)> run;
};

struct RunOptions {
  double sample_seconds = 0.01;  // a sample repeats the work until it lasts this long
  double seconds = 0.5;          // no new round after this long, for each contestant
  int least_rounds = 5, most_rounds = 31;
};

struct Timing {
  double median = 0, fastest = 0, slowest = 0;  // seconds for the work once
  int samples = 0;
};

// One timing for each contestant, in their order. The first, untimed, run of each warms caches and clocks.
std::vector<Timing> interleave(std::span<const Contestant> contestants, const RunOptions& options = {});

}  // namespace clrt::bench
