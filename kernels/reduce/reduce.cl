// Reductions of a whole vector to one value: sum, asum, max, amax, nrm2; two steps as dot.cl.
//
// An empty vector gives 0 for sum, asum, amax and nrm2 and -Inf for max. nrm2 takes the result of amax and works on x
// scaled by a power of two, so that no square overflows or vanishes.
#include "../common/reduce.clh"
#include "../common/sub_group.clh"

#define CLRT_REDUCE(name, NAME)                                                                                 \
  CLRT_ONE_SUB_GROUP kernel void reduce_##name##_f32(global const float* x, global float* partial, ulong n,     \
                                                     ulong chunk) {                                             \
    const size_t lane = get_sub_group_local_id();                                                               \
    const size_t begin = get_group_id(0) * chunk;                                                               \
    const size_t end = begin + chunk < n ? begin + chunk : n;                                                   \
    float a0 = CLRT_##NAME##_IDENTITY, a1 = a0, a2 = a0, a3 = a0;                                               \
    size_t i = begin;                                                                                           \
    for (; i + 64 <= end; i += 64) {                                                                            \
      a0 = CLRT_##NAME##_STEP(a0, x[i + lane]);                                                                 \
      a1 = CLRT_##NAME##_STEP(a1, x[i + 16 + lane]);                                                            \
      a2 = CLRT_##NAME##_STEP(a2, x[i + 32 + lane]);                                                            \
      a3 = CLRT_##NAME##_STEP(a3, x[i + 48 + lane]);                                                            \
    }                                                                                                           \
    for (; i < end; i += CLRT_LANES) {                                                                          \
      if (i + lane < end) a0 = CLRT_##NAME##_STEP(a0, x[i + lane]);                                             \
    }                                                                                                           \
    const float all =                                                                                           \
        CLRT_##NAME##_SUB_GROUP(CLRT_##NAME##_MERGE(CLRT_##NAME##_MERGE(a0, a1), CLRT_##NAME##_MERGE(a2, a3))); \
    if (lane == 0) partial[get_group_id(0)] = all;                                                              \
  }                                                                                                             \
  CLRT_ONE_SUB_GROUP kernel void reduce_##name##_finish_f32(global const float* partial, int count,             \
                                                            global float* result) {                             \
    const int lane = get_sub_group_local_id();                                                                  \
    float acc = CLRT_##NAME##_IDENTITY;                                                                         \
    for (int i = 0; i < count; i += CLRT_LANES) {                                                               \
      if (i + lane < count) acc = CLRT_##NAME##_MERGE(acc, partial[i + lane]);                                  \
    }                                                                                                           \
    const float all = CLRT_##NAME##_SUB_GROUP(acc);                                                             \
    if (lane == 0) result[0] = all;                                                                             \
  }

CLRT_REDUCE(sum, SUM)
CLRT_REDUCE(asum, ASUM)
CLRT_REDUCE(max, MAX)
CLRT_REDUCE(amax, AMAX)

// The biased exponent of amax, kept where both 2^e and 2^-e are normal numbers; an infinity gives no scaling.
uint nrm2_exponent(float amax) {
  const uint e = (as_uint(amax) >> 23) & 255u;
  if (e == 255u) return 127u;
  return clamp(e, 1u, 253u);
}

CLRT_ONE_SUB_GROUP kernel void reduce_nrm2_f32(global const float* x, global const float* amax, global float* partial,
                                               ulong n, ulong chunk) {
  const size_t lane = get_sub_group_local_id();
  const size_t begin = get_group_id(0) * chunk;
  const size_t end = begin + chunk < n ? begin + chunk : n;
  const float scale = as_float((254u - nrm2_exponent(amax[0])) << 23);
  float a0 = 0.0f, a1 = 0.0f;
  size_t i = begin;
  for (; i + 32 <= end; i += 32) {
    const float x0 = scale * x[i + lane];
    const float x1 = scale * x[i + 16 + lane];
    a0 = fma(x0, x0, a0);
    a1 = fma(x1, x1, a1);
  }
  for (; i < end; i += CLRT_LANES) {
    if (i + lane < end) {
      const float x0 = scale * x[i + lane];
      a0 = fma(x0, x0, a0);
    }
  }
  const float sum = sub_group_reduce_add(a0 + a1);
  if (lane == 0) partial[get_group_id(0)] = sum;
}

CLRT_ONE_SUB_GROUP kernel void reduce_nrm2_finish_f32(global const float* partial, int count, global const float* amax,
                                                      global float* result) {
  const int lane = get_sub_group_local_id();
  float acc = 0.0f;
  for (int i = 0; i < count; i += CLRT_LANES) {
    if (i + lane < count) acc += partial[i + lane];
  }
  const float sum = sub_group_reduce_add(acc);
  if (lane == 0) result[0] = sqrt(sum) * as_float(nrm2_exponent(amax[0]) << 23);
}
