// error: 4:51: recursion: 'even' calls itself through 'odd'; OpenCL C does not allow recursion
int odd(int n);
int even(int n) { return n == 0 ? 1 : odd(n - 1); }
int odd(int n) { return n == 0 ? 0 : n == 1 ? 1 : even(n - 1); }
kernel void k(global int* x) { x[0] = even(x[0]); }
