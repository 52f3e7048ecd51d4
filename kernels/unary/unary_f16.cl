// y[i] = op(x[i]) with f16 in memory, computed in f32 and rounded once to nearest even, for every op of unary.clh.
#include "unary.clh"

#define CLRT_UNARY_KERNEL(op, expression)                                            \
  kernel void unary_##op##_f16(global const half* x, ulong x_offset, global half* y, \
                               ulong y_offset, ulong n) {                            \
    const size_t i = get_global_id(0);                                               \
    if (i < n) {                                                                     \
      const float v = vload_half(x_offset + i, x);                                   \
      vstore_half_rte(expression, y_offset + i, y);                                  \
    }                                                                                \
  }

CLRT_UNARY_ALL(CLRT_UNARY_KERNEL)
