// An index that comes from memory, in one lane of a partial sub-group.
//! launch 21 21
//! buffer int 21
//! buffer float 20
//! buffer float 21
//! expect <1> out-of-bounds read: 'x'[20]
//! by work-item (20,0,0) of work-group (0,0,0)
kernel void global_gather(global const int* index, global const float* x, global float* y) {
  const int i = get_global_id(0);
  y[i] = x[index[i]];  // <1>
}
