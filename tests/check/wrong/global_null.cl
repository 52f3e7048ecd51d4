// The launch passes a null pointer.
//! launch 16 16
//! null
//! buffer int 16
//! expect <1> out-of-bounds read: 'x'[0], argument 'x' is null
//! by work-item (0,0,0) of work-group (0,0,0), 16 times in all
//! likely cause: the launch passed a null pointer
kernel void global_null(global const int* x, global int* y) {
  const int i = get_global_id(0);
  y[i] = x[i];  // <1>
}
