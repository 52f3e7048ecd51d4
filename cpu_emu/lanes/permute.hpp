// Any lane to any lane by run-time indices.
#pragma once

#include "cpu_emu/lanes/elementwise.hpp"

namespace clrt::cl::inline CLRT_ISA::impl {

// Lane l of the result is lane i[l] of x; i counts modulo N.
template <class T, int N> CLRT_INLINE lanes<T, N> permute(lanes<T, N> x, lanes<std::int32_t, N> i) {
  if constexpr (has_permute<T, N>) {
    return permute_native(x, conv<sint<T>>(i));
  } else if constexpr (sizeof(T) < 4) {
    using U = std::uint32_t;                                      // through the width that has an instruction
    return bits_as<T>(conv<uint<T>>(permute(conv<U>(bits_as<uint<T>>(x)), i)));
  } else {
    alignas(64) T memory[N];
    st(memory, x);
    return gather<T, int(sizeof(T))>(memory, i & lanes<std::int32_t, N>(N - 1), mask<N>(true));
  }
}
template <int N> CLRT_INLINE mask<N> permute(mask<N> m, lanes<std::int32_t, N> i) {
  return to_mask(permute(sext<N, std::int32_t>(m), i));
}

}  // namespace clrt::cl::impl
