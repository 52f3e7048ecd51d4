// The last work-item writes one element behind the buffer.
//! launch 32 8
//! buffer int 32
//! buffer int 32
//! expect <1> out-of-bounds write: 'y'[32], argument 'y' holds 32 x int in global memory
//! by work-item (31,0,0) of work-group (3,0,0)
//! likely cause: one past the end
kernel void global_write_past_end(global const int* x, global int* y) {
  const int i = get_global_id(0);
  y[i + 1] = x[i];  // <1>
}
