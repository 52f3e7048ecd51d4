// error: 3:9: variable length arrays are not supported in OpenCL
kernel void k(global int* x, int n) {
  int a[n];
  x[0] = a[0];
}
