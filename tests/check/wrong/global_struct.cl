// A member of a struct behind the end, in a launch of two dimensions.
//! launch 4,4 2,2
//! buffer int 45
//! expect <1> out-of-bounds write: 'cells'[15] byte 4
//! by work-item (3,3,0) of work-group (1,1,0)
typedef struct { int key; float value; short flag; } cell;
kernel void global_struct(global cell* cells) {
  const int i = get_global_id(1) * get_global_size(0) + get_global_id(0);
  if (i < 15) cells[i].key = i;
  cells[i].value = 1.0f;  // <1>
}
