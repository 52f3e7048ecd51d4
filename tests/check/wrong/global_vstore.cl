// vstore3 counts in units of 3 elements.
//! launch 11 11
//! buffer short 32
//! expect <1> out-of-bounds write: 'y'[30]
//! by work-item (10,0,0) of work-group (0,0,0)
kernel void global_vstore(global short* y) {
  const int i = get_global_id(0);
  vstore3((short3)(1, 2, 3), i, y);  // <1>
}
