// y = op(x) with f16 in memory, computed in f32 and rounded once to nearest even, for every op of unary.clh; rows of n values at
// strides (rows.clh), a vector is one row.
#include "../common/rows.clh"
#include "unary.clh"

#define CLRT_UNARY_KERNEL(op, expression)                                                            \
  kernel void unary_##op##_f16(global const half* x, CLRT_ROWS(x), global half* y, CLRT_ROWS(y),     \
                               ulong n, ulong planes) {                                              \
    const size_t i = get_global_id(0);                                                               \
    const size_t j = get_global_id(1), k = CLRT_PLANE(planes), l = CLRT_BATCH(planes);               \
    if (i < n) {                                                                                     \
      const float v = vload_half(CLRT_ITEM_ROW(x, j, k, l) + i, x);                                  \
      vstore_half_rte(expression, CLRT_ITEM_ROW(y, j, k, l) + i, y);                                 \
    }                                                                                                \
  }

CLRT_UNARY_ALL(CLRT_UNARY_KERNEL)
