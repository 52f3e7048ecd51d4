// A union in a kernel with sub-group functions: lanes all the same.
typedef union { float f; uint u; int i; } Bits;

__attribute__((intel_reqd_sub_group_size(16))) kernel void greatest(global const float *in, global uint *out)
{
    int i = get_global_id(0);
    Bits b;
    b.f = in[i];
    if (get_sub_group_local_id() & 1)
        b.u ^= 0x80000000u;
    out[i] = sub_group_reduce_max(b.i) == b.i ? 1u : b.u & 0x80000000u;
}
