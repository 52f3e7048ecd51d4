// Fibers for the sub-groups of one work-group: each runs on its own stack, a barrier switches to the next one.
//
// A FiberSet belongs to one thread. Stacks are mapped on demand, have a guard page below, and are kept for the next
// work-group. Switching is Boost.Context's jump: a handful of nanoseconds.
#pragma once

#include <boost/context/detail/fcontext.hpp>
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
  static void entry(boost::context::detail::transfer_t from);
  void ensure(std::uint32_t count);
  void switch_to(std::uint32_t next);

  std::vector<std::unique_ptr<Fiber>> fibers_;  // place 0 is the thread's own stack
  std::vector<std::uint32_t> next_;             // ring of the fibers that have not finished, by place
  std::uint32_t current_ = 0;                   // the fiber that runs
  std::uint32_t previous_ = 0;                  // the one that switched to it
  std::uint32_t before_ = 0;                    // the one before `current_` in the ring
  Body body_ = nullptr;
  void* object_ = nullptr;
};

// Bytes of a fiber's stack, its guard page not counted.
inline constexpr std::size_t kFiberStackBytes = 512 * 1024;

}  // namespace clrt::cpu
