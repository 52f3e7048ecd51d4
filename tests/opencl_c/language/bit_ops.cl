// cl_khr_extended_bit_ops: fields of any place and length, and reversal, for every integer type, and every vector width once.

#define SCALAR(T, S, U)                                                                               \
    kernel void bits_##T(global const T *in, global T *out, int n)                                    \
    {                                                                                                 \
        int i = get_global_id(0);                                                                     \
        if (i >= n)                                                                                   \
            return;                                                                                   \
        T base = in[2 * i], other = in[2 * i + 1];                                                    \
        uint width = sizeof(T) * 8, offset = (uint)i * 7 % (width + 1), count = (uint)i * 5 % (width + 1 - offset); \
        global T *o = out + 8 * i;                                                                    \
        o[0] = bitfield_insert(base, other, offset, count);                                           \
        o[1] = bitfield_extract_signed(base, offset, count);                                          \
        o[2] = bitfield_extract_unsigned(base, offset, count);                                        \
        o[3] = bit_reverse(base);                                                                     \
        o[4] = bitfield_insert(base, other, 0, width);                                                \
        o[5] = bitfield_extract_signed(base, 0, width);                                               \
        o[6] = bitfield_extract_unsigned(base, width - 1, 1);                                         \
        o[7] = bitfield_extract_signed(in[0], 1, 5) ^ bit_reverse(in[1]);                             \
    }

#define VECTOR(T, S, U, N)                                                                            \
    kernel void bits_##T##N(global const T *in, global T *out, int n)                                 \
    {                                                                                                 \
        int i = get_global_id(0);                                                                     \
        if (i >= n)                                                                                   \
            return;                                                                                   \
        T##N base = vload##N(2 * i, in), other = vload##N(2 * i + 1, in);                             \
        uint width = sizeof(T) * 8, offset = (uint)i * 3 % (width + 1), count = (uint)i * 11 % (width + 1 - offset); \
        S##N x = bitfield_extract_signed(base, offset, count);                                        \
        U##N u = bitfield_extract_unsigned(base, offset, count);                                      \
        vstore##N(bitfield_insert(base, other, offset, count), 4 * i, out);                           \
        vstore##N(as_##T##N(x), 4 * i + 1, out);                                                      \
        vstore##N(as_##T##N(u), 4 * i + 2, out);                                                      \
        vstore##N(bit_reverse(base), 4 * i + 3, out);                                                 \
    }
#define ALL(S, U) SCALAR(S, S, U) SCALAR(U, S, U)
#define WIDTHS(T, S, U) WIDTHS_OF(T, S, U)
#define WIDTHS_OF(T, S, U) VECTOR(T, S, U, 2) VECTOR(T, S, U, 3) VECTOR(T, S, U, 4) VECTOR(T, S, U, 8) VECTOR(T, S, U, 16)

#ifdef VECTORS
WIDTHS(SIGNED, SIGNED, UNSIGNED)
WIDTHS(UNSIGNED, SIGNED, UNSIGNED)
#else
ALL(char, uchar)
ALL(short, ushort)
ALL(int, uint)
ALL(long, ulong)
VECTOR(char, char, uchar, 3)
VECTOR(ushort, short, ushort, 2)
VECTOR(uint, int, uint, 4)
#endif
