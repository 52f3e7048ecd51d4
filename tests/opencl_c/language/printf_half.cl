// printf of half.
#pragma OPENCL EXTENSION cl_khr_fp16 : enable
kernel void halves(global const half *in)
{
    if (get_global_id(0) != 0)
        return;
    half4 h = (half4)(1.5h, 2.0h, -0.5h, in[0]);
    printf("%f %v4hf %.1v4hf %v4hg\n", h.x, h, h, h);
}
