// Barriers by phases: hoisted loops and conditions, values kept for the group, for each sub-group, computed again; a block of sub-groups.
kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void blocks(global const float* a, global float* out, int k) {
  local float t[16][16];
  int x = get_local_id(0), y = get_local_id(1);
  float sum = 0.0f;
  for (int s = 0; s < k; s += 16) {
    t[y][x] = a[s + y * k + x];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = 0; i < 16; ++i) sum += t[y][i] * t[i][x];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  out[y * 16 + x] = sum;
}

kernel void tree(global const float* in, global float* out, local float* t, int n) {
  int l = get_local_id(0), size = get_local_size(0), steps = 0;
  float mine[2] = {in[get_global_id(0)], 0.0f};
  t[l] = mine[0];
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int half_size = size / 2; half_size > 0; half_size /= 2) {
    if (l < half_size) t[l] += t[l + half_size];
    steps++;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (steps == n) break;
  }
  mine[1] = t[0];
  if (l >= n) return;
  out[get_global_id(0)] = mine[0] / mine[1];
}
