// The last sub-group of the work-group has 5 work-items; one of them stays away.
//! launch 21 21
//! buffer int 21
//! expect <1> sub-group function that not all work-items of the sub-group reach
//! reached by work-item (16,0,0) of work-group (0,0,0)
//! not by work-item (20,0,0) of work-group (0,0,0)
kernel __attribute__((intel_reqd_sub_group_size(16))) void sub_group_partial(global int* y) {
  const int i = get_global_id(0);
  y[i] = i < 20 ? sub_group_scan_inclusive_add(i) : 0;  // <1>
}
