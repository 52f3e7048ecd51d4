// Exclusive prefix sum of any length: scan blocks, scan the block sums, add them back.

// Work-efficient scan of 2 * get_local_size(0) elements in local memory.
__kernel void scan_blocks(__global const int *in, __global int *out, __global int *sums, int n, __local int *temp)
{
    int tid = get_local_id(0);
    int m = get_local_size(0) * 2;
    int base = get_group_id(0) * m;
    int offset = 1;

    temp[2 * tid] = base + 2 * tid < n ? in[base + 2 * tid] : 0;
    temp[2 * tid + 1] = base + 2 * tid + 1 < n ? in[base + 2 * tid + 1] : 0;

    for (int d = m >> 1; d > 0; d >>= 1) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (tid < d) {
            int ai = offset * (2 * tid + 1) - 1;
            int bi = offset * (2 * tid + 2) - 1;
            temp[bi] += temp[ai];
        }
        offset <<= 1;
    }
    if (tid == 0) {
        sums[get_group_id(0)] = temp[m - 1];
        temp[m - 1] = 0;
    }
    for (int d = 1; d < m; d <<= 1) {
        offset >>= 1;
        barrier(CLK_LOCAL_MEM_FENCE);
        if (tid < d) {
            int ai = offset * (2 * tid + 1) - 1;
            int bi = offset * (2 * tid + 2) - 1;
            int t = temp[ai];
            temp[ai] = temp[bi];
            temp[bi] += t;
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (base + 2 * tid < n)
        out[base + 2 * tid] = temp[2 * tid];
    if (base + 2 * tid + 1 < n)
        out[base + 2 * tid + 1] = temp[2 * tid + 1];
}

__kernel void add_block_sums(__global int *out, __global const int *sums, int n, int block)
{
    int i = get_global_id(0);
    if (i < n)
        out[i] += sums[i / block];
}

// The short double-buffered scan that fits one work-group.
__kernel void scan_naive(__global const int *in, __global int *out, int n, __local int *temp)
{
    int tid = get_local_id(0);
    int size = get_local_size(0);
    int pout = 0, pin = 1;
    temp[tid] = tid > 0 && tid - 1 < n ? in[tid - 1] : 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int offset = 1; offset < size; offset *= 2) {
        pout = 1 - pout;
        pin = 1 - pout;
        if (tid >= offset)
            temp[pout * size + tid] = temp[pin * size + tid] + temp[pin * size + tid - offset];
        else
            temp[pout * size + tid] = temp[pin * size + tid];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (tid < n)
        out[tid] = temp[pout * size + tid];
}
