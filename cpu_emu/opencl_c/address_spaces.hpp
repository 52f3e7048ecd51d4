// OpenCL C 6.15.10: which memory a generic pointer points to.
//
// c is the work-item context. Local memory is the work-group's block; private objects lie on the stack between the frame of
// the caller and the frame in which the kernel was entered; everything else is global. Pointers are T* or one per lane.
#pragma once

#include "cpu_emu/opencl_c/work_item.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

// Truth per pointer: first <= p < last.
template <class T> CLRT_INLINE bool lies_in(T* p, std::uint64_t first, std::uint64_t last) {
  const auto a = reinterpret_cast<std::uint64_t>(p);
  return first <= a && a < last;
}
template <class T, int N> CLRT_INLINE mask<N> lies_in(ptr<T, N> p, std::uint64_t first, std::uint64_t last) {
  using A = lanes<std::uint64_t, N>;
  return (A(first) <= p.a) & (p.a < A(last));
}
template <class C, class P> CLRT_INLINE auto is_local(const C& c, P p) {
  const auto first = reinterpret_cast<std::uint64_t>(c.wg()->local_memory);
  return lies_in(p, first, first + c.wg()->local_bytes);
}
// Never inlined: its own frame lies below all objects of its callers.
template <class P> __attribute__((noinline)) auto is_private_below(std::uint64_t entry_frame, P p) {
  return lies_in(p, reinterpret_cast<std::uint64_t>(__builtin_frame_address(0)), entry_frame);
}
template <class C, class P> CLRT_INLINE auto is_private(const C& c, P p) { return is_private_below(c.entry_frame(), p); }

template <class T> CLRT_INLINE T* only_if(bool keep, T* p) { return keep ? p : nullptr; }
template <class T, int N> CLRT_INLINE ptr<T, N> only_if(mask<N> keep, ptr<T, N> p) { return {select(keep, p.a, lanes<std::uint64_t, N>(0))}; }
CLRT_INLINE bool inverse(bool x) { return !x; }
template <int N> CLRT_INLINE mask<N> inverse(mask<N> m) { return ~m; }
}  // namespace impl

template <class C, class P> CLRT_INLINE P to_local(const C& c, P p) { return impl::only_if(impl::is_local(c, p), p); }
template <class C, class P> CLRT_INLINE P to_private(const C& c, P p) { return impl::only_if(impl::is_private(c, p), p); }
template <class C, class P> CLRT_INLINE P to_global(const C& c, P p) {
  return impl::only_if(impl::inverse(impl::is_local(c, p)) & impl::inverse(impl::is_private(c, p)), p);
}
// CLK_LOCAL_MEM_FENCE is 1, CLK_GLOBAL_MEM_FENCE 2.
template <class C, class P> CLRT_INLINE auto get_fence(const C& c, P p) {
  if constexpr (impl::is_ptr<P>) return select(impl::is_local(c, p), lanes<std::uint32_t, impl::traits<P>::N>(1), lanes<std::uint32_t, impl::traits<P>::N>(2));
  else return impl::is_local(c, p) ? 1u : 2u;
}

}  // namespace clrt::cl
