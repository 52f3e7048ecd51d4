// The NDRange is rounded up and the id is not tested.
//! launch 64 16
//! buffer float 60
//! buffer float 64
//! expect <1> out-of-bounds read: 'x'[60], argument 'x' holds 60 x float in global memory
//! by work-item (60,0,0) of work-group (3,0,0), 4 times in all
//! likely cause: the NDRange has more work-items (64) than the buffer has elements
kernel void global_past_end(global const float* x, global float* y) {
  const int i = get_global_id(0);
  y[i] = 2.0f * x[i];  // <1>
}
