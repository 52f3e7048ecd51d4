// What the workers of one pool share: the launch, its gates, the shares, and a worker's stay. Internal to numa/.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "numa/worker_pool.hpp"

namespace clrt::numa {

using SteadyClock = std::chrono::steady_clock;

// Spins between two looks at the clock.
inline constexpr int kSpinsPerLook = 32;

// How many sleepers one thread wakes: the launcher at each node, and every woken worker.
inline constexpr std::uint32_t kWokenByOne = 2;

// The door of one node. Its word says how many workers are inside, whether a launch is open, whether the launcher sleeps until
// the last one has left, and the launch's number, so that a worker does not enter the same launch twice.
struct alignas(64) Gate {
  static constexpr std::uint32_t kInside = (1u << 12) - 1;
  static constexpr std::uint32_t kOpen = 1u << 12;
  static constexpr std::uint32_t kLauncherSleeps = 1u << 13;
  static constexpr std::uint32_t kNumberShift = 14;
  static constexpr std::uint32_t kNumbers = 1u << (32 - kNumberShift);

  // Launcher's side.
  void open(std::uint32_t number) { word.store(kOpen | number << kNumberShift, std::memory_order_seq_cst); }
  void shut() { word.fetch_and(~kOpen, std::memory_order_acq_rel); }
  void wait_until_empty(std::uint32_t spin_us);
  void ring(std::uint32_t how_many);

  // Worker's side.
  bool has_launch(std::uint32_t last_number) const {
    const std::uint32_t now = word.load(std::memory_order_seq_cst);
    return (now & kOpen) != 0 && now >> kNumberShift != last_number;
  }
  bool join(std::uint32_t& last_number);
  void leave();

  std::atomic<std::uint32_t> word{0};
  alignas(64) std::atomic<std::uint32_t> bell{0};  // parked workers sleep on it
  std::atomic<std::uint32_t> parked{0};
};

// The part of the range that one worker begins with. Owner and helpers take pieces from its front.
struct alignas(64) OwnShare {
  bool take(Share& piece);
  std::atomic<std::uint64_t> next{0};
  std::uint64_t end = 0;
  std::uint64_t largest_piece = 1;
};

struct alignas(64) Seat {
  std::uint32_t node = 0;
  int core = 0;
  std::atomic<bool> requested{false};  // a task for it is queued or running
  std::atomic<bool> seen{false}, pinned{false};
};

// The workers' tasks hold it alive, since oneTBB may start a queued task after the pool is gone.
struct Team {
  Team(Topology t, PoolOptions o, const std::vector<int>& cores);

  // Works in the open launch until no share has anything left. Returns whether it got a piece.
  bool work(std::uint32_t index);
  // A borrowed thread's stay: launch after launch until none has come for a while.
  void stay(std::uint32_t index);
  // Whether a worker spins or works, as opposed to sleeping.
  bool anyone_awake() const { return awake.load(std::memory_order_relaxed) != 0; }

  Topology topology;
  PoolOptions options;
  std::vector<Seat> seats;                        // by worker; seat 0 is the launcher's
  std::vector<Gate> gates;                        // by node
  std::vector<std::vector<std::uint32_t>> helps;  // by worker: whose shares it takes after its own, in this order
  std::vector<OwnShare> shares;                   // by worker
  std::optional<ShareRef> job;
  std::exception_ptr error;  // of the first call that threw
  alignas(64) std::atomic<bool> failed{false};
  std::atomic<std::uint32_t> helpers{0};  // workers that got a piece of the current launch
  alignas(64) std::atomic<bool> stop{false};
  std::atomic<std::uint32_t> awake{0};
  std::atomic<std::uint32_t> staying{0};  // tasks that have begun and not ended

 private:
  bool spin(std::uint32_t index, std::uint32_t& last_number);
  bool park(Gate& gate, std::uint32_t last_number);
};

// The launch that a thread works in, so that a nested one on the same pool runs on this thread alone.
struct Inside {
  const Team* team = nullptr;
  Worker worker;
};
Inside& inside_launch();

class InsideScope {
 public:
  explicit InsideScope(Inside now) : outer_(std::exchange(inside_launch(), now)) {}
  ~InsideScope() { inside_launch() = outer_; }
  InsideScope(const InsideScope&) = delete;
  InsideScope& operator=(const InsideScope&) = delete;

 private:
  Inside outer_;
};

// Lets the calling thread run anywhere again if a worker's stay bound it to a core.
void unbind_worker();

}  // namespace clrt::numa
