// goto: one lane per work-item, plain C++.
kernel void jump(global int* x, int n) {
  int i = get_global_id(0);
  int k = 0;
again:
  x[i] += k;
  if (++k < n) goto again;
}
