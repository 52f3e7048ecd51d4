// Saving the running stack and continuing another one: the machine's part of a fiber.
//
// Two implementations with one interface, chosen when the library is built: context_x86_64.cpp and, for every other
// processor, context_boost.cpp (Boost.Context). docs/decisions/0002-workers.md says why x86-64 has its own.
#pragma once

#include <cstddef>

namespace clrt::cpu {

// A stack that does not run now. Belongs to one thread; must not move while it is suspended.
struct Context {
  void* saved = nullptr;  // the implementation's
  void (*entry)(void*) = nullptr;
  void* argument = nullptr;
};

// Makes `context` start entry(argument) on the stack [bottom, bottom + bytes) when it is first switched to. `entry` must not
// return and no exception may leave it.
void prepare_context(Context& context, std::byte* bottom, std::size_t bytes, void (*entry)(void*), void* argument);

// Suspends the running stack in `from` and continues `to`. Returns when somebody switches to `from`. Callee-saved registers
// are kept; the floating-point control words are the thread's, not the fiber's.
void switch_context(Context& from, Context& to);

}  // namespace clrt::cpu
