// error: 2:35: 'im' has type
kernel void k(read_only image2d_t im, global float* x) { x[0] = get_image_width(im); }
