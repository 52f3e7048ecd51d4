// The same through a helper's pointer.
//! launch 16 16
//! buffer int 16
//! expect <1> out-of-bounds read: 'cubes'[8], 'cubes' holds 8 x int in constant memory
//! by work-item (8,0,0) of work-group (0,0,0), 8 times in all
constant int cubes[8] = {0, 1, 8, 27, 64, 125, 216, 343};
static int table_at(constant int* table, int i) {
  return table[i];  // <1>
}
kernel void constant_through_pointer(global int* y) {
  const int i = get_global_id(0);
  y[i] = table_at(cubes, i);
}
