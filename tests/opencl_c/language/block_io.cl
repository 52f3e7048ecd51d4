// Sub-group block reads and writes, global and local: element k of lane l stands at k * size + l.
#define SUB_GROUP __attribute__((intel_reqd_sub_group_size(SIZE)))

// Rows of one sub-group's stretch, in units of SIZE elements: 1, 2, 4 and 8 wide, then 16 where the type has it.
#define NARROW(T, SUFFIX, P, Q)                                                                                \
    intel_sub_group_block_write##SUFFIX(Q, (T)(intel_sub_group_block_read##SUFFIX(P) + 1));                    \
    intel_sub_group_block_write##SUFFIX##2(Q + SIZE, intel_sub_group_block_read##SUFFIX##2(P + SIZE).yx);      \
    intel_sub_group_block_write##SUFFIX##4(Q + 3 * SIZE, intel_sub_group_block_read##SUFFIX##4(P + 3 * SIZE) * (T)3); \
    intel_sub_group_block_write##SUFFIX##8(Q + 7 * SIZE, intel_sub_group_block_read##SUFFIX##8(P + 7 * SIZE).s76543210);
#define WIDE(T, SUFFIX, P, Q) NARROW(T, SUFFIX, P, Q)                                                          \
    intel_sub_group_block_write##SUFFIX##16(Q + 15 * SIZE, intel_sub_group_block_read##SUFFIX##16(P + 15 * SIZE) ^ (T)5);

#define BLOCKS(NAME, T, SUFFIX, ROWS, BODY)                                                                    \
    SUB_GROUP kernel void block_##NAME(global const T *in, global T *out)                                      \
    {                                                                                                          \
        size_t first = (get_group_id(0) * get_num_sub_groups() + get_sub_group_id()) * SIZE * ROWS;            \
        global const T *p = in + first;                                                                        \
        global T *q = out + first;                                                                             \
        BODY(T, SUFFIX, p, q)                                                                                  \
    }                                                                                                          \
    SUB_GROUP kernel void local_##NAME(global const T *in, global T *out)                                      \
    {                                                                                                          \
        local T from[2 * SIZE * ROWS], to[2 * SIZE * ROWS];                                                    \
        size_t own = get_sub_group_id() * SIZE * ROWS, first = get_group_id(0) * get_num_sub_groups() * SIZE * ROWS; \
        for (uint k = get_local_id(0); k < get_num_sub_groups() * SIZE * ROWS; k += get_local_size(0))         \
            from[k] = in[first + k];                                                                           \
        barrier(CLK_LOCAL_MEM_FENCE);                                                                          \
        local const T *p = from + own;                                                                         \
        local T *q = to + own;                                                                                 \
        BODY(T, SUFFIX, p, q)                                                                                  \
        barrier(CLK_LOCAL_MEM_FENCE);                                                                          \
        for (uint k = get_local_id(0); k < get_num_sub_groups() * SIZE * ROWS; k += get_local_size(0))         \
            out[first + k] = to[k];                                                                            \
    }
BLOCKS(plain, uint, , 15, NARROW)
BLOCKS(uint, uint, _ui, 15, NARROW)
BLOCKS(ulong, ulong, _ul, 15, NARROW)
BLOCKS(uchar, uchar, _uc, 31, WIDE)
BLOCKS(ushort, ushort, _us, 31, WIDE)
