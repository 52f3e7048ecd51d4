// error: 2:13: kernel 'k' uses sub-groups and cannot be vectorised
kernel void k(global float* x, int n) {
  int i = 0;
again:
  x[i] = sub_group_reduce_add(x[i]);
  if (++i < n) goto again;
}
