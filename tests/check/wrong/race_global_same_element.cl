// All work-items write one element.
//! launch 32 16
//! buffer int 32
//! buffer int 1
//! expect <1> data race in global memory: write and write of 'result'[0]
//! by work-item (15,0,0) of work-group (0,0,0), 2 times in all
//! expect <1> data race in global memory between work-groups: write and write of 'result'[0]
//! by work-item (16,0,0) of work-group (1,0,0)
kernel void race_global_same_element(global const int* x, global int* result) {
  result[0] = x[get_global_id(0)];  // <1>
}
