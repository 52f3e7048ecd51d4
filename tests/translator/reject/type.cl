// error: 3:14: use of undeclared identifier 'undeclared'
kernel void k(global float* x) {
  x[0] = 1 + undeclared;
}
