// Selections among vectors of 8 bytes: char at sub-group size 8. This form kept clang 19 busy for ever (random program 610139).
int digest(uchar2 q, bool first)
{
    if (hadd((ulong)(int)get_global_linear_id(), (ulong)(char)2) & 1UL) {
        if ((uint)first <= 14u)
            first = get_global_linear_id() > 9223372036854775807L;
    } else {
        for (int turn = 1; turn < (2 + 1); turn++) {
            q *= ~q.s00;
            q = convert_uchar2((int2)(17, (int)first)) <= -q
                    ? q / ((((uchar2)((uchar)17) % ((q & (uchar2)((uchar)63)) + (uchar2)((uchar)1))) & (uchar2)((uchar)7)) + (uchar2)((uchar)1))
                    : (uchar2)(3, 4);
            q.s0 = (uchar)(q.s1 + 4096u);
            first = true;
        }
    }
    return (int)q.s0;
}
kernel __attribute__((intel_reqd_sub_group_size(8))) void selected(global const uchar *in, global int *out, int s)
{
    int i = get_global_id(0);
    int x = 0;
    switch (s & 3) {
    case 2:
        x = in[i] > get_global_linear_id() ? s : digest((uchar2)((uchar)s), s || in[i + 1]);
        break;
    case 1:
        x = 3;
        break;
    }
    out[i] = x & 7;
}

// Negative numbers of 16 and 8 bits as unsigned ones of 32, divided: clang 19 divided 16 bits of them (random program 5075).
kernel void widened(global const short *s, global const char *c, global const ushort *at, global uint4 *out)
{
    int i = get_global_id(0);
    short far = s[at[i] & 63u];
    out[i] = (uint4)((uint)s[i] % 400u, (uint)far / 7u, (uint)c[at[i] & 63u] % 1000u, s[((uint)far % 400u) & 63u]);
}
