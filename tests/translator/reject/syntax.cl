// error: 3:11: expected ';'
kernel void k(global float* x) {
  x[0] = 1
}
