// error: 3:13: kernel 'k' uses sub-groups and cannot be vectorised: sub_group_bit_field.cl:6:26: bit-field 'a'
typedef struct { int a : 3; } Fields;
kernel void k(global int* x) {
  Fields f;
  int i = get_global_id(0);
  x[i] = sub_group_any(f.a = x[i]);
}
