// Every work-item has its own byte, but one of them reads four at once.
//! launch 16 16
//! buffer int 4
//! buffer int 1
//! expect <1> data race in global memory: write and read of 'y'[1]
//! by work-item (0,0,0) of work-group (0,0,0)
//! by work-item (4,0,0) of work-group (0,0,0)
kernel void race_bytes_of_int(global int* y, global int* z) {
  const int i = get_global_id(0);
  global char* bytes = (global char*)y;
  bytes[i] = (char)i;
  if (i == 0) z[0] = y[1];  // <1>
}
