// error: 2:5: invalid prototype, variadic arguments are not allowed in OpenCL
int add(int n, ...) { return n; }
kernel void k(global int* x) { x[0] = add(x[0], 1); }
