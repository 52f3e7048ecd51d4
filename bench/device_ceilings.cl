// What a device can do at most, as seen through its driver: one copy and one chain of multiply-adds per work-item.
kernel void ceiling_copy(global const float4* restrict from, global float4* restrict to) {
  const size_t i = get_global_id(0);
  to[i] = from[i];
}

kernel void ceiling_fma(global float* out, int iterations) {
  const float x = 0.999f, y = 0.001f * (float)get_local_id(0);
  float a0 = 1.0f, a1 = 1.1f, a2 = 1.2f, a3 = 1.3f, a4 = 1.4f, a5 = 1.5f, a6 = 1.6f, a7 = 1.7f;
  float b0 = 2.0f, b1 = 2.1f, b2 = 2.2f, b3 = 2.3f, b4 = 2.4f, b5 = 2.5f, b6 = 2.6f, b7 = 2.7f;
  for (int i = 0; i < iterations; ++i) {
    a0 = fma(a0, x, y); a1 = fma(a1, x, y); a2 = fma(a2, x, y); a3 = fma(a3, x, y);
    a4 = fma(a4, x, y); a5 = fma(a5, x, y); a6 = fma(a6, x, y); a7 = fma(a7, x, y);
    b0 = fma(b0, x, y); b1 = fma(b1, x, y); b2 = fma(b2, x, y); b3 = fma(b3, x, y);
    b4 = fma(b4, x, y); b5 = fma(b5, x, y); b6 = fma(b6, x, y); b7 = fma(b7, x, y);
  }
  out[get_global_id(0)] = ((a0 + a1) + (a2 + a3)) + ((a4 + a5) + (a6 + a7)) + ((b0 + b1) + (b2 + b3)) + ((b4 + b5) + (b6 + b7));
}
