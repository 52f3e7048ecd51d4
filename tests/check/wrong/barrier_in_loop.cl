// The number of rounds depends on the work-item.
//! launch 8 8
//! buffer int 8
//! expect <1> barrier that not all work-items of the work-group reach
//! reached by work-item (1,0,0) of work-group (0,0,0)
//! not by work-item (0,0,0) of work-group (0,0,0)
kernel void barrier_in_loop(global int* y) {
  const int l = get_local_id(0);
  for (int k = 0; k < l; ++k) {
    y[l] = k;
    barrier(CLK_GLOBAL_MEM_FENCE);  // <1>
  }
}
