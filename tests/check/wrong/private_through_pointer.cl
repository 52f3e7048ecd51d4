// A helper walks over the end of the caller's array.
//! launch 12 4
//! buffer int 12
//! expect <1> out-of-bounds read: 'keys'[5], 'keys' holds 5 x int in private memory
//! by work-item (0,0,0) of work-group (0,0,0)
static int sum(const int* p, int n) {
  int s = 0;
  for (int k = 0; k < n; ++k) s += p[k];  // <1>
  return s;
}
kernel void private_through_pointer(global int* y) {
  const int i = get_global_id(0);
  int keys[5];
  for (int k = 0; k < 5; ++k) keys[k] = i * k;
  y[i] = sum(keys, 6);
}
