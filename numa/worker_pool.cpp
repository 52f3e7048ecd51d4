// The launcher's side of a pool.
#include "numa/worker_pool.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "numa/borrowed_threads.hpp"
#include "numa/cpu_quota.hpp"
#include "numa/wait.hpp"
#include "numa/worker_team.hpp"

namespace clrt::numa {
namespace {

// With workers that spin, opening a launch and collecting it costs a few hundred nanoseconds: less work than this is done
// sooner by the caller alone. Waking sleeping workers costs the caller ten microseconds or so.
constexpr std::uint64_t kWorthSharingNs = 1500;
constexpr std::uint64_t kWorthWakingNs = 25000;

// Launches too small to wake anybody for still wake them when they come in a row: after this much work, each at most this
// long after the one before.
constexpr std::uint64_t kRowWorthWakingNs = 50000;
constexpr auto kRowGap = std::chrono::microseconds(100);

// floor(count * part / parts) without overflow.
std::uint64_t share_end(std::uint64_t count, std::uint64_t part, std::uint64_t parts) {
  return count / parts * part + count % parts * part / parts;
}

// The core of each worker, in node order: nodes get workers in proportion to their cores, and a node with more workers than
// cores goes round again.
std::vector<int> seat_cores(const Topology& topology, const std::vector<int>& allowed, std::uint32_t workers) {
  std::vector<std::vector<int>> by_node;
  std::vector<std::uint32_t> weights;
  for (const Node& node : topology.nodes()) {
    by_node.emplace_back();
    for (const int core : node.cores) {
      if (allowed.empty() || std::ranges::find(allowed, core) != allowed.end()) by_node.back().push_back(core);
    }
    weights.push_back(static_cast<std::uint32_t>(by_node.back().size()));
  }
  std::vector<int> cores;
  const auto shares = split_shares(workers, weights);
  for (std::size_t n = 0; n < by_node.size(); ++n) {
    for (std::uint64_t i = 0; i < shares[n].end - shares[n].begin; ++i) cores.push_back(by_node[n][i % by_node[n].size()]);
  }
  return cores;
}

std::uint32_t count_threads(const Topology& topology, const PoolOptions& options) {
  const auto last = static_cast<int>(topology.cores().size()) - 1;
  for (const int core : options.cores) {
    if (core < 0 || core > last) {
      throw std::invalid_argument("worker pool: there is no core " + std::to_string(core) + "; the topology has cores 0 to " +
                                  std::to_string(last));
    }
  }
  int wanted = options.threads > 0 ? options.threads : default_threads(topology);
  if (options.threads <= 0 && !options.cores.empty()) wanted = std::min(wanted, static_cast<int>(options.cores.size()));
  return static_cast<std::uint32_t>(std::clamp(wanted, 1, static_cast<int>(Gate::kInside)));
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
  std::shared_ptr<Team> team;
  std::optional<ThreadBudget> budget;
  std::vector<std::unique_ptr<NodeArena>> arenas;  // by node; null where the launcher is the only worker
  std::vector<bool> workers_core;                  // by core: a worker other than the launcher is bound to it
  std::mutex launch_mutex;
  std::uint32_t number = 0;  // of the launch
  std::uint64_t row_ns = 0;  // work of small launches in a row
  SteadyClock::time_point row_last{};

  bool worth_sharing(std::uint64_t expected_ns) {
    if (expected_ns == 0) return true;
    if (expected_ns < kWorthSharingNs) return false;
    if (team->anyone_awake() || expected_ns >= kWorthWakingNs) return true;
    const auto now = SteadyClock::now();
    row_ns = now - row_last < kRowGap ? row_ns + expected_ns : expected_ns;
    row_last = now + std::chrono::nanoseconds(expected_ns);
    return row_ns >= kRowWorthWakingNs;
  }

  // Worker threads cannot leave their cores, so a caller that the system put on one of these goes to its own.
  void keep_caller_off_workers() {
    const int core = team->topology.current_core();
    if (core >= 0 && workers_core[static_cast<std::size_t>(core)]) team->topology.move_this_thread(team->seats.front().core);
  }

  void divide(std::uint64_t count) {
    std::uint64_t begin = 0;
    const std::size_t workers = team->shares.size();
    for (std::size_t i = 0; i < workers; ++i) {
      OwnShare& share = team->shares[i];
      share.next.store(begin, std::memory_order_relaxed);
      share.end = share_end(count, i + 1, workers);
      share.largest_piece = std::max<std::uint64_t>(1, (share.end - begin) / 8);
      begin = share.end;
    }
  }

  // Wakes the first sleeping workers of each node and asks oneTBB for the missing ones.
  void call_workers(std::uint64_t count) {
    for (Gate& gate : team->gates) gate.ring(static_cast<std::uint32_t>(std::min<std::uint64_t>(count - 1, kWokenByOne)));
    for (std::uint32_t i = 1; i < team->seats.size() && i < count; ++i) {
      Seat& seat = team->seats[i];
      if (seat.requested.load(std::memory_order_seq_cst) || seat.requested.exchange(true)) continue;
      arenas[seat.node]->borrow([held = team, i] {
        held->staying.fetch_add(1);
        held->stay(i);
        held->staying.fetch_sub(1);
      });
    }
  }

  void launch(std::uint64_t count, ShareRef fn) {
    if (team->options.pin) keep_caller_off_workers();
    divide(count);
    team->job.emplace(fn);
    team->helpers.store(0, std::memory_order_relaxed);
    number = (number + 1) % Gate::kNumbers;
    for (Gate& gate : team->gates) gate.open(number);
    call_workers(count);
    const bool caller_worked = team->work(0);
    for (Gate& gate : team->gates) gate.shut();
    for (Gate& gate : team->gates) gate.wait_until_empty(team->options.spin_us);
    team->job.reset();
    if (caller_worked) team->helpers.fetch_add(1, std::memory_order_relaxed);
  }
};

WorkerPool::WorkerPool(Topology topology, PoolOptions options) : impl_(std::make_unique<Impl>()) {
  const std::uint32_t workers = count_threads(topology, options);
  if (workers > topology.cores().size()) options.spin_us = std::min(options.spin_us, 5u);
  const std::vector<int> cores = seat_cores(topology, options.cores, workers);
  impl_->team = std::make_shared<Team>(topology, std::move(options), cores);
  impl_->workers_core.resize(topology.cores().size());
  for (std::size_t i = 1; i < cores.size(); ++i) impl_->workers_core[static_cast<std::size_t>(cores[i])] = true;
  impl_->workers_core[static_cast<std::size_t>(cores.front())] = false;

  impl_->budget.emplace(workers - 1);
  const auto& seats = impl_->team->seats;
  for (std::uint32_t n = 0; n < impl_->team->gates.size(); ++n) {
    const auto here = std::count_if(seats.begin() + 1, seats.end(), [n](const Seat& s) { return s.node == n; });
    impl_->arenas.push_back(here == 0 ? nullptr : std::make_unique<NodeArena>(static_cast<std::uint32_t>(here)));
  }
}

WorkerPool::~WorkerPool() {
  Team& team = *impl_->team;
  team.stop.store(true);
  for (Gate& gate : team.gates) gate.ring(static_cast<std::uint32_t>(team.seats.size()));
  while (team.staying.load() != 0) std::this_thread::yield();
}

std::uint32_t WorkerPool::size() const { return static_cast<std::uint32_t>(impl_->team->seats.size()); }
std::uint32_t WorkerPool::node_count() const { return static_cast<std::uint32_t>(impl_->team->gates.size()); }
const Topology& WorkerPool::topology() const { return impl_->team->topology; }

std::uint32_t WorkerPool::parallel_shares(std::uint64_t count, ShareRef fn, std::uint64_t expected_ns) {
  if (count == 0) return 0;
  Team& team = *impl_->team;
  if (const Inside outer = inside_launch(); outer.team == &team) {
    fn(outer.worker, 0, count);
    return 1;
  }
  const std::lock_guard lock(impl_->launch_mutex);
  if (count == 1 || size() == 1 || !impl_->worth_sharing(expected_ns)) {
    const InsideScope scope({&team, {}});
    fn(Worker{}, 0, count);
    return 1;
  }
  impl_->launch(count, fn);
  if (team.failed.load(std::memory_order_acquire)) {
    team.failed.store(false);
    std::rethrow_exception(std::exchange(team.error, nullptr));
  }
  return team.helpers.load(std::memory_order_relaxed);
}

std::uint32_t WorkerPool::wake_all(std::uint32_t timeout_ms) {
  const auto until = SteadyClock::now() + std::chrono::milliseconds(timeout_ms);
  std::atomic<std::uint64_t> here{0};
  parallel_shares(size(), [&](Worker, std::uint64_t begin, std::uint64_t end) {
    here.fetch_add(end - begin);
    while (here.load() < size() && SteadyClock::now() < until) pause();
  });
  const auto& seats = impl_->team->seats;
  const auto came = std::count_if(seats.begin() + 1, seats.end(), [](const Seat& s) { return s.seen.load(); });
  return static_cast<std::uint32_t>(came) + 1;
}

bool WorkerPool::pin_caller() {
  Seat& seat = impl_->team->seats.front();
  const bool granted = impl_->team->topology.bind_this_thread(seat.core);
  seat.seen.store(true);
  seat.pinned.store(granted);
  return granted;
}

std::vector<WorkerReport> WorkerPool::report() const {
  std::vector<WorkerReport> rows;
  for (std::uint32_t i = 0; i < size(); ++i) {
    const Seat& seat = impl_->team->seats[i];
    rows.push_back({i, seat.node, seat.core, seat.seen.load(), seat.pinned.load()});
  }
  return rows;
}

std::string WorkerPool::summary() const {
  const auto rows = report();
  const auto pinned = std::ranges::count_if(rows, [](const WorkerReport& r) { return r.worker != 0 && r.pinned; });
  const auto seen = std::ranges::count_if(rows, [](const WorkerReport& r) { return r.worker != 0 && r.seen; });
  return std::to_string(size()) + (size() == 1 ? " thread on " : " threads on ") + std::to_string(node_count()) +
         (node_count() == 1 ? " node, " : " nodes, ") + std::to_string(pinned) + " of " + std::to_string(seen) +
         " started workers pinned";
}

}  // namespace clrt::numa
