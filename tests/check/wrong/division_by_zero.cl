// One of the divisors is 0.
//! launch 20 20
//! buffer int 20
//! buffer int 20
//! expect <1> integer division by zero
//! by work-item (0,0,0) of work-group (0,0,0)
kernel void division_by_zero(global const int* d, global int* y) {
  const int i = get_global_id(0);
  y[i] = 1000 / d[i];  // <1>
}
