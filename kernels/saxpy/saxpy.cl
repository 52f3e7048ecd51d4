// y = a * x + y with one rounding, one work-item per element.
kernel void saxpy_f32(float a, global const float* x, global float* y, ulong n) {
  const size_t i = get_global_id(0);
  if (i < n) y[i] = fma(a, x[i], y[i]);
}
