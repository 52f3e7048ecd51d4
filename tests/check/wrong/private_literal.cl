// Indices past the end of compound literals, direct and through a pointer.
//! launch 32 16
//! buffer int 32
//! expect <1> out-of-bounds index: 'compound literal'[4], the array has 4 elements
//! by work-item (4,0,0) of work-group (0,0,0), 28 times in all
//! expect <2> out-of-bounds read: 'compound literal'[3], 'compound literal' holds 3 x int in private memory
//! by work-item (3,0,0) of work-group (0,0,0), 8 times in all
kernel void private_literal(global int* x) {
  const int i = get_global_id(0);
  const int a = ((int[4]){1, 2, 3, 4})[i];  // <1>
  const int* p = (int[3]){5, 6, 7};
  x[i] = a + p[i & 3];  // <2>
}
