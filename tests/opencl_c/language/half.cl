// Half precision as a storage format: loads and stores with every rounding.
kernel void load_halves(global const ushort *in, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    global const half *h = (global const half *)in;
    out[5 * i] = vload_half(i, h);
    float4 v = vload_half4(i / 4, h);
    vstore4(v, 0, out + 5 * i + 1);
}

kernel void store_halves(global const float *in, global ushort *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    global half *h = (global half *)out;
    float x = in[i];
    vstore_half(x, 8 * i, h);
    vstore_half_rte(x, 8 * i + 1, h);
    vstore_half_rtz(x, 8 * i + 2, h);
    vstore_half_rtp(x, 8 * i + 3, h);
    vstore_half_rtn(x, 8 * i + 4, h);
    vstore_half3((float3)(x, -x, 1.0f), 0, h + 8 * i + 5);
}

kernel void half_in_loop(global const half *weights, global const float *x, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float sum = 0.0f;
    for (int k = 0; k < 8; k += 4)
        sum += dot(vload_half4(0, weights + 8 * i + k), vload4(0, x + k));
    out[i] = sum;
}
