// error: 7:35: recursion: 'second' calls itself through 'first'; OpenCL C does not allow recursion
int first(int n);
int second(int n);
int third(int n);
int second(int n) { return third(n); }
int third(int n) { return n + first(n - 1); }
int first(int n) { return n > 0 ? second(n) : 0; }
kernel void k(global int* x) { x[0] = first(x[0]); }
