// Writes of 3D images: an extension of its own.
#pragma OPENCL EXTENSION cl_khr_3d_image_writes : enable
kernel void copy_3d(read_only image3d_t from, write_only image3d_t to, int w, int h, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = i % w, y = i / w % h, z = i / (w * h);
    write_imagef(to, (int4)(w - 1 - x, h - 1 - y, z, 0), read_imagef(from, (int4)(x, y, z, 0)));
}
