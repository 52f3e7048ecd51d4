// A loop writes one element too many, all lanes at once.
//! launch 8 8
//! buffer int 8
//! expect <1> out-of-bounds index: 'list'[4], the array has 4 elements
//! by work-item (0,0,0) of work-group (0,0,0)
kernel void private_write_in_loop(global int* y) {
  int list[4];
  for (int k = 0; k <= 4; ++k) list[k] = k;  // <1>
  y[get_global_id(0)] = list[0] + list[3];
}
