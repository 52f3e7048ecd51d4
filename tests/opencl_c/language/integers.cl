// Every scalar integer type: wrap, shifts beyond the width, division, integer functions.
#define ARITHMETIC(T)                                                                   \
    kernel void arithmetic_##T(global const T *in, global T *out, int n)                \
    {                                                                                   \
        int i = get_global_id(0);                                                       \
        if (i >= n)                                                                     \
            return;                                                                     \
        T a = in[2 * i], b = in[2 * i + 1];                                             \
        global T *o = out + 12 * i;                                                     \
        o[0] = a + b;                                                                   \
        o[1] = a - b;                                                                   \
        o[2] = a * b;                                                                   \
        o[3] = b != 0 ? a / b : 0;                                                      \
        o[4] = b != 0 ? a % b : 0;                                                      \
        o[5] = (a & b) | (a ^ ~b);                                                      \
        o[6] = a << (b & 7);                                                            \
        o[7] = a >> (b & 7);                                                            \
        o[8] = -a;                                                                      \
        o[9] = a < b ? a++ : --b;                                                       \
        o[10] = a * 3 + b / 7;                                                          \
        a += b;                                                                         \
        a *= 5;                                                                         \
        a -= (T)i;                                                                      \
        o[11] = a;                                                                      \
    }
ARITHMETIC(char)
ARITHMETIC(uchar)
ARITHMETIC(short)
ARITHMETIC(ushort)
ARITHMETIC(int)
ARITHMETIC(uint)
ARITHMETIC(long)
ARITHMETIC(ulong)

// The amount counts modulo the width of the left operand.
kernel void wide_shifts(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a = in[2 * i], s = in[2 * i + 1];
    uint u = a;
    long l = ((long)a << 20) + s;
    out[6 * i + 0] = a << s;
    out[6 * i + 1] = a >> s;
    out[6 * i + 2] = u >> s;
    out[6 * i + 3] = (int)(l << s);
    out[6 * i + 4] = (int)((ulong)l >> s);
    out[6 * i + 5] = (a >> 35) + (int)(l >> (s + 64));
}

kernel void vector_shifts(global const short *in, global short *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    short4 v = vload4(i, in);
    vstore4(v << (short4)(1, 15, 17, -1), i * 2, out);
    vstore4(v >> v.wzyx, i * 2 + 1, out);
}

kernel void integer_functions(global const int *in, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a = in[2 * i], b = in[2 * i + 1];
    uint u = a, v = b;
    global uint *o = out + 20 * i;
    o[0] = abs(a);
    o[1] = abs_diff(a, b);
    o[2] = add_sat(a, b);
    o[3] = sub_sat(a, b);
    o[4] = hadd(a, b);
    o[5] = rhadd(u, v);
    o[6] = clz(a);
    o[7] = popcount(u);
    o[8] = mul_hi(a, b);
    o[9] = mul_hi(u, v);
    o[10] = rotate(u, v);
    o[11] = mad_hi(a, b, 17);
    o[12] = mad_sat(a, b, -5);
    o[13] = mul24(a & 0x7fff, b & 0x7fff);
    o[14] = mad24(a & 0xfff, b & 0xfff, a);
    o[15] = upsample((ushort)u, (ushort)v);
    o[16] = min(a, b) ^ max(u, v);
    o[17] = clamp(a, -100, 100);
    o[18] = ctz(a | 0x10000);
    o[19] = add_sat((uchar)u, (uchar)v) + 256 * (uchar)sub_sat((char)a, (char)b);
}

kernel void bool_arithmetic(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = in[i];
    bool p = x > 3, q = x;
    char c = (x == 5) + 1;
    size_t s = i;
    out[i] = p + q * 10 + c * 100 + !x * 1000 + (p != q) * 10000 + (int)(s / 3 % 2) * 100000;
}

// 64-bit counters, mixed widths and signs, the usual conversions.
kernel void mixed_widths(global const int *in, global long *out, int n)
{
    size_t i = get_global_id(0);
    if (i >= n)
        return;
    char c = in[i];
    ushort us = in[i] * 77;
    long sum = 0;
    for (long k = 0; k < (c & 15); k++)
        sum += k * in[i] - us + (uint)c;
    ulong u = (ulong)-1 - us;
    out[2 * i] = sum + (u > (ulong)in[i]) + (in[i] < 3u);
    out[2 * i + 1] = (c << 3) * us + (short)(us + us) + 'a' + (uchar)~c;
}
