// error: 2:42: recursion: 'fact' calls itself; OpenCL C does not allow recursion
int fact(int n) { return n < 2 ? 1 : n * fact(n - 1); }
kernel void k(global int* x) { x[0] = fact(x[0]); }
