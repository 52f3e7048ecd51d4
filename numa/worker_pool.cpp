// The worker pool: launches by an open/close gate per node, shares by atomic counters, threads borrowed from oneTBB arenas.
#include "numa/worker_pool.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_scheduler_observer.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "numa/cpu_quota.hpp"
#include "numa/wait.hpp"

namespace clrt::numa {
namespace {

using Clock = std::chrono::steady_clock;

// A gate's word: how many workers are inside, whether the launch is open, whether the launcher sleeps until the last one has
// left, and the launch's number, so that a worker does not enter the same launch twice.
constexpr std::uint32_t kInside = (1u << 12) - 1;
constexpr std::uint32_t kOpen = 1u << 12;
constexpr std::uint32_t kLauncherSleeps = 1u << 13;
constexpr std::uint32_t kNumberShift = 14;

// Below this, opening a launch to spinning workers and collecting them costs more than it saves; likewise when they sleep.
constexpr std::uint64_t kAwakeThresholdNs = 1500;
constexpr std::uint64_t kAsleepThresholdNs = 10000;

// Spins between two looks at the clock.
constexpr int kSpinsPerLook = 32;

struct alignas(64) Gate {
  std::atomic<std::uint32_t> word{0};
};

// The part of the range that one worker begins with. Owner and helpers take pieces from its front.
struct alignas(64) OwnShare {
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

// The launch that the thread works in, so that a nested one on the same pool runs on this thread alone.
struct Inside {
  const void* pool = nullptr;
  Worker worker;
};
thread_local Inside inside;

class InsideScope {
 public:
  explicit InsideScope(Inside now) : outer_(std::exchange(inside, now)) {}
  ~InsideScope() { inside = outer_; }
  InsideScope(const InsideScope&) = delete;
  InsideScope& operator=(const InsideScope&) = delete;

 private:
  Inside outer_;
};

// floor(count * part / parts) without overflow.
std::uint64_t share_end(std::uint64_t count, std::uint64_t part, std::uint64_t parts) {
  return count / parts * part + count % parts * part / parts;
}
thread_local int bound_core = -1;

}  // namespace

// What workers touch. They hold it alive, since oneTBB may start a queued task after the pool is gone.
struct Shared {
  Topology topology;
  PoolOptions options;
  std::vector<Seat> seats;                        // by worker; seat 0 is the launcher's
  std::vector<Gate> gates;                        // by node
  std::vector<std::vector<std::uint32_t>> helps;  // by worker: whose shares it takes after its own, in this order
  std::vector<OwnShare> shares;
  std::optional<ShareRef> job;
  std::atomic<bool> stop{false}, failed{false};
  std::atomic<std::uint32_t> running{0};
  std::atomic<std::uint32_t> helpers{0};  // workers that got a piece of the current launch
  std::exception_ptr error;

  Shared(Topology t, PoolOptions o, std::uint32_t workers, std::uint32_t nodes)
      : topology(std::move(t)), options(o), seats(workers), gates(nodes), helps(workers), shares(workers) {}

  bool take(OwnShare& share, Share& piece) {
    std::uint64_t begin = share.next.load(std::memory_order_relaxed);
    while (begin < share.end) {
      const std::uint64_t length = std::clamp<std::uint64_t>((share.end - begin) / 2, 1, share.largest_piece);
      if (share.next.compare_exchange_weak(begin, begin + length, std::memory_order_relaxed)) {
        piece = {begin, begin + length};
        return true;
      }
    }
    return false;
  }

  void call(Worker worker, Share piece) {
    try {
      (*job)(worker, piece.begin, piece.end);
    } catch (...) {
      if (!failed.exchange(true, std::memory_order_acq_rel)) error = std::current_exception();
    }
  }

  // Works until no share has anything left. Returns whether it got anything.
  bool work(std::uint32_t index) {
    const Worker worker{index, seats[index].node};
    const InsideScope scope({this, worker});
    bool got = false;
    Share piece;
    for (; take(shares[index], piece); got = true) call(worker, piece);
    for (const std::uint32_t other : helps[index]) {
      for (; take(shares[other], piece); got = true) call(worker, piece);
    }
    return got;
  }

  // Enters the launch if one is open that this worker has not been in; false otherwise.
  bool join(Gate& gate, std::uint32_t& last_number) {
    std::uint32_t word = gate.word.load(std::memory_order_relaxed);
    while ((word & kOpen) != 0 && word >> kNumberShift != last_number) {
      if (gate.word.compare_exchange_weak(word, word + 1, std::memory_order_acquire, std::memory_order_relaxed)) {
        last_number = word >> kNumberShift;
        return true;
      }
    }
    return false;
  }

  static void leave(Gate& gate) {
    const std::uint32_t before = gate.word.fetch_sub(1, std::memory_order_acq_rel);
    if ((before & kInside) == 1 && (before & kLauncherSleeps) != 0) futex_wake_all(gate.word);
  }

  // A borrowed thread's stay: launch after launch until none has come for the spin time.
  void stay(std::uint32_t index) {
    Seat& seat = seats[index];
    Gate& gate = gates[seat.node];
    if (options.pin && bound_core != seat.core) {
      const bool granted = topology.bind_this_thread(seat.core);
      seat.pinned.store(granted, std::memory_order_relaxed);
      bound_core = granted ? seat.core : -1;
    }
    seat.seen.store(true, std::memory_order_relaxed);
    std::uint32_t last_number = ~0u;
    for (;;) {
      auto until = Clock::now() + std::chrono::microseconds(options.spin_us);
      while (!stop.load(std::memory_order_relaxed)) {
        bool worked = false;
        for (int i = 0; i < kSpinsPerLook; ++i) {
          if (join(gate, last_number)) {
            if (work(index)) helpers.fetch_add(1, std::memory_order_relaxed);
            leave(gate);
            worked = true;
          } else {
            pause();
          }
        }
        const auto now = Clock::now();
        if (worked) until = now + std::chrono::microseconds(options.spin_us);
        if (now >= until) break;
      }
      // A launch opened between the last look and this store has seen `requested` and queued no task: look once more.
      seat.requested.store(false, std::memory_order_seq_cst);
      const std::uint32_t word = gate.word.load(std::memory_order_seq_cst);
      const bool missed = (word & kOpen) != 0 && word >> kNumberShift != last_number;
      if (!missed || stop.load() || seat.requested.exchange(true)) return;
    }
  }
};

namespace {

// Undoes the binding when a thread goes back to oneTBB, which may lend it to somebody else's arena next.
class UnbindObserver : public tbb::task_scheduler_observer {
 public:
  UnbindObserver(tbb::task_arena& arena, Topology topology)
      : tbb::task_scheduler_observer(arena), topology_(std::move(topology)) {
    observe(true);
  }
  ~UnbindObserver() override { observe(false); }
  void on_scheduler_exit(bool) override {
    if (bound_core != -1 && topology_.unbind_this_thread()) bound_core = -1;
  }

 private:
  Topology topology_;
};

struct NodeArena {
  NodeArena(int workers, const Topology& topology) : arena(workers, 0), observer((arena.initialize(), arena), topology) {}
  tbb::task_arena arena;
  UnbindObserver observer;
};

// Core of each worker: whole nodes' worth of neighbours first come first served would leave nodes empty, so the workers are
// dealt to the nodes in proportion to their cores, then stand in node order. More workers than cores go round again.
std::vector<int> seat_cores(const Topology& topology, std::uint32_t workers) {
  std::vector<int> cores;
  std::vector<std::uint32_t> weights;
  for (const Node& node : topology.nodes()) weights.push_back(static_cast<std::uint32_t>(node.cores.size()));
  const auto shares = split_shares(workers, weights);
  for (std::size_t n = 0; n < weights.size(); ++n) {
    for (std::uint64_t i = 0; i < shares[n].end - shares[n].begin; ++i)
      cores.push_back(topology.nodes()[n].cores[i % weights[n]]);
  }
  return cores;
}

}  // namespace

std::vector<Share> split_shares(std::uint64_t count, const std::vector<std::uint32_t>& weights) {
  std::uint64_t total = 0;
  for (const std::uint32_t w : weights) total += w;
  std::vector<Share> shares;
  std::uint64_t before = 0, begin = 0;
  for (const std::uint32_t w : weights) {
    before += w;
    const std::uint64_t end = total == 0 ? 0 : share_end(count, before, total);
    shares.push_back({begin, end});
    begin = end;
  }
  return shares;
}

struct WorkerPool::Impl {
  std::shared_ptr<Shared> shared;
  std::optional<tbb::global_control> more_threads;
  std::vector<std::unique_ptr<NodeArena>> arenas;  // by node
  std::mutex launch_mutex;
  std::uint32_t number = 0;

  void open() {
    number = (number + 1) & ((1u << (32 - kNumberShift)) - 1);
    for (Gate& gate : shared->gates) gate.word.store(kOpen | number << kNumberShift, std::memory_order_seq_cst);
  }

  void close() {
    for (Gate& gate : shared->gates) gate.word.fetch_and(~kOpen, std::memory_order_acq_rel);
    for (Gate& gate : shared->gates) {
      Clock::time_point until{};
      for (int i = 1;; ++i) {
        std::uint32_t word = gate.word.load(std::memory_order_acquire);
        if ((word & kInside) == 0) break;
        if (i % kSpinsPerLook != 0) {
          pause();
          continue;
        }
        const auto now = Clock::now();
        if (until == Clock::time_point{}) until = now + std::chrono::microseconds(shared->options.spin_us);
        if (now < until) continue;
        if ((word & kLauncherSleeps) != 0 || gate.word.compare_exchange_strong(word, word | kLauncherSleeps)) {
          futex_wait(gate.word, word | kLauncherSleeps);
        }
      }
    }
  }

  // Queues a task for every seat whose thread has gone. `limit`: no more seats than there are pieces.
  void request_threads(std::uint64_t limit) {
    for (std::uint32_t i = 1; i < shared->seats.size() && i < limit; ++i) {
      Seat& seat = shared->seats[i];
      if (seat.requested.load(std::memory_order_seq_cst) || seat.requested.exchange(true)) continue;
      arenas[seat.node]->arena.enqueue([held = shared, i] {
        held->running.fetch_add(1);
        held->stay(i);
        held->running.fetch_sub(1);
      });
    }
  }

  bool anyone_awake() const {
    return std::any_of(shared->seats.begin() + 1, shared->seats.end(),
                       [](const Seat& s) { return s.requested.load(std::memory_order_relaxed); });
  }
};

WorkerPool::WorkerPool(Topology topology, PoolOptions options) : impl_(std::make_unique<Impl>()) {
  const int wanted = options.threads > 0 ? options.threads : default_threads(topology);
  const auto workers = static_cast<std::uint32_t>(std::clamp(wanted, 1, static_cast<int>(kInside)));
  const std::vector<int> cores = seat_cores(topology, workers);

  // Nodes are numbered anew: only those that have workers.
  std::vector<std::uint32_t> seat_nodes;
  std::uint32_t nodes = 0;
  for (std::size_t i = 0; i < cores.size(); ++i) {
    const auto node_of = [&](std::size_t w) { return topology.cores()[static_cast<std::size_t>(cores[w])].node; };
    if (i == 0 || node_of(i) != node_of(i - 1)) ++nodes;
    seat_nodes.push_back(nodes - 1);
  }
  impl_->shared = std::make_shared<Shared>(topology, options, workers, nodes);
  Shared& shared = *impl_->shared;
  for (std::uint32_t i = 0; i < workers; ++i) {
    shared.seats[i].node = seat_nodes[i];
    shared.seats[i].core = cores[i];
    for (const bool same_node : {true, false}) {
      for (std::uint32_t step = 1; step < workers; ++step) {
        const std::uint32_t other = (i + step) % workers;
        if ((seat_nodes[other] == seat_nodes[i]) == same_node) shared.helps[i].push_back(other);
      }
    }
  }
  using Control = tbb::global_control;
  if (workers > Control::active_value(Control::max_allowed_parallelism)) {
    impl_->more_threads.emplace(Control::max_allowed_parallelism, workers);
  }
  for (std::uint32_t n = 0; n < nodes; ++n) {
    const auto here = std::count(seat_nodes.begin() + 1, seat_nodes.end(), n);
    impl_->arenas.push_back(std::make_unique<NodeArena>(static_cast<int>(std::max<std::ptrdiff_t>(here, 1)), topology));
  }
}

WorkerPool::~WorkerPool() {
  impl_->shared->stop.store(true);
  while (impl_->shared->running.load() != 0) std::this_thread::yield();
}

std::uint32_t WorkerPool::size() const { return static_cast<std::uint32_t>(impl_->shared->seats.size()); }
std::uint32_t WorkerPool::node_count() const { return static_cast<std::uint32_t>(impl_->shared->gates.size()); }
const Topology& WorkerPool::topology() const { return impl_->shared->topology; }

std::uint32_t WorkerPool::parallel_shares(std::uint64_t count, ShareRef fn, std::uint64_t expected_ns) {
  if (count == 0) return 0;
  Shared& shared = *impl_->shared;
  if (inside.pool == &shared) {
    fn(inside.worker, 0, count);
    return 1;
  }
  const std::lock_guard lock(impl_->launch_mutex);
  const bool too_small = expected_ns != 0 && expected_ns < (impl_->anyone_awake() ? kAwakeThresholdNs : kAsleepThresholdNs);
  if (too_small || count == 1 || size() == 1) {
    const InsideScope scope({&shared, {}});
    fn(Worker{}, 0, count);
    return 1;
  }
  std::uint64_t begin = 0;
  for (std::uint32_t i = 0; i < size(); ++i) {
    const std::uint64_t end = share_end(count, i + 1, size());
    shared.shares[i].next.store(begin, std::memory_order_relaxed);
    shared.shares[i].end = end;
    shared.shares[i].largest_piece = std::max<std::uint64_t>(1, (end - begin) / 8);
    begin = end;
  }
  shared.job.emplace(fn);
  impl_->open();
  impl_->request_threads(count);
  shared.work(0);
  impl_->close();
  shared.job.reset();
  if (shared.failed.load(std::memory_order_acquire)) {
    shared.failed.store(false);
    std::rethrow_exception(std::exchange(shared.error, nullptr));
  }
  return 1 + shared.helpers.exchange(0, std::memory_order_relaxed);
}

std::uint32_t WorkerPool::wake_all(std::uint32_t timeout_ms) {
  const auto until = Clock::now() + std::chrono::milliseconds(timeout_ms);
  std::atomic<std::uint32_t> here{0};
  parallel_shares(size(), [&](Worker, std::uint64_t begin, std::uint64_t end) {
    here.fetch_add(static_cast<std::uint32_t>(end - begin));
    while (here.load() < size() && Clock::now() < until) pause();
  });
  const auto seen =
      std::count_if(impl_->shared->seats.begin() + 1, impl_->shared->seats.end(), [](const Seat& s) { return s.seen.load(); });
  return static_cast<std::uint32_t>(seen) + 1;
}

bool WorkerPool::pin_caller() {
  Seat& seat = impl_->shared->seats.front();
  const bool granted = impl_->shared->topology.bind_this_thread(seat.core);
  seat.seen.store(true);
  seat.pinned.store(granted);
  return granted;
}

std::vector<WorkerReport> WorkerPool::report() const {
  std::vector<WorkerReport> rows;
  for (std::uint32_t i = 0; i < size(); ++i) {
    const Seat& seat = impl_->shared->seats[i];
    rows.push_back({i, seat.node, seat.core, seat.seen.load(), seat.pinned.load()});
  }
  return rows;
}

std::string WorkerPool::summary() const {
  const auto rows = report();
  const auto pinned = std::count_if(rows.begin(), rows.end(), [](const WorkerReport& r) { return r.pinned; });
  const auto seen = std::count_if(rows.begin(), rows.end(), [](const WorkerReport& r) { return r.seen; });
  return std::to_string(size()) + (size() == 1 ? " thread on " : " threads on ") + std::to_string(node_count()) +
         (node_count() == 1 ? " node, " : " nodes, ") + std::to_string(pinned) + " of " + std::to_string(seen) +
         " started pinned";
}

}  // namespace clrt::numa
