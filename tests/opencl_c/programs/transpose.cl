// Matrix transpose through a padded local tile.
#define TILE 16

__kernel __attribute__((reqd_work_group_size(TILE, TILE, 1)))
void transpose(__global float *odata, __global const float *idata, uint width, uint height)
{
    __local float block[TILE * (TILE + 1)];
    uint x = get_global_id(0);
    uint y = get_global_id(1);
    if (x < width && y < height)
        block[get_local_id(1) * (TILE + 1) + get_local_id(0)] = idata[y * width + x];
    barrier(CLK_LOCAL_MEM_FENCE);
    x = get_group_id(1) * TILE + get_local_id(0);
    y = get_group_id(0) * TILE + get_local_id(1);
    if (x < height && y < width)
        odata[y * height + x] = block[get_local_id(0) * (TILE + 1) + get_local_id(1)];
}

// 32x8 threads move a 32x32 tile, four rows each.
__kernel void transpose_rows4(__global int *restrict out, __global const int *restrict in, int width, int height)
{
    __local int tile[32][33];
    const int tx = get_local_id(0), ty = get_local_id(1);
    int x = get_group_id(0) * 32 + tx;
    int y = get_group_id(1) * 32 + ty;
    for (int j = 0; j < 32; j += 8)
        if (x < width && y + j < height)
            tile[ty + j][tx] = in[(y + j) * width + x];
    barrier(CLK_LOCAL_MEM_FENCE);
    x = get_group_id(1) * 32 + tx;
    y = get_group_id(0) * 32 + ty;
    for (int j = 0; j < 32; j += 8)
        if (x < height && y + j < width)
            out[(y + j) * height + x] = tile[tx][ty + j];
}
