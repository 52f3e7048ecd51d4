// A component of a vector, in a branch that one lane takes.
//! launch 16 8
//! buffer uint 16
//! expect <1> integer division by zero
//! by work-item (11,0,0) of work-group (1,0,0)
kernel void remainder_by_zero_vector(global uint* y) {
  const uint i = get_global_id(0);
  uint4 v = (uint4)(i, 1, 2, 3);
  if (i == 11) v %= (uint4)(3, i - 11, 2, 1);  // <1>
  y[i] = v.x + v.y;
}
