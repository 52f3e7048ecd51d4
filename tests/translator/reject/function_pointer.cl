// error: 4:8: pointers to functions are not allowed
int one(int n) { return n; }
kernel void k(global int* x) {
  int (*f)(int) = one;
  x[0] = f(x[0]);
}
