// The generic address space: unqualified pointers to global, local and private memory, and the functions that tell them apart.
int sum3(const int *p) { return p[0] + 2 * p[1] + 3 * p[2]; }
void bump(int *p, int by) { *p += by; }
typedef struct { int a; int b[3]; } Pair;
int pair_sum(const Pair *p) { return p->a + p->b[0] * 2 + p->b[2] * 5; }

// One function, a pointer to each kind of memory.
kernel void one_function_for_all(global const int *in, global int *out, int n)
{
    local int tile[3];
    int l = get_local_id(0), i = get_global_id(0);
    if (l == 0) { tile[0] = 5; tile[1] = 6; tile[2] = 7; }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i >= n) return;
    int mine[3] = {in[i], i, 3};
    out[i] = sum3(mine) + sum3(tile) * 10 + sum3(in) * 100;
}
// A pointer variable that points to one or the other, uniformly.
kernel void picked_uniformly(global const int *in, global int *out, int n)
{
    local int tile[64];
    int l = get_local_id(0), i = get_global_id(0);
    if (l < 64) tile[l] = l * 3;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i >= n) return;
    const int *p = n > 50 ? (const int *)tile : (const int *)in;
    out[i] = p[i % 10];
}
// Each work-item for itself.
kernel void picked_per_item(global const int *in, global int *out, int n)
{
    local int tile[64];
    int l = get_local_id(0), i = get_global_id(0);
    for (int k = l; k < 64; k += get_local_size(0)) tile[k] = k * 3;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i >= n) return;
    const int *p;
    if (in[i] & 1) p = tile + (in[i] & 31);
    else p = in + i;
    out[i] = *p;
}
// Private or global, chosen per item: one pointer variable.
kernel void private_or_global(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n) return;
    int mine[2] = {i * 7, i * 9};
    const int *p = mine;
    if (in[i] & 1) p = in + i;
    out[i] = p[0];
}
kernel void through_struct(global Pair *all, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n) return;
    Pair own = all[i];
    own.a += 1;
    Pair *g = all + i;
    Pair *q = &own;
    q->b[1] = 4;
    out[i] = pair_sum(g) + 1000 * pair_sum(q) + own.b[1];
}
kernel void writes(global int *out, int n)
{
    local int t;
    int i = get_global_id(0);
    if (get_local_id(0) == 0) t = 1;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (get_local_id(0) == 0) bump(&t, 41);
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i >= n) return;
    int x = i;
    bump(&x, 5);
    out[i] = 0;
    bump(out + i, x * 100 + t);
}
// to_global, to_local, to_private, get_fence.
int kind(int *p) { return (to_global(p) != 0) * 1 + (to_local(p) != 0) * 2 + (to_private(p) != 0) * 4; }
kernel void which(global int *out, int n)
{
    local int t[4];
    int i = get_global_id(0);
    int own[2] = {1, 2};
    if (get_local_id(0) < 4) t[get_local_id(0)] = 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (i >= n) return;
    out[i * 4] = 0;
    int k = kind(out + i * 4), l = kind(t + (i & 3)), m = kind(own + (i & 1));
    out[i * 4] = k; out[i * 4 + 1] = l; out[i * 4 + 2] = m;
    out[i * 4 + 3] = (get_fence(out) == CLK_GLOBAL_MEM_FENCE) + 2 * (get_fence(t) == CLK_LOCAL_MEM_FENCE) + 4 * (get_fence(own) != CLK_LOCAL_MEM_FENCE);
}
kernel void back_again(global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n) return;
    int *g = out + i;
    global int *back = to_global(g);
    *back = i + 3;
}
