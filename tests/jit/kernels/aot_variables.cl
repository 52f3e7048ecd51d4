// Mutable variables at program scope, one of them initialised with the address of another.
global int count = 40;
global int *global where = &count;

kernel void advance(global int *x, int by) {
  if (get_global_id(0) == 0) {
    *where += by;
    x[0] = count;
  }
}
