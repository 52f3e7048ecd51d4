// Unions and pointer casts that read an object's bits as another type.
typedef union { float f; uint u; int i; } Bits;
typedef union { uint word; uchar byte[4]; ushort half_word[2]; uchar4 v; } Bytes;
typedef union { double d; ulong u; uint2 w; } Bits64;
typedef union { float4 v; float s[4]; struct { float x, y, z, w; }; } Vec;

kernel void bit_cast(global const float *in, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Bits b;
    b.f = in[i];
    b.u ^= 0x80000000u;
    if (b.i < 0)
        b.f *= 2.0f;
    out[i] = b.u;
}
float inverse_root(float x)
{
    union { float f; int i; } c;
    c.f = x;
    c.i = 0x5f3759df - (c.i >> 1);
    return c.f * (1.5f - 0.5f * x * c.f * c.f);
}
kernel void famous(global const float *in, global float *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        out[i] = inverse_root(in[i]);
}
Bits pick(Bits a, Bits b, int which)
{
    if (which & 1)
        return a;
    Bits r = b;
    r.u += 1;
    return r;
}
kernel void as_values(global const float *in, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Bits b = {in[i]};
    Bits c = {.u = 0x3f800000u + (uint)i};
    Bits d = b, all[3] = {{1.0f}, {.i = -i}};
    if (i & 1)
        d = c;
    all[i % 3].u ^= 5u;
    Bits e = pick(b, c, i);
    out[i] = b.u + (uint)c.f + d.u + all[0].u * 3 + all[1].u * 5 + all[2].u * 7 + e.u;
}
kernel void bytes(global const uint *in, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Bytes b;
    b.word = in[i];
    uchar t = b.byte[0];
    b.byte[0] = b.byte[3];
    b.byte[3] = t;
    b.half_word[1] += 3;
    b.byte[in[i] & 3] ^= 0x55;
    out[i] = b.word + b.v.y;
}
kernel void doubles(global const ulong *in, global ulong *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Bits64 b;
    b.u = in[i];
    b.w.x ^= 5u;
    if (b.d > 1.0)
        b.w.y = 7;
    out[i] = b.u;
}
kernel void vectors(global const float4 *in, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Vec v;
    v.v = in[i];
    v.s[i & 3] = 9.0f;
    v.v.xz += 1.0f;
    out[i] = v.x + 2 * v.y + 3 * v.z + 5 * v.w;
}
// In global memory, and copied from there.
typedef struct { int tag; union { float f; int i; } as; } Variant;
kernel void variants(global Variant *all, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    if (all[i].tag == 0)
        out[i] = all[i].as.i;
    else
        out[i] = all[i].as.f;
    all[i].as.f = 1.0f;
}
kernel void private_variant(global const Variant *all, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    Variant v = all[i], w = v;
    if (v.tag == 0) {
        v.as.f = v.as.i;
        v.tag = 1;
    }
    if (i % 3 == 0)
        v = w;
    out[i] = v.as.f + v.tag;
}
kernel void pointer_cast(global const float *in, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float x = in[i];
    uint u = *(uint *)&x;
    *(int *)&x += 1;
    out[i] = u + *(uint *)&x;
}
// Bytes of an array of words, and words of an array of bytes.
kernel void array_cast(global const uint *in, global uint *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    uint words[4] = {in[i], in[i] * 3, 7, 9};
    uchar *bytes = (uchar *)words;
    uint s = 0;
    for (int k = 0; k < 16; ++k) {
        s = s * 31 + bytes[k];
        bytes[k] += k;
    }
    bytes[in[i] & 15] = 1;
    uchar raw[8] = {1, 2, 3, 4};
    raw[in[i] & 7] = 200;
    out[i] = s + words[0] + words[1] * 2 + words[2] * 3 + words[3] * 5 + ((uint *)raw)[in[i] & 1] + *(ushort *)(raw + 4);
}
