// Pointers to global, local, constant and private memory: arithmetic, comparison, selection, walking.
constant int primes[10] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29};
constant float4 corners[2] = {(float4)(1.0f, 2.0f, 3.0f, 4.0f), (float4)(5.0f, 6.0f, 7.0f, 8.0f)};
constant struct { int scale; char letters[4]; } config = {7, {'a', 'b', 'c', 'd'}};
constant int answer = 42;

kernel void constant_tables(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    constant int *p = primes + (in[i] & 3);
    int r = primes[in[i] % 10] + p[2] * 100 + answer;
    for (int k = 0; k < 10; k++)
        r += primes[k];
    r += config.scale * config.letters[i & 3];
    float4 c = corners[in[i] & 1];
    out[i] = r + (int)(c.y * 1000.0f);
}

int take_constant(constant int *table, int at) { return table[at]; }

kernel void constant_argument(global const int *in, global int *out, int n, constant int *table)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    out[i] = take_constant(in[i] > 0 ? table : primes, in[i] & 7) + take_constant(table + 1, i & 3);
}

kernel void walk_global(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    global const int *p = in + i;
    global const int *end = in + n;
    int sum = 0;
    while (p < end && sum < 100) {
        sum += *p++;
        if (p != end)
            sum += p[0] & 1;
        p += 2;
    }
    out[i] = sum * 1000 + (int)(p - in);
}

kernel void select_pointer(global int *a, global int *b, global const int *in, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    global int *p = in[i] > 0 ? a : b;
    p[i] = in[i];
    global int *q = &p[i];
    if (in[i] & 1)
        q = b + i;
    *q += 1000;
    if (q == a + i)
        *q *= 2;
}

kernel void swap_rows(global const float *in, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    global const float *row = &in[i * 4];
    global float *dst = out + (n - 1 - i) * 4;
    for (int k = 3; k >= 0; --k)
        *dst++ = row[k];
}

kernel void stride_walk(global const uchar *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    global const uchar *p = in + 3 * i;
    int r = p[0] | p[1] << 8 | p[2] << 16;
    global const char *s = (global const char *)p;
    out[i] = r + s[1] * 3;
}

kernel void local_pointer(global const int *in, global int *out, int n, local int *scratch)
{
    int i = get_global_id(0);
    int l = get_local_id(0), size = get_local_size(0);
    local int *mine = scratch + l;
    *mine = i < n ? in[i] : 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    local int *other = &scratch[(l + 1) % size];
    local const int *p = in[0] > 0 ? mine : other;
    if (i >= n)
        return;
    out[i] = *other * 10 + *p + (other > mine);
}

kernel void private_pointer(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a[4] = {in[i], in[i] + 1, in[i] + 2, in[i] + 3};
    int b = 77;
    int *p = a;
    p += in[i] & 1;
    int r = *p++;
    r += *p * 10;
    if (in[i] & 2)
        p = &b;
    *p += 5;
    int *q = &a[3];
    while (q > a && *q > 30)
        --q;
    out[i] = r * 100 + b + a[1] + a[2] + (int)(q - a) * 100000;
}

// The same buffer seen as vectors and as bytes.
kernel void reinterpret_global(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    global const uchar *bytes = (global const uchar *)in;
    global const int2 *pairs = (global const int2 *)in;
    int2 pair = pairs[i / 2];
    global short *halves = (global short *)(out + i);
    halves[0] = bytes[4 * i] + pair.x;
    halves[1] = bytes[4 * i + 1] - pair.y;
}

// A private object seen through another type.
kernel void reinterpret_private(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int word[2] = {in[i], in[i] * 3};
    uchar *bytes = (uchar *)word;
    int sum = 0;
    for (int k = 0; k < 8; k++)
        sum += bytes[k] * (k + 1);
    out[i] = sum;
}

kernel void null_and_size(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    global const int *p = in[i] > 5 ? in + i : 0;
    out[i] = (p ? *p : -1) + (int)sizeof(float4);
}
