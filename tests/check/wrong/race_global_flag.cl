// The barrier orders local memory only, the values go through global memory.
//! launch 64 32
//! buffer int 64
//! buffer int 64
//! expect <1> data race in global memory: write and read of 'work'[31]
//! by work-item (0,0,0) of work-group (0,0,0), 64 times in all
//! against the write at race_global_flag.cl
//! likely cause: a barrier(CLK_GLOBAL_MEM_FENCE) is missing
kernel void race_global_flag(global int* work, global int* y) {
  const int i = get_global_id(0), l = get_local_id(0);
  work[i] = i;
  barrier(CLK_LOCAL_MEM_FENCE);
  y[i] = work[i - l + 31 - l];  // <1>
}
