// Structs with bit-fields that are copied and not looked into: lanes.
typedef struct { uint a : 3; uint b : 5; int c : 7; uint : 0; uint d : 31; } Fields;
kernel void copied(global const Fields *in, global Fields *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Fields f = in[n - 1 - i];
    if (i & 1)
        f = in[i];
    out[i] = f;
}
