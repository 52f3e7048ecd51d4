// Tells the address and the thread sanitizer about fibers; empty when neither is built in.
#pragma once

#include <cstddef>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CLRT_ASAN_FIBERS 1
#endif
#if __has_feature(thread_sanitizer)
#define CLRT_TSAN_FIBERS 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define CLRT_ASAN_FIBERS 1
#endif
#if defined(__SANITIZE_THREAD__)
#define CLRT_TSAN_FIBERS 1
#endif
#if defined(CLRT_ASAN_FIBERS)
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(CLRT_TSAN_FIBERS)
#include <sanitizer/tsan_interface.h>
#endif

namespace clrt::cpu {

#if defined(CLRT_ASAN_FIBERS)

// The address sanitizer must know which stack is in use, and keeps a shadow copy of frames beside it.
struct FiberWatch {
  void create(const void* from, std::size_t length) { bottom = from, bytes = length; }
  void destroy() {}
  void adopt_thread() {}
  void leave(FiberWatch& to) { __sanitizer_start_switch_fiber(&fake_stack, to.bottom, to.bytes); }
  void arrive() { __sanitizer_finish_switch_fiber(fake_stack, nullptr, nullptr); }
  // The first arrival on a new stack; `from_thread` when it was the thread's own stack that was left, whose bounds only the
  // sanitizer knows.
  void arrive_first(FiberWatch& thread, bool from_thread) {
    const void* left_bottom = nullptr;
    std::size_t left_bytes = 0;
    __sanitizer_finish_switch_fiber(nullptr, &left_bottom, &left_bytes);
    if (from_thread) thread.create(left_bottom, left_bytes);
  }
  const void* bottom = nullptr;
  std::size_t bytes = 0;
  void* fake_stack = nullptr;
};

#elif defined(CLRT_TSAN_FIBERS)

struct FiberWatch {
  void create(const void*, std::size_t) { fiber = __tsan_create_fiber(0); }
  void destroy() { __tsan_destroy_fiber(fiber); }
  void adopt_thread() { fiber = __tsan_get_current_fiber(); }
  void leave(FiberWatch& to) { __tsan_switch_to_fiber(to.fiber, 0); }
  void arrive() {}
  void arrive_first(FiberWatch&, bool) {}
  void* fiber = nullptr;
};

#else

struct FiberWatch {
  void create(const void*, std::size_t) {}
  void destroy() {}
  void adopt_thread() {}
  void leave(FiberWatch&) {}
  void arrive() {}
  void arrive_first(FiberWatch&, bool) {}
};

#endif

}  // namespace clrt::cpu
