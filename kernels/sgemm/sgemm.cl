// C = alpha A B + beta C, row-major f32: A is m x k, B is k x n; offsets and leading dimensions in elements; beta == 0
// never reads C.
//
// naive: one work-item per element. tiled: 16x16 tiles in local memory, the textbook form. Work-item (column, row).
kernel void sgemm_naive_f32(global const float* a, ulong a_offset, ulong lda, global const float* b,
                            ulong b_offset, ulong ldb, global float* c, ulong c_offset, ulong ldc, int m, int n,
                            int k, float alpha, float beta) {
  const int column = get_global_id(0);
  const int row = get_global_id(1);
  if (row >= m || column >= n) return;
  float sum = 0.0f;
  for (int i = 0; i < k; ++i) sum = fma(a[a_offset + row * lda + i], b[b_offset + i * ldb + column], sum);
  const size_t o = c_offset + row * ldc + column;
  c[o] = beta == 0.0f ? alpha * sum : fma(alpha, sum, beta * c[o]);
}

#define CLRT_TILE 16

__attribute__((reqd_work_group_size(CLRT_TILE, CLRT_TILE, 1))) kernel void sgemm_tiled_f32(
    global const float* a, ulong a_offset, ulong lda, global const float* b, ulong b_offset, ulong ldb, global float* c,
    ulong c_offset, ulong ldc, int m, int n, int k, float alpha, float beta) {
  local float ta[CLRT_TILE][CLRT_TILE];
  local float tb[CLRT_TILE][CLRT_TILE];
  const int x = get_local_id(0);
  const int y = get_local_id(1);
  const int column = get_global_id(0);
  const int row = get_global_id(1);
  float sum = 0.0f;
  for (int t = 0; t < k; t += CLRT_TILE) {
    ta[y][x] = row < m && t + x < k ? a[a_offset + row * lda + t + x] : 0.0f;
    tb[y][x] = t + y < k && column < n ? b[b_offset + (t + y) * ldb + column] : 0.0f;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = 0; i < CLRT_TILE; ++i) sum = fma(ta[y][i], tb[i][x], sum);
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (row < m && column < n) {
    const size_t o = c_offset + row * ldc + column;
    c[o] = beta == 0.0f ? alpha * sum : fma(alpha, sum, beta * c[o]);
  }
}
