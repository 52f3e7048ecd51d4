// error: 2:19: variable 'elsewhere' is declared but never defined
extern global int elsewhere;
kernel void k(global int* x) { x[0] = elsewhere; }
