// Nobody has written the tile.
//! launch 32 16
//! buffer int 32
//! expect <1> read of local memory that nobody wrote: 'tile'[0]
//! by work-item (0,0,0) of work-group (0,0,0), 32 times in all
//! likely cause: local memory begins undefined in every work-group
kernel void unwritten_local(global int* y) {
  local int tile[16];
  const int l = get_local_id(0);
  y[get_global_id(0)] = tile[l];  // <1>
  barrier(CLK_LOCAL_MEM_FENCE);
  tile[l] = l;
}
