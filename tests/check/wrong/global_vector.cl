// A buffer of 30 floats is no 8 float4.
//! launch 8 8
//! buffer float 30
//! buffer float 32
//! expect <1> out-of-bounds read: 'x'[7], argument 'x' holds 7 x float4 and 8 bytes
//! by work-item (7,0,0) of work-group (0,0,0)
kernel void global_vector(global const float4* x, global float4* y) {
  const int i = get_global_id(0);
  y[i] = x[i] * 2.0f;  // <1>
}
