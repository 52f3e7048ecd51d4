// Local memory and barriers: static and as arguments, in loops, helpers and uniform branches.
kernel void reverse_group(global const int *in, global int *out, int n)
{
    local int tile[128];
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    tile[l] = i < n ? in[i] : -1;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i < n)
        out[i] = tile[size - 1 - l];
}

kernel void two_arguments(global const int *in, global int *out, int n, local int *a, int factor, local long *b)
{
    local short middle[3];
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    a[l] = i < n ? in[i] : 0;
    b[l] = (long)a[l] * factor;
    if (l < 3)
        middle[l] = l + 7;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i < n)
        out[i] = a[(l + 1) % size] + (int)b[(l + size - 1) % size] + middle[i % 3 < size ? i % 3 : 0];
}

// Each turn of a loop that all items share ends in a barrier; lane values live across it.
kernel void barrier_in_loop(global const int *in, global int *out, int n, local int *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    int mine = i < n ? in[i] : 0;
    int seen = 0;
    for (int turn = 0; turn < 5; turn++) {
        t[l] = mine;
        barrier(CLK_LOCAL_MEM_FENCE);
        int left = t[(l + size - 1) % size];
        if (left > mine)
            seen += turn + 1;
        mine = mine * 3 + left;
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (i < n)
        out[i] = mine + seen;
}

int shift_left(local int *t, int l, int size, int v)
{
    t[l] = v;
    barrier(CLK_LOCAL_MEM_FENCE);
    int r = t[(l + 1) % size];
    barrier(CLK_LOCAL_MEM_FENCE);
    return r;
}

int shift_twice(local int *t, int l, int size, int v) { return shift_left(t, l, size, shift_left(t, l, size, v) + 1); }

kernel void barrier_in_helper(global const int *in, global int *out, int n, local int *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    int v = i < n ? in[i] : 0;
    v = shift_left(t, l, size, v);
    v += shift_twice(t, l, size, v);
    if (i < n)
        out[i] = v;
}

kernel void barrier_in_branch(global const int *in, global int *out, int n, int mode, local int *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    int v = i < n ? in[i] : 0;
    if (mode == 1) {
        t[l] = v;
        barrier(CLK_LOCAL_MEM_FENCE);
        v = t[size - 1 - l];
    } else if (get_group_id(0) % 2 == 0) {
        t[l] = v * 2;
        barrier(CLK_LOCAL_MEM_FENCE);
        v = t[0] + t[l];
    }
    if (i < n)
        out[i] = v;
}

kernel void barrier_in_switch(global const int *in, global int *out, int n, int mode, local int *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    int v = i < n ? in[i] : 0;
    switch (mode) {
    case 2:
        t[l] = v;
        barrier(CLK_LOCAL_MEM_FENCE);
        v += t[(l + 1) % size];
        break;
    case 1:
        v *= 2;
    default:
        v++;
    }
    if (i < n)
        out[i] = v;
}

// The trip count comes from memory, the same for all items of the group but not of the range.
kernel void trips_from_memory(global const int *in, global int *out, global const int *turns, local int *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    int v = in[i];
    int k = turns[get_group_id(0)];
    while (k-- > 0) {
        t[l] = v;
        barrier(CLK_LOCAL_MEM_FENCE);
        v = t[(l * 3 + 1) % size] + 1;
        barrier(CLK_LOCAL_MEM_FENCE);
        if (k == 2)
            continue;
        v ^= k;
    }
    out[i] = v;
}

// Lanes do different amounts of work between two barriers.
kernel void divergent_between(global const int *in, global int *out, local int *t)
{
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    t[l] = 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int k = 0; k < in[i] % 7; k++) {
        if (k == 4)
            break;
        t[l] += k + in[i];
    }
    if (l % 3 == 0)
        t[l] = -t[l];
    barrier(CLK_LOCAL_MEM_FENCE);
    int sum = 0;
    for (int k = 0; k < size; k++)
        sum = sum * 3 + t[k];
    out[i] = sum + l;
}

typedef struct {
    int count;
    float values[5];
    uchar4 tag;
} Cell;

kernel void struct_in_local(global const int *in, global float *out)
{
    local Cell cells[32];
    int i = get_global_id(0), l = get_local_id(0), size = get_local_size(0);
    cells[l].count = in[i] % 5;
    for (int k = 0; k < 5; k++)
        cells[l].values[k] = in[i] + k * 0.5f;
    cells[l].tag = (uchar4)(l, 1, 2, 3);
    barrier(CLK_LOCAL_MEM_FENCE);
    local Cell *c = &cells[(l + 1) % size];
    Cell copy = *c;
    out[i] = copy.values[c->count] + copy.tag.x;
}

kernel void local_2d_and_fence(global const int *in, global int *out)
{
    local int m[8][9];
    int x = get_local_id(0), y = get_local_id(1);
    int w = get_local_size(0), h = get_local_size(1);
    int at = get_global_id(1) * get_global_size(0) + get_global_id(0);
    m[y][x] = in[at];
    work_group_barrier(CLK_LOCAL_MEM_FENCE);
    out[at] = m[h - 1 - y][w - 1 - x] - m[y][(x + 1) % w];
}

kernel void async_copies(global const int *in, global int *out)
{
    local int tile[64], other[32];
    int l = get_local_id(0), size = get_local_size(0), base = get_group_id(0) * size;
    event_t e = async_work_group_copy(tile, in + base, size, 0);
    wait_group_events(1, &e);
    int mine = tile[size - 1 - l];
    if (l < size / 2)
        other[l] = mine * 2;
    barrier(CLK_LOCAL_MEM_FENCE);
    e = async_work_group_copy(out + base, other, size / 2, 0);
    wait_group_events(1, &e);
    if (l >= size / 2)
        out[base + l] = mine;
}
