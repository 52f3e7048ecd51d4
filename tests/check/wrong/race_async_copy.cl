// The copy is read before it is waited for.
//! launch 32 32
//! buffer int 32
//! buffer int 32
//! expect <1> data race in local memory: write and read of 'tile'[0]
//! by work-item (0,0,0) of work-group (0,0,0), 32 times in all
//! against the write at race_async_copy.cl
//! likely cause: wait_group_events is missing
kernel void race_async_copy(global const int* x, global int* y) {
  local int tile[32];
  const int l = get_local_id(0);
  event_t e = async_work_group_copy(tile, x, 32, 0);
  y[l] = tile[l];  // <1>
  wait_group_events(1, &e);
}
