// cl_intel_bfloat16_conversions: every width, and each item one vector and one scalar.
kernel void to_bfloat16(global const float *in, global ushort *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        out[i] = intel_convert_bfloat16_as_ushort(in[i]);
}
kernel void from_bfloat16(global const ushort *in, global float *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        out[i] = intel_convert_as_bfloat16_float(in[i]);
}

#define WIDTH(N)                                                                                              \
    kernel void to_bfloat16_##N(global const float *in, global ushort *out, int n)                            \
    {                                                                                                         \
        int i = get_global_id(0);                                                                             \
        if (i < n)                                                                                            \
            vstore##N(intel_convert_bfloat16##N##_as_ushort##N(vload##N(i, in)), i, out);                     \
    }                                                                                                         \
    kernel void from_bfloat16_##N(global const ushort *in, global float *out, int n)                          \
    {                                                                                                         \
        int i = get_global_id(0);                                                                             \
        if (i < n)                                                                                            \
            vstore##N(intel_convert_as_bfloat16##N##_float##N(vload##N(i, in)), i, out);                      \
    }
WIDTH(2)
WIDTH(3)
WIDTH(4)
#ifdef WIDE
WIDTH(8)
WIDTH(16)
#endif

// The same value in every work-item.
kernel void shared_bfloat16(global const float *in, global ushort *out, int n)
{
    int i = get_global_id(0);
    ushort u = intel_convert_bfloat16_as_ushort(in[0]);
    ushort2 v = intel_convert_bfloat162_as_ushort2((float2)(in[1], intel_convert_as_bfloat16_float(u)));
    if (i < n)
        out[i] = u + v.x * 3 + v.y * 7 + i;
}
