// C API: images.
#include <memory>

#include "clrt/clrt.h"
#include "clrt/runtime/guard.hpp"
#include "clrt/runtime/image_desc.hpp"

using namespace clrt::runtime;
using clrt::Error;
using clrt::Status;

clrt_status clrt_image_create(clrt_buffer buffer, const clrt_image_desc* desc, clrt_image* image) {
  return guard([&] {
    require(buffer, "buffer");
    require(desc, "desc");
    require(image, "image");
    auto made = std::make_unique<clrt_image_s>();
    made->buffer = Ref(buffer);
    made->desc = check_image(*buffer, *desc);
    made->image = buffer->device->device->image(*buffer->buffer, made->desc);
    if (made->image == nullptr) throw Error(Status::kUnsupported, "device '" + buffer->device->info().name + "' has no images");
    *image = made.release();
  });
}
clrt_image clrt_image_retain(clrt_image image) { return retain(image); }
void clrt_image_release(clrt_image image) { release(image); }
