// Helper functions under divergence, structs by value, by pointer and returned, private arrays.
int gcd(int a, int b)
{
    while (b != 0) {
        int t = a % b;
        a = b;
        b = t;
    }
    return a;
}

int classify(int x)
{
    if (x < 0)
        return -1;
    for (int k = 2; k * k <= x; k++) {
        if (x % k == 0)
            return k;
        if (k > 20)
            return 1000 + k;
    }
    return 0;
}

int chain_c(int x, int y) { return x > y ? x - y : classify(y - x); }
int chain_b(int x) { return x % 2 ? chain_c(x, 17) : -chain_c(17, x) + 1; }
int chain_a(int x) { return x > 5 ? chain_b(x) + chain_b(x + 1) : x; }

kernel void call_under_mask(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int r = -7;
    if (in[i] > 10)
        r = gcd(in[i], i + 1);
    else if (classify(in[i]) == 2)
        r = classify(in[i] + 1) + 5;
    out[i] = r;
}

kernel void call_chain(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    out[i] = chain_a(in[i]) + chain_a(12);
}

void bump(int *value, int by)
{
    if (by < 0)
        return;
    *value += by;
}

void store_if(global int *where, int v)
{
    if (v == 3)
        return;
    *where = v;
}

kernel void out_parameters(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a = 1, b = 2;
    bump(&a, in[i]);
    if (in[i] & 1)
        bump(&b, a);
    bump(in[i] > 20 ? &a : &b, 100);
    store_if(out + i, a * 1000 + b);
    if (in[i] == 5)
        store_if(out + i, 3);
}

typedef struct {
    int x, y;
} Point;

typedef struct {
    Point corner[2];
    short tag;
    float weight;
} Box;

Point add(Point a, Point b)
{
    Point r = {a.x + b.x, a.y + b.y};
    return r;
}

Box grow(Box b, int by)
{
    if (by <= 0)
        return b;
    b.corner[0].x -= by;
    b.corner[1] = add(b.corner[1], (Point){by, by});
    b.tag++;
    return b;
}

void flip(Box *b)
{
    Point t = b->corner[0];
    b->corner[0] = b->corner[1];
    b->corner[1] = t;
    b->weight *= -1.0f;
}

kernel void struct_flow(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Box b = {{{1, 2}, {3, 4}}, 5, 0.5f};
    Box c = grow(b, in[i]);
    if (in[i] & 1)
        flip(&c);
    Box d;
    d = in[i] > 10 ? c : b;
    Point *p = &d.corner[i & 1];
    p->x += 1000;
    Point sum = add(d.corner[0], d.corner[1]);
    out[i] = sum.x * 10 + sum.y + d.tag * 100000 + (d.weight < 0 ? 7 : 0);
}

typedef struct {
    int key;
    float4 data;
    uchar flags[4];
} Record;

kernel void struct_in_global(global const Record *in, global Record *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Record r = in[n - 1 - i];
    if (r.key % 2)
        r.data = r.data.wzyx;
    r.flags[r.key & 3] = 99;
    out[i] = r;
    out[i].key += in[i].key;
    global const Record *other = &in[(i * 7) % n];
    out[i].data.y = other->data.x + other->flags[1];
}

kernel void private_array_uniform(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a[8] = {1, 2, 3};
    for (int k = 0; k < 8; k++)
        a[k] += in[i] * k;
    for (int k = 1; k < 8; k++)
        if (a[k] > 40)
            a[k] -= a[k - 1];
    int r = 0;
    for (int k = 0; k < 8; k++)
        r = r * 3 + a[k];
    out[i] = r;
}

kernel void private_array_by_lane(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int count[7] = {0};
    for (int k = 0; k < 20; k++) {
        int at = (in[i] + k * k) % 7;
        count[at]++;
        if (count[at] > 4)
            count[(at + 1) % 7] = -1;
    }
    int r = 0;
    for (int k = 6; k >= 0; k--)
        r = r * 5 + count[k];
    out[i] = r;
}

kernel void private_array_2d(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int m[3][4];
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 4; c++)
            m[r][c] = in[i] + r * 10 + c;
    int row = in[i] % 3, col = i % 4;
    m[row][col] = 500;
    int *line = m[(row + 1) % 3];
    line[3 - col] += 7;
    out[i] = m[0][0] + m[0][1] * 2 + m[1][2] * 3 + m[2][3] * 5 + m[row][col] + *(line + 1) + m[1][1];
}

kernel void array_of_structs(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Point p[5];
    for (int k = 0; k < 5; k++) {
        p[k].x = in[i] * k;
        p[k].y = i - k;
    }
    // insertion sort by y * x % 7
    for (int k = 1; k < 5; k++) {
        Point key = p[k];
        int j = k - 1;
        while (j >= 0 && p[j].x % 7 > key.x % 7) {
            p[j + 1] = p[j];
            j--;
        }
        p[j + 1] = key;
    }
    Point *q = p + in[i] % 5;
    out[i] = q->x * 1000 + p[0].y * 100 + (q - p) + p[4].x;
}

int sum_array(const int *a, int count)
{
    int s = 0;
    for (int k = 0; k < count; k++)
        s += a[k] * (k + 1);
    return s;
}

void fill_array(int *a, int count, int v)
{
    for (int k = 0; k < count; k++) {
        if (v == 4)
            continue;
        a[k] = v++;
    }
}

kernel void array_to_helper(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a[6] = {0, 0, 0, 0, 0, 9};
    fill_array(a, in[i] % 6, in[i] % 5);
    if (i & 1)
        fill_array(a + 2, 3, 1);
    out[i] = sum_array(a, 6) + sum_array(a + 1, in[i] % 4);
}
