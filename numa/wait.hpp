// Waiting between threads: the processor's pause instruction and the kernel's futex, on 32-bit atomics.
#pragma once

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <ctime>

namespace clrt::numa {

// Tells the core that this is a spin loop: 40 to 140 cycles on x86.
inline void pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("isb" ::: "memory");
#endif
}

// Sleeps while `word` is `seen`, at most `timeout_ms` (0: without end). May return early without cause.
inline void futex_wait(std::atomic<std::uint32_t>& word, std::uint32_t seen, std::uint32_t timeout_ms = 0) {
  const timespec timeout{timeout_ms / 1000, static_cast<long>(timeout_ms % 1000) * 1000000};
  syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&word), FUTEX_WAIT_PRIVATE, seen, timeout_ms == 0 ? nullptr : &timeout,
          nullptr, 0);
}

// Wakes up to `count` of those that sleep on `word`.
inline void futex_wake(std::atomic<std::uint32_t>& word, std::uint32_t count) {
  syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&word), FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

}  // namespace clrt::numa
