// The tile lacks its edge.
//! launch 64 32
//! buffer float 64
//! buffer float 64
//! expect <1> out-of-bounds index: 'tile'[32], the array has 32 elements
//! by work-item (31,0,0) of work-group (0,0,0), 2 times in all
//! expect <2> out-of-bounds index: 'tile'[32]
//! by work-item (31,0,0) of work-group (0,0,0), 2 times in all
kernel void local_past_end(global const float* x, global float* y) {
  local float tile[32];
  const int i = get_global_id(0), l = get_local_id(0);
  if (l == 0) tile[0] = x[i];
  tile[l + 1] = x[i];  // <1>
  barrier(CLK_LOCAL_MEM_FENCE);
  y[i] = tile[l + 1];  // <2>
}
