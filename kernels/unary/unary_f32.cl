// y[i] = op(x[i]) in f32 for every op of unary.clh.
#include "unary.clh"

#define CLRT_UNARY_KERNEL(op, expression)                                              \
  kernel void unary_##op##_f32(global const float* x, ulong x_offset, global float* y, \
                               ulong y_offset, ulong n) {                              \
    const size_t i = get_global_id(0);                                                 \
    if (i < n) {                                                                       \
      const float v = x[x_offset + i];                                                 \
      y[y_offset + i] = expression;                                                    \
    }                                                                                  \
  }

CLRT_UNARY_ALL(CLRT_UNARY_KERNEL)
