// Sub-group functions where all sub-groups of a work-group do the same. SIZE is the sub-group size.
#pragma OPENCL EXTENSION cl_khr_subgroups : enable
#define SUB_GROUP __attribute__((intel_reqd_sub_group_size(SIZE)))

SUB_GROUP kernel void ids(global const int *in, global uint *out)
{
    size_t i = get_global_id(0) * 5;
    out[i + 0] = get_sub_group_size();
    out[i + 1] = get_max_sub_group_size();
    out[i + 2] = get_num_sub_groups();
    out[i + 3] = get_sub_group_id();
    out[i + 4] = get_sub_group_local_id();
}

SUB_GROUP kernel void reduce_scan(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    global int *o = out + 8 * i;
    o[0] = sub_group_reduce_add(x);
    o[1] = sub_group_reduce_min(x);
    o[2] = sub_group_reduce_max(x);
    o[3] = sub_group_scan_inclusive_add(x);
    o[4] = sub_group_scan_exclusive_add(x);
    o[5] = sub_group_scan_inclusive_max(x);
    o[6] = sub_group_scan_exclusive_min(x);
    o[7] = sub_group_broadcast(x, get_sub_group_size() / 2);
}

#define TYPES(T)                                                                   \
    SUB_GROUP kernel void types_##T(global const T *in, global T *out)             \
    {                                                                              \
        size_t i = get_global_id(0);                                               \
        T x = in[i];                                                               \
        out[4 * i + 0] = sub_group_reduce_add(x);                                  \
        out[4 * i + 1] = sub_group_scan_inclusive_min(x);                          \
        out[4 * i + 2] = sub_group_broadcast(x, 0);                                \
        out[4 * i + 3] = sub_group_shuffle(x, get_sub_group_size() - 1 - get_sub_group_local_id()); \
    }
TYPES(char)
TYPES(uchar)
TYPES(short)
TYPES(ushort)
TYPES(uint)
TYPES(long)
TYPES(ulong)
TYPES(float)
TYPES(double)

// Sums of comparisons: compilers know special forms of them.
SUB_GROUP kernel void counts(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    global int *o = out + 6 * i;
    o[0] = sub_group_reduce_add(x <= 0);
    o[1] = (int)sub_group_reduce_add((uint)(x > 2));
    o[2] = (int)sub_group_reduce_add((long)(x == 3));
    o[3] = (int)sub_group_reduce_add((float)(x < -1));
    o[4] = sub_group_scan_inclusive_add((int)(x >= 0));
    o[5] = sub_group_reduce_max((int)(x > 8)) - sub_group_reduce_min((int)(x > -9));
}

SUB_GROUP kernel void shuffles(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    uint lane = get_sub_group_local_id(), size = get_sub_group_size();
    bool full = size == get_max_sub_group_size();
    int exchanged = sub_group_shuffle_xor(x, 3);
    int above = sub_group_shuffle_up(x, 2);
    int below = sub_group_shuffle_down(x, 1);
    int turned = sub_group_rotate(x, 3);
    int turned4 = sub_group_clustered_rotate(x, 1, 4);
    global int *o = out + 6 * i;
    o[0] = sub_group_shuffle(x, (lane * 3 + 1) % size);
    o[1] = full ? exchanged : 0;
    o[2] = lane >= 2 ? above : 0;
    o[3] = lane + 1 < size ? below : 0;
    o[4] = full ? turned : 0;
    o[5] = full ? turned4 : 0;
}

SUB_GROUP kernel void votes(global const int *in, global uint *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    global uint *o = out + 12 * i;
    uint4 b = sub_group_ballot(x > 0);
    o[0] = sub_group_any(x > 7);
    o[1] = sub_group_all(x > -7);
    o[2] = b.x;
    o[3] = b.y + (b.z | b.w) * 3;
    o[4] = sub_group_ballot_bit_count(b);
    o[5] = sub_group_ballot_inclusive_scan(b);
    o[6] = sub_group_ballot_exclusive_scan(b);
    uint last = get_sub_group_size() - 1;
    o[7] = sub_group_ballot_find_lsb(b | (last < 32 ? (uint4)(1u << last, 0, 0, 0) : (uint4)(0, 1u << (last & 31), 0, 0)));
    o[8] = sub_group_ballot_find_msb(b | (uint4)(1u, 0, 0, 0));
    o[9] = sub_group_inverse_ballot(b);
    o[10] = sub_group_ballot_bit_extract(b, get_sub_group_size() - 1);
    o[11] = sub_group_elect();
}

SUB_GROUP kernel void clustered(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    bool full = get_sub_group_size() == get_max_sub_group_size();
    int sum = sub_group_clustered_reduce_add(x, 4);
    int top = sub_group_clustered_reduce_max(x, 8);
    int bits = sub_group_clustered_reduce_xor(x, 2);
    out[3 * i + 0] = full ? sum : 0;
    out[3 * i + 1] = full ? top : 0;
    out[3 * i + 2] = full ? bits : 0;
}

SUB_GROUP kernel void more_reductions(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    out[6 * i + 0] = sub_group_non_uniform_reduce_and(x);
    out[6 * i + 1] = sub_group_non_uniform_reduce_or(x);
    out[6 * i + 2] = sub_group_non_uniform_reduce_xor(x);
    out[6 * i + 3] = sub_group_non_uniform_scan_inclusive_mul(x | 1);
    out[6 * i + 4] = sub_group_non_uniform_scan_exclusive_or(x);
    out[6 * i + 5] = sub_group_non_uniform_reduce_logical_and(x > -8);
}

float k_of(float x) { return x * 2.0f; }

// A row per sub-group, as a row kernel does it.
SUB_GROUP kernel void loop_over_row(global const float *in, global float *out)
{
    size_t i = get_global_id(0);
    float sum = 0.0f;
    for (int k = 0; k < 5; k++) {
        float x = in[i] + k;
        sum += sub_group_reduce_add(x);
        if (k == 2)
            sum -= sub_group_broadcast(x, 0);
    }
    float4 v = sub_group_broadcast((float4)(in[i], sum, 1.0f, k_of(in[i])), 0);
    out[i] = sum + v.x + v.w;
}
