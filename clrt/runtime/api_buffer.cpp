// C API: buffers.
#include <memory>

#include "clrt/clrt.h"
#include "clrt/runtime/guard.hpp"
#include "clrt/runtime/objects.hpp"
#include "clrt/runtime/validate.hpp"

using namespace clrt::runtime;
using clrt::Error;
using clrt::Status;

namespace {

// Memory always belongs to the whole device, so that a buffer serves every part.
std::unique_ptr<clrt_buffer_s> make_buffer(clrt_device device, std::size_t bytes) {
  auto made = std::make_unique<clrt_buffer_s>();
  made->device = Ref(const_cast<clrt_device_s*>(device->context()));
  made->bytes = bytes;
  return made;
}

// Drivers refuse buffers of no bytes; nothing of this one is ever used.
std::unique_ptr<clrt::backend::Buffer> no_bytes(const clrt_buffer_s& buffer) { return buffer.device->device->allocate(1, {}); }

void check_size(const clrt_device_s& device, std::size_t bytes) {
  const clrt::backend::DeviceInfo& info = device.info();
  if (info.max_alloc_bytes != 0 && bytes > info.max_alloc_bytes) {
    throw Error(Status::kOutOfMemory, "a buffer of " + std::to_string(bytes) + " bytes: device '" + info.name + "' allows " +
                                          std::to_string(info.max_alloc_bytes));
  }
}

}  // namespace

clrt_status clrt_buffer_create(clrt_device device, size_t bytes, const clrt_buffer_options* options, clrt_buffer* buffer) {
  return guard([&] {
    require(device, "device");
    require(buffer, "buffer");
    clrt::backend::BufferOptions o;
    if (options != nullptr) {
      if (options->placement < CLRT_PLACEMENT_DEFAULT || options->placement > CLRT_PLACEMENT_REPLICATED) {
        throw Error(Status::kInvalidArgument,
                    "placement " + std::to_string(static_cast<int>(options->placement)) + " is none of clrt_placement");
      }
      o.placement = static_cast<clrt::backend::Placement>(options->placement);
      o.node = o.placement == clrt::backend::Placement::kBind ? options->node : -1;
      o.huge_pages = options->no_huge_pages == 0;
    }
    check_size(*device, bytes);
    auto made = make_buffer(device, bytes);
    made->buffer = bytes == 0 ? no_bytes(*made) : made->device->device->allocate(bytes, o);
    *buffer = made.release();
  });
}

clrt_status clrt_buffer_import(clrt_device device, void* memory, size_t bytes, int read_only, clrt_buffer* buffer) {
  return guard([&] {
    require(device, "device");
    require(buffer, "buffer");
    if (bytes != 0) require(memory, "memory");
    check_size(*device, bytes);
    auto made = make_buffer(device, bytes);
    made->read_only = read_only != 0;
    made->buffer = bytes == 0 ? no_bytes(*made) : made->device->device->import(memory, bytes, made->read_only);
    *buffer = made.release();
  });
}

clrt_status clrt_buffer_import_file(clrt_device device, const char* path, uint64_t offset, uint64_t bytes, clrt_buffer* buffer) {
  return guard([&] {
    require(device, "device");
    require(path, "path");
    require(buffer, "buffer");
    auto made = make_buffer(device, 0);
    made->file = MappedFile(path, offset, bytes);
    made->bytes = made->file.size();
    made->read_only = true;
    check_size(*device, made->bytes);
    made->buffer = made->bytes == 0 ? no_bytes(*made) : made->device->device->import(made->file.data(), made->bytes, true);
    *buffer = made.release();
  });
}

clrt_status clrt_buffer_sub(clrt_buffer parent, size_t offset, size_t bytes, clrt_buffer* buffer) {
  return guard([&] {
    require(buffer, "buffer");
    require(parent, "parent");
    check_buffer_range(*parent->device, parent, offset, bytes, "sub-buffer");
    auto made = make_buffer(parent->device.get(), bytes);
    made->parent = Ref(parent);
    made->read_only = parent->read_only;
    made->buffer = bytes == 0 ? no_bytes(*made) : made->device->device->sub_buffer(*parent->buffer, offset, bytes);
    *buffer = made.release();
  });
}

size_t clrt_buffer_size(clrt_buffer buffer) { return buffer != nullptr ? buffer->bytes : 0; }
void* clrt_buffer_host(clrt_buffer buffer) { return buffer != nullptr ? buffer->buffer->host() : nullptr; }
clrt_buffer clrt_buffer_retain(clrt_buffer buffer) { return retain(buffer); }
void clrt_buffer_release(clrt_buffer buffer) { release(buffer); }
