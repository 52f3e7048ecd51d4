// Helper functions: one clone per kind signature; a pointer to a private variable; returns under divergence.
float scale(float x, float s) { return x * s; }
void split(float x, float* whole, float* part) {
  *whole = floor(x);
  *part = x - *whole;
}
int sign_of(float x) {
  if (x < 0.0f) return -1;
  return x > 0.0f;
}
kernel void helpers(global float* x, float s) {
  int i = get_global_id(0);
  float w, p, u = scale(s, 2.0f);
  split(scale(x[i], u), &w, &p);
  x[i] = w + p * sign_of(x[i]);
}
