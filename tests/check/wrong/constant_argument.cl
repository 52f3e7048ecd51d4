// A filter with 5 taps and a buffer of 4.
//! launch 16 16
//! buffer float 20
//! buffer float 4
//! buffer float 16
//! expect <1> out-of-bounds read: 'taps'[4], argument 'taps' holds 4 x float in constant memory
//! by work-item (0,0,0) of work-group (0,0,0)
kernel void constant_argument(global const float* x, constant float* taps, global float* y) {
  const int i = get_global_id(0);
  float sum = 0.0f;
  for (int k = 0; k < 5; ++k) sum += x[i + k] * taps[k];  // <1>
  y[i] = sum;
}
