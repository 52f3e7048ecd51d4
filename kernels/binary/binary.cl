// z = x op y. Flat: equal shapes, no gaps. Row: rows at strides (rows.clh), y repeated by row, plane and batch (modulo).
//
// Strides and offsets are in elements; dst == src is allowed.
#include "../common/rows.clh"

#define CLRT_BINARY(name, op)                                                                                     \
  kernel void name##_flat_f32(global const float* x, ulong x_offset, global const float* y, ulong y_offset,       \
                              global float* z, ulong z_offset, ulong n) {                                         \
    const size_t i = get_global_id(0);                                                                            \
    if (i < n) z[z_offset + i] = x[x_offset + i] op y[y_offset + i];                                              \
  }                                                                                                               \
  kernel void name##_row_f32(global const float* x, CLRT_ROWS(x), global const float* y, CLRT_ROWS(y),            \
                             ulong y_rows, ulong y_planes, ulong y_batches, global float* z, CLRT_ROWS(z),        \
                             ulong n, ulong planes) {                                                             \
    const size_t i = get_global_id(0);                                                                            \
    const size_t j = get_global_id(1), k = CLRT_PLANE(planes), l = CLRT_BATCH(planes);                            \
    if (i < n)                                                                                                    \
      z[CLRT_ITEM_ROW(z, j, k, l) + i] =                                                                          \
          x[CLRT_ITEM_ROW(x, j, k, l) + i] op y[CLRT_ITEM_ROW(y, j % y_rows, k % y_planes, l % y_batches) + i];   \
  }

CLRT_BINARY(add, +)
CLRT_BINARY(sub, -)
CLRT_BINARY(mul, *)
CLRT_BINARY(div, /)
