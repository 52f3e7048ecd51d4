// Stores that bypass the caches (__builtin_nontemporal_store), for outputs that nobody reads soon, and prefetch.
//
// A normal store first reads the line it writes, so a copy moves three bytes for two; a streaming store does not. It needs whole
// aligned vectors: anything else is stored normally. The executor fences before a launch is done.
#pragma once

#include "cpu_emu/lanes/memory.hpp"

namespace clrt::cl::inline CLRT_ISA {

template <class T, int N> CLRT_INLINE void stream_to(T* p, lanes<T, N> x) {
#if defined(CLRT_LANES_SCALAR)
  store(p, linear<std::int64_t, 1, N>{0}, x);
#else
  if (reinterpret_cast<std::uintptr_t>(p) % sizeof(x.v) == 0) __builtin_nontemporal_store(x.v, reinterpret_cast<decltype(x.v)*>(p));
  else store(p, linear<std::int64_t, 1, N>{0}, x);
#endif
}
template <class T, class I, int N> CLRT_INLINE void store_streaming(T* p, linear<I, 1, N> i, lanes<T, N> x) {
  stream_to(p + i.base, x);
}
template <class T, class I, int N> CLRT_INLINE void store_streaming(T* p, linear<I, 1, N> i, lanes<T, N> x, mask<N> m) {
  if (all(m)) stream_to(p + i.base, x);
  else store(p, i, x, m);
}
template <class T, int N> CLRT_INLINE void store_streaming(linear<T*, 1, N> p, lanes<T, N> x) { stream_to(p.base, x); }
template <class T, int N> CLRT_INLINE void store_streaming(linear<T*, 1, N> p, lanes<T, N> x, mask<N> m) {
  if (all(m)) stream_to(p.base, x);
  else store(p, x, m);
}

// OpenCL's prefetch: asks for the cache lines of p[0..n). Reads nothing, so any address will do.
template <class T> CLRT_INLINE void prefetch(const T* p, std::uint64_t n) {
  constexpr std::uint64_t kLine = 64;
  const char* at = reinterpret_cast<const char*>(p);
  for (std::uint64_t b = 0; b < n * sizeof(T); b += kLine) __builtin_prefetch(at + b, 0, 2);
}

}  // namespace clrt::cl
