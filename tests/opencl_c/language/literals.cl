// Compound literals, designated initialisers, initialisers that leave something out.
typedef struct { float x, y; int k[2]; } S;
typedef struct { S s[2]; int n; } T;
typedef union { float f; uint u; } U;
float area(const S *s) { return s->x * s->y; }
S make(float a, float b) { return (S){a, b, {1, 2}}; }
uint bits_of(float f) { return ((U){.f = f}).u; }

kernel void literals(global const int *in, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float x = in[i];
    float s = area(&(S){x, 2.0f, {0}}) + make(x, 3).y + make(x, x).k[1] + ((float[3]){x, 1, 2})[i % 3] + ((int4)(1, 2, 3, 4)).s2;
    for (int k = 0; k < 3; ++k) {
        const S *p = &(S){k, in[i] & k, {k}};
        s += p->x * 10 + p->y * 100 + p->k[0] * 1000 + p->k[1];
    }
    out[i] = s;
}
kernel void union_literals(global const int *in, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        out[i] = bits_of(in[i]) + ((U){.u = 5u}).u;
}
kernel void designated(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    T t = {{{1, 2}, {.y = 3, .k = {[1] = 5}}}, .n = in[i]};
    int a[6] = {[4] = in[i], 7, [1] = 2};
    int m[3][2] = {{1}, [2] = {5, 6}};
    char text[8] = "abc", four[4] = {'w', 'x'};
    t.s[i & 1] = make(i, in[i]);
    T *p = &t;
    p->s[1].k[0] += 3;
    (*p).n++;
    int s = 0;
    for (int k = 0; k < 6; ++k)
        s = s * 3 + a[k] + m[k / 2][k & 1] + text[k] + four[k & 3];
    out[i] = s + (int)(t.s[0].x + t.s[0].y * 10 + t.s[1].x * 100 + t.s[1].y * 1000) + t.s[0].k[1] + t.s[1].k[0] * 7 + t.s[1].k[1] * 70 + t.n;
}
