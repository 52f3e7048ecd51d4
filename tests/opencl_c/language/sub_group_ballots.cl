// Ballots and masks of up to 64 lanes, ballots that differ between lanes, and votes where lanes diverge.
#define SUB_GROUP __attribute__((intel_reqd_sub_group_size(SIZE)))

SUB_GROUP kernel void ballots(global const int *in, global uint *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    uint n = get_sub_group_size(), l = get_sub_group_local_id();
    uint4 b = sub_group_ballot(x > 2);
    uint4 own = b ^ (uint4)(l * 0x9e3779b9u, l * 0x85ebca6bu, l, 0);
    global uint *o = out + 18 * i;
    o[0] = b.x;
    o[1] = b.y;
    o[2] = b.z | b.w;
    o[3] = sub_group_ballot_bit_count(b);
    o[4] = sub_group_ballot_inclusive_scan(b);
    o[5] = sub_group_ballot_exclusive_scan(b);
    o[6] = sub_group_ballot_find_lsb(b | (uint4)(1u << 7, 0, 0, 0));
    o[7] = sub_group_ballot_find_msb(b | (uint4)(1u, 0, 0, 0));
    o[8] = sub_group_inverse_ballot(b);
    o[9] = sub_group_ballot_bit_extract(b, n - 1 - l);
    o[10] = sub_group_ballot_bit_extract(b, n / 2);
    o[11] = sub_group_ballot_bit_count(own);
    o[12] = sub_group_ballot_inclusive_scan(own);
    o[13] = sub_group_ballot_exclusive_scan(own);
    o[14] = sub_group_ballot_find_lsb(own | (uint4)(1u << 6, 0, 0, 0));
    o[15] = sub_group_ballot_find_msb(own | (uint4)(1u, 0, 0, 0));
    o[16] = sub_group_inverse_ballot(own) != 0;
    o[17] = sub_group_ballot_bit_extract(own, l / 2) != 0;
}

SUB_GROUP kernel void masks(global const int *in, global uint *out)
{
    size_t i = get_global_id(0);
    vstore4(get_sub_group_eq_mask(), 5 * i, out);
    vstore4(get_sub_group_ge_mask(), 5 * i + 1, out);
    vstore4(get_sub_group_gt_mask(), 5 * i + 2, out);
    vstore4(get_sub_group_le_mask(), 5 * i + 3, out);
    vstore4(get_sub_group_lt_mask() + (uint4)(in[i] - in[i]), 5 * i + 4, out);
}

// Lanes leave the loop one after another; inside, they part once more.
SUB_GROUP kernel void votes_on_the_way(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i];
    int r = 0;
    for (int k = 0; k <= (x & 3); k++) {
        r = r * 5 + (sub_group_non_uniform_all(x > k) != 0) + 2 * (sub_group_non_uniform_any(x == k + 4) != 0);
        if (sub_group_elect())
            r += 1000;
        if (x > 3) {
            r += sub_group_broadcast_first(x) * 10;
            r += 7 * (sub_group_non_uniform_all_equal(x) != 0);
        } else {
            uint4 b = sub_group_ballot(x == k);
            r += 3 * sub_group_ballot_bit_count(b) + 100 * (sub_group_inverse_ballot(b) != 0);
        }
    }
    out[i] = r;
}

// What all lanes know alike decides whether the sub-group goes on.
SUB_GROUP kernel void votes_that_decide(global const int *in, global int *out)
{
    size_t i = get_global_id(0);
    int x = in[i], turns = 0;
    while (sub_group_any(x > 0)) {
        if (sub_group_all(x > -3))
            x -= 2;
        else
            x -= 1;
        turns++;
    }
    out[i] = turns * 100 + x;
}

#define EQUAL(T)                                                                       \
    SUB_GROUP kernel void equal_##T(global const T *in, global int *out)               \
    {                                                                                  \
        size_t i = get_global_id(0);                                                   \
        T x = in[i];                                                                   \
        T rest = x > (T)3 ? (T)1 : (T)0;                                               \
        int all = sub_group_non_uniform_all_equal(x), same = sub_group_non_uniform_all_equal(rest); \
        out[i] = (all != 0) + 2 * (same != 0);                                         \
    }
EQUAL(char)
EQUAL(ushort)
EQUAL(int)
EQUAL(ulong)
EQUAL(float)
EQUAL(double)
