// Threads borrowed from oneTBB: the arena of one NUMA node, and how many threads all pools of the process need together.
// The only header of the room that includes oneTBB; internal to numa/.
#pragma once

#include <tbb/task_arena.h>
#include <tbb/task_scheduler_observer.h>

#include <cstdint>
#include <functional>

namespace clrt::numa {

// While it lives, oneTBB may run `workers` more threads than the other budgets in the process ask for. (oneTBB applies the
// least of all limits that are set, so the pools share one limit.)
class ThreadBudget {
 public:
  explicit ThreadBudget(std::uint32_t workers);
  ~ThreadBudget();
  ThreadBudget(const ThreadBudget&) = delete;
  ThreadBudget& operator=(const ThreadBudget&) = delete;

 private:
  std::uint32_t workers_;
};

// One node's arena. A thread that leaves it is unbound from its core, since oneTBB may lend it to somebody else's arena next.
class NodeArena {
 public:
  explicit NodeArena(std::uint32_t workers);
  // Runs `stay` on a thread of oneTBB's some time; it may be after this object is gone.
  void borrow(std::function<void()> stay);

 private:
  class UnbindObserver : public tbb::task_scheduler_observer {
   public:
    explicit UnbindObserver(tbb::task_arena& arena);
    ~UnbindObserver() override;
    void on_scheduler_exit(bool is_worker) override;
  };

  tbb::task_arena arena_;
  UnbindObserver observer_;
};

}  // namespace clrt::numa
