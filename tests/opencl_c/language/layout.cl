// Sizes, alignments and offsets of structs; packed, aligned and nested ones in memory and by value.
typedef struct __attribute__((packed)) { char a; int b; short c; long d; } Packed;
typedef struct { char a; int b __attribute__((aligned(16))); } Aligned;
typedef struct __attribute__((aligned(64))) { int x; } Wide;
typedef struct { char a; int b __attribute__((packed)); short c; } PartlyPacked;
#pragma pack(push, 2)
typedef struct { char a; long b; } Pragma;
#pragma pack(pop)
struct Inner { short a[3]; float2 v; };
struct Outer { struct Inner in[2]; char t; struct { int deep; } d; union { int u; struct { short lo, hi; }; }; };
typedef struct { uchar3 c; float3 f; half h; } Vectors;

kernel void sizes(global int *out)
{
    out[0] = sizeof(Packed);
    out[1] = sizeof(Aligned);
    out[2] = sizeof(Wide);
    out[3] = sizeof(PartlyPacked);
    out[4] = sizeof(struct Outer);
    out[5] = __builtin_offsetof(Packed, d);
    out[6] = __builtin_offsetof(Aligned, b);
    out[7] = __builtin_offsetof(struct Outer, t);
    out[8] = __alignof__(Wide);
    out[9] = __builtin_offsetof(PartlyPacked, b);
    out[10] = sizeof(Pragma);
    out[11] = sizeof(Vectors);
    out[12] = __builtin_offsetof(Vectors, f);
    out[13] = sizeof(float3) + sizeof(char16) * 100;
}
kernel void packed_in_memory(global Packed *p, global Aligned *q, global PartlyPacked *r, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Packed own = p[i];
    own.b += 1;
    own.d = own.c;
    p[i] = own;
    p[i].c = 77;
    Aligned a = q[i];
    a.b = a.a;
    q[i] = a;
    r[i].b = r[i].a + r[i].c;
    out[i] = p[i].b + q[i].b + (int)p[i].d;
}
struct Inner twist(struct Inner x, int k)
{
    x.a[k % 3] += k;
    x.v = x.v.yx;
    return x;
}
kernel void nested(global const struct Outer *in, global struct Outer *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    struct Outer o = in[i];
    o.in[i & 1] = twist(o.in[1 - (i & 1)], i);
    o.d.deep = o.in[0].a[i % 3];
    struct Outer copy = o;
    copy.t = 5;
    if (i % 3 == 0)
        copy = in[n - 1 - i];
    copy.hi += 3;
    out[i] = copy;
}
// Two functions, two structs of one name.
int first(int x)
{
    struct Local { int a; } l = {x};
    return l.a;
}
int second(int x)
{
    struct Local { int b, a; } l = {1, x};
    struct Local Local = l;
    return Local.a + l.b;
}
kernel void names(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        out[i] = first(in[i]) * 3 + second(in[i]);
}
