// Macros and functions that come from the build options.
kernel void from_options(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        out[i] = in[i] * FACTOR + OFFSET(in[i]);
}
