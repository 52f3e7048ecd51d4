// One component of a vector behind the end.
//! launch 4 4
//! buffer int 14
//! expect <1> out-of-bounds write: 'y'[3] byte 12
//! by work-item (3,0,0) of work-group (0,0,0)
kernel void global_component(global int4* y) {
  const int i = get_global_id(0);
  y[i].x = i;
  y[i].w = i;  // <1>
}
