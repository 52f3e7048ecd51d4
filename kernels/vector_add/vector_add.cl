// z = x + y, one work-item per element.
kernel void vector_add_f32(global const float* x, global const float* y, global float* z, ulong n) {
  const size_t i = get_global_id(0);
  if (i < n) z[i] = x[i] + y[i];
}
