// The barrier at the end of the loop is missing: the next round overwrites what others still read.
//! launch 32 32
//! buffer int 64
//! buffer int 32
//! expect <1> data race in local memory: read and write of 'tile'[16]
//! by work-item (16,0,0) of work-group (0,0,0), 16 times in all
//! against the read at race_local_reuse.cl
//! by work-item (15,0,0) of work-group (0,0,0)
//! expect <2> data race in local memory: write and read of 'tile'[15]
//! by work-item (16,0,0) of work-group (0,0,0), 16 times in all
//! against the write at race_local_reuse.cl
kernel __attribute__((intel_reqd_sub_group_size(16))) void race_local_reuse(global const int* x, global int* y) {
  local int tile[32];
  const int l = get_local_id(0);
  int sum = 0;
  for (int k = 0; k < 2; ++k) {
    tile[l] = x[k * 32 + l];  // <1>
    barrier(CLK_LOCAL_MEM_FENCE);
    sum += tile[31 - l];  // <2>
  }
  y[l] = sum;
}
