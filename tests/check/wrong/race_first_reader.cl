// All read one element, and then the first of them writes it.
//! launch 16 16
//! buffer int 1
//! buffer int 16
//! expect <1> data race in global memory: read and write of 'x'[0]
//! by work-item (0,0,0) of work-group (0,0,0)
//! against the read at race_first_reader.cl
//! by work-item (15,0,0) of work-group (0,0,0)
kernel void race_first_reader(global int* x, global int* y) {
  const int i = get_global_id(0);
  y[i] = x[0];
  if (i == 0) x[0] = i + 1;  // <1>
}
