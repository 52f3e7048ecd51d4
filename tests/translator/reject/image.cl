// error: 2:41: 'im' has type
kernel void k(read_only image2d_depth_t im, global float* x) { x[0] = read_imagef(im, (int2)(0, 0)); }
