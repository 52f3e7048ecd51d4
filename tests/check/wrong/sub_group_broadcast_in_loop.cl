// Lanes leave the loop one by one.
//! launch 16 16
//! buffer int 16
//! expect <1> sub-group function that not all work-items of the sub-group reach
//! reached by work-item (1,0,0) of work-group (0,0,0)
//! not by work-item (0,0,0) of work-group (0,0,0)
kernel void sub_group_broadcast_in_loop(global int* y) {
  const int i = get_global_id(0);
  int sum = 0;
  for (int k = 0; k < i; ++k) sum += sub_group_broadcast(i, 15);  // <1>
  y[i] = sum;
}
