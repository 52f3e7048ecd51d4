// 2D five-point heat step and a 3x3 convolution, both through a local tile with a halo.
#ifndef MAX_TILE
#define MAX_TILE 18
#endif

__kernel void heat_step(__global const float *restrict in, __global float *restrict out, const int w, const int h, const float k)
{
    __local float tile[MAX_TILE][MAX_TILE];
    const int gx = get_global_id(0), gy = get_global_id(1);
    const int lx = get_local_id(0), ly = get_local_id(1);
    const int lw = get_local_size(0), lh = get_local_size(1);
    const int cx = clamp(gx, 0, w - 1), cy = clamp(gy, 0, h - 1);

    tile[ly + 1][lx + 1] = in[cy * w + cx];
    if (lx == 0)
        tile[ly + 1][0] = in[cy * w + max(cx - 1, 0)];
    if (lx == lw - 1)
        tile[ly + 1][lw + 1] = in[cy * w + min(cx + 1, w - 1)];
    if (ly == 0)
        tile[0][lx + 1] = in[max(cy - 1, 0) * w + cx];
    if (ly == lh - 1)
        tile[lh + 1][lx + 1] = in[min(cy + 1, h - 1) * w + cx];
    barrier(CLK_LOCAL_MEM_FENCE);

    if (gx >= w || gy >= h)
        return;
    const float c = tile[ly + 1][lx + 1];
    const float sum = tile[ly][lx + 1] + tile[ly + 2][lx + 1] + tile[ly + 1][lx] + tile[ly + 1][lx + 2];
    out[gy * w + gx] = c + k * (sum - 4.0f * c);
}

__constant int kernel3[9] = {1, 2, 1, 2, 4, 2, 1, 2, 1};

__kernel void blur3x3(__global const uchar *in, __global uchar *out, int w, int h)
{
    int x = get_global_id(0);
    int y = get_global_id(1);
    if (x >= w || y >= h)
        return;
    int sum = 0, weight = 0;
    for (int dy = -1; dy <= 1; dy++) {
        if (y + dy < 0 || y + dy >= h)
            continue;
        for (int dx = -1; dx <= 1; dx++) {
            if (x + dx < 0 || x + dx >= w)
                continue;
            int c = kernel3[(dy + 1) * 3 + dx + 1];
            sum += c * in[(y + dy) * w + x + dx];
            weight += c;
        }
    }
    out[y * w + x] = (uchar)(sum / weight);
}
