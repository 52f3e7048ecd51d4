// C = alpha A B + beta C by register tiles: one sub-group keeps MR rows x NR columns of C in registers.
//
// Both operands are packed first (by the two pack kernels, weights once for many products), so that the inner loop reads
// B by whole vectors from one stream, and A by uniform loads that never meet in one cache set.
//   packed B: panels of NR columns, [panel][k][NR], columns past n are zero;
//   packed A: blocks of MR rows and KC steps of k, [row block][k block][MR][PITCH], rows past m are zero.
// Work-group (row block, panel): neighbours share a panel of B. beta == 0 never reads C.
#include "../common/sub_group.clh"
#include "../common/tile.clh"

#define CLRT_KC 256
#define CLRT_PITCH 272

CLRT_ONE_SUB_GROUP kernel void sgemm_pack_a_f32(global const float* a, ulong a_offset, ulong lda,
                                                global float* packed, int m, int k, int mr) {
  const int lane = get_sub_group_local_id();
  const int row0 = (int)get_group_id(0) * mr;
  const int k0 = (int)get_group_id(1) * CLRT_KC;
  const int kc = min(CLRT_KC, k - k0);
  global float* block = packed + (get_group_id(0) * get_num_groups(1) + get_group_id(1)) * (size_t)(mr * CLRT_PITCH);
  for (int r = 0; r < mr; ++r) {
    global float* to = block + r * CLRT_PITCH;
    if (row0 + r < m) {
      global const float* from = a + a_offset + (size_t)(row0 + r) * lda + k0;
      int i = 0;
      for (; i + CLRT_LANES <= kc; i += CLRT_LANES) to[i + lane] = from[i + lane];
      if (i + lane < kc) to[i + lane] = from[i + lane];
    } else {
      for (int i = 0; i < kc; i += CLRT_LANES) to[i + lane] = 0.0f;
    }
  }
}

// Work-group (panel, block of 64 steps of k).
CLRT_ONE_SUB_GROUP kernel void sgemm_pack_b_f32(global const float* b, ulong b_offset, ulong ldb,
                                                global float* packed, int n, int k, int nr) {
  const int lane = get_sub_group_local_id();
  const int column0 = (int)get_group_id(0) * nr;
  const int k0 = (int)get_group_id(1) * 64;
  const int k1 = min(k0 + 64, k);
  global float* panel = packed + get_group_id(0) * (size_t)k * nr;
  for (int i = k0; i < k1; ++i) {
    for (int j = 0; j < nr; j += CLRT_LANES) {
      const int column = column0 + j + lane;
      panel[(size_t)i * nr + j + lane] = column < n ? b[b_offset + i * ldb + column] : 0.0f;
    }
  }
}

#define CLRT_SGEMM_REGISTER_TILE(name, MR, NV)                                                                  \
  CLRT_ONE_SUB_GROUP kernel void name(global const float* restrict a, global const float* restrict b,           \
                                      global float* restrict c, ulong c_offset, ulong ldc, int m, int n, int k, \
                                      float alpha, float beta) {                                                \
    const int lane = get_sub_group_local_id();                                                                  \
    const int row0 = (int)get_group_id(0) * MR;                                                                 \
    const int column0 = (int)get_group_id(1) * (NV * CLRT_LANES);                                               \
    const int k_blocks = (k + CLRT_KC - 1) / CLRT_KC;                                                           \
    global const float* at = a + get_group_id(0) * (size_t)k_blocks * (MR * CLRT_PITCH);                        \
    global const float* bt = b + get_group_id(1) * (size_t)k * (NV * CLRT_LANES);                               \
    float acc[MR][NV];                                                                                          \
    CLRT_UNROLL for (int r = 0; r < MR; ++r) {                                                                  \
      CLRT_UNROLL for (int v = 0; v < NV; ++v) acc[r][v] = 0.0f;                                                \
    }                                                                                                           \
    for (int k0 = 0; k0 < k; k0 += CLRT_KC) {                                                                   \
      const int kc = min(CLRT_KC, k - k0);                                                                      \
      for (int i = 0; i < kc; ++i) {                                                                            \
        float bv[NV];                                                                                           \
        CLRT_UNROLL for (int v = 0; v < NV; ++v) bv[v] = bt[v * CLRT_LANES + lane];                             \
        CLRT_UNROLL for (int r = 0; r < MR; ++r) {                                                              \
          const float av = at[r * CLRT_PITCH + i];                                                              \
          CLRT_UNROLL for (int v = 0; v < NV; ++v) acc[r][v] = fma(av, bv[v], acc[r][v]);                       \
        }                                                                                                       \
        bt += NV * CLRT_LANES;                                                                                  \
      }                                                                                                         \
      at += MR * CLRT_PITCH;                                                                                    \
    }                                                                                                           \
    global float* ct = c + c_offset + row0 * ldc + column0;                                                     \
    if (row0 + MR <= m && column0 + NV * CLRT_LANES <= n) {                                                     \
      CLRT_UNROLL for (int r = 0; r < MR; ++r) {                                                                \
        CLRT_UNROLL for (int v = 0; v < NV; ++v) {                                                              \
          const size_t o = r * ldc + v * CLRT_LANES + lane;                                                     \
          if (beta == 0.0f)                                                                                     \
            ct[o] = alpha * acc[r][v];                                                                          \
          else                                                                                                  \
            ct[o] = fma(alpha, acc[r][v], beta * ct[o]);                                                        \
        }                                                                                                       \
      }                                                                                                         \
    } else {                                                                                                    \
      CLRT_UNROLL for (int r = 0; r < MR; ++r) {                                                                \
        CLRT_UNROLL for (int v = 0; v < NV; ++v) {                                                              \
          const size_t o = r * ldc + v * CLRT_LANES + lane;                                                     \
          if (row0 + r < m && column0 + v * CLRT_LANES + lane < n)                                              \
            ct[o] = beta == 0.0f ? alpha * acc[r][v] : fma(alpha, acc[r][v], beta * ct[o]);                     \
        }                                                                                                       \
      }                                                                                                         \
    }                                                                                                           \
  }

// 28 accumulators and 4 working registers fill 32 vector registers of 16 floats; 6x16 fits 16 registers of 8 floats.
CLRT_SGEMM_REGISTER_TILE(sgemm_packed_f32__sg16_14x32, 14, 2)
CLRT_SGEMM_REGISTER_TILE(sgemm_packed_f32__sg16_6x16, 6, 1)
