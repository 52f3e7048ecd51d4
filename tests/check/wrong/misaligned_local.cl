// An int at an odd byte.
//! launch 8 8
//! buffer int 8
//! expect <1> misaligned write: 'space'[1]
//! by work-item (0,0,0) of work-group (0,0,0), 8 times in all
kernel void misaligned_local(global int* y) {
  local char space[64];
  const int l = get_local_id(0);
  *(local int*)(space + 4 * l + 1) = l;  // <1>
  y[l] = l;
}
