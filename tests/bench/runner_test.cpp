// The runner takes turns, warms up untimed, and repeats work that is too short to time.
#include "bench/runner.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

namespace clrt::bench {
namespace {

TEST(Runner, ContestantsTakeTurns) {
  std::string order;
  const Contestant a{[&](int) { order += 'a'; }}, b{[&](int) { order += 'b'; }};
  const Contestant both[] = {a, b};
  const auto timings = interleave(both, {.sample_seconds = 0, .seconds = 0, .least_rounds = 4, .most_rounds = 4});
  // Warm-up and one calibration of each, then rounds.
  EXPECT_EQ(order,
            "aabb"
            "abababab");
  ASSERT_EQ(timings.size(), 2u);
  EXPECT_EQ(timings[0].samples, 4);
}

TEST(Runner, ShortWorkIsRepeatedAndReportedOnce) {
  long done = 0;
  const Contestant c[] = {{[&](int times) {
    done += times;
    std::this_thread::sleep_for(std::chrono::microseconds(100 * times));
  }}};
  const auto t = interleave(c, {.sample_seconds = 0.005, .seconds = 0, .least_rounds = 3, .most_rounds = 3});
  EXPECT_GT(done, 3 * 30) << "a sample of 5 ms needs about 50 runs of 100 us";
  EXPECT_GE(t[0].fastest, 100e-6);
  EXPECT_LE(t[0].fastest, t[0].median);
  EXPECT_LE(t[0].median, t[0].slowest);
}

}  // namespace
}  // namespace clrt::bench
