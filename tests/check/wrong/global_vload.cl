// vload4 at the last three elements.
//! launch 29 29
//! buffer float 30
//! buffer float 29
//! expect <1> out-of-bounds read: 'x'[27]
//! by work-item (27,0,0) of work-group (0,0,0), 2 times in all
kernel void global_vload(global const float* x, global float* y) {
  const int i = get_global_id(0);
  const float4 v = vload4(0, x + i);  // <1>
  y[i] = v.x + v.y + v.z + v.w;
}
