// The launch gives less local memory than the work-group needs.
//! launch 32 16
//! local 60
//! buffer int 32
//! expect <1> out-of-bounds write: 't'[15], argument 't' holds 15 x int in local memory
//! by work-item (15,0,0) of work-group (0,0,0), 2 times in all
//! likely cause: the local array is smaller than what this work-group's ids reach, or the argument is too small: the launch touches 64 bytes of 't', it holds 60
//! expect <2> out-of-bounds read: 't'[15]
//! by work-item (15,0,0)
kernel void local_argument(local int* t, global int* y) {
  const int l = get_local_id(0);
  t[l] = l;  // <1>
  barrier(CLK_LOCAL_MEM_FENCE);
  y[get_global_id(0)] = t[l];  // <2>
}
