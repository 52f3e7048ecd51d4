// error: 3:41: function 'helper' is declared but never defined
float helper(float x);
kernel void k(global float* x) { x[0] = helper(x[0]); }
