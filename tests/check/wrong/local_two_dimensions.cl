// Rows and columns of a tile are mixed up: the inner dimension has 8 elements.
//! launch 16,8 16,8
//! buffer int 128
//! expect <1> out-of-bounds index: 'tile'[8], the array has 8 elements
//! by work-item (8,0,0) of work-group (0,0,0), 64 times in all
//! likely cause: the index is past the end
kernel void local_two_dimensions(global int* y) {
  local int tile[16][8];
  const int column = get_local_id(0), row = get_local_id(1);
  tile[row][column] = row;  // <1>
  barrier(CLK_LOCAL_MEM_FENCE);
  y[row * 16 + column] = column < 8 ? tile[row][column] : 0;
}
