// A variable at program scope is reached through the launch.
constant int kStep = 2;
global int counter = 40;
global int* global where = &counter;
kernel void count(global int* x) {
  if (get_global_id(0) == 0) *where += kStep;
  x[get_global_id(0)] = counter;
}
