// Worker threads of one CPU device: pinned to cores, grouped by NUMA node, handing out ranges of work-groups.
//
// The threads belong to oneTBB: one arena per NUMA node. A launch borrows them by one task each, which stays while launches
// follow one another: idle, it spins for `spin_us`, so that the next launch finds it awake, then sleeps for `park_ms`, then
// gives the thread back. A launch never waits for a thread to arrive: the calling thread works too, and does everything when
// nobody else comes. docs/decisions/0002-workers.md has the reasons and the figures.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "numa/topology.hpp"

namespace clrt::numa {

struct PoolOptions {
  int threads = 0;  // with the calling one; 0: CLRT_NUM_THREADS, else one per core, at most the cgroup's CPU quota
  bool pin = true;
  std::uint32_t spin_us = 100;  // how long an idle worker spins; at most 5 when there are more threads than cores
  std::uint32_t park_ms = 20;   // how long it then sleeps before oneTBB gets its thread back; 0: not at all
  std::vector<int> cores;       // of the topology, to use no others; empty: all
};

// Who runs a piece of work. The calling thread of a launch is worker 0.
struct Worker {
  std::uint32_t index = 0;  // [0, pool.size())
  std::uint32_t node = 0;   // [0, pool.node_count())
};

// A borrowed callable void(Worker, begin, end); it must outlive the call it is handed to.
class ShareRef {
 public:
  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, ShareRef>)
  ShareRef(F&& f)  // NOLINT(google-explicit-constructor): a function parameter takes any callable
      : object_(const_cast<void*>(static_cast<const void*>(&f))),
        call_([](void* object, Worker worker, std::uint64_t begin, std::uint64_t end) {
          (*static_cast<std::remove_reference_t<F>*>(object))(worker, begin, end);
        }) {}
  void operator()(Worker worker, std::uint64_t begin, std::uint64_t end) const { call_(object_, worker, begin, end); }

 private:
  void* object_;
  void (*call_)(void*, Worker, std::uint64_t, std::uint64_t);
};

struct WorkerReport {
  std::uint32_t worker = 0, node = 0;
  int core = 0;         // in the topology
  bool seen = false;    // a thread has taken this place at least once
  bool pinned = false;  // and the system let it be bound to the core
};

struct Share {
  std::uint64_t begin = 0, end = 0;
};

// Contiguous shares of [0, count) in proportion to the weights; a share may be empty.
std::vector<Share> split_shares(std::uint64_t count, const std::vector<std::uint32_t>& weights);

class WorkerPool {
 public:
  // Throws std::invalid_argument when options.cores names a core that the topology does not have.
  explicit WorkerPool(Topology topology, PoolOptions options = {});
  ~WorkerPool();  // no launch may be in flight
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  std::uint32_t size() const;        // threads that can work at once, the calling one included
  std::uint32_t node_count() const;  // NUMA nodes that have workers
  const Topology& topology() const;

  // Calls fn on ranges that cover [0, count) exactly once and returns when all calls have returned. Each worker begins with
  // its own contiguous share (a node's workers have neighbouring shares), taken in shrinking pieces; one that has finished
  // helps inside its node, then in other nodes. `expected_ns` is a guess at the time of all calls on one thread: a launch too
  // small to share runs on the caller alone; 0 means unknown, and shares. Returns how many threads got a piece.
  // Any thread may call; launches of different threads run one after another. Called from inside fn it runs on that thread
  // alone. The first exception thrown by fn is rethrown here after the other calls have finished.
  std::uint32_t parallel_shares(std::uint64_t count, ShareRef fn, std::uint64_t expected_ns = 0);

  // Waits until every worker has come, at most `timeout_ms`; for reports and for timing. Returns how many came, the caller
  // included.
  std::uint32_t wake_all(std::uint32_t timeout_ms = 100);

  // Binds the calling thread to worker 0's core until the thread ends: for a long-lived thread that does all the launches.
  bool pin_caller();

  std::vector<WorkerReport> report() const;
  // One line: "8 threads on 2 nodes, 7 of 7 started workers pinned".
  std::string summary() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace clrt::numa
