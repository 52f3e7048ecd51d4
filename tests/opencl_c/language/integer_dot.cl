// Integer dot products of four 8-bit components packed in a uint.
kernel void packed_dot(global const uint *in, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    uint a = in[2 * i], b = in[2 * i + 1];
    global uint *o = out + 8 * i;
    o[0] = dot_4x8packed_uu_uint(a, b);
    o[1] = dot_4x8packed_ss_int(a, b);
    o[2] = dot_4x8packed_us_int(a, b);
    o[3] = dot_4x8packed_su_int(a, b);
    o[4] = dot_acc_sat_4x8packed_uu_uint(a, b, 0xffff8000u);
    o[5] = dot_acc_sat_4x8packed_ss_int(a, b, 0x7fffe000);
    o[6] = dot_acc_sat_4x8packed_us_int(a, b, -0x7fffe000);
    o[7] = dot_acc_sat_4x8packed_su_int(a, b, i);
}

// As a quantised row kernel does it.
kernel void dot_row(global const uint *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int sum = 0;
    for (int k = 0; k < 2; k++)
        sum = dot_acc_sat_4x8packed_ss_int(in[2 * i + k], in[(2 * i + k + 5) % (2 * n)], sum);
    out[i] = sum;
}
