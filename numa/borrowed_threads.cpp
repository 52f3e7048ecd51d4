// Arenas, and the process's budget of oneTBB threads.
#include "numa/borrowed_threads.hpp"

#include <tbb/global_control.h>

#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "numa/worker_team.hpp"

// What sanitizers say about Debian's oneTBB, which is not built with them. A program's own definitions take precedence.
#if defined(__SANITIZE_THREAD__)
// The library hands a task from thread to thread where the sanitizer does not see it. Only races whose innermost frame is oneTBB's own
// header code are ignored: ours stay visible.
extern "C" __attribute__((weak)) const char* __tsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier)
extern "C" __attribute__((weak)) const char* __tsan_default_suppressions() {
  return "race_top:tbb::detail\nrace_top:oneapi/tbb/*\ncalled_from_lib:libtbb.so\n";
}
#elif defined(__SANITIZE_ADDRESS__)
// A worker that still leaves an arena holds the last reference to the arena's observer, in memory that the leak check does not look into.
extern "C" __attribute__((weak)) const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier)
extern "C" __attribute__((weak)) const char* __lsan_default_suppressions() { return "leak:tbb::detail::r1::observe\n"; }
extern "C" __attribute__((weak)) const char* __lsan_default_options();  // NOLINT(bugprone-reserved-identifier)
extern "C" __attribute__((weak)) const char* __lsan_default_options() { return "print_suppressions=0"; }
#endif

namespace clrt::numa {
namespace {

// Never destroyed: pools may outlive static objects, and tasks may outlive pools.
struct Process {
  std::mutex mutex;
  std::uint32_t workers = 0;
  std::optional<tbb::global_control> limit;
  std::deque<std::function<void()>> stays;  // one for every queued task

  static Process& get() {
    static auto* const process = new Process;
    return *process;
  }

  void apply() {
    using Control = tbb::global_control;
    limit.reset();
    if (workers + 1 > Control::active_value(Control::max_allowed_parallelism)) {
      limit.emplace(Control::max_allowed_parallelism, workers + 1);
    }
  }
};

}  // namespace

ThreadBudget::ThreadBudget(std::uint32_t workers) : workers_(workers) {
  Process& process = Process::get();
  const std::lock_guard lock(process.mutex);
  process.workers += workers_;
  process.apply();
}

ThreadBudget::~ThreadBudget() {
  Process& process = Process::get();
  const std::lock_guard lock(process.mutex);
  process.workers -= workers_;
  process.apply();
}

NodeArena::NodeArena(std::uint32_t workers) : arena_(static_cast<int>(workers), 0), observer_((arena_.initialize(), arena_)) {}

// The task carries nothing and takes the oldest stay: whichever thread comes, the stay knows its own place. Handing it over
// under a mutex also lets the thread sanitizer see the order, which it cannot inside oneTBB.
void NodeArena::borrow(std::function<void()> stay) {
  {
    Process& process = Process::get();
    const std::lock_guard lock(process.mutex);
    process.stays.push_back(std::move(stay));
  }
  arena_.enqueue([] {
    Process& process = Process::get();
    std::function<void()> oldest;
    {
      const std::lock_guard lock(process.mutex);
      oldest = std::move(process.stays.front());
      process.stays.pop_front();
    }
    oldest();
  });
}

NodeArena::UnbindObserver::UnbindObserver(tbb::task_arena& arena) : tbb::task_scheduler_observer(arena) { observe(true); }

NodeArena::UnbindObserver::~UnbindObserver() { observe(false); }

void NodeArena::UnbindObserver::on_scheduler_exit(bool) { unbind_worker(); }

}  // namespace clrt::numa
