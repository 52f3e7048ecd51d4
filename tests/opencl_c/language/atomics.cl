// 32-bit atomics on global and local memory: every function, old values, C11 forms.
kernel void global_counters(global const int *in, global int *counters, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = in[i];
    atomic_add(&counters[0], x);
    atomic_sub(&counters[1], x);
    atomic_inc(&counters[2]);
    atomic_dec(&counters[3]);
    atomic_min(&counters[4], x);
    atomic_max(&counters[5], x);
    atomic_and(&counters[6], x | 0xff00);
    atomic_or(&counters[7], x);
    atomic_xor(&counters[8], x);
    if (x > 0)
        atomic_add(counters + 9, 1);
    atomic_add(&counters[10 + (x & 3)], i);
    atomic_min((volatile global uint *)&counters[14], (uint)x);
    atomic_max((volatile global uint *)&counters[15], (uint)x);
}

// Old values are all different: every item gets a slot of its own.
kernel void slots(global const int *in, global int *next, global int *taken, int n)
{
    int i = get_global_id(0);
    if (i >= n || in[i] < 0)
        return;
    int at = atomic_inc(next);
    taken[at] = 1;
}

kernel void compare_exchange(global int *lock_free_max, global const int *in, global int *first, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int old = *lock_free_max;
    while (old < in[i]) {
        int seen = atomic_cmpxchg(lock_free_max, old, in[i]);
        if (seen == old)
            break;
        old = seen;
    }
    if (atomic_xchg(&first[in[i] & 7], 1) == 0)
        atomic_inc(&first[8]);
}

kernel void float_sum(global const float *in, volatile global uint *sum, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    uint old = *sum, assumed;
    do {
        assumed = old;
        old = atomic_cmpxchg(sum, assumed, as_uint(as_float(assumed) + in[i]));
    } while (old != assumed);
}

kernel void local_bins(global const int *in, global int *out, int n)
{
    local int bins[16];
    local uint top;
    int l = get_local_id(0), i = get_global_id(0);
    for (int k = l; k < 16; k += get_local_size(0))
        bins[k] = 0;
    if (l == 0)
        top = 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i < n) {
        int old = atomic_add(&bins[in[i] & 15], 1);
        atomic_max(&top, (uint)old + 1);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int k = l; k < 16; k += get_local_size(0))
        out[get_group_id(0) * 17 + k] = bins[k];
    if (l == 0)
        out[get_group_id(0) * 17 + 16] = top;
}
