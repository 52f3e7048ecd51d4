// Two barriers in two branches are two barriers.
//! launch 32 32
//! buffer int 32
//! expect <1> work-items of one work-group wait at different barriers
//! reached by work-item (0,0,0) of work-group (0,0,0)
//! while work-item (16,0,0) of work-group (0,0,0) waits at barrier_different.cl
kernel __attribute__((intel_reqd_sub_group_size(16))) void barrier_different(global int* y) {
  const int l = get_local_id(0);
  if (l < 16) {
    y[l] = 1;
    barrier(CLK_GLOBAL_MEM_FENCE);  // <1>
  } else {
    y[l] = 2;
    barrier(CLK_GLOBAL_MEM_FENCE);
  }
}
