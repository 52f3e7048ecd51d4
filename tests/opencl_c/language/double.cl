// Double precision everywhere: arithmetic, control flow, vectors, local memory, arguments, structs, conversions.
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
constant double kTau = 6.283185307179586;
typedef struct { double x; float y; double2 v; } Mixed;
double helper(double x, int k) { return x * k + kTau; }

kernel void arithmetic(global const double *in, global double *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    double x = in[i], y = in[(i + 1) % n];
    double2 v = (double2)(x, y);
    v = v * v.yx + 1.0;
    double s = 0;
    for (int k = 0; k < (i & 7); ++k) {
        if (s > 100.0)
            break;
        s += helper(x, k) / (1.0 + fabs(y));
    }
    int c = x < y ? 3 : -2;
    float f = (float)x;
    out[i] = v.x - v.y * 0.5 + s + convert_long_rtz(x) + c + f + fma(x, y, 0.5) + sqrt(fabs(x)) + (isnan(x / 0.0) ? 1.0 : 2.0) +
             fmod(x, 3.0) + (double)(i / 2) + 0x1p-3 + (x == y) + !x;
}
kernel void bits(global const double *in, global ulong *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    double x = in[i];
    double a[3] = {x, -x, x * 2};
    Mixed m = {x, (float)x, (double2)(a[i % 3], 1.0)};
    if (i & 1)
        m.v.y = m.x;
    out[i] = as_ulong(m.v.x) ^ as_ulong(m.v.y) * 3 ^ (ulong)as_uint(m.y) ^ as_ulong(-x) * 5;
}
kernel void local_sums(global const double *in, global double *out, local double *t)
{
    int l = get_local_id(0);
    t[l] = in[get_global_id(0)];
    for (int s = get_local_size(0) / 2; s > 0; s >>= 1) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (l < s)
            t[l] += t[l + s];
    }
    if (l == 0)
        out[get_group_id(0)] = t[0];
}
kernel void arguments(double a, double4 b, Mixed m, global double *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        out[i] = a + b.w * i + m.v.y + m.y;
}
kernel void conversions(global const double *in, global long *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    double x = in[i];
    out[i * 5] = convert_int_sat(x * 1e8);
    out[i * 5 + 1] = convert_long_rtn(x);
    out[i * 5 + 2] = convert_uchar_sat_rte(x);
    out[i * 5 + 3] = (short)x;
    out[i * 5 + 4] = convert_long4(convert_double4((int4)(i, -i, 7, 9))).y;
}
