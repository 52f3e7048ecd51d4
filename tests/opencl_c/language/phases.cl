// Values that live across barriers, one kernel for each way in which they are kept when a kernel is cut into phases.

// Scalars, a vector, a struct, a private array, a truth value and two variables of one name.
typedef struct { int a; short b; } Pair;

kernel void kept_values(global const int *in, global int *out, local int *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    int4 v = (int4)(in[i], l, size, 1);
    Pair p = {in[i] * 2, (short)(l * 3)};
    int table[3] = {l, in[i], 7};
    bool odd = in[i] & 1;
    char small = (char)in[i];
    int sum = 0;
    t[l] = in[i];
    barrier(CLK_LOCAL_MEM_FENCE);
    {
        int x = t[(l + 1) % size];
        barrier(CLK_LOCAL_MEM_FENCE);
        v.y += x;
        table[x & 1] += x;
        t[l] = x;
        barrier(CLK_LOCAL_MEM_FENCE);
        sum += x * 3;
    }
    int x = t[(l + 5) % size];
    p.a -= x;
    p.b++;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (odd)
        sum -= x;
    out[i] = v.x + v.y * 3 + v.z + v.w + p.a * 5 + p.b + table[0] + table[1] * 7 + table[2] + sum + small + x;
}

// Values of the group that steer the loops: assigned between the barriers, in the middle of a phase, under an if of their own.
kernel void group_values(global const int *in, global int *out, int n, global const int *steer, local int *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0), offset = 1, rounds = steer[0];
    int mine = in[i];
    if (rounds > 2)
        rounds--;
    else
        rounds += 2;
    while (rounds-- > 0) {
        t[l] = mine;
        barrier(CLK_LOCAL_MEM_FENCE);
        mine += t[(l + offset) % size];
        offset <<= 1;
        mine ^= offset;
        int next = offset + 1;
        barrier(CLK_LOCAL_MEM_FENCE);
        if (next == steer[1])
            break;
        if (offset == 4)
            continue;
        mine += next;
    }
    int width = (n + 3) / 4;
    do {
        t[l] = mine + width;
        barrier(CLK_LOCAL_MEM_FENCE);
        mine = t[size - 1 - l];
        barrier(CLK_LOCAL_MEM_FENCE);
        width /= 2;
    } while (width > 3);
    out[i] = mine * 2 + offset;
}

int limit_of(int a, int b) { return a * 2 + b; }

// A group value that each sub-group computes (a function may do anything), read by the loop around the barriers.
kernel void computed_limit(global const int *in, global int *out, int n, local int *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    int limit = limit_of(n, 1);
    int mine = in[i];
    for (int k = 0; k < limit; k++) {
        t[l] = mine + k;
        barrier(CLK_LOCAL_MEM_FENCE);
        mine = t[(l + k + 1) % size];
        barrier(CLK_LOCAL_MEM_FENCE);
        if (k == 1)
            limit = limit_of(n, 0);
    }
    out[i] = mine;
}

// The items of the group decide together when to stop.
kernel void vote_in_memory(global const int *in, global int *out, local int *t, local int *again)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    int mine = in[i] & 15, turns = 0;
    do {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (l == 0)
            *again = 0;
        t[l] = mine;
        barrier(CLK_LOCAL_MEM_FENCE);
        int left = t[(l + size - 1) % size];
        if (left > mine)
            atomic_or(again, 1);
        mine = max(mine, left);
        turns++;
        barrier(CLK_LOCAL_MEM_FENCE);
    } while (*again);
    out[i] = mine * 1000 + turns;
}

// Parameters that the kernel changes, for the group and for each item.
kernel void changed_parameters(global const int *in, global int *out, int turns, int bias, local int *t)
{
    int l = get_local_id(0), size = get_local_size(0);
    in += get_global_id(0);
    out += get_global_id(0);
    turns = turns * 2 + 1;
    bias += l;
    t += 1;
    for (; turns > 0; turns--) {
        t[l] = in[0] + bias;
        barrier(CLK_LOCAL_MEM_FENCE);
        bias += t[size - 1 - l] & 3;
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    out[0] = bias;
}

// Leaving the kernel, for the whole group, before and between barriers.
kernel void early_leave(global const int *in, global int *out, int mode, local int *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    out[i] = -1;
    if (mode == 0)
        return;
    for (int k = 0; k < 4; k++) {
        t[l] = in[i] + k;
        barrier(CLK_LOCAL_MEM_FENCE);
        int x = t[(l + 1) % size];
        if (k == mode) {
            out[i] = x;
            return;
        }
        for (int j = 0; j < 2; j++) {
            barrier(CLK_LOCAL_MEM_FENCE);
            if (j + k == 4)
                break;
            if (mode > 5)
                continue;
            x += j;
        }
        out[i] = x * 3;
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (in[i] < 0)
        return;
    out[i] += 1000;
}

// Addresses of private variables on both sides of a barrier.
kernel void taken_addresses(global const float *in, global float *out, local float *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    float whole, values[2] = {1.0f, 2.0f};
    float part = fract(in[i], &whole);
    t[l] = whole;
    barrier(CLK_LOCAL_MEM_FENCE);
    float *p = &values[l & 1];
    *p += t[size - 1 - l];
    whole += 0.5f;
    barrier(CLK_LOCAL_MEM_FENCE);
    out[i] = values[0] * 4.0f + values[1] + whole + part;
}

// The textbook form: tiles of 16x16, an accumulator for each item. Loops inside a phase run for several sub-groups at once.
kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void tiles(global const int *a, global const int *b, global int *c, int m, int n, int k)
{
    local int ta[16][16], tb[16][17];
    int x = get_local_id(0), y = get_local_id(1), column = get_global_id(0), row = get_global_id(1);
    int sum = 0, biggest = -1000000;
    for (int s = 0; s < k; s += 16) {
        ta[y][x] = row < m && s + x < k ? a[row * k + s + x] : 0;
        tb[y][x] = s + y < k && column < n ? b[(s + y) * n + column] : 0;
        barrier(CLK_LOCAL_MEM_FENCE);
        int best = -1000000;
        for (int i = 0; i < 16; i++) {
            int product = ta[y][i] * tb[i][x];
            sum += product;
            best = max(best, product);
        }
        if (best > biggest)
            biggest = best;
        #pragma unroll 2
        for (int i = 0; i < 3; ++i)
            sum += i * y;
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (row < m && column < n)
        c[row * n + column] = sum + biggest * 3;
}

// No size is required; the array says which one is likely (with a form of its own), and every other runs too.
kernel void likely_tiles(global const int *in, global int *out, int turns)
{
    local int t[8][33];
    int x = get_local_id(0), y = get_local_id(1), w = get_local_size(0), h = get_local_size(1);
    int at = get_global_id(1) * get_global_size(0) + get_global_id(0);
    int mine = in[at];
    for (int k = 0; k < turns; k++) {
        t[y][x] = mine;
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int j = 0; j < h; j++)
            mine += t[j][x] * (j + y);
        for (int i = 0; i < w; i++)
            mine ^= t[y][i] + i;
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    out[at] = mine + x * 10 + y;
}

// Any two-dimensional shape.
kernel void rows(global const int *in, global int *out, local int *t)
{
    int x = get_local_id(0), y = get_local_id(1), w = get_local_size(0), h = get_local_size(1);
    int at = get_global_id(1) * get_global_size(0) + get_global_id(0);
    int mine = in[at];
    for (int k = 0; k < 3; k++) {
        t[y * w + x] = mine;
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int j = 0; j < h; j++)
            mine += t[j * w + x] * (j + y);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    out[at] = mine + x * 10 + y;
}

// An array that is declared before a loop around several sub-groups, and lives on behind the barrier.
kernel __attribute__((reqd_work_group_size(16, 8, 1)))
void array_through_loop(global const int *in, global int *out, int n, local int *t)
{
    int i = get_global_id(1) * get_global_size(0) + get_global_id(0);
    int l = get_local_id(1) * 16 + get_local_id(0);
    int seen[4] = {in[i], 1, 2, 3};
    int sum = 0;
    for (int k = 0; k < n; k++) {
        seen[(k + l) & 3] += k;
        sum += seen[k & 3];
    }
    t[l] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    out[i] = t[127 - l] + seen[l & 3];
}

// All items of a group leave or none does, but only the data says so.
kernel void leave_together(global const int *in, global int *out, local int *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    out[i] = 7;
    if (in[i] < 0)
        return;
    t[l] = in[i];
    barrier(CLK_LOCAL_MEM_FENCE);
    out[i] = t[size - 1 - l] + 1;
}
