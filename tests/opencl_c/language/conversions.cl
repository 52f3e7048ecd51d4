// Conversions between all scalar types: plain, saturating, with every rounding mode, and bit casts.
kernel void from_float(global const float *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float x = in[i];
    global int *o = out + 16 * i;
    o[0] = convert_int(x);
    o[1] = convert_int_rte(x);
    o[2] = convert_int_rtp(x);
    o[3] = convert_int_rtn(x);
    o[4] = convert_int_rtz(x);
    o[5] = convert_char_sat(x);
    o[6] = convert_uchar_sat(x);
    o[7] = convert_uchar_sat_rte(x);
    o[8] = convert_short_sat_rtn(x * 100.0f);
    o[9] = convert_ushort_sat_rtp(x * 100.0f);
    o[10] = convert_uint_sat(x);
    o[11] = convert_int_sat(x * 1e8f);
    o[12] = convert_uint_sat_rte(x * 1e8f);
    o[13] = (int)convert_long_rte(x * 3.0f);
    o[14] = (char)(x * 0.25f);
    o[15] = convert_int_sat(NAN) + (int)(uchar)(fabs(x) * 0.5f);
}

kernel void between_integers(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = in[i];
    global int *o = out + 10 * i;
    o[0] = convert_char_sat(x);
    o[1] = convert_uchar_sat(x);
    o[2] = convert_short_sat(x);
    o[3] = convert_ushort_sat(x);
    o[4] = convert_uint_sat(x);
    o[5] = convert_int_sat((uint)x);
    o[6] = convert_int_sat((long)x * 5000);
    o[7] = convert_uchar(x);
    o[8] = convert_short(x);
    o[9] = (int)convert_ulong_sat(x);
}

kernel void to_float(global const int *in, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = in[i];
    global float *o = out + 8 * i;
    o[0] = x;
    o[1] = (uint)x;
    o[2] = convert_float_rtz(x);
    o[3] = convert_float_rtp(x);
    o[4] = convert_float_rtn(x);
    o[5] = (long)x * 123457;
    o[6] = (ulong)(long)x;
    o[7] = convert_float((char)x) + (bool)x;
}

kernel void bit_casts(global const float *in, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float x = in[i];
    uint u = as_uint(x);
    global uint *o = out + 8 * i;
    o[0] = u;
    o[1] = as_uint(as_float(u ^ 0x80000000u) * 2.0f);
    uchar4 c = as_uchar4(x);
    o[2] = as_uint(c.wzyx);
    ushort2 h = as_ushort2(u);
    o[3] = h.x + h.y;
    o[4] = as_uint2(as_ulong((uint2)(u, i)) >> 8).x;
    o[5] = as_int((char4)(1, -2, 3, (char)i));
    o[6] = as_uint3((float3)(x, 1.0f, 2.0f)).z;
    o[7] = as_ulong(as_uchar8((float2)(x, -x)).s45670123) >> 32;
}

kernel void vector_conversions(global const float4 *in, global int4 *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float4 v = in[i];
    uchar4 c = convert_uchar4_sat_rte(v * 4.0f);
    short4 s = convert_short4_rtn(v);
    out[3 * i] = convert_int4(c) + convert_int4(s) * 1000;
    out[3 * i + 1] = convert_int4_rtp(convert_float4(s) * 0.3f);
    out[3 * i + 2] = convert_int4(convert_uint4_sat(v)) - convert_int4(isgreater(v, (float4)(1.0f)));
}

kernel void doubles(global const double *in, global double *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    double x = in[i];
    float f = x;
    global double *o = out + 6 * i;
    o[0] = f;
    o[1] = x * x - 0.5;
    o[2] = (int)x + convert_long_rtn(x * 1e6);
    o[3] = convert_float_rtp(x);
    o[4] = sqrt(fabs(x)) / 3.0;
    double s = 0.0;
    for (int k = 1; k < (int)fabs(x); k++)
        s += 1.0 / k;
    o[5] = x < 0.0 ? -s : s;
}
