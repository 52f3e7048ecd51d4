// Integer dot products of char4 and uchar4.
kernel void vector_dot(global const uint *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    uint a = in[2 * i], b = in[2 * i + 1];
    out[3 * i + 0] = dot(as_uchar4(a), as_uchar4(b));
    out[3 * i + 1] = dot(as_char4(a), as_char4(b));
    out[3 * i + 2] = dot_acc_sat(as_char4(a), as_uchar4(b), 0x7ffff000);
}
