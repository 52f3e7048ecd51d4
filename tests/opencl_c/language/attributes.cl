// Attributes and hints of kernels, loops and variables.
kernel __attribute__((reqd_work_group_size(8, 4, 1))) void required_size(global int *out)
{
    out[get_global_id(1) * get_global_size(0) + get_global_id(0)] = get_local_size(0) * 100 + get_local_size(1) * 10 + get_local_id(1);
}
__attribute__((work_group_size_hint(32, 1, 1))) __attribute__((vec_type_hint(float4))) kernel void hints(global int *out, int n)
{
    int i = get_global_id(0);
    __attribute__((aligned(32))) int own[3] = {i, i * 2, 3};
    int host_order __attribute__((endian(host))) = own[i % 3];
    if (i < n)
        out[i] = host_order + own[1];
}
kernel void unrolled(global const int *restrict in, global int *restrict out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int s = 0;
#pragma unroll
    for (int k = 0; k < 8; ++k)
        s += in[(i + k) % n];
#pragma unroll 3
    for (int k = 0; k < in[i]; ++k)
        s ^= k;
#pragma unroll 1
    for (int k = 0; k < 4; ++k)
        s += k;
    __attribute__((opencl_unroll_hint(2)))
    for (int k = 0; k < 7; ++k)
        s += k * in[i];
    __attribute__((opencl_unroll_hint))
    while (s > 1000)
        s -= 1000;
#pragma nounroll
    do {
        s++;
    } while (s & 3);
    out[i] = s;
}
__attribute__((always_inline)) inline int inlined(int x) { return x + 1; }
static inline __attribute__((noinline)) int apart(int x) { return x * 2; }
__attribute__((pure)) int pure_one(int x) { return x - 3; }
kernel void functions(global const int *in, global int *out, const int n)
{
    const size_t i = get_global_id(0);
    if (i >= n)
        return;
    volatile int v = in[i];
    int r = v;
    out[i] = inlined(r) + apart(r) * 10 + pure_one(r) * 100;
}
