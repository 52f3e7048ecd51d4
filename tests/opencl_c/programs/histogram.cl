// 256-bin histogram: per-group bins by local atomics, merged with global atomics.
#define BINS 256

__kernel void histogram256(__global const uchar *data, uint n, __global uint *bins)
{
    __local uint l_bins[BINS];
    const uint lid = get_local_id(0);
    const uint lsize = get_local_size(0);

    for (uint i = lid; i < BINS; i += lsize)
        l_bins[i] = 0;
    barrier(CLK_LOCAL_MEM_FENCE);

    for (uint i = get_global_id(0); i < n; i += get_global_size(0))
        atomic_inc(&l_bins[data[i]]);
    barrier(CLK_LOCAL_MEM_FENCE);

    for (uint i = lid; i < BINS; i += lsize) {
        uint count = l_bins[i];
        if (count != 0)
            atomic_add(&bins[i], count);
    }
}

// Bins chosen by a chain of comparisons; also the extremes.
__kernel void histogram_ranges(__global const float *x, int n, __global int *bins, __global int *extremes)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float v = x[i];
    int bin;
    if (v < -1.0f)
        bin = 0;
    else if (v < 0.0f)
        bin = 1;
    else if (v < 1.0f)
        bin = 2;
    else
        bin = 3;
    atomic_inc(bins + bin);
    int scaled = convert_int_rtz(v * 1000.0f);
    atomic_min(&extremes[0], scaled);
    atomic_max(&extremes[1], scaled);
}
