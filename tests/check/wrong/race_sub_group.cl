// Work-items of one sub-group are ordered by a sub_group_barrier, not by running together.
//! launch 16 16
//! buffer int 16
//! expect <1> data race in local memory: write and read of 'tile'[15]
//! by work-item (0,0,0) of work-group (0,0,0)
kernel void race_sub_group(global int* y) {
  local int tile[16];
  const int l = get_local_id(0);
  tile[l] = l;
  const int wrong = tile[15 - l];  // <1>
  sub_group_barrier(CLK_LOCAL_MEM_FENCE);
  y[l] = wrong + tile[15 - l] + (int)get_sub_group_size();
}
