// half as a type like any other: arithmetic, control flow, functions, vectors, structs, arrays, arguments, local memory.
#pragma OPENCL EXTENSION cl_khr_fp16 : enable
typedef struct { half a; half2 b; half c[3]; } Halves;
half twice_plus_one(half x) { return x * 2.0h + 1.0h; }

kernel void arithmetic(global const half *in, global half *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    half x = in[i], y = in[(i + 1) % n];
    half2 v = (half2)(x, y) * (half)0.5f + (half2)(1.0h);
    half s = 0;
    for (half k = 0; k < 5; k += 1) {
        if (s > 64.0h)
            continue;
        s += k;
    }
    int q = x > y;
    half z = x;
    z += 1;
    z -= 0.5h;
    z *= 2;
    z++;
    if (x < y)
        z = -z;
    out[i * 4] = z;
    out[i * 4 + 1] = v.x + v.y;
    out[i * 4 + 2] = twice_plus_one(x) + s + (half)q;
    out[i * 4 + 3] = (x < y ? x : y) + (!x ? 1.0h : 0.0h) + (x && y ? 2.0h : 4.0h);
}
kernel void structs(global const half4 *in, global Halves *io, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    half4 v = in[i];
    half8 w = (half8)(v, v.wzyx);
    Halves h = io[i];
    half own[4] = {v.x, v.y, v.z, v.w};
    h.b += w.s01;
    h.a = own[i & 3];
    h.c[i % 3] = w.s7;
    io[i] = h;
    out[i] = convert_int(w.s5) * 10 + any(isless(v, (half4)0.0h)) + (int)convert_float4(v).y * 100 + (int)convert_half2(convert_int2(v.zw)).y * 1000;
}
kernel void arguments(half a, half2 b, global half *out, local half *t, int n)
{
    int i = get_global_id(0), l = get_local_id(0);
    t[l] = a + (half)l;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i < n)
        out[i] = t[get_local_size(0) - 1 - l] + b.y;
}
kernel void functions(global const half *in, global half *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    half x = in[i];
    out[i * 6] = fabs(x) + max(x, 1.0h) + clamp(x, -1.0h, 1.0h);
    out[i * 6 + 1] = floor(x) + ceil(x) + trunc(x) + rint(x);
    out[i * 6 + 2] = select(x, 1.0h, (short)(x > 0));
    out[i * 6 + 3] = as_half((short)(as_short(x) ^ 0x8000));
    out[i * 6 + 4] = fma(x, 2.0h, 1.0h) + mad(x, 1.0h, 0.0h) + fmin(x, 3.0h);
    out[i * 6 + 5] = copysign(2.0h, x) + sign(x) + (half)isnan(x) + (half)isfinite(x) + step(1.0h, x);
}
