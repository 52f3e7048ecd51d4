// Half of the work-items count with an atomic, the others without.
//! launch 16 16
//! buffer int 1
//! expect <1> data race in global memory: atomic update and read of 'n'[0]
//! by work-item (8,0,0) of work-group (0,0,0), 2 times in all
//! against the atomic update at race_atomic_and_plain.cl
kernel void race_atomic_and_plain(global int* n) {
  if (get_local_id(0) < 8) {
    atomic_inc(n);
  } else if (get_local_id(0) == 8) {
    *n += 1;  // <1>
  }
}
