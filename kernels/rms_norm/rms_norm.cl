// y = x / sqrt(mean(x^2) + eps), optionally times a weight row; rows of n values at strides in elements (rows.clh).
//
// One work-group per row. `rms_norm_f32` and `rms_norm_mul_f32`: one sub-group, eight accumulators, no barrier.
// `rms_norm_tree_f32`: a work-group of 256 and a tree in local memory, for comparison and for devices that prefer it.
#include "../common/rows.clh"
#include "../common/streaming.clh"
#include "../common/sub_group.clh"

#define CLRT_RMS_NORM(name, WEIGHT_ARGUMENT, WEIGHT, STORE)                                                        \
  CLRT_ONE_SUB_GROUP kernel void name(global const float* x, CLRT_ROWS(x), WEIGHT_ARGUMENT global float* y,        \
                                      CLRT_ROWS(y), int n, float eps) {                                            \
    const int lane = get_sub_group_local_id();                                                                     \
    global const float* xr = x + CLRT_ROW_START(x);                                                                \
    global float* yr = y + CLRT_ROW_START(y);                                                                      \
    float s0 = 0.0f, s1 = 0.0f, s2 = 0.0f, s3 = 0.0f, s4 = 0.0f, s5 = 0.0f, s6 = 0.0f, s7 = 0.0f;                  \
    int i = 0;                                                                                                     \
    for (; i + 128 <= n; i += 128) {                                                                               \
      const float x0 = xr[i + lane], x1 = xr[i + 16 + lane], x2 = xr[i + 32 + lane], x3 = xr[i + 48 + lane];       \
      const float x4 = xr[i + 64 + lane], x5 = xr[i + 80 + lane], x6 = xr[i + 96 + lane], x7 = xr[i + 112 + lane]; \
      s0 = fma(x0, x0, s0);                                                                                        \
      s1 = fma(x1, x1, s1);                                                                                        \
      s2 = fma(x2, x2, s2);                                                                                        \
      s3 = fma(x3, x3, s3);                                                                                        \
      s4 = fma(x4, x4, s4);                                                                                        \
      s5 = fma(x5, x5, s5);                                                                                        \
      s6 = fma(x6, x6, s6);                                                                                        \
      s7 = fma(x7, x7, s7);                                                                                        \
    }                                                                                                              \
    for (; i < n; i += CLRT_LANES) {                                                                               \
      if (i + lane < n) s0 = fma(xr[i + lane], xr[i + lane], s0);                                                  \
    }                                                                                                              \
    const float sum = sub_group_reduce_add(((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)));                     \
    const float scale = 1.0f / sqrt(sum / (float)n + eps);                                                         \
    for (i = 0; i + 64 <= n; i += 64) {                                                                            \
      const float x0 = xr[i + lane], x1 = xr[i + 16 + lane], x2 = xr[i + 32 + lane], x3 = xr[i + 48 + lane];       \
      STORE(&yr[i + lane], x0 * scale WEIGHT(i + lane));                                                           \
      STORE(&yr[i + 16 + lane], x1 * scale WEIGHT(i + 16 + lane));                                                 \
      STORE(&yr[i + 32 + lane], x2 * scale WEIGHT(i + 32 + lane));                                                 \
      STORE(&yr[i + 48 + lane], x3 * scale WEIGHT(i + 48 + lane));                                                 \
    }                                                                                                              \
    for (; i < n; i += CLRT_LANES) {                                                                               \
      if (i + lane < n) yr[i + lane] = xr[i + lane] * scale WEIGHT(i + lane);                                      \
    }                                                                                                              \
  }

#define CLRT_NO_WEIGHT(i)
#define CLRT_TIMES_WEIGHT(i) *w[w_offset + (i)]
#define CLRT_WEIGHT_ARGUMENT global const float *w, ulong w_offset,
#define CLRT_NO_ARGUMENT

CLRT_RMS_NORM(rms_norm_f32, CLRT_NO_ARGUMENT, CLRT_NO_WEIGHT, CLRT_STORE)
CLRT_RMS_NORM(rms_norm_mul_f32, CLRT_WEIGHT_ARGUMENT, CLRT_TIMES_WEIGHT, CLRT_STORE)
CLRT_RMS_NORM(rms_norm_f32__stream, CLRT_NO_ARGUMENT, CLRT_NO_WEIGHT, CLRT_STREAM)
CLRT_RMS_NORM(rms_norm_mul_f32__stream, CLRT_WEIGHT_ARGUMENT, CLRT_TIMES_WEIGHT, CLRT_STREAM)

__attribute__((reqd_work_group_size(256, 1, 1))) kernel void rms_norm_tree_f32(
    global const float* x, ulong x_offset, ulong x_row, global float* y, ulong y_offset, ulong y_row, int n, float eps) {
  local float partial[256];
  const int l = get_local_id(0);
  global const float* xr = x + x_offset + get_group_id(0) * x_row;
  global float* yr = y + y_offset + get_group_id(0) * y_row;
  float sum = 0.0f;
  for (int i = l; i < n; i += 256) sum += xr[i] * xr[i];
  partial[l] = sum;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int half_size = 128; half_size > 0; half_size /= 2) {
    if (l < half_size) partial[l] += partial[l + half_size];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  const float scale = 1.0f / sqrt(partial[0] / (float)n + eps);
  for (int i = l; i < n; i += 256) yr[i] = xr[i] * scale;
}
