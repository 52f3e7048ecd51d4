// A work-group function that only even work-items call.
//! launch 16 16
//! buffer int 16
//! expect <1> barrier that not all work-items of the work-group reach
//! reached by work-item (0,0,0) of work-group (0,0,0)
//! not by work-item (1,0,0) of work-group (0,0,0)
kernel void barrier_collective(global int* y) {
  const int i = get_global_id(0);
  if (i % 2 == 0) y[i] = work_group_reduce_add(i);  // <1>
}
