/* The C API through pkg-config. */
#include <clrt/clrt.h>
#include <stdio.h>

int main(void) {
  clrt_device device = NULL;
  clrt_buffer buffer = NULL;
  if (clrt_device_select("cpu", &device) != CLRT_OK || clrt_buffer_create(device, 64, NULL, &buffer) != CLRT_OK) {
    printf("%s\n", clrt_last_error());
    return 1;
  }
  printf("%s: %zu bytes\n", clrt_version(), clrt_buffer_size(buffer));
  clrt_buffer_release(buffer);
  clrt_device_release(device);
  return 0;
}
