// Half of the work-group goes to the barrier.
//! launch 32 32
//! buffer int 32
//! expect <1> barrier that not all work-items of the work-group reach
//! reached by work-item (0,0,0) of work-group (0,0,0)
//! not by work-item (8,0,0) of work-group (0,0,0)
kernel void barrier_in_branch(global int* y) {
  const int l = get_local_id(0);
  if (l < 8) {
    y[l] = l;
    barrier(CLK_GLOBAL_MEM_FENCE);  // <1>
  }
}
