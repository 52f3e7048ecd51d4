// A barrier, static and argument local memory, a sub-group reduction and printf, for the device's tests.
kernel void group_sum(global const int* x, global int* sums, local int* scratch) {
  local int first;
  uint l = get_local_id(0);
  scratch[l] = x[get_global_id(0)];
  if (l == 0) first = 1000;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint s = get_local_size(0) / 2; s > 0; s /= 2) {
    if (l < s) scratch[l] += scratch[l + s];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (l == 0) sums[get_group_id(0)] = scratch[0] + first;
}

kernel void sub_sum(global const float* x, global float* sums) {
  float s = sub_group_reduce_add(x[get_global_id(0)]);
  if (get_sub_group_local_id() == 0) sums[get_global_id(0) / get_max_sub_group_size()] = s;
}

kernel void say(int value) {
  if (get_global_id(0) == 3) printf("value %d of %u\n", value, (uint)get_global_id(0));
}

kernel void two_locals(global int* out, local int* a, local uchar* odd, local int* b) {
  local int own[4];
  uint l = get_local_id(0);
  a[l] = 1 + (int)l;
  b[l] = 100 + (int)l;
  if (l < 3) odd[l] = 77;
  if (l < 4) own[l] = 1000;
  barrier(CLK_LOCAL_MEM_FENCE);
  out[get_global_id(0)] = a[l] + b[l] + own[l % 4] + odd[l % 3];
}
