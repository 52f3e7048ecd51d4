// Built ahead of time with FACTOR=3; includes a header so that the dependency scan has something to find.
#include "aot_common.clh"

kernel void scale(global float* x, int n) {
  int i = get_global_id(0);
  if (i < n) x[i] = scaled(x[i]);
}
