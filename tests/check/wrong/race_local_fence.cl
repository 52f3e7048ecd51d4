// A fence is no barrier.
//! launch 16 16
//! buffer int 16
//! expect <1> data race in local memory: write and read of 'tile'[1]
//! by work-item (0,0,0) of work-group (0,0,0), 16 times in all
//! against the write at race_local_fence.cl
kernel void race_local_fence(global int* y) {
  local int tile[16];
  const int l = get_local_id(0);
  tile[l] = l;
  mem_fence(CLK_LOCAL_MEM_FENCE);
  y[l] = tile[l ^ 1];  // <1>
}
