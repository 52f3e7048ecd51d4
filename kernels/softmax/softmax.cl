// y = softmax(scale * x + slope[head] * mask) over rows of n values; one sub-group per row, f32 inside.
//
// x and y are {n, rows, heads, batches} at strides in elements (rows.clh); counted on over all three dimensions, row r takes row
// r % rows of the mask {n, rows} and belongs to head r / rows % heads. A row of -Inf alone gives zeros;
// +Inf or NaN gives NaN. dst == src is allowed.
#include "../common/formats.clh"
#include "../common/rows.clh"
#include "../common/sub_group.clh"

#define CLRT_SOFTMAX(name, MASK_ARGUMENTS, MASK_SETUP, VALUE)                                             \
  CLRT_ONE_SUB_GROUP kernel void name(global const float* x, CLRT_ROWS(x), MASK_ARGUMENTS global float* y, \
                                      CLRT_ROWS(y), int n, float scale) {                                 \
    const int lane = get_sub_group_local_id();                                                            \
    global const float* xr = x + CLRT_ROW_START(x);                                                       \
    global float* yr = y + CLRT_ROW_START(y);                                                             \
    MASK_SETUP                                                                                            \
    float m0 = -FLT_MAX, m1 = -FLT_MAX;                                                                   \
    int i = 0;                                                                                            \
    for (; i + 32 <= n; i += 32) {                                                                        \
      m0 = fmax(m0, VALUE(i + lane));                                                                     \
      m1 = fmax(m1, VALUE(i + 16 + lane));                                                                \
    }                                                                                                     \
    for (; i < n; i += CLRT_LANES) {                                                                      \
      if (i + lane < n) m0 = fmax(m0, VALUE(i + lane));                                                   \
    }                                                                                                     \
    const float top = sub_group_reduce_max(fmax(m0, m1));                                                 \
    float s0 = 0.0f, s1 = 0.0f;                                                                           \
    for (i = 0; i + 32 <= n; i += 32) {                                                                   \
      const float e0 = exp(VALUE(i + lane) - top);                                                        \
      const float e1 = exp(VALUE(i + 16 + lane) - top);                                                   \
      yr[i + lane] = e0;                                                                                  \
      yr[i + 16 + lane] = e1;                                                                             \
      s0 += e0;                                                                                           \
      s1 += e1;                                                                                           \
    }                                                                                                     \
    for (; i < n; i += CLRT_LANES) {                                                                      \
      if (i + lane < n) {                                                                                 \
        const float e0 = exp(VALUE(i + lane) - top);                                                      \
        yr[i + lane] = e0;                                                                                \
        s0 += e0;                                                                                         \
      }                                                                                                   \
    }                                                                                                     \
    const float sum = sub_group_reduce_add(s0 + s1);                                                      \
    const float inverse = sum == 0.0f ? 0.0f : 1.0f / sum;                                                \
    for (i = 0; i < n; i += CLRT_LANES) {                                                                 \
      if (i + lane < n) yr[i + lane] *= inverse;                                                          \
    }                                                                                                     \
  }

#define CLRT_PLAIN_ARGUMENTS
#define CLRT_PLAIN_SETUP
#define CLRT_PLAIN_VALUE(i) (scale * xr[i])
#define CLRT_MASK_SETUP                                                                                         \
  const size_t r = get_group_id(0) + get_num_groups(0) * (get_group_id(1) + get_num_groups(1) * get_group_id(2)); \
  const size_t mask_start = mask_offset + r % mask_rows * mask_row;                                             \
  const float mask_scale = slope[r / mask_rows % heads];
#define CLRT_MASK_ARGUMENTS_f32 \
  global const float *mask, ulong mask_offset, ulong mask_row, ulong mask_rows, global const float *slope, ulong heads,
#define CLRT_MASK_ARGUMENTS_f16 \
  global const half *mask, ulong mask_offset, ulong mask_row, ulong mask_rows, global const float *slope, ulong heads,
#define CLRT_MASK_VALUE_f32(i) fma(mask_scale, CLRT_LOAD_f32(mask, mask_start + (i)), scale * xr[i])
#define CLRT_MASK_VALUE_f16(i) fma(mask_scale, CLRT_LOAD_f16(mask, mask_start + (i)), scale * xr[i])

CLRT_SOFTMAX(softmax_f32, CLRT_PLAIN_ARGUMENTS, CLRT_PLAIN_SETUP, CLRT_PLAIN_VALUE)
CLRT_SOFTMAX(softmax_mask_f32_f32, CLRT_MASK_ARGUMENTS_f32, CLRT_MASK_SETUP, CLRT_MASK_VALUE_f32)
CLRT_SOFTMAX(softmax_mask_f16_f32, CLRT_MASK_ARGUMENTS_f16, CLRT_MASK_SETUP, CLRT_MASK_VALUE_f16)
