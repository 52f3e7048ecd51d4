// Shuffles, rotations and broadcasts of every type, KHR's and Intel's. A result from a lane that is not there counts as 0.
#pragma OPENCL EXTENSION cl_khr_fp16 : enable
#define SUB_GROUP __attribute__((intel_reqd_sub_group_size(SIZE)))

// IO is the type in memory.
#define SCALAR(T, IO)                                                                                  \
    SUB_GROUP kernel void exchange_##T(global const IO *in, global IO *out)                            \
    {                                                                                                  \
        size_t i = get_global_id(0);                                                                   \
        T x = (T)in[i], y = x + (T)11;                                                                 \
        uint l = get_sub_group_local_id(), n = get_sub_group_size();                                   \
        T exchanged = sub_group_shuffle_xor(x, 5);                                                     \
        T above = sub_group_shuffle_up(x, 3), below = sub_group_shuffle_down(x, 2);                    \
        T turned = sub_group_rotate(x, 3), turned4 = sub_group_clustered_rotate(x, 1, 4);              \
        T back = sub_group_rotate(x, -1);                                                              \
        T intel_xor = intel_sub_group_shuffle_xor(x, 6);                                               \
        T down = intel_sub_group_shuffle_down(x, y, 3), up = intel_sub_group_shuffle_up(y, x, 5);      \
        global IO *o = out + 14 * i;                                                                   \
        o[0] = (IO)sub_group_shuffle(x, (l * 5 + 2) % n);                                              \
        o[1] = (l ^ 5) < n ? (IO)exchanged : (IO)0;                                                    \
        o[2] = l >= 3 ? (IO)above : (IO)0;                                                             \
        o[3] = l + 2 < n ? (IO)below : (IO)0;                                                          \
        o[4] = (l + 3) % SIZE < n ? (IO)turned : (IO)0;                                                \
        o[5] = (l & ~3u) + (l + 1) % 4 < n ? (IO)turned4 : (IO)0;                                      \
        o[6] = (IO)sub_group_broadcast(x, n / 2);                                                      \
        o[7] = (IO)sub_group_broadcast_first(x);                                                       \
        o[8] = (IO)sub_group_non_uniform_broadcast(x, n - 1);                                          \
        o[9] = (IO)intel_sub_group_shuffle(x, n - 1 - l);                                              \
        o[10] = (l ^ 6) < n ? (IO)intel_xor : (IO)0;                                                   \
        o[11] = (l + 3) % SIZE < n ? (IO)down : (IO)0;                                                 \
        o[12] = (l + SIZE - 5) % SIZE < n ? (IO)up : (IO)0;                                            \
        o[13] = (l + SIZE - 1) % SIZE < n ? (IO)back : (IO)0;                                          \
    }

#define TWO(T, a) (T)(a), (T)((a) * 3)
#define FOUR(T, a) TWO(T, a), TWO(T, (a) + 5)
#define EIGHT(T, a) FOUR(T, a), FOUR(T, (a) - 7)
#define SIXTEEN(T, a) EIGHT(T, a), EIGHT(T, (a) + 13)
#define VECTOR(T, IO, N, LIST)                                                                         \
    SUB_GROUP kernel void exchange_##T##N(global const IO *in, global IO *out)                         \
    {                                                                                                  \
        size_t i = get_global_id(0);                                                                   \
        T##N x = (T##N)(LIST(T, in[i])), y = x + (T)1;                                                 \
        uint l = get_sub_group_local_id(), n = get_sub_group_size();                                   \
        T##N down = intel_sub_group_shuffle_down(x, y, 3), up = intel_sub_group_shuffle_up(y, x, 1);   \
        T##N other = intel_sub_group_shuffle_xor(x, 1);                                                \
        vstore##N(convert_##IO##N(sub_group_broadcast(x, n - 1)), 5 * i, out);                         \
        vstore##N(convert_##IO##N(intel_sub_group_shuffle(x, n - 1 - l)), 5 * i + 1, out);             \
        vstore##N(convert_##IO##N((l + 3) % SIZE < n ? down : (T##N)0), 5 * i + 2, out);               \
        vstore##N(convert_##IO##N((l + SIZE - 1) % SIZE < n ? up : (T##N)0), 5 * i + 3, out);          \
        vstore##N(convert_##IO##N((l ^ 1) < n ? other : (T##N)0), 5 * i + 4, out);                     \
    }

// Both forms for one type; LIST makes the components of a vector of WIDTH.
#define ALL(T, IO, N, LIST) SCALAR(T, IO) VECTOR(T, IO, N, LIST)
#define EXPANDED(T, IO, N, LIST) ALL(T, IO, N, LIST)
#if WIDTH == 2
EXPANDED(TYPE, MEMORY_TYPE, 2, TWO)
#elif WIDTH == 4
EXPANDED(TYPE, MEMORY_TYPE, 4, FOUR)
#elif WIDTH == 8
EXPANDED(TYPE, MEMORY_TYPE, 8, EIGHT)
#else
EXPANDED(TYPE, MEMORY_TYPE, 16, SIXTEEN)
#endif
