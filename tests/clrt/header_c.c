/* clrt.h alone, as C11. */
#include "clrt/clrt.h"

int clrt_header_c(void);
int clrt_header_c(void) {
  clrt_ndrange range = {1, {1, 1, 1}, {0, 0, 0}, {0, 0, 0}};
  clrt_arg arg = {CLRT_ARG_VALUE, 0, 0, 0, 0, 0, 0};
  return (int)range.dim + (int)arg.kind - (int)CLRT_ARG_VALUE;
}
