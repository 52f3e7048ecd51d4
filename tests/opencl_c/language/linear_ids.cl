// Ids on their way through helpers, differences and products: where they stay a base and a stride, and where they cease to.
int three(int x)
{
    return x * 3 + 1;
}

// In a work-group of any shape the linear id counts the lanes.
kernel void linear_id_in_helper(global const int *in, global int *out)
{
    size_t i = get_global_linear_id();
    int l = get_local_linear_id();
    out[i] = three(get_local_linear_id()) + three((uint)get_local_linear_id()) + in[i] * l;
}

// Strides that cancel out leave a uniform value.
kernel void cancelled_strides(global const int *in, global int *out, int n)
{
    int i = get_global_id(0), l = get_local_id(0);
    if (i >= n)
        return;
    ushort group_start = i - l;
    uint same = (uint)l + (uint)(7 - l);
    out[i] = mul_hi((ushort)(group_start * 300), (ushort)in[i]) + (int)same + i * 0 + 0 * l;
}

// Unsigned sums that become an int: between two lanes they go over its end.
kernel void folded(global const int *in, global long *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int down = (uint)in[0] - (uint)i, up = i;
    up += (uint)in[1];
    out[2 * i] = down;
    out[2 * i + 1] = up;
}
