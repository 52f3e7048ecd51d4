// Arithmetic in half precision.
#pragma OPENCL EXTENSION cl_khr_fp16 : enable

kernel void half_operators(global const half *in, global half *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    half a = in[2 * i], b = in[2 * i + 1];
    out[6 * i + 0] = a + b;
    out[6 * i + 1] = a - b;
    out[6 * i + 2] = a * b;
    out[6 * i + 3] = a < b ? a : -b;
    out[6 * i + 4] = convert_half(convert_int(a)) + (half)0.5f;
    half2 v = (half2)(a, b) * (half2)(2.0h, 0.5h);
    out[6 * i + 5] = v.x + v.y;
}
