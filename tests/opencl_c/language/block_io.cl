// Sub-group block reads and writes: element k of lane l stands at k * size + l.
#define SUB_GROUP __attribute__((intel_reqd_sub_group_size(SIZE)))

SUB_GROUP kernel void block_uint(global const uint *in, global uint *out)
{
    size_t first = (get_group_id(0) * get_num_sub_groups() + get_sub_group_id()) * SIZE * 15;
    global const uint *p = in + first;
    global uint *q = out + first;
    intel_sub_group_block_write(q, intel_sub_group_block_read(p) + 1);
    intel_sub_group_block_write2(q + SIZE, intel_sub_group_block_read2(p + SIZE).yx);
    intel_sub_group_block_write4(q + 3 * SIZE, intel_sub_group_block_read4(p + 3 * SIZE) * 3);
    uint8 v = intel_sub_group_block_read8(p + 7 * SIZE);
    intel_sub_group_block_write8(q + 7 * SIZE, v.s76543210);
}

#define BLOCKS(T, SUFFIX)                                                                         \
    SUB_GROUP kernel void block_##T(global const T *in, global T *out)                            \
    {                                                                                             \
        size_t first = (get_group_id(0) * get_num_sub_groups() + get_sub_group_id()) * SIZE * 15; \
        global const T *p = in + first;                                                           \
        global T *q = out + first;                                                                \
        intel_sub_group_block_write_##SUFFIX(q, (T)(intel_sub_group_block_read_##SUFFIX(p) + 1)); \
        intel_sub_group_block_write_##SUFFIX##2(q + SIZE, intel_sub_group_block_read_##SUFFIX##2(p + SIZE).yx);         \
        intel_sub_group_block_write_##SUFFIX##4(q + 3 * SIZE, intel_sub_group_block_read_##SUFFIX##4(p + 3 * SIZE) * (T)3);  \
        intel_sub_group_block_write_##SUFFIX##8(q + 7 * SIZE, intel_sub_group_block_read_##SUFFIX##8(p + 7 * SIZE).s76543210); \
    }
BLOCKS(uchar, uc)
BLOCKS(ushort, us)
BLOCKS(ulong, ul)
