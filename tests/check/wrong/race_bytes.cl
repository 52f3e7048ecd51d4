// Two work-items write one byte; their neighbours' bytes are nobody's business.
//! launch 16 16
//! buffer char 16
//! expect <1> data race in global memory: write and write of 'y'[5]
//! by work-item (6,0,0) of work-group (0,0,0)
//! against the write at race_bytes.cl
kernel void race_bytes(global char* y) {
  const int i = get_global_id(0);
  y[i == 6 ? 5 : i] = (char)i;  // <1>
}
