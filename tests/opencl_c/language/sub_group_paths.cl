// Sub-groups of one work-group that take different paths and trip counts, and lanes that diverge inside a sub-group.
#define SUB_GROUP __attribute__((intel_reqd_sub_group_size(SIZE)))

SUB_GROUP kernel void different_trips(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    int sum = 0;
    for (uint k = 0; k <= get_sub_group_id(); k++)
        sum += sub_group_reduce_add(x + (int)k);
    out[i] = sum;
}

SUB_GROUP kernel void different_paths(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i], r;
    switch (get_sub_group_id() % 3) {
    case 0: r = sub_group_reduce_max(x); break;
    case 1: r = sub_group_broadcast(x, 0) * 2; break;
    default: r = sub_group_scan_inclusive_add(x) - sub_group_reduce_min(x);
    }
    out[i] = r;
}

// The trip count is a value that the sub-group computes.
SUB_GROUP kernel void trips_from_data(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    int turns = sub_group_reduce_max(x) + 10;
    int sum = 0;
    while (turns > 0) {
        sum += sub_group_reduce_add(turns + x);
        turns -= 4;
        if (sum > 500)
            break;
    }
    out[i] = sum;
}

SUB_GROUP kernel void early_sub_group_return(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    out[i] = -1;
    if (get_sub_group_id() == 1)
        return;
    int y = sub_group_reduce_add(x);
    if (y < 0)
        return;
    out[i] = sub_group_scan_exclusive_add(y + x);
}

// Only the active lanes count.
SUB_GROUP kernel void divergent_lanes(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    int r;
    if (x > 0)
        r = sub_group_non_uniform_reduce_add(x);
    else
        r = sub_group_non_uniform_scan_inclusive_add(1) * 1000 + sub_group_elect();
    for (int k = 0; k < 3; k++) {
        if (x < 2 * k)
            continue;
        r += sub_group_ballot_bit_count(sub_group_ballot(1));
    }
    out[i] = r;
}

int helper(int x)
{
    if (x < -3)
        return sub_group_non_uniform_reduce_min(x);
    return sub_group_non_uniform_reduce_max(x) + 100;
}

SUB_GROUP kernel void divergent_helper(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int r = 0;
    if (in[i] != 3)
        r = helper(in[i]);
    out[i] = r;
}

// A barrier between the phases of sub-groups that work differently.
SUB_GROUP kernel void paths_and_barrier(global const int *in, global int *out)
{
    local int partial[128];
    size_t i = get_global_id(0);
    uint sg = get_sub_group_id();
    int sum = in[i];
    for (uint k = 0; k < sg; k++)
        sum = sub_group_broadcast(sum, 0) + in[i];
    if (get_sub_group_local_id() == 0)
        partial[sg] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    int total = 0;
    for (uint k = 0; k < get_num_sub_groups(); k++)
        total = total * 3 + partial[k];
    if (sg == 0)
        total += sub_group_reduce_add(in[i]);
    out[i] = total;
}
