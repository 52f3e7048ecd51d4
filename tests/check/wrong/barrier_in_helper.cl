// The barrier hides in a function that only some work-items call.
//! launch 16 8
//! buffer int 16
//! expect <1> barrier that not all work-items of the work-group reach
//! reached by work-item (4,0,0) of work-group (0,0,0)
//! not by work-item (0,0,0) of work-group (0,0,0)
static void publish(global int* p, int v) {
  *p = v;
  barrier(CLK_GLOBAL_MEM_FENCE);  // <1>
}
kernel void barrier_in_helper(global int* y) {
  const int i = get_global_id(0);
  if (get_local_id(0) >= 4) publish(y + i, i);
}
