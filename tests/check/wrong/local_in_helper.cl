// A helper gets a pointer into the middle of a local array.
//! launch 8 8
//! buffer int 8
//! expect <1> out-of-bounds write: 'space'[8], 'space' holds 8 x int in local memory
//! by work-item (4,0,0) of work-group (0,0,0), 4 times in all
static void put(local int* half_, int i, int v) {
  half_[i] = v;  // <1>
}
kernel void local_in_helper(global int* y) {
  local int space[8];
  const int l = get_local_id(0);
  space[l] = 0;
  barrier(CLK_LOCAL_MEM_FENCE);
  put(space + 4, l, l);
  barrier(CLK_LOCAL_MEM_FENCE);
  y[l] = space[l];
}
