// <= instead of <.
//! launch 5 5
//! buffer float 40
//! value int 8
//! buffer float 5
//! expect <1> out-of-bounds read: 'x'[40]
//! by work-item (4,0,0) of work-group (0,0,0)
//! likely cause: one past the end: a loop that runs to <=
kernel void global_in_loop(global const float* x, int columns, global float* y) {
  const int row = get_global_id(0);
  float sum = 0.0f;
  for (int k = 0; k <= columns; ++k) sum += x[row * columns + k];  // <1>
  y[row] = sum;
}
