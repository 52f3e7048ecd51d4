// C11 atomics of OpenCL C 2.0 and later.
kernel void c11_counters(global const int *in, volatile global atomic_int *counters, volatile global atomic_uint *u, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = in[i];
    atomic_fetch_add_explicit(&counters[0], x, memory_order_relaxed, memory_scope_device);
    atomic_fetch_sub_explicit(&counters[1], x, memory_order_relaxed, memory_scope_device);
    atomic_fetch_or_explicit(&counters[2], x, memory_order_relaxed, memory_scope_device);
    atomic_fetch_min_explicit(&counters[3], x, memory_order_relaxed, memory_scope_device);
    atomic_fetch_max_explicit(&u[0], (uint)x, memory_order_relaxed, memory_scope_device);
    int expected = atomic_load_explicit(&counters[4], memory_order_relaxed, memory_scope_device);
    while (!atomic_compare_exchange_strong_explicit(&counters[4], &expected, expected + x, memory_order_relaxed,
                                                    memory_order_relaxed, memory_scope_device))
        ;
    if (atomic_exchange_explicit(&u[1 + (x & 7)], 1u, memory_order_relaxed, memory_scope_device) == 0u)
        atomic_fetch_add_explicit(&u[9], 1u, memory_order_relaxed, memory_scope_device);
}
