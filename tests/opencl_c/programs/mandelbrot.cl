// Mandelbrot set: iterations until escape, per pixel.
#pragma OPENCL FP_CONTRACT OFF

__kernel void mandelbrot(__global int *out, int width, int height, float x0, float y0, float dx, float dy, int max_iter)
{
    int px = get_global_id(0);
    int py = get_global_id(1);
    if (px >= width || py >= height)
        return;

    float cr = x0 + px * dx;
    float ci = y0 + py * dy;
    float zr = 0.0f, zi = 0.0f;
    int iter = 0;
    while (zr * zr + zi * zi <= 4.0f && iter < max_iter) {
        float t = zr * zr - zi * zi + cr;
        zi = 2.0f * zr * zi + ci;
        zr = t;
        iter++;
    }
    out[py * width + px] = iter;
}

// The same as an image, early return for points that are known to be inside, colours from a switch.
__kernel void mandelbrot_rgba(__global uchar4 *image, int width, int height, float2 origin, float2 step, int max_iter)
{
    const int2 p = (int2)(get_global_id(0), get_global_id(1));
    if (p.x >= width || p.y >= height)
        return;

    const float2 c = origin + convert_float2(p) * step;
    const float xm = c.x - 0.25f;
    const float q = xm * xm + c.y * c.y;
    const int at = p.y * width + p.x;
    if (q * (q + xm) <= 0.25f * c.y * c.y) {
        image[at] = (uchar4)(0, 0, 0, 255);
        return;
    }
    float2 z = c;
    int i;
    for (i = 0; i < max_iter; ++i) {
        const float2 z2 = z * z;
        if (z2.x + z2.y > 4.0f)
            break;
        z = (float2)(z2.x - z2.y, 2.0f * z.x * z.y) + c;
    }
    uchar4 colour;
    switch (i & 3) {
    case 0: colour = (uchar4)(255, 0, 0, 255); break;
    case 1: colour = (uchar4)(0, 255, 0, 255); break;
    case 2: colour = (uchar4)(0, 0, 255, 255); break;
    default: colour = (uchar4)(64, 64, (uchar)i, 255);
    }
    image[at] = i == max_iter ? (uchar4)(0, 0, 0, 255) : colour;
}
