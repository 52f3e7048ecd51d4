// y row r = table row index[r] decoded to f32; one work-group of 16 per row.
//
// Strides and offsets: y in elements, table in bytes. A row whose index is outside [0, rows) is filled with NaN.
// q8_0 and q4_0: n is a multiple of 32.
#include "../common/formats.clh"
#include "../common/sub_group.clh"

#define CLRT_GET_ROWS(format, STEP, DECODE)                                                              \
  __attribute__((reqd_work_group_size(16, 1, 1))) kernel void get_rows_##format##_f32(                   \
      global const uchar* table, ulong table_offset, ulong table_row, int rows, global const int* index, \
      global float* y, ulong y_offset, ulong y_row, int n) {                                             \
    const int lane = get_local_id(0);                                                                    \
    const int source = index[get_group_id(0)];                                                           \
    global float* yr = y + y_offset + get_group_id(0) * y_row;                                           \
    if (source < 0 || source >= rows) {                                                                  \
      for (int i = 0; i < n; i += CLRT_LANES) {                                                          \
        if (i + lane < n) yr[i + lane] = NAN;                                                            \
      }                                                                                                  \
      return;                                                                                            \
    }                                                                                                    \
    global const uchar* row = table + table_offset + (size_t)source * table_row;                         \
    for (int i = 0; i < n; i += STEP) {                                                                  \
      DECODE                                                                                             \
    }                                                                                                    \
  }

CLRT_GET_ROWS(f32, CLRT_LANES, { if (i + lane < n) yr[i + lane] = ((global const float*)row)[i + lane]; })
CLRT_GET_ROWS(f16, CLRT_LANES, { if (i + lane < n) yr[i + lane] = vload_half(i + lane, (global const half*)row); })
CLRT_GET_ROWS(q8_0, CLRT_QK, {
  global const uchar* block = row + i / CLRT_QK * CLRT_Q8_0_BYTES;
  global const char* q = (global const char*)(block + 2);
  const float d = CLRT_BLOCK_SCALE(block);
  yr[i + lane] = d * (float)q[lane];
  yr[i + 16 + lane] = d * (float)q[16 + lane];
})
CLRT_GET_ROWS(q4_0, CLRT_QK, {
  global const uchar* block = row + i / CLRT_QK * CLRT_Q4_0_BYTES;
  const float d = CLRT_BLOCK_SCALE(block);
  const int q = block[2 + lane];
  yr[i + lane] = d * (float)((q & 15) - 8);
  yr[i + 16 + lane] = d * (float)((q >> 4) - 8);
})
