// goto, labels in odd places, Duff's device: one work-item per lane is given up, results are not.
kernel void collatz(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = in[i], s = 0;
again:
    if (x <= 1)
        goto done;
    {
        int half_way = x / 2;
        if (x & 1) {
            x = 3 * x + 1;
            s++;
            goto again;
        }
        x = half_way;
    }
    if (++s < 200)
        goto again;
done:
    for (int a = 0; a < 3; ++a)
        for (int b = 0; b < 3; ++b)
            if (a * b == 2)
                goto out_of_both;
out_of_both:
    out[i] = s;
}

// Declarations with values that a backward jump passes again, arrays and structs among them.
typedef struct { int a, b[2]; } Pair;
kernel void passed_again(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int round = 0, sum = 0;
once_more:;
    int fresh[3] = {1, 2, round};
    Pair pair = {round, {in[i], 3}};
    const int three = 3;
    fresh[round] += in[i];
    pair.b[1] += fresh[0] * 10 + fresh[1] * 100 + fresh[2] * 1000;
    sum += pair.a + pair.b[0] + pair.b[1];
    if (++round < three)
        goto once_more;
    out[i] = sum;
}

// A jump into the middle of a loop, and barriers around it all.
kernel void with_barriers(global const int *in, global int *out, int n)
{
    local int t[256];
    int l = get_local_id(0), i = get_global_id(0), k = 0, s = 0;
    t[l] = i < n ? in[i] : 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    goto middle;
    while (k < 3) {
        s += 100;
middle:
        s += t[(l + k) % get_local_size(0)];
        ++k;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    t[l] = s;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i < n)
        out[i] = s + t[get_local_size(0) - 1 - l];
}

kernel void duff(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int count = in[i] & 31, s = 0, k = (count + 3) / 4;
    if (count == 0) {
        out[i] = -1;
        return;
    }
    switch (count & 3) {
    case 0:
        do {
            int one = 1;
            s += one;
    case 3: s += 10;
    case 2: s += 100;
    case 1: s += 1000;
        } while (--k > 0);
    }
    out[i] = s;
}
