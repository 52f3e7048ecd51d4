// No barrier between the write and the neighbour's read.
//! launch 32 32
//! buffer int 32
//! expect <1> data race in local memory: write and read of 'tile'[1]
//! likely cause: a barrier(CLK_LOCAL_MEM_FENCE) is missing
kernel void race_local(global int* y) {
  local int tile[32];
  const int l = get_local_id(0);
  tile[l] = l;
  y[l] = tile[(l + 1) % 16];  // <1>
}
