// error: 2:59: kernel 'k' demands sub-group size 7; the CPU has 8, 16, 32 and 64
__attribute__((intel_reqd_sub_group_size(7))) kernel void k(global float* x) { x[0] = 1; }
