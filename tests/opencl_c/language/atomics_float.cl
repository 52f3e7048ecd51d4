// Floating-point atomics (cl_ext_float_atomics): load, store, exchange and arithmetic on atomic_float and atomic_double.
kernel void floats(volatile global atomic_float *a, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n) return;
    atomic_fetch_add_explicit(&a[0], 0.25f * i, memory_order_relaxed, memory_scope_device);
    atomic_fetch_sub_explicit(&a[1], 0.25f * i, memory_order_relaxed, memory_scope_device);
    atomic_fetch_min_explicit(&a[2], -0.5f * i, memory_order_relaxed, memory_scope_device);
    atomic_fetch_max(&a[3], 0.5f * i);
    out[i] = atomic_exchange(&a[4 + i], 2.0f * i);
    float e = 2.0f * i;
    if (atomic_compare_exchange_strong(&a[4 + i], &e, 3.0f)) out[i] += atomic_load(&a[4 + i]);
    atomic_store(&a[4 + i], 9.0f);
}
kernel void float_locals(global float *out, int n)
{
    local atomic_float sum, least;
    int l = get_local_id(0), i = get_global_id(0);
    if (l == 0) {
        atomic_init(&sum, 1.0f);
        atomic_init(&least, 1e9f);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i < n) {
        atomic_fetch_add_explicit(&sum, 0.5f, memory_order_relaxed, memory_scope_work_group);
        atomic_fetch_min_explicit(&least, 100.0f - i, memory_order_relaxed, memory_scope_work_group);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (l == 0) {
        out[get_group_id(0) * 2] = atomic_load(&sum);
        out[get_group_id(0) * 2 + 1] = atomic_load(&least);
    }
}
kernel void doubles(volatile global atomic_double *a, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    atomic_fetch_add_explicit(&a[0], 0.25 * i, memory_order_relaxed, memory_scope_device);
    atomic_fetch_sub(&a[4], 0.5 * i);
    atomic_fetch_min_explicit(&a[1], -0.25 * i, memory_order_relaxed, memory_scope_device);
    atomic_fetch_max_explicit(&a[2], 0.25 * i, memory_order_relaxed, memory_scope_device);
    double e = 0;
    if (atomic_compare_exchange_strong(&a[3], &e, 1.0))
        atomic_store(&a[5], 77.0);
}
