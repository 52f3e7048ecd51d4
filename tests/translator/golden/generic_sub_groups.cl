// Both printers: a helper that needs the scratch buffer, a macro around a call, an implicit conversion of an argument.
#define SUM(x) sub_group_reduce_add(x)
float row_sum(global const float* x, int n) {
  float s = 0.0f;
  for (int i = get_sub_group_local_id(); i < n; i += get_max_sub_group_size()) s += x[i];
  return SUM(s);
}
kernel void rows(global const float* x, global float* out, int n, short k) {
  const float s = row_sum(x + get_group_id(0) * n, n);
  const int m = sub_group_reduce_max(k);
  if (get_sub_group_local_id() == 0) out[get_group_id(0)] = s + m;
}
