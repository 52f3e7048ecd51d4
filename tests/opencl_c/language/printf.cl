// printf under divergence, with every conversion that OpenCL C has and vectors.
kernel void print_numbers(global const int *in, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    if (in[i] > 0)
        printf("%d: %5d|%-5u|%05d|%x|%X|%+d\n", i, in[i], in[i], in[i], in[i], in[i] + 10, in[i]);
    else
        printf("%d: none of %s, %c %%\n", i, "these", 'a' + i % 26);
}

kernel void print_floats(global const float *in, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    float4 v = (float4)(in[i], 1.0f, -2.5f, 0.125f);
    printf("%d f %.3f e %.2e g %g v %v4hlf i %v2hld\n", i, in[i], in[i] * 1000.0f, in[i], v, (int2)(i, -i));
    for (int k = 0; k < i % 3; k++)
        printf("%d again %d long %ld\n", i, k, (long)i << 33);
}

kernel void print_uniform(int x)
{
    if (get_global_id(0) == 0)
        printf("one line %d\n", x);
}
