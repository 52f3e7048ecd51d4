// Fibers for the sub-groups of one work-group: each runs on its own stack, a barrier switches to the next one.
//
// A FiberSet belongs to one thread. Stacks are mapped on demand, have a guard page below, and are kept for the next
// work-group; a switch takes a few nanoseconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace clrt::cpu {

class FiberSet {
 public:
  using Body = void (*)(void* object, std::uint32_t index);

  FiberSet();
  ~FiberSet();
  FiberSet(const FiberSet&) = delete;
  FiberSet& operator=(const FiberSet&) = delete;

  // Calls body(object, i) for i in [0, count), each on a fiber, in rounds: fiber 0 until its first barrier, then fiber 1, ...
  // then fiber 0 again. Returns when all have returned. A fiber that returns early drops out of the rounds.
  // `body` must not throw. Throws std::bad_alloc when no stack can be mapped.
  void run(std::uint32_t count, Body body, void* object);

  // Called on a fiber of this set: returns when every fiber that has not finished has called it as often.
  void barrier();

 private:
  struct Fiber;
  static void entry(void* fiber);
  static void switch_fiber(Fiber& from, Fiber& to);

  std::vector<std::unique_ptr<Fiber>> fibers_;
  std::unique_ptr<Fiber> thread_;  // the stack that run() was called on
  Fiber* current_ = nullptr;       // the fiber that runs
  Fiber* before_ = nullptr;        // the one before it in the ring of those that have not finished
  Body body_ = nullptr;
  void* object_ = nullptr;
};

// Bytes of a fiber's stack, its guard page not counted.
inline constexpr std::size_t kFiberStackBytes = 512 * 1024;

}  // namespace clrt::cpu
