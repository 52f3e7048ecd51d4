// An index that is computed in 32 bits.
//! launch 16 16
//! buffer int 16
//! value int 65536
//! buffer int 16
//! expect <1> out-of-bounds read: 'x'[-2147483648]
//! by work-item (0,0,0) of work-group (0,0,0), 16 times in all
//! likely cause: an index of 32 bits overflowed
kernel void global_int_overflow(global const int* x, int n, global int* y) {
  const int i = get_global_id(0);
  y[i] = x[n * 32768 + i];  // <1>
}
