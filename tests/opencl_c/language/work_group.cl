// Work-group collectives of OpenCL C 2.0 and later.
kernel void group_reduce(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    out[i * 6 + 0] = work_group_reduce_add(x);
    out[i * 6 + 1] = work_group_reduce_min(x);
    out[i * 6 + 2] = work_group_reduce_max(x);
    out[i * 6 + 3] = work_group_all(x > -60);
    out[i * 6 + 4] = work_group_any(x > 58);
    out[i * 6 + 5] = work_group_broadcast(x, get_local_size(0) / 2);
}

kernel void group_scan(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    out[i * 4 + 0] = work_group_scan_inclusive_add(x);
    out[i * 4 + 1] = work_group_scan_exclusive_add(x);
    out[i * 4 + 2] = work_group_scan_inclusive_max(x);
    out[i * 4 + 3] = work_group_scan_exclusive_min(x);
}

kernel void group_types(global const float *in, global float *out)
{
    size_t i = get_global_id(0);
    float x = in[i];
    float total = work_group_reduce_add(x);
    long count = work_group_reduce_add((long)(x > 0.0f));
    for (int k = 0; k < 3; k++)
        total += work_group_broadcast(x, k % get_local_size(0));
    out[i] = total + count + work_group_reduce_max((uint)get_local_id(0)) + work_group_scan_exclusive_add(1.0f);
}
