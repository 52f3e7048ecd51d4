// The edge of the tile is left out; only it is read too early.
//! launch 64 32
//! buffer float 64
//! buffer float 64
//! expect <1> read of local memory that nobody wrote: 'tile'[33]
//! by work-item (31,0,0) of work-group (0,0,0), 2 times in all
kernel void unwritten_local_edge(global const float* x, global float* y) {
  local float tile[34];
  const int i = get_global_id(0), l = get_local_id(0);
  tile[l + 1] = x[i];
  if (l == 0) tile[0] = 0.0f;
  barrier(CLK_LOCAL_MEM_FENCE);
  y[i] = tile[l] + tile[l + 1] + tile[l + 2];  // <1>
}
