// Times contestants side by side and takes medians.
#include "bench/runner.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace clrt::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_of(const Contestant& contestant, int times) {
  const auto start = Clock::now();
  contestant.run(times);
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// How often the work is repeated in one sample.
int repetitions(const Contestant& contestant, double sample_seconds) {
  int times = 1;
  for (;;) {
    const double seconds = seconds_of(contestant, times);
    if (seconds >= sample_seconds || times >= 1 << 20) return times;
    const double factor = seconds > 0 ? 1.1 * sample_seconds / seconds : 16;
    times = static_cast<int>(std::ceil(times * std::clamp(factor, 1.2, 16.0)));
  }
}

}  // namespace

std::vector<Timing> interleave(std::span<const Contestant> contestants, const RunOptions& options) {
  std::vector<int> times;
  for (const Contestant& c : contestants) {
    c.run(1);
    times.push_back(repetitions(c, options.sample_seconds));
  }
  std::vector<std::vector<double>> samples(contestants.size());
  const double budget = options.seconds * static_cast<double>(contestants.size());
  const auto start = Clock::now();
  for (int round = 0; round < options.most_rounds; ++round) {
    if (round >= options.least_rounds && std::chrono::duration<double>(Clock::now() - start).count() > budget) break;
    for (std::size_t c = 0; c < contestants.size(); ++c) samples[c].push_back(seconds_of(contestants[c], times[c]) / times[c]);
  }
  std::vector<Timing> result;
  for (auto& s : samples) {
    std::sort(s.begin(), s.end());
    const std::size_t half = s.size() / 2;
    const double median = s.size() % 2 == 1 ? s[half] : (s[half - 1] + s[half]) / 2;
    result.push_back({median, s.front(), s.back(), static_cast<int>(s.size())});
  }
  return result;
}

}  // namespace clrt::bench
