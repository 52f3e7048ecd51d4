// Attention of one query token over a KV cache, grouped-query:
// out[h] = softmax(scale * q[h] . K[g]) V[g] with g = h / (n_head / n_kv_head).
//
// One sub-group per head; tokens in blocks of 16 (lane = token for the softmax, lane = dimension for the products) with a
// running maximum and sum. q and out: {head_size, n_head} without gaps, f32. K and V: strides between tokens and
// between heads. Strides and offsets are in elements. head_size <= 256. n_kv == 0 gives zeros.
#include "../common/formats.clh"
#include "../common/sub_group.clh"

#define CLRT_MAX_HEAD_VECTORS 16

#define CLRT_ATTENTION(name, type, format)                                                                         \
  CLRT_ONE_SUB_GROUP kernel void name(global const float* q, ulong q_offset, global const type* k, ulong k_offset, \
                                      ulong k_token, ulong k_head, global const type* v, ulong v_offset,           \
                                      ulong v_token, ulong v_head, global float* out, ulong out_offset, int n_kv,  \
                                      int head_size, int n_head, int n_kv_head, float scale) {                     \
    const int lane = get_sub_group_local_id();                                                                     \
    const int h = get_group_id(0);                                                                                 \
    const int g = h / (n_head / n_kv_head);                                                                        \
    const int vectors = (head_size + CLRT_LANES - 1) / CLRT_LANES;                                                 \
    global const float* qh = q + q_offset + (size_t)h * head_size;                                                 \
    float qs[CLRT_MAX_HEAD_VECTORS];                                                                               \
    float acc[CLRT_MAX_HEAD_VECTORS];                                                                              \
    for (int c = 0; c < vectors; ++c) {                                                                            \
      const int d = c * CLRT_LANES + lane;                                                                         \
      qs[c] = d < head_size ? qh[d] * scale : 0.0f;                                                                \
      acc[c] = 0.0f;                                                                                               \
    }                                                                                                              \
    float top = -FLT_MAX;                                                                                          \
    float sum = 0.0f;                                                                                              \
    for (int t0 = 0; t0 < n_kv; t0 += CLRT_LANES) {                                                                \
      const int tokens = min(CLRT_LANES, n_kv - t0);                                                               \
      float score = -INFINITY;                                                                                     \
      for (int j = 0; j < tokens; ++j) {                                                                           \
        global const type* kt = k + k_offset + (size_t)(t0 + j) * k_token + (size_t)g * k_head;                    \
        float product = 0.0f;                                                                                      \
        for (int c = 0; c < vectors; ++c) {                                                                        \
          const int d = c * CLRT_LANES + lane;                                                                     \
          if (d < head_size) product = fma(qs[c], CLRT_LOAD_##format(kt, d), product);                             \
        }                                                                                                          \
        const float s = sub_group_reduce_add(product);                                                             \
        score = lane == j ? s : score;                                                                             \
      }                                                                                                            \
      const float new_top = fmax(top, sub_group_reduce_max(score));                                                \
      const float p = exp(score - new_top);                                                                        \
      const float correction = exp(top - new_top);                                                                 \
      sum = fma(sum, correction, sub_group_reduce_add(p));                                                         \
      for (int c = 0; c < vectors; ++c) acc[c] *= correction;                                                      \
      for (int j = 0; j < tokens; ++j) {                                                                           \
        global const type* vt = v + v_offset + (size_t)(t0 + j) * v_token + (size_t)g * v_head;                    \
        const float pj = sub_group_broadcast(p, j);                                                                \
        for (int c = 0; c < vectors; ++c) {                                                                        \
          const int d = c * CLRT_LANES + lane;                                                                     \
          if (d < head_size) acc[c] = fma(pj, CLRT_LOAD_##format(vt, d), acc[c]);                                  \
        }                                                                                                          \
      }                                                                                                            \
      top = new_top;                                                                                               \
    }                                                                                                              \
    const float inverse = sum == 0.0f ? 0.0f : 1.0f / sum;                                                         \
    for (int c = 0; c < vectors; ++c) {                                                                            \
      const int d = c * CLRT_LANES + lane;                                                                         \
      if (d < head_size) out[out_offset + (size_t)h * head_size + d] = acc[c] * inverse;                           \
    }                                                                                                              \
  }

CLRT_ATTENTION(attention_f32_f32, float, f32)
CLRT_ATTENTION(attention_f32_f16, half, f16)
