// Local memory, static and as an argument; barriers in a loop; ids of two dimensions.
kernel void tile(global const float* a, global float* out, local float* extra, int steps) {
  local float tile[16][17];
  int x = get_local_id(0), y = get_local_id(1);
  float sum = 0.0f;
  for (int t = 0; t < steps; ++t) {
    tile[y][x] = a[t * 256 + y * 16 + x];
    extra[y * 16 + x] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    sum += tile[x][y] + extra[x * 16 + y];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  out[y * 16 + x] = sum;
}
