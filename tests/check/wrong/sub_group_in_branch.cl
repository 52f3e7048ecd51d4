// A sub-group reduction under a condition.
//! launch 32 32
//! buffer int 32
//! expect <1> sub-group function that not all work-items of the sub-group reach
//! reached by work-item (0,0,0) of work-group (0,0,0)
//! not by work-item (5,0,0) of work-group (0,0,0)
kernel void sub_group_in_branch(global int* y) {
  const int i = get_global_id(0);
  y[i] = 0;
  if (i < 5) y[i] = sub_group_reduce_add(i);  // <1>
}
