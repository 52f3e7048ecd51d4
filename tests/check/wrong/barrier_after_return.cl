// The tail of the NDRange returns before the barrier.
//! launch 64 32
//! value int 50
//! buffer int 64
//! expect <1> barrier that not all work-items of the work-group reach
//! reached by work-item (48,0,0) of work-group (1,0,0)
//! not by work-item (50,0,0) of work-group (1,0,0)
kernel void barrier_after_return(int n, global int* y) {
  local int tile[32];
  const int i = get_global_id(0), l = get_local_id(0);
  if (i >= n) return;
  tile[l] = i;
  barrier(CLK_LOCAL_MEM_FENCE);  // <1>
  y[i] = tile[l];
}
