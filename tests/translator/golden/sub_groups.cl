// Sub-group functions as register operations, also on the lanes of a divergent branch.
__attribute__((intel_reqd_sub_group_size(8)))
kernel void groups(global float* x, global uint* y) {
  int i = get_global_id(0);
  float total = sub_group_reduce_add(x[i]);
  float first = sub_group_broadcast(x[i], 0);
  if (x[i] > first) total = sub_group_reduce_max(x[i]);
  uint4 b = intel_sub_group_block_read4(y);
  x[i] = total + sub_group_shuffle_xor(x[i], 1) + sub_group_any(x[i] > 1.0f) + b.x;
}
