// Bit-fields (a Clang extension of OpenCL C).
typedef struct { uint a : 3; uint b : 5; int c : 7; uint : 0; uint d : 31; } Fields;
kernel void in_private_memory(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Fields f = {1, 2, -3, 4};
    f.a += in[i];
    f.b = in[i] >> 1;
    f.c -= in[i];
    f.d = f.a * 100 + f.b;
    out[i] = f.a + f.b * 10 + f.c * 1000 + (int)f.d + (int)sizeof(Fields) * 1000000;
}
kernel void in_global_memory(global Fields *f, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    f[i].b = i;
    f[i].c--;
    out[i] = f[i].a + f[i].b * 10 + f[i].c * 1000;
}
