// printf of double and half.
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
kernel void doubles(global const double *in)
{
    if (get_global_id(0) != 0)
        return;
    double2 d = (double2)(in[0], -0.0);
    printf("%f %.3f %g %e %.17g\n", in[0], in[0], 1e300, in[0], 0.1);
    printf("%v2lf %v2lg %.1v2le\n", d, d, d);
}
