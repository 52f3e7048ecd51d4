// Whole sub-groups stay away: the first 16 work-items wait alone.
//! launch 64 64
//! buffer int 64
//! expect <1> barrier that not all work-items of the work-group reach
//! reached by work-item (0,0,0) of work-group (0,0,0)
//! not by work-item (16,0,0) of work-group (0,0,0)
kernel __attribute__((intel_reqd_sub_group_size(16))) void barrier_one_sub_group(global int* y) {
  const int l = get_local_id(0);
  y[l] = l;
  if (l < 16) barrier(CLK_GLOBAL_MEM_FENCE);  // <1>
}
