// The launch passes 2 bytes where the kernel has int.
//! launch 1 1
//! buffer char 2
//! expect - argument 'y' is too small: it holds 2 bytes, one int has 4
//! expect <1> out-of-bounds write: 'y'[0]
//! by work-item (0,0,0) of work-group (0,0,0)
kernel void small_argument(global int* y) {
  y[0] = 1;  // <1>
}
