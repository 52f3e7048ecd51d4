// y = op(x) in f32 for every op of unary.clh; rows of n values at strides (rows.clh), a vector is one row.
#include "../common/rows.clh"
#include "unary.clh"

#define CLRT_UNARY_KERNEL(op, expression)                                                              \
  kernel void unary_##op##_f32(global const float* x, CLRT_ROWS(x), global float* y, CLRT_ROWS(y),     \
                               ulong n, ulong planes) {                                                \
    const size_t i = get_global_id(0);                                                                 \
    const size_t j = get_global_id(1), k = CLRT_PLANE(planes), l = CLRT_BATCH(planes);                 \
    if (i < n) {                                                                                       \
      const float v = x[CLRT_ITEM_ROW(x, j, k, l) + i];                                                \
      y[CLRT_ITEM_ROW(y, j, k, l) + i] = expression;                                                   \
    }                                                                                                  \
  }

CLRT_UNARY_ALL(CLRT_UNARY_KERNEL)
