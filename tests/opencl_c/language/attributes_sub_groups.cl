// Each size of sub-group demanded by its attribute.
#define SIZE(S) __attribute__((intel_reqd_sub_group_size(S))) kernel void size_##S(global int *out) { out[get_global_id(0)] = get_max_sub_group_size() * 100 + get_sub_group_id() * 10 + get_num_sub_groups(); }
SIZE(8)
SIZE(16)
SIZE(32)
SIZE(64)
