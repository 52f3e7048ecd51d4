// A table of program scope.
//! launch 16 16
//! buffer int 16
//! expect <1> out-of-bounds index: 'squares'[8], the array has 8 elements
//! by work-item (8,0,0) of work-group (0,0,0), 8 times in all
constant int squares[8] = {0, 1, 4, 9, 16, 25, 36, 49};
kernel void constant_table(global int* y) {
  const int i = get_global_id(0);
  y[i] = squares[i];  // <1>
}
