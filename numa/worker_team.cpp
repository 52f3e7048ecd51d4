// The workers' side of a pool: gates, taking pieces, spinning, parking.
#include "numa/worker_team.hpp"

#include <algorithm>

#include "numa/wait.hpp"

namespace clrt::numa {
namespace {

thread_local Inside inside;
// Which topology's binding the thread has, if a worker's stay gave it one.
thread_local std::optional<Topology> bound_by;

}  // namespace

Inside& inside_launch() { return inside; }

void unbind_worker() {
  if (bound_by) bound_by->unbind_this_thread();
  bound_by.reset();
}

void Gate::wait_until_empty(std::uint32_t spin_us) {
  SteadyClock::time_point until{};
  for (int i = 1;; ++i) {
    std::uint32_t now = word.load(std::memory_order_acquire);
    if ((now & kInside) == 0) return;
    if (i % kSpinsPerLook != 0) {
      pause();
      continue;
    }
    const auto time = SteadyClock::now();
    if (until == SteadyClock::time_point{}) until = time + std::chrono::microseconds(spin_us);
    if (time < until) continue;
    if ((now & kLauncherSleeps) != 0 || word.compare_exchange_strong(now, now | kLauncherSleeps)) {
      futex_wait(word, now | kLauncherSleeps);
    }
  }
}

void Gate::ring(std::uint32_t how_many) {
  if (how_many == 0 || parked.load(std::memory_order_seq_cst) == 0) return;
  bell.fetch_add(1, std::memory_order_release);
  futex_wake(bell, how_many);
}

bool Gate::join(std::uint32_t& last_number) {
  std::uint32_t now = word.load(std::memory_order_relaxed);
  while ((now & kOpen) != 0 && now >> kNumberShift != last_number) {
    if (word.compare_exchange_weak(now, now + 1, std::memory_order_acquire, std::memory_order_relaxed)) {
      last_number = now >> kNumberShift;
      return true;
    }
  }
  return false;
}

void Gate::leave() {
  const std::uint32_t before = word.fetch_sub(1, std::memory_order_acq_rel);
  if ((before & kInside) == 1 && (before & kLauncherSleeps) != 0) futex_wake(word, 1);
}

bool OwnShare::take(Share& piece) {
  std::uint64_t begin = next.load(std::memory_order_relaxed);
  while (begin < end) {
    const std::uint64_t length = std::clamp<std::uint64_t>((end - begin) / 2, 1, largest_piece);
    if (next.compare_exchange_weak(begin, begin + length, std::memory_order_relaxed)) {
      piece = {begin, begin + length};
      return true;
    }
  }
  return false;
}

Team::Team(Topology t, PoolOptions o, const std::vector<int>& cores)
    : topology(std::move(t)), options(std::move(o)), seats(cores.size()), helps(cores.size()), shares(cores.size()) {
  // Nodes are numbered anew: only those that have workers.
  std::uint32_t nodes = 0;
  for (std::size_t i = 0; i < cores.size(); ++i) {
    const auto node_of = [&](std::size_t w) { return topology.cores()[static_cast<std::size_t>(cores[w])].node; };
    if (i == 0 || node_of(i) != node_of(i - 1)) ++nodes;
    seats[i].node = nodes - 1;
    seats[i].core = cores[i];
  }
  gates = std::vector<Gate>(nodes);
  const auto workers = static_cast<std::uint32_t>(cores.size());
  for (std::uint32_t i = 0; i < workers; ++i) {
    for (const bool same_node : {true, false}) {
      for (std::uint32_t step = 1; step < workers; ++step) {
        const std::uint32_t other = (i + step) % workers;
        if ((seats[other].node == seats[i].node) == same_node) helps[i].push_back(other);
      }
    }
  }
}

bool Team::work(std::uint32_t index) {
  const Worker worker{index, seats[index].node};
  const InsideScope scope({this, worker});
  bool got = false;
  const auto finish = [&](OwnShare& share) {
    for (Share piece; share.take(piece); got = true) {
      try {
        (*job)(worker, piece.begin, piece.end);
      } catch (...) {
        if (!failed.exchange(true, std::memory_order_acq_rel)) error = std::current_exception();
      }
    }
  };
  finish(shares[index]);
  for (const std::uint32_t other : helps[index]) finish(shares[other]);
  return got;
}

// Spins until no launch has come for the spin time. False when the pool stops.
bool Team::spin(std::uint32_t index, std::uint32_t& last_number) {
  Gate& gate = gates[seats[index].node];
  const auto window = std::chrono::microseconds(options.spin_us);
  auto until = SteadyClock::now() + window;
  while (!stop.load(std::memory_order_relaxed)) {
    bool worked = false;
    for (int i = 0; i < kSpinsPerLook; ++i) {
      if (!gate.join(last_number)) {
        pause();
        continue;
      }
      if (work(index)) helpers.fetch_add(1, std::memory_order_relaxed);
      gate.leave();
      worked = true;
    }
    const auto now = SteadyClock::now();
    if (worked) until = now + window;
    if (now >= until) return true;
  }
  return false;
}

// Sleeps until a launch rings or the parking time is over. True: go on spinning.
bool Team::park(Gate& gate, std::uint32_t last_number) {
  if (options.park_ms == 0) return false;
  const std::uint32_t seen_bell = gate.bell.load(std::memory_order_acquire);
  gate.parked.fetch_add(1, std::memory_order_seq_cst);
  awake.fetch_sub(1, std::memory_order_relaxed);
  // A launch that opened before `parked` was raised does not ring; one that opens later does.
  const bool asleep = !gate.has_launch(last_number) && !stop.load(std::memory_order_seq_cst);
  if (asleep) futex_wait(gate.bell, seen_bell, options.park_ms);
  awake.fetch_add(1, std::memory_order_relaxed);
  gate.parked.fetch_sub(1, std::memory_order_seq_cst);
  const bool rung = gate.bell.load(std::memory_order_acquire) != seen_bell;
  // Waking takes the waker microseconds: the woken help to wake the others.
  if (asleep && rung) gate.ring(kWokenByOne);
  return !asleep || rung;
}

void Team::stay(std::uint32_t index) {
  Seat& seat = seats[index];
  Gate& gate = gates[seat.node];
  if (options.pin) {
    const bool granted = topology.bind_this_thread(seat.core);
    seat.pinned.store(granted, std::memory_order_relaxed);
    if (granted) bound_by = topology;
  }
  seat.seen.store(true, std::memory_order_relaxed);
  awake.fetch_add(1, std::memory_order_relaxed);
  std::uint32_t last_number = ~0u;
  for (;;) {
    if (spin(index, last_number) && park(gate, last_number)) continue;
    // A launch opened between the last look and this store has seen `requested` and queued no task: look once more.
    seat.requested.store(false, std::memory_order_seq_cst);
    if (stop.load() || !gate.has_launch(last_number) || seat.requested.exchange(true)) break;
  }
  awake.fetch_sub(1, std::memory_order_relaxed);
  // The arena and its observer may be gone before the thread leaves.
  if (stop.load()) unbind_worker();
}

}  // namespace clrt::numa
