// Rotary positions: the pair (a, b) of index i turns by t = position * frequency[i],
// that is (a cos t - b sin t, a sin t + b cos t).
//
// normal: pairs (2i, 2i + 1); neox: pairs (i, i + n_rot / 2). Values from n_rot on are copied. cos and sin are times
// `magnitude` (1 but with YaRN). x and y: {head_size, heads, tokens}, strides and offsets in elements; head_size is even.
// Work-item (i, h, t); dst == src is allowed.
#include "../common/formats.clh"

#define CLRT_STORE_f32(value, i, p) (p)[i] = (value)
#define CLRT_STORE_f16(value, i, p) vstore_half_rte((value), (i), (p))

#define CLRT_ROPE(name, type, format, FIRST, SECOND)                                                              \
  kernel void name(global const type* x, ulong x_offset, ulong x_head, ulong x_token, global const int* position, \
                   global const float* frequency, global type* y, ulong y_offset, ulong y_head, ulong y_token,    \
                   int head_size, int n_rot, float magnitude) {                                                   \
    const int i = get_global_id(0);                                                                               \
    const size_t h = get_global_id(1);                                                                            \
    const size_t t = get_global_id(2);                                                                            \
    global const type* xh = x + x_offset + h * x_head + t * x_token;                                              \
    global type* yh = y + y_offset + h * y_head + t * y_token;                                                    \
    if (2 * i < n_rot) {                                                                                          \
      const float angle = (float)position[t] * frequency[i];                                                      \
      const float c = cos(angle) * magnitude;                                                                     \
      const float s = sin(angle) * magnitude;                                                                     \
      const float a = CLRT_LOAD_##format(xh, FIRST);                                                              \
      const float b = CLRT_LOAD_##format(xh, SECOND);                                                             \
      CLRT_STORE_##format(a * c - b * s, FIRST, yh);                                                              \
      CLRT_STORE_##format(a * s + b * c, SECOND, yh);                                                             \
    } else if (2 * i < head_size) {                                                                               \
      CLRT_STORE_##format(CLRT_LOAD_##format(xh, 2 * i), 2 * i, yh);                                              \
      CLRT_STORE_##format(CLRT_LOAD_##format(xh, 2 * i + 1), 2 * i + 1, yh);                                      \
    }                                                                                                             \
  }

CLRT_ROPE(rope_normal_f32, float, f32, 2 * i, 2 * i + 1)
CLRT_ROPE(rope_neox_f32, float, f32, i, i + n_rot / 2)
CLRT_ROPE(rope_normal_f16, half, f16, 2 * i, 2 * i + 1)
CLRT_ROPE(rope_neox_f16, half, f16, i, i + n_rot / 2)
