// Names that generated code might want for itself, and kernels that are called like a part of another.
constant int fast_apply = 3, apply_group = 5, apply_args = 7, kernels = 11, init_program_scope = 13;
typedef struct { int module; } apply_arguments;
int kernel_apply(int x) { return x + fast_apply; }
int phases_apply(int x) { return x * apply_group; }
int apply_general(int x) { return x ^ apply_args; }

kernel void apply(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    apply_arguments a = {kernels};
    out[i] = kernel_apply(in[i]) + phases_apply(i) + apply_general(in[i]) + a.module + init_program_scope;
}

// With a loop: it has a wide form.
kernel void apply_wide(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int fast = in[i];
    for (int k = 0; k < 5; ++k)
        fast += phases_apply(fast) >> k;
    out[i] = fast;
}

kernel void wide(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int apply = in[i];
    for (int k = 0; k < 3; ++k)
        apply = apply * 2 + k;
    out[i] = apply;
}

kernel void group_apply(global const int *in, global int *out, int n)
{
    local int runfast_apply[1024];
    int i = get_global_id(0), l = get_local_id(0);
    runfast_apply[l] = i < n ? in[i] : 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i < n)
        out[i] = phases_apply(runfast_apply[l]);
}
