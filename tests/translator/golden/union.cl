// A union: one object of C's layout for each lane, addressed with a stride that is known.
typedef union { float f; uint u; uchar b[4]; } Bits;
kernel void bits(global const float* x, global uint* y) {
  int i = get_global_id(0);
  Bits v = {x[i]};
  if (v.u > 100u) v.b[3] ^= 128;
  y[i] = v.u;
}
