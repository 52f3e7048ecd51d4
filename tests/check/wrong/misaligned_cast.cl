// A float4 in the middle of floats.
//! launch 4 4
//! buffer float 20
//! buffer float 16
//! expect <1> misaligned read: 'x'[1]
//! by work-item (0,0,0) of work-group (0,0,0), 4 times in all
//! likely cause: the pointer was cast to a vector
kernel void misaligned_cast(global const float* x, global float4* y) {
  const int i = get_global_id(0);
  y[i] = ((global const float4*)(x + 1))[i];  // <1>
}
