// Vectors of 2, 3, 4, 8 and 16: swizzles read and written, literals, comparisons, select, memory forms.
kernel void swizzle_read(global const float4 *in, global float4 *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float4 v = in[i];
    out[i * 6 + 0] = v.wzyx;
    out[i * 6 + 1] = v.s3012;
    out[i * 6 + 2] = (float4)(v.lo, v.hi.yx);
    out[i * 6 + 3] = (float4)(v.odd, v.even);
    out[i * 6 + 4] = v.xxyy + v.zzww;
    out[i * 6 + 5] = (float4)(v.zyx, v.s0);
}

kernel void swizzle_write(global const float4 *in, global float4 *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float4 v = in[i], a = v, b = v, c = v, d = v;
    a.yx = v.zw;
    if (v.x > 0.0f) {
        b.xz = v.wy * 2.0f;
        b.w += 1.0f;
    }
    c.hi = v.lo;
    c.odd *= 3.0f;
    d.s012 = (float3)(1.0f, v.y, 2.0f);
    d.w = v.x > v.y ? v.x : 5.0f;
    out[i * 4 + 0] = a;
    out[i * 4 + 1] = b;
    out[i * 4 + 2] = c;
    out[i * 4 + 3] = d;
}

kernel void wide_swizzle(global const int16 *in, global int16 *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int16 v = in[i];
    out[i * 3 + 0] = v.sfedcba9876543210;
    out[i * 3 + 1] = (int16)(v.even, v.odd);
    int16 w = v;
    w.lo = v.hi + v.lo;
    w.sAC = v.s01;
    w.hi.even.lo = (int2)(7, i);
    w.s9 -= w.s0123.w;
    out[i * 3 + 2] = w;
}

kernel void literals(global const int *in, global int8 *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = in[i];
    int2 a = (int2)(x, i);
    int8 r = (int8)(a, (int3)(1, a), x > 3 ? 2 : 4, (int2)(9));
    if (i & 1)
        r = (int8)(x);
    r.s7 = ((int4)(a, a)).w;
    out[i] = r;
}

kernel void compare_select(global const int4 *in, global int4 *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int4 v = in[i];
    int4 m = v > (int4)(10, 0, -10, i);
    out[i * 6 + 0] = m;
    out[i * 6 + 1] = select(v, -v, m);
    out[i * 6 + 2] = m ? v * 2 : v - 1;
    out[i * 6 + 3] = (int4)(any(m), all(m), any(v < -15), all(v == v));
    out[i * 6 + 4] = (v & 3) == 0 && v != 4;
    out[i * 6 + 5] = !m | ~v ^ (v << 1);
}

kernel void float_compare(global const float4 *in, global int4 *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float4 v = in[i], w = v.yzwx;
    out[i * 3 + 0] = isless(v, w) + 2 * (v >= w);
    out[i * 3 + 1] = convert_int4(select(v, w, v < 0.0f) * 4.0f);
    out[i * 3 + 2] = as_int4(bitselect(v, w, as_float4((int4)(0x80000000))));
}

kernel void vec3_memory(global const float3 *in, global float *out, global const float *packed, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float3 v = in[i];
    float3 p = vload3(i, packed);
    v = cross(v, p) + v.zxy;
    vstore3(v, i, out);
}

kernel void vload_vstore(global const uchar *in, global uchar *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    uchar16 a = vload16(i, in);
    uchar8 b = vload8(i, in + 3);
    uchar4 c = vload4(0, in + i);
    uchar2 d = vload2(n - 1 - i, in);
    a.lo += b;
    a.s89ab ^= c;
    a.scd = d;
    vstore16(a, i, out);
}

// Components of the vector in memory are written one at a time.
kernel void component_in_memory(global const int *in, global int4 *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    out[i] = (int4)(0);
    out[i].y = in[i];
    out[i].zw = (int2)(in[i] + 1, i);
    if (in[i] > 5)
        out[i].x += 3;
    global int *scalar = (global int *)&out[i];
    scalar[0] += 10;
}

kernel void vector_arithmetic(global const int4 *in, global int4 *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int4 v = in[i], sum = 0;
    for (int k = 0; k < v.x; k++) {
        sum += v * k;
        if (sum.y > 100)
            break;
        sum.x--;
    }
    int4 d = v / (int4)(3, -2, 5, 7) + v % 4;
    d++;
    out[i * 2] = sum;
    out[i * 2 + 1] = max(d, v.wwww) - min(v, 2) + clamp(v, -3, 3) + (int4)(abs(v.y));
}

kernel void private_vectors(global const float *in, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float4 rows[4];
    for (int k = 0; k < 4; k++)
        rows[k] = (float4)(in[i], k, in[i] * k, 1.0f);
    int pick = (int)in[i] & 3;
    rows[pick].z = 64.0f;
    rows[(pick + 1) & 3] *= rows[pick].wzyx;
    float4 s = rows[0] + rows[1] * 2.0f - rows[2] + rows[3];
    out[i] = dot(s, (float4)(1.0f, 2.0f, 3.0f, 4.0f));
}

kernel void shuffles(global const uint4 *in, global uint4 *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    uint4 v = in[i];
    out[i * 2] = shuffle(v, (uint4)(3, v.x, 1, v.y));
    out[i * 2 + 1] = shuffle2(v, v + 1000u, (uint4)(7, 0, v.z, 4));
}
