// cl_intel_subgroup_matrix_multiply_accumulate: products of M rows, one per sub-group.
//
// a, b, c and out hold 32 bytes per row of a, 8 words per column of b (word-major), M rows of SIZE sums for each sub-group.
#pragma OPENCL EXTENSION cl_khr_fp16 : enable
#define SUB_GROUP __attribute__((intel_reqd_sub_group_size(SIZE)))

#define ROWS_(p) (p)[0]
#define ROWS_2(p) (p)[0], (p)[SIZE]
#define ROWS_4(p) ROWS_2(p), ROWS_2(p + 2 * SIZE)
#define ROWS_8(p) ROWS_4(p), ROWS_4(p + 4 * SIZE)
#define PUT_(p, v) (p)[0] = v
#define PUT_2(p, v) (p)[0] = v.s0, (p)[SIZE] = v.s1
#define PUT_4(p, v) PUT_2(p, v.lo), PUT_2(p + 2 * SIZE, v.hi)
#define PUT_8(p, v) PUT_4(p, v.lo), PUT_4(p + 4 * SIZE, v.hi)

// IO: how sums lie in memory.
#define MAD(KERNEL, NAME, M, COUNT, TA, TB, TC, IO)                                                              \
    SUB_GROUP kernel void KERNEL(global const TA *a, global const TB *b, global const IO *c, global IO *out)     \
    {                                                                                                            \
        size_t g = get_group_id(0) * get_num_sub_groups() + get_sub_group_id();                                  \
        uint l = get_sub_group_local_id();                                                                       \
        TA##M x = (TA##M)(ROWS_##M(a + g * COUNT * SIZE + l));                                                   \
        TB##8 y = (TB##8)(ROWS_8(b + g * 8 * SIZE + l));                                                         \
        TC##M z = (TC##M)(ROWS_##M(c + g * COUNT * SIZE + l));                                                   \
        TC##M r = intel_sub_group_##NAME(x, y, z);                                                               \
        PUT_##M(out + g * COUNT * SIZE + l, r);                                                                  \
    }
#define INTEGER(A, B, K, M, COUNT, TA, TB) MAD(A##_##B##_##COUNT, A##_##B##_matrix_mad_##K, M, COUNT, TA, TB, int, int)
#define FLOATS(F, M, COUNT, TA, TC, IO) MAD(F##_##TC##_##COUNT, F##_##F##_matrix_mad_k16, M, COUNT, TA, int, TC, IO)

#if SIZE == 8
#define I int
#define U uint
#else
#define I short
#define U ushort
#endif

#ifdef EVERY_M
#define ALL_M(A, B, K, TA, TB) \
    INTEGER(A, B, K, , 1, TA, TB) INTEGER(A, B, K, 2, 2, TA, TB) INTEGER(A, B, K, 4, 4, TA, TB) INTEGER(A, B, K, 8, 8, TA, TB)
#define ALL_FLOATS(F, TA, TC, IO) \
    FLOATS(F, , 1, TA, TC, IO) FLOATS(F, 2, 2, TA, TC, IO) FLOATS(F, 4, 4, TA, TC, IO) FLOATS(F, 8, 8, TA, TC, IO)
#define MIXES(TA, TU)                                                            \
    ALL_M(i8, i8, k32, TA, int) ALL_M(i8, u8, k32, TA, uint)                     \
    ALL_M(u8, i8, k32, TU, int) ALL_M(u8, u8, k32, TU, uint)                     \
    ALL_M(i4, i4, k64, TA, int) ALL_M(i4, u4, k64, TA, uint)                     \
    ALL_M(u4, i4, k64, TU, int) ALL_M(u4, u4, k64, TU, uint)                     \
    ALL_FLOATS(f16, TA, float, float) ALL_FLOATS(bf16, TA, float, float)
#else
#define MIXES(TA, TU)                                                            \
    INTEGER(i8, i8, k32, , 1, TA, int) INTEGER(i8, i8, k32, 8, 8, TA, int)       \
    INTEGER(i8, u8, k32, 2, 2, TA, uint) INTEGER(u8, i8, k32, 4, 4, TU, int)     \
    INTEGER(u8, u8, k32, 8, 8, TU, uint) INTEGER(i4, i4, k64, 4, 4, TA, int)     \
    INTEGER(i4, u4, k64, , 1, TA, uint) INTEGER(u4, i4, k64, 2, 2, TU, int)      \
    INTEGER(u4, u4, k64, 2, 2, TU, uint)                                         \
    FLOATS(f16, , 1, TA, float, float) FLOATS(f16, 8, 8, TA, float, float)       \
    FLOATS(bf16, 2, 2, TA, float, float) FLOATS(bf16, 4, 4, TA, float, float)
#endif

#ifdef HALF_SUMS
FLOATS(f16, , 1, short, half, float)
FLOATS(f16, 4, 4, short, half, float)
#else
MIXES(I, U)
#if SIZE == 16
FLOATS(bf16, , 1, short, short, short)
FLOATS(bf16, 8, 8, short, short, short)
#endif
#endif
