// Forms of the language that stand nowhere else: struct arguments, enumerations, component by index, kernels calling kernels.
typedef enum { RED, GREEN = 5, BLUE } Colour;
typedef struct {
    float scale;
    int4 offset;
    uchar flags[3];
} Params;

kernel void struct_argument(global const int *in, global float *out, int n, Params p, int3 shift, float2 f)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    out[i] = p.scale * in[i] + p.offset.z + p.flags[i % 3] + shift.y + f.s1;
}

kernel void enumerations(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Colour c = in[i] & 1 ? RED : in[i] & 2 ? GREEN : BLUE;
    const int table[4] = {3, 1, 4, 1};
    int r = table[in[i] & 3] + c * 100;
    switch (c) {
    case RED: r += 10; break;
    case GREEN: r *= 2; break;
    case BLUE: r = -r;
    }
    out[i] = r;
}

kernel void component_by_index(global const int4 *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int4 v = in[i];
    int k = v.x & 3;
    v[k] = 77;
    out[i] = v[(k + 1) & 3] * 3 + v[0] + v.w;
}

void put(int (*m)[3], int k) { m[k & 1][k % 3] = 9; }

kernel void pointer_to_array(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int m[2][3] = {{0}};
    put(m, in[i] & 7);
    out[i] = m[0][0] + 2 * m[0][1] + 3 * m[0][2] + 5 * m[1][0] + 7 * m[1][1] + 11 * m[1][2];
}

kernel void add_one(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        out[i] = in[i] + 1;
}

kernel void kernel_calls_kernel(global const int *in, global int *out, int n)
{
    add_one(in, out, n);
    int i = get_global_id(0);
    if (i < n)
        out[i] *= 2;
}
