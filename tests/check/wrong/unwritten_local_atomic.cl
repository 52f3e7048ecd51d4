// Counters in local memory must be set to 0 first.
//! launch 32 32
//! buffer int 32
//! buffer int 32
//! expect <1> read of local memory that nobody wrote: 'bins'[0]
//! by work-item (0,0,0) of work-group (0,0,0)
//! expect <2> read of local memory that nobody wrote: 'bins'[8]
//! by work-item (8,0,0) of work-group (0,0,0)
kernel void unwritten_local_atomic(global const int* x, global int* y) {
  local int bins[32];
  const int l = get_local_id(0);
  atomic_inc(&bins[x[l] & 7]);  // <1>
  barrier(CLK_LOCAL_MEM_FENCE);
  y[l] = bins[l];  // <2>
}
