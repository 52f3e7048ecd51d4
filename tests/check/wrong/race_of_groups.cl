// The neighbour's element belongs to another work-group, which may run before or after.
//! launch 64 16
//! buffer float 65
//! expect <1> data race in global memory between work-groups: read and write of 'x'[16]
//! by work-item (16,0,0) of work-group (1,0,0)
//! against the read at race_of_groups.cl
//! by work-item (15,0,0) of work-group (0,0,0)
//! likely cause: work-groups run in any order
kernel void race_of_groups(global float* x) {
  const int i = get_global_id(0);
  const float v = 0.5f * (x[i] + x[i + 1]);
  barrier(CLK_GLOBAL_MEM_FENCE);
  x[i] = v;  // <1>
}
