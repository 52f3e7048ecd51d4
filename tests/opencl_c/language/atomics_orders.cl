// C11 atomics: every function, memory order, scope and place; atomic_flag; fences.
kernel void orders(volatile global atomic_int *a, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n) return;
    atomic_fetch_add(&a[0], 1);
    atomic_fetch_add_explicit(&a[1], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&a[2], 1, memory_order_acquire, memory_scope_work_group);
    atomic_fetch_sub_explicit(&a[3], 1, memory_order_release, memory_scope_sub_group);
    atomic_fetch_or_explicit(&a[4], 1 << (i & 31), memory_order_acq_rel, memory_scope_device);
    atomic_fetch_xor_explicit(&a[5], 1 << (i & 31), memory_order_seq_cst, memory_scope_all_svm_devices);
    atomic_fetch_and_explicit(&a[6], ~(1 << (i & 31)), memory_order_seq_cst, memory_scope_all_devices);
    atomic_fetch_min(&a[7], -i);
    atomic_fetch_max(&a[8], i * 3);
    out[i] = atomic_exchange(&a[9 + i], i * 2) + atomic_load(&a[9 + i]);
    atomic_store(&a[9 + i], i * 5);
    atomic_store_explicit(&a[9 + i], i * 6, memory_order_release, memory_scope_device);
    out[i] += atomic_load_explicit(&a[9 + i], memory_order_acquire) * 1000;
}
kernel void runtime_order(volatile global atomic_int *a, int n, int which)
{
    int i = get_global_id(0);
    if (i >= n) return;
    memory_order o = which ? memory_order_relaxed : memory_order_seq_cst;
    memory_scope s = which ? memory_scope_device : memory_scope_work_group;
    atomic_fetch_add_explicit(&a[0], 1, o, s);
}
kernel void strong(volatile global atomic_int *a, global const int *in, int n)
{
    int i = get_global_id(0);
    if (i >= n) return;
    int seen = atomic_load(&a[0]);
    while (seen < in[i] && !atomic_compare_exchange_strong(&a[0], &seen, in[i]));
    int e = 0;
    if (atomic_compare_exchange_weak_explicit(&a[1 + (in[i] & 3)], &e, 1, memory_order_acq_rel, memory_order_acquire, memory_scope_device))
        atomic_fetch_add(&a[5], 1);
    else atomic_fetch_add(&a[6], e);
}
kernel void lock(volatile global atomic_flag *f, volatile global int *total, int n)
{
    int i = get_global_id(0);
    // A lock by one work-item of each work-group: lanes of a sub-group run in step.
    if (get_local_id(0) == 0) {
        while (atomic_flag_test_and_set_explicit(f, memory_order_acquire, memory_scope_device));
        *total += 1;
        atomic_flag_clear_explicit(f, memory_order_release, memory_scope_device);
    }
}
kernel void flags(volatile global atomic_flag *f, global int *first, int n)
{
    int i = get_global_id(0);
    if (i >= n) return;
    first[i] = 0;
    if (!atomic_flag_test_and_set(&f[i / 3])) first[i] = 1;
}
kernel void locals(global int *out, int n)
{
    local atomic_int c; local atomic_uint m[4]; local atomic_flag fl;
    int l = get_local_id(0), i = get_global_id(0);
    if (l == 0) { atomic_init(&c, 7); for (int k = 0; k < 4; ++k) atomic_init(&m[k], 0u); atomic_flag_clear(&fl); }
    work_group_barrier(CLK_LOCAL_MEM_FENCE, memory_scope_work_group);
    if (i < n) {
        atomic_fetch_add_explicit(&c, 2, memory_order_relaxed, memory_scope_work_group);
        atomic_fetch_max_explicit(&m[l & 3], (uint)l, memory_order_relaxed, memory_scope_work_group);
        if (!atomic_flag_test_and_set_explicit(&fl, memory_order_acq_rel, memory_scope_work_group)) atomic_fetch_add(&c, 1000);
    }
    atomic_work_item_fence(CLK_LOCAL_MEM_FENCE, memory_order_acq_rel, memory_scope_work_group);
    barrier(CLK_LOCAL_MEM_FENCE);
    if (l == 0) { int g = get_group_id(0); out[g * 5] = atomic_load(&c); for (int k = 0; k < 4; ++k) out[g * 5 + 1 + k] = atomic_load(&m[k]); }
}
// Atomics through generic pointers and struct members.
typedef struct { atomic_int head; int pad; atomic_uint tail; } Q;
int take(volatile atomic_int *p) { return atomic_fetch_add(p, 1); }
kernel void members(global Q *q, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n) return;
    int slot = take(&q->head);
    out[slot] = 1;
    atomic_fetch_add(&q[i & 1].tail, 2u);
}
// What one work-group wrote before a fence and a flag, another reads after them; the last group to arrive adds up.
kernel void last_group(global int *parts, volatile global atomic_int *arrived, global int *total)
{
    local int last;
    int l = get_local_id(0);
    parts[get_global_id(0)] = get_global_id(0) * 3;
    work_group_barrier(CLK_GLOBAL_MEM_FENCE, memory_scope_device);
    if (l == 0) {
        atomic_work_item_fence(CLK_GLOBAL_MEM_FENCE, memory_order_release, memory_scope_device);
        last = atomic_fetch_add_explicit(arrived, 1, memory_order_relaxed, memory_scope_device) == (int)get_num_groups(0) - 1;
        atomic_work_item_fence(CLK_GLOBAL_MEM_FENCE | CLK_LOCAL_MEM_FENCE, memory_order_seq_cst, memory_scope_device);
    }
    work_group_barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    if (last && l == 0) {
        int s = 0;
        for (int k = 0; k < (int)get_global_size(0); ++k)
            s += parts[k];
        *total = s;
    }
}
kernel void sum_of_threes(global const int *first, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n || i % 3 != 0)
        return;
    int s = 0;
    for (int k = i; k < i + 3 && k < n; ++k)
        s += first[k];
    out[i / 3] = s;
}
// A lock that every work-item takes: who has it leaves the loop's body before the others try again.
kernel void lock_each(volatile global atomic_flag *f, volatile global int *total, global const int *in, int n)
{
    int i = get_global_id(0);
    int done = i >= n;
    while (!done) {
        if (!atomic_flag_test_and_set_explicit(f, memory_order_acquire, memory_scope_device)) {
            *total += in[i];
            atomic_flag_clear_explicit(f, memory_order_release, memory_scope_device);
            done = 1;
        }
    }
}
