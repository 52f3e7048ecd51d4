// The access stands in a function that is called with two buffers.
//! launch 24 8
//! buffer float 24
//! buffer float 20
//! buffer float 24
//! expect <1> out-of-bounds read: 'b'[20], argument 'b' holds 20 x float
//! by work-item (20,0,0) of work-group (2,0,0), 4 times in all
static float fetch(global const float* p, int i) {
  return p[i];  // <1>
}
kernel void global_in_helper(global const float* a, global const float* b, global float* y) {
  const int i = get_global_id(0);
  y[i] = fetch(a, i) + fetch(b, i);
}
