// A stencil that does not look at its lower edge.
//! launch 40 20
//! buffer float 40
//! buffer float 40
//! expect <1> out-of-bounds read: 'x'[-1]
//! by work-item (0,0,0) of work-group (0,0,0)
//! likely cause: the index falls below 0
kernel void global_below_zero(global const float* x, global float* y) {
  const int i = get_global_id(0);
  y[i] = x[i] - x[i - 1];  // <1>
}
