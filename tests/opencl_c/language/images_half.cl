// Images of half, read and written as half.
#pragma OPENCL EXTENSION cl_khr_fp16 : enable
kernel void copy_h(read_only image2d_t from, write_only image2d_t to, int w, int h, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = i % w, y = i / w % h;
    write_imageh(to, (int2)(w - 1 - x, h - 1 - y), read_imageh(from, (int2)(x, y)) * (half)2.0h);
}
