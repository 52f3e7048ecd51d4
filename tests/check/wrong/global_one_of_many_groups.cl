// Only one of 64 work-groups is wrong.
//! launch 4096 64
//! buffer int 4096
//! expect <1> out-of-bounds write: 'y'[4096]
//! by work-item (2600,0,0) of work-group (40,0,0)
kernel void global_one_of_many_groups(global int* y) {
  const int i = get_global_id(0);
  const int at = i == 2600 ? 4096 : i;
  if (i != 2600 || at > 4000) y[at] = i;  // <1>
}
