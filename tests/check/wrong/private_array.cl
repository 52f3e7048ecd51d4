// An index of the lane's own array.
//! launch 16 16
//! buffer int 16
//! buffer int 16
//! expect <1> out-of-bounds index: 'list'[4], the array has 4 elements
//! by work-item (4,0,0) of work-group (0,0,0), 12 times in all
kernel void private_array(global const int* index, global int* y) {
  const int i = get_global_id(0);
  int list[4] = {i, i + 1, i + 2, i + 3};
  y[i] = list[index[i]];  // <1>
}
