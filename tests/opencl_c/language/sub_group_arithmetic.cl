// Reductions and scans of every type and operation: over all lanes that are there, over clusters, and where lanes diverge.
#pragma OPENCL EXTENSION cl_khr_fp16 : enable
#define SUB_GROUP __attribute__((intel_reqd_sub_group_size(SIZE)))

// IO is the type in memory, x the lane's value.
#define FOUR(K, T, IO, OP)                                               \
    o[4 * K + 0] = (IO)sub_group_non_uniform_reduce_##OP(x);             \
    o[4 * K + 1] = (IO)sub_group_non_uniform_scan_inclusive_##OP(x);     \
    o[4 * K + 2] = (IO)sub_group_non_uniform_scan_exclusive_##OP(x);     \
    o[4 * K + 3] = (IO)sub_group_clustered_reduce_##OP(x, 4);

#define PATHS(K, T, IO, OP)                                              \
    {                                                                    \
        T r;                                                             \
        if (x > (T)1) {                                                  \
            r = sub_group_non_uniform_reduce_##OP(x);                    \
        } else {                                                         \
            r = sub_group_non_uniform_scan_inclusive_##OP(x);            \
            if (get_sub_group_local_id() % 3 != 1)                       \
                r = sub_group_non_uniform_scan_exclusive_##OP(r);        \
        }                                                                \
        o[K] = (IO)r;                                                    \
    }

#define NUMERIC(F, T, IO) F(0, T, IO, add) F(1, T, IO, mul) F(2, T, IO, min) F(3, T, IO, max)
#define BITWISE(F, T, IO) F(4, T, IO, and) F(5, T, IO, or) F(6, T, IO, xor)

#define KERNELS(T, IO, COUNT, MORE)                                      \
    SUB_GROUP kernel void all_##T(global const IO *in, global IO *out)   \
    {                                                                    \
        size_t i = get_global_id(0);                                     \
        T x = (T)in[i];                                                  \
        global IO *o = out + 4 * COUNT * i;                              \
        NUMERIC(FOUR, T, IO)                                             \
        MORE(FOUR, T, IO)                                                \
    }                                                                    \
    SUB_GROUP kernel void paths_##T(global const IO *in, global IO *out) \
    {                                                                    \
        size_t i = get_global_id(0);                                     \
        T x = (T)in[i];                                                  \
        global IO *o = out + COUNT * i;                                  \
        NUMERIC(PATHS, T, IO)                                            \
        MORE(PATHS, T, IO)                                               \
    }
#define NO_MORE(F, T, IO)
#define MORE_0 NO_MORE
#define MORE_1 BITWISE
#define KERNELS_OF(T, IO, COUNT, INTEGER) KERNELS(T, IO, COUNT, MORE_##INTEGER)
#define EXPANDED(T, IO, COUNT, INTEGER) KERNELS_OF(T, IO, COUNT, INTEGER)

#ifdef TYPE
EXPANDED(TYPE, MEMORY_TYPE, OPERATIONS, IS_INTEGER)
#else
// Logical ones take and give int.
SUB_GROUP kernel void logical(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i] / 2;
    global int *o = out + 12 * i;
    FOUR(0, int, int, logical_and)
    FOUR(1, int, int, logical_or)
    FOUR(2, int, int, logical_xor)
}
SUB_GROUP kernel void logical_paths(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i] / 2;
    global int *o = out + 3 * i;
    PATHS(0, int, int, logical_and)
    PATHS(1, int, int, logical_or)
    PATHS(2, int, int, logical_xor)
}
// cl_intel_subgroups_char and _short have names of their own for small types; the plain ones take 32 and 64 bits.
#define INTEL(T)                                                          \
    SUB_GROUP kernel void intel_##T(global const T *in, global T *out)    \
    {                                                                     \
        size_t i = get_global_id(0);                                      \
        T x = in[i];                                                      \
        global T *o = out + 10 * i;                                       \
        o[0] = intel_sub_group_reduce_add(x);                             \
        o[1] = intel_sub_group_reduce_min(x);                             \
        o[2] = intel_sub_group_reduce_max(x);                             \
        o[3] = intel_sub_group_scan_inclusive_add(x);                     \
        o[4] = intel_sub_group_scan_inclusive_min(x);                     \
        o[5] = intel_sub_group_scan_inclusive_max(x);                     \
        o[6] = intel_sub_group_scan_exclusive_add(x);                     \
        o[7] = intel_sub_group_scan_exclusive_min(x);                     \
        o[8] = intel_sub_group_scan_exclusive_max(x);                     \
        o[9] = intel_sub_group_broadcast(x, get_sub_group_size() / 2);    \
    }
INTEL(char)
INTEL(ushort)
#endif
