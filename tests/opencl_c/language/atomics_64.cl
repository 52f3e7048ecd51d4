// 64-bit atomics: the C11 forms, the old names, in global and in local memory.
#pragma OPENCL EXTENSION cl_khr_int64_base_atomics : enable
#pragma OPENCL EXTENSION cl_khr_int64_extended_atomics : enable
kernel void longs(volatile global atomic_long *a, volatile global atomic_ulong *u, global long *out, int n)
{
    int i = get_global_id(0);
    if (i >= n) return;
    atomic_fetch_add(&a[0], 1L << 33);
    atomic_fetch_sub_explicit(&a[1], (long)i << 20, memory_order_relaxed, memory_scope_device);
    atomic_fetch_min(&a[2], -((long)i << 34));
    atomic_fetch_max(&u[0], (ulong)i << 40);
    atomic_fetch_or(&u[1], 1UL << (i & 63));
    atomic_fetch_xor(&u[2], 1UL << (i & 63));
    atomic_fetch_and(&u[3], ~(1UL << (i & 63)));
    out[i] = atomic_exchange(&a[3 + i], (long)i << 32);
    long e = (long)i << 32;
    atomic_compare_exchange_strong(&a[3 + i], &e, 5L);
}
kernel void old_names(volatile global long *a, volatile global ulong *u, int n)
{
    int i = get_global_id(0);
    if (i >= n) return;
    atom_add(&a[0], 3L); atom_sub(&a[1], 1L << 32); atom_inc(&a[2]); atom_dec(&a[3]); atom_min(&a[4], (long)-i); atom_max(&a[5], (long)i << 33);
    atom_and(&u[0], ~(1UL << (i & 63))); atom_or(&u[1], 1UL << (i & 63)); atom_xor(&u[2], 1UL << (i & 63));
    atom_xchg(&u[3], 77UL); atom_cmpxchg(&u[4], 0UL, 99UL);
}
kernel void sized(volatile global atomic_size_t *a, volatile global atomic_intptr_t *b, volatile global atomic_ptrdiff_t *c, volatile global atomic_uintptr_t *d)
{
  atomic_fetch_add(&a[0], (size_t)2); atomic_fetch_add(&b[0], (intptr_t)3); atomic_store(&c[0], (ptrdiff_t)4); atomic_fetch_or(&d[0], (uintptr_t)8);
}
kernel void local64(global ulong *out, int n)
{
    local atomic_ulong m; local ulong old;
    if (get_local_id(0) == 0) { atomic_init(&m, 1UL << 40); old = 0; }
    barrier(CLK_LOCAL_MEM_FENCE);
    int i = get_global_id(0);
    if (i < n) { atomic_fetch_add_explicit(&m, 1UL << 32, memory_order_relaxed, memory_scope_work_group); atom_add(&old, 2UL); }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (get_local_id(0) == 0) { out[get_group_id(0) * 2] = atomic_load(&m); out[get_group_id(0) * 2 + 1] = old; }
}
