// Variables at program scope: constants of every shape, and mutable global ones that live as long as the program.
typedef struct { int key; float w[2]; } Row;
constant int kPrimes[] = {2, 3, 5, 7, 11, 13};
constant float4 kVector = (float4)(1.0f, 2.0f, 3.0f, 4.0f);
constant Row kRows[2] = {{1, {0.5f, 1.5f}}, {.key = 2, .w = {2.5f}}};
__constant char kText[] = "hello";
constant int kGrid[2][3] = {{1, 2, 3}, {4, 5, 6}};
constant int *constant kPointer = &kPrimes[2];
constant uint kMask = ~0u << 4;
constant int kSum = 3 * 4 + 5;

kernel void constants(global const int *in, global float *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int k = in[i] & 1;
    out[i] = kPrimes[in[i] % 6] + kVector.z + kRows[k].w[k] + kRows[1].w[k] + kText[in[i] % 5] + kGrid[k][in[i] % 3] + kPointer[1] +
             (kMask & 0xff) + kSum;
}

kernel void constants_in_functions(global const int *in, global int *out, int n)
{
    constant int inside[3] = {10, 20, 30};
    int i = get_global_id(0);
    if (i >= n)
        return;
    out[i] = inside[in[i] % 3];
}
