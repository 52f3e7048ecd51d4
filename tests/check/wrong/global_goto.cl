// A kernel that runs one lane.
//! launch 8 4
//! buffer int 7
//! expect <1> out-of-bounds write: 'y'[7]
//! by work-item (7,0,0) of work-group (1,0,0)
kernel void global_goto(global int* y) {
  const int i = get_global_id(0);
  int n = 0;
again:
  n += 1;
  if (n < i) goto again;
  y[i] = n;  // <1>
}
