// Ids and sizes in one to three dimensions, with offsets and with work-groups that are smaller at the edge.
kernel void all_ids(global uint *out, uint width, uint height)
{
    size_t x = get_global_id(0) - get_global_offset(0);
    size_t y = get_global_id(1) - get_global_offset(1);
    size_t z = get_global_id(2) - get_global_offset(2);
    size_t at = ((z * height + y) * width + x) * 20;
    for (uint d = 0; d < 3; d++) {
        out[at + d] = get_global_id(d);
        out[at + 3 + d] = get_local_id(d);
        out[at + 6 + d] = get_group_id(d);
        out[at + 9 + d] = get_local_size(d);
        out[at + 12 + d] = get_num_groups(d);
        out[at + 15 + d] = get_global_size(d);
    }
    out[at + 18] = get_work_dim();
    out[at + 19] = get_global_offset(0);
}

kernel void linear_ids(global uint *out)
{
    size_t at = get_global_linear_id();
    out[at * 3] = get_local_linear_id();
    out[at * 3 + 1] = get_enqueued_local_size(0);
    out[at * 3 + 2] = get_enqueued_local_size(1);
}

kernel void dimension_out_of_range(global uint *out, uint d)
{
    size_t i = get_global_id(0);
    out[i] = get_global_id(d) + get_local_id(d) + get_group_id(d) + get_global_offset(d) + get_local_size(d) * 10 +
             get_global_size(d) * 100 + get_num_groups(d) * 1000;
}

// The dimension is a value of the item.
kernel void id_by_lane(global int *out, int width)
{
    int x = get_global_id(0), y = get_global_id(1);
    int d = (x + y) % 3;
    out[y * width + x] = get_global_id(d) * 100 + get_local_id(d) + get_local_size(d) * 10000;
}

kernel void transposed_ids(global const int *in, global int *out, int w, int h)
{
    int y = get_global_id(0), x = get_global_id(1);
    if (x < w && y < h)
        out[y * w + x] = in[y * w + x] + get_local_id(1) * 10 + get_group_id(0);
}

kernel __attribute__((reqd_work_group_size(4, 3, 2)))
void required_size(global int *out)
{
    local int sum;
    if (get_local_linear_id() == 0)
        sum = 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    atomic_add(&sum, (int)(get_local_id(0) + 10 * get_local_id(1) + 100 * get_local_id(2)));
    barrier(CLK_LOCAL_MEM_FENCE);
    out[get_global_linear_id()] = sum;
}
