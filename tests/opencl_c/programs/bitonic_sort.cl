// Bitonic sort: blocks in local memory, then merge passes through global memory.
inline void compare_swap(__local uint *keys, __local uint *vals, uint a, uint b, bool up)
{
    uint ka = keys[a], kb = keys[b];
    if ((ka > kb) == up) {
        keys[a] = kb;
        keys[b] = ka;
        uint t = vals[a];
        vals[a] = vals[b];
        vals[b] = t;
    }
}

// Sorts 2 * get_local_size(0) elements per work-group; odd groups descend.
__kernel void bitonic_sort_local(__global uint *d_key, __global uint *d_val, __local uint *l_key, __local uint *l_val)
{
    uint size = get_local_size(0) * 2;
    uint lid = get_local_id(0);
    uint base = get_group_id(0) * size;
    l_key[lid] = d_key[base + lid];
    l_val[lid] = d_val[base + lid];
    l_key[lid + size / 2] = d_key[base + lid + size / 2];
    l_val[lid + size / 2] = d_val[base + lid + size / 2];

    bool group_up = (get_group_id(0) & 1) == 0;
    for (uint k = 2; k <= size; k <<= 1) {
        for (uint j = k >> 1; j > 0; j >>= 1) {
            barrier(CLK_LOCAL_MEM_FENCE);
            uint pos = 2 * lid - (lid & (j - 1));
            bool up = k == size ? group_up : ((pos & k) == 0);
            compare_swap(l_key, l_val, pos, pos + j, up);
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    d_key[base + lid] = l_key[lid];
    d_val[base + lid] = l_val[lid];
    d_key[base + lid + size / 2] = l_key[lid + size / 2];
    d_val[base + lid + size / 2] = l_val[lid + size / 2];
}

__kernel void bitonic_merge_global(__global uint *d_key, __global uint *d_val, uint k, uint j)
{
    uint i = get_global_id(0);
    uint pos = 2 * i - (i & (j - 1));
    uint a = d_key[pos];
    uint b = d_key[pos + j];
    bool up = (pos & k) == 0;
    if ((a > b) == up) {
        d_key[pos] = b;
        d_key[pos + j] = a;
        uint va = d_val[pos];
        d_val[pos] = d_val[pos + j];
        d_val[pos + j] = va;
    }
}
