// z = x op y. Flat: equal shapes, no gaps. Row: rows at strides, y repeated by row and plane (modulo).
//
// Strides and offsets are in elements; dst == src is allowed. Row form: work-item (i, j, k) is column i of row j of
// plane k.
#define CLRT_BINARY(name, op)                                                                                        \
  kernel void name##_flat_f32(global const float* x, ulong x_offset, global const float* y, ulong y_offset,          \
                              global float* z, ulong z_offset, ulong n) {                                            \
    const size_t i = get_global_id(0);                                                                               \
    if (i < n) z[z_offset + i] = x[x_offset + i] op y[y_offset + i];                                                 \
  }                                                                                                                  \
  kernel void name##_row_f32(global const float* x, ulong x_offset, ulong x_row, ulong x_plane,                      \
                             global const float* y, ulong y_offset, ulong y_row, ulong y_plane, ulong y_rows,        \
                             ulong y_planes, global float* z, ulong z_offset, ulong z_row, ulong z_plane, ulong n) { \
    const size_t i = get_global_id(0);                                                                               \
    const size_t j = get_global_id(1);                                                                               \
    const size_t k = get_global_id(2);                                                                               \
    if (i < n)                                                                                                       \
      z[z_offset + j * z_row + k * z_plane + i] =                                                                    \
          x[x_offset + j * x_row + k * x_plane + i] op                                                               \
          y[y_offset + j % y_rows * y_row + k % y_planes * y_plane + i];                                             \
  }

CLRT_BINARY(add, +)
CLRT_BINARY(sub, -)
CLRT_BINARY(mul, *)
CLRT_BINARY(div, /)
