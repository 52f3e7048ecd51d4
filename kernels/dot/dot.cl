// sum of x[i] * y[i] in two steps: one partial sum per work-group, then one work-group adds the partial sums.
//
// The order of additions depends on n and on the number of work-groups alone: lane l of a group takes elements l, l + 16,
// ... of the group's chunk in four accumulators, then the sub-group adds its lanes.
#include "../common/sub_group.clh"

CLRT_ONE_SUB_GROUP kernel void dot_f32(global const float* x, global const float* y, global float* partial, ulong n,
                                       ulong chunk) {
  const size_t lane = get_sub_group_local_id();
  const size_t begin = get_group_id(0) * chunk;
  const size_t end = begin + chunk < n ? begin + chunk : n;
  float a0 = 0.0f, a1 = 0.0f, a2 = 0.0f, a3 = 0.0f;
  size_t i = begin;
  for (; i + 64 <= end; i += 64) {
    a0 = fma(x[i + lane], y[i + lane], a0);
    a1 = fma(x[i + 16 + lane], y[i + 16 + lane], a1);
    a2 = fma(x[i + 32 + lane], y[i + 32 + lane], a2);
    a3 = fma(x[i + 48 + lane], y[i + 48 + lane], a3);
  }
  for (; i < end; i += CLRT_LANES) {
    if (i + lane < end) a0 = fma(x[i + lane], y[i + lane], a0);
  }
  const float sum = sub_group_reduce_add((a0 + a1) + (a2 + a3));
  if (lane == 0) partial[get_group_id(0)] = sum;
}

CLRT_ONE_SUB_GROUP kernel void dot_finish_f32(global const float* partial, int count, global float* result) {
  const int lane = get_sub_group_local_id();
  float acc = 0.0f;
  for (int i = 0; i < count; i += CLRT_LANES) {
    if (i + lane < count) acc += partial[i + lane];
  }
  const float sum = sub_group_reduce_add(acc);
  if (lane == 0) result[0] = sum;
}
