// Integer dot products of char4 and uchar4 in every mix of signs, beside the floating-point dot of the same name.
#define EACH_MIX(F) F(0, uchar, uchar, uint) F(1, char, char, int) F(2, uchar, char, int) F(3, char, uchar, int)

#define DOT(K, A, B, R)                                                     \
    out[8 * i + 2 * K] = dot(as_##A##4(a), as_##B##4(b));                   \
    out[8 * i + 2 * K + 1] = dot_acc_sat(as_##A##4(a), as_##B##4(b), (R)(acc));
kernel void vector_dot(global const uint *in, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    uint a = in[3 * i], b = in[3 * i + 1], acc = in[3 * i + 2];
    EACH_MIX(DOT)
}

// Arguments that every work-item shares, and a macro that stands for either kind of dot.
#define SQUARE(x) dot(x, x)
kernel void shared_dot(global const uint *in, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    char4 s = as_char4(in[0]);
    uchar4 u = as_uchar4(in[1]);
    float2 f = convert_float2(u.xy);
    out[3 * i] = dot(s, u) + i;
    out[3 * i + 1] = dot_acc_sat(u, s, i) + SQUARE(s);
    out[3 * i + 2] = (uint)dot(f, f) + (uint)dot(convert_float4(s), (float4)(1.0f, 2.0f, 3.0f, 4.0f) + 200.0f) * 2;
}
