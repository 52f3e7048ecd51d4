// Images of every kind and format: reads with samplers and without, writes, and what an image tells of itself.
constant sampler_t edge = CLK_NORMALIZED_COORDS_FALSE | CLK_ADDRESS_CLAMP_TO_EDGE | CLK_FILTER_NEAREST;

// Floating-point coordinates; (x, y, z) are three floats per item, used as far as the image has dimensions.
kernel void sample_1d(read_only image1d_t img, sampler_t s, global const float *at, global float *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        vstore4(read_imagef(img, s, at[3 * i]), i, out);
}
kernel void sample_2d(read_only image2d_t img, sampler_t s, global const float *at, global float *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        vstore4(read_imagef(img, s, (float2)(at[3 * i], at[3 * i + 1])), i, out);
}
kernel void sample_3d(read_only image3d_t img, sampler_t s, global const float *at, global float *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        vstore4(read_imagef(img, s, (float4)(at[3 * i], at[3 * i + 1], at[3 * i + 2], 0.0f)), i, out);
}
kernel void sample_1d_array(read_only image1d_array_t img, sampler_t s, global const float *at, global float *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        vstore4(read_imagef(img, s, (float2)(at[3 * i], at[3 * i + 1])), i, out);
}
kernel void sample_2d_array(read_only image2d_array_t img, sampler_t s, global const float *at, global float *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        vstore4(read_imagef(img, s, (float4)(at[3 * i], at[3 * i + 1], at[3 * i + 2], 0.0f)), i, out);
}

// Integers, by the nearest texel.
kernel void sample_int(read_only image2d_t img, sampler_t s, global const float *at, global int *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        vstore4(read_imagei(img, s, (float2)(at[3 * i], at[3 * i + 1])), i, out);
}
kernel void sample_uint(read_only image2d_t img, sampler_t s, global const float *at, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        vstore4(read_imageui(img, s, (float2)(at[3 * i], at[3 * i + 1])), i, out);
}

// A helper with an image and a sampler of its own; lanes part before they read.
float4 texel_of(read_only image2d_t img, int2 at)
{
    const sampler_t border = CLK_NORMALIZED_COORDS_FALSE | CLK_ADDRESS_CLAMP | CLK_FILTER_NEAREST;
    if ((at.x ^ at.y) & 1)
        return read_imagef(img, border, at);
    return -read_imagef(img, edge, at);
}
kernel void around(read_only image2d_t img, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int w = get_image_width(img) + 4;
    float4 sum = texel_of(img, (int2)(i % w - 2, i / w - 2));
    if (i % 3 == 0)
        sum += read_imagef(img, edge, (int2)(1, 0));
    vstore4(sum, i, out);
}

// Whole images, texel by texel without a sampler, and back with the coordinates turned round.
#define COPY(NAME, READ, WRITE, TYPE, COORDS, N_IN, FROM, TO)                                \
    kernel void NAME(read_only TYPE from, write_only TYPE to, int w, int h, int n)           \
    {                                                                                        \
        int i = get_global_id(0);                                                            \
        if (i >= n)                                                                          \
            return;                                                                          \
        int x = i % w, y = i / w % h, z = i / (w * h);                                       \
        WRITE(to, TO, READ(from, FROM));                                                     \
    }
COPY(copy_f, read_imagef, write_imagef, image2d_t, int2, 2, ((int2)(x, y)), ((int2)(w - 1 - x, h - 1 - y)))
COPY(copy_i, read_imagei, write_imagei, image2d_t, int2, 2, ((int2)(x, y)), ((int2)(w - 1 - x, h - 1 - y)))
COPY(copy_ui, read_imageui, write_imageui, image2d_t, int2, 2, ((int2)(x, y)), ((int2)(w - 1 - x, h - 1 - y)))
COPY(copy_1d, read_imagef, write_imagef, image1d_t, int, 1, x, (w - 1 - x))
COPY(copy_1d_buffer, read_imagef, write_imagef, image1d_buffer_t, int, 1, x, (w - 1 - x))
COPY(copy_1d_array, read_imagef, write_imagef, image1d_array_t, int2, 2, ((int2)(x, y)), ((int2)(w - 1 - x, h - 1 - y)))
COPY(copy_2d_array, read_imagef, write_imagef, image2d_array_t, int4, 4, ((int4)(x, y, z, 0)), ((int4)(w - 1 - x, h - 1 - y, z, 0)))

// Numbers as they come, into formats that cut and round them.
kernel void write_numbers(write_only image2d_t img, global const float *in, int w, int n)
{
    int i = get_global_id(0);
    if (i < n)
        write_imagef(img, (int2)(i % w, i / w), vload4(i, in));
}
kernel void write_integers(write_only image2d_t img, global const int *in, int w, int n)
{
    int i = get_global_id(0);
    if (i < n)
        write_imagei(img, (int2)(i % w, i / w), vload4(i, in));
}

kernel void describe(read_only image2d_t a, read_only image3d_t b, read_only image1d_array_t c, global int *out)
{
    if (get_global_id(0) != 0)
        return;
    out[0] = get_image_width(a);
    out[1] = get_image_height(a);
    out[2] = get_image_channel_data_type(a) == CLK_FLOAT;
    out[3] = get_image_channel_order(a) == CLK_RGBA;
    vstore2(get_image_dim(a), 2, out);
    vstore4(get_image_dim(b), 2, out);
    out[7] = get_image_depth(b);
    out[6] = (int)get_image_array_size(c);
    out[12] = get_image_width(c);
}
