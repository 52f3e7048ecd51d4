// A histogram with a value that has no bin.
//! launch 64 32
//! buffer int 64
//! buffer int 63
//! expect <1> out-of-bounds atomic update: 'bins'[63]
//! by work-item (63,0,0) of work-group (1,0,0)
kernel void global_atomic(global const int* x, global int* bins) {
  atomic_inc(&bins[x[get_global_id(0)]]);  // <1>
}
