// Reduction trees: sum of integers, and arg-min of floats as a struct.
__kernel void reduce_sum(__global const int *g_idata, __global int *g_odata, uint n, __local int *sdata)
{
    uint tid = get_local_id(0);
    uint grid = get_local_size(0) * 2 * get_num_groups(0);
    uint i = get_group_id(0) * (get_local_size(0) * 2) + tid;
    int mine = 0;
    while (i < n) {
        mine += g_idata[i];
        if (i + get_local_size(0) < n)
            mine += g_idata[i + get_local_size(0)];
        i += grid;
    }
    sdata[tid] = mine;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (uint s = get_local_size(0) / 2; s > 0; s >>= 1) {
        if (tid < s)
            sdata[tid] += sdata[tid + s];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (tid == 0)
        g_odata[get_group_id(0)] = sdata[0];
}

typedef struct {
    float value;
    int index;
} MinLoc;

MinLoc smaller(MinLoc a, MinLoc b)
{
    if (b.value < a.value || (b.value == a.value && b.index < a.index))
        return b;
    return a;
}

// One work-group, any size: the tree halves and rounds up.
__kernel void arg_min(__global const float *x, int n, __global MinLoc *result, __local MinLoc *scratch)
{
    const int lid = get_local_id(0);
    MinLoc best = {INFINITY, 0x7fffffff};
    for (int i = lid; i < n; i += get_local_size(0)) {
        MinLoc here;
        here.value = x[i];
        here.index = i;
        best = smaller(best, here);
    }
    scratch[lid] = best;
    int active = get_local_size(0);
    while (active > 1) {
        int half_count = (active + 1) / 2;
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lid + half_count < active)
            scratch[lid] = smaller(scratch[lid], scratch[lid + half_count]);
        active = half_count;
    }
    if (lid == 0)
        *result = scratch[0];
}
