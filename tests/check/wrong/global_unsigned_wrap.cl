// 0u - 1 is 4294967295.
//! launch 16 16
//! buffer int 16
//! buffer int 16
//! expect <1> out-of-bounds read: 'x'[4294967295]
//! by work-item (0,0,0) of work-group (0,0,0)
//! likely cause: an unsigned index went below 0
kernel void global_unsigned_wrap(global const int* x, global int* y) {
  const uint i = get_global_id(0);
  const uint before = i - 1u;
  y[i] = x[before];  // <1>
}
