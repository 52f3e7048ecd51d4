// Early return, divergent loop with break and continue, uniform loop, divergent switch with fall-through.
kernel void walk(global const int* in, global int* out, int n) {
  int i = get_global_id(0);
  if (i >= n) return;
  int sum = 0, v = in[i];
  for (int k = 0; k < n; ++k) sum += in[k];
  while (v > 0) {
    if (v == 7) break;
    --v;
    if (v & 1) continue;
    sum += v;
  }
  switch (v) {
    case 0: sum += 1;
    case 1: sum += 2; break;
    default: sum = -sum;
  }
  out[i] = sum;
}
