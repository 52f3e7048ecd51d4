// Private arrays: uniform index stays an object, an index per lane becomes a gather from lanes; a struct of lanes.
typedef struct { float4 position; float radius; int hits[2]; } Sphere;
kernel void scene(global const Sphere* spheres, global float* out, int n) {
  float near[4] = {1.0f, 2.0f, 3.0f, 4.0f};
  int i = get_global_id(0);
  Sphere s = spheres[i % n];
  near[i & 3] = s.radius;
  for (int k = 0; k < 4; ++k) near[k] += s.position.xyz.y;
  s.hits[1] = i;
  out[i] = near[0] + near[i & 1] + s.hits[1] + spheres[0].radius;
}
