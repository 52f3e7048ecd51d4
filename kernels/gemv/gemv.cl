// y = W x: n rows of k weights (f32, f16, q8_0 or q4_0), x and y in f32; one sub-group per four rows.
//
// The offset and the row stride of W are in bytes, other offsets in elements. Four rows share every load of x and give
// four independent accumulators.
// The last work-group repeats its last row instead of reading past the end, and does not store it. q8_0 and q4_0: k is a
// multiple of 32; accumulation in f32, one scale per block.
#include "../common/formats.clh"
#include "../common/sub_group.clh"

#define CLRT_GEMV_ROWS(type)                                                                          \
  const int lane = get_sub_group_local_id();                                                          \
  const int first = (int)get_group_id(0) * 4;                                                         \
  global const type* w0 = (global const type*)(w + w_offset + (size_t)first * w_row);                 \
  global const type* w1 = (global const type*)(w + w_offset + (size_t)min(first + 1, n - 1) * w_row); \
  global const type* w2 = (global const type*)(w + w_offset + (size_t)min(first + 2, n - 1) * w_row); \
  global const type* w3 = (global const type*)(w + w_offset + (size_t)min(first + 3, n - 1) * w_row); \
  global const float* xv = x + x_offset;                                                              \
  float a0 = 0.0f, a1 = 0.0f, a2 = 0.0f, a3 = 0.0f;

#define CLRT_GEMV_STORE                                                     \
  const float y0 = sub_group_reduce_add(a0);                                \
  const float y1 = sub_group_reduce_add(a1);                                \
  const float y2 = sub_group_reduce_add(a2);                                \
  const float y3 = sub_group_reduce_add(a3);                                \
  const float mine = lane == 0 ? y0 : lane == 1 ? y1 : lane == 2 ? y2 : y3; \
  if (lane < 4 && first + lane < n) y[y_offset + first + lane] = mine;

#define CLRT_GEMV_PLAIN(format, type)                                                                        \
  CLRT_ONE_SUB_GROUP kernel void gemv_##format##_f32(global const uchar* w, ulong w_offset, ulong w_row,     \
                                                     global const float* x, ulong x_offset, global float* y, \
                                                     ulong y_offset, int k, int n) {                         \
    CLRT_GEMV_ROWS(type)                                                                                     \
    float b0 = 0.0f, b1 = 0.0f, b2 = 0.0f, b3 = 0.0f;                                                        \
    int i = 0;                                                                                               \
    for (; i + 32 <= k; i += 32) {                                                                           \
      const float x0 = xv[i + lane], x1 = xv[i + 16 + lane];                                                 \
      a0 = fma(CLRT_LOAD_##format(w0, i + lane), x0, a0);                                                    \
      a1 = fma(CLRT_LOAD_##format(w1, i + lane), x0, a1);                                                    \
      a2 = fma(CLRT_LOAD_##format(w2, i + lane), x0, a2);                                                    \
      a3 = fma(CLRT_LOAD_##format(w3, i + lane), x0, a3);                                                    \
      b0 = fma(CLRT_LOAD_##format(w0, i + 16 + lane), x1, b0);                                               \
      b1 = fma(CLRT_LOAD_##format(w1, i + 16 + lane), x1, b1);                                               \
      b2 = fma(CLRT_LOAD_##format(w2, i + 16 + lane), x1, b2);                                               \
      b3 = fma(CLRT_LOAD_##format(w3, i + 16 + lane), x1, b3);                                               \
    }                                                                                                        \
    for (; i < k; i += CLRT_LANES) {                                                                         \
      if (i + lane < k) {                                                                                    \
        const float x0 = xv[i + lane];                                                                       \
        a0 = fma(CLRT_LOAD_##format(w0, i + lane), x0, a0);                                                  \
        a1 = fma(CLRT_LOAD_##format(w1, i + lane), x0, a1);                                                  \
        a2 = fma(CLRT_LOAD_##format(w2, i + lane), x0, a2);                                                  \
        a3 = fma(CLRT_LOAD_##format(w3, i + lane), x0, a3);                                                  \
      }                                                                                                      \
    }                                                                                                        \
    a0 += b0;                                                                                                \
    a1 += b1;                                                                                                \
    a2 += b2;                                                                                                \
    a3 += b3;                                                                                                \
    CLRT_GEMV_STORE                                                                                          \
  }

CLRT_GEMV_PLAIN(f32, float)
CLRT_GEMV_PLAIN(f16, half)

#define CLRT_Q8_0_BLOCK(w, a)                                   \
  a = fma(CLRT_BLOCK_SCALE(w + o),                              \
          fma((float)((global const char*)w)[o + 2 + lane], x0, \
              (float)((global const char*)w)[o + 18 + lane] * x1), a);

CLRT_ONE_SUB_GROUP kernel void gemv_q8_0_f32(global const uchar* w, ulong w_offset, ulong w_row, global const float* x,
                                             ulong x_offset, global float* y, ulong y_offset, int k, int n) {
  CLRT_GEMV_ROWS(uchar)
  size_t o = 0;
  for (int i = 0; i < k; i += CLRT_QK, o += CLRT_Q8_0_BYTES) {
    const float x0 = xv[i + lane], x1 = xv[i + 16 + lane];
    CLRT_Q8_0_BLOCK(w0, a0)
    CLRT_Q8_0_BLOCK(w1, a1)
    CLRT_Q8_0_BLOCK(w2, a2)
    CLRT_Q8_0_BLOCK(w3, a3)
  }
  CLRT_GEMV_STORE
}

// sum (q - 8) x = sum q x - 8 sum x, and the second sum is shared by the four rows.
#define CLRT_Q4_0_BLOCK(w, a)                                                                        \
  {                                                                                                  \
    const int q = w[o + 2 + lane];                                                                   \
    a = fma(CLRT_BLOCK_SCALE(w + o), fma((float)(q & 15), x0, fma((float)(q >> 4), x1, offset)), a); \
  }

CLRT_ONE_SUB_GROUP kernel void gemv_q4_0_f32(global const uchar* w, ulong w_offset, ulong w_row, global const float* x,
                                             ulong x_offset, global float* y, ulong y_offset, int k, int n) {
  CLRT_GEMV_ROWS(uchar)
  size_t o = 0;
  for (int i = 0; i < k; i += CLRT_QK, o += CLRT_Q4_0_BYTES) {
    const float x0 = xv[i + lane], x1 = xv[i + 16 + lane];
    const float offset = -8.0f * (x0 + x1);
    CLRT_Q4_0_BLOCK(w0, a0)
    CLRT_Q4_0_BLOCK(w1, a1)
    CLRT_Q4_0_BLOCK(w2, a2)
    CLRT_Q4_0_BLOCK(w3, a3)
  }
  CLRT_GEMV_STORE
}
