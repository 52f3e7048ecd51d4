// Images of an OpenCL device.
#include "gpu/opencl_image.hpp"

#include <array>

#include "clrt/error.h"

namespace clrt::gpu {
namespace {

cl_mem_object_type object_type(const backend::ImageDesc& d) {
  if (d.type == "image1d_buffer_t") return CL_MEM_OBJECT_IMAGE1D_BUFFER;
  if (d.layers != 0) return d.dims == 1 ? CL_MEM_OBJECT_IMAGE1D_ARRAY : CL_MEM_OBJECT_IMAGE2D_ARRAY;
  return d.dims == 1 ? CL_MEM_OBJECT_IMAGE1D : d.dims == 2 ? CL_MEM_OBJECT_IMAGE2D : CL_MEM_OBJECT_IMAGE3D;
}

}  // namespace

std::unique_ptr<OpenclImage> OpenclImage::create(SharedPtr shared, OpenclBuffer& buffer, const backend::ImageDesc& desc) {
  const std::string& device = shared->caps.info.name;
  if (device_value<cl_bool>(shared->caps.device, CL_DEVICE_IMAGE_SUPPORT, CL_FALSE) == CL_FALSE)
    throw Error(Status::kUnsupported, desc.type + ": device '" + device + "' has no images");
  auto made = std::unique_ptr<OpenclImage>(new OpenclImage(std::move(shared), buffer, desc));
  const cl_image_format format{desc.order, desc.channel};
  cl_image_desc d{};
  d.image_type = object_type(desc);
  d.image_width = desc.width;
  d.image_height = desc.height;
  d.image_depth = desc.depth;
  d.image_array_size = desc.layers;
  Memory backing;  // a 1D buffer image is made on a buffer; its own, so that it may begin anywhere
  cl_int code = CL_SUCCESS;
  if (d.image_type == CL_MEM_OBJECT_IMAGE1D_BUFFER) {
    backing = Memory(api().clCreateBuffer(made->shared_->context.get(), CL_MEM_READ_WRITE,
                                          std::size_t{desc.width} * desc.texel_bytes, nullptr, &code));
    check(code, desc.type + " on " + device);
    d.mem_object = backing.get();
  }
  made->image_ = Memory(api().clCreateImage(made->shared_->context.get(), CL_MEM_READ_WRITE, &format, &d, nullptr, &code));
  const std::string what = desc.type + " of " + std::to_string(desc.width) + " x " + std::to_string(desc.height) + " x " +
                           std::to_string(desc.layers != 0 ? desc.layers : desc.depth) + " texels, order " +
                           std::to_string(desc.order) + ", channels " + std::to_string(desc.channel) + ", on " + device;
  if (code == CL_IMAGE_FORMAT_NOT_SUPPORTED || code == CL_INVALID_IMAGE_SIZE || code == CL_INVALID_IMAGE_FORMAT_DESCRIPTOR ||
      code == CL_INVALID_OPERATION || code == CL_INVALID_IMAGE_DESCRIPTOR)
    throw Error(Status::kUnsupported, what + ": the driver refuses it (" + error_name(code) + ")");
  check(code, what);
  return made;
}

void OpenclImage::copy(cl_command_queue queue, bool into, const std::vector<cl_event>& waits,
                       std::vector<EventObject>& made) const {
  const std::size_t rows = desc_.dims > 1 ? desc_.height : 1, slices = desc_.layers != 0 ? desc_.layers : desc_.depth;
  // The driver takes runs without gaps: all of it, slice by slice, or row by row.
  const std::size_t row = std::size_t{desc_.width} * desc_.texel_bytes;
  const bool rows_touch = rows == 1 || desc_.row_pitch == row,
             slices_touch = rows_touch && (slices == 1 || desc_.slice_pitch == row * rows);
  const std::size_t rows_each = rows_touch ? rows : 1, slices_each = slices_touch ? slices : 1;
  for (std::size_t z = 0; z < slices; z += slices_each) {
    for (std::size_t y = 0; y < rows; y += rows_each) {
      // A layer counts in the dimension behind the image's own.
      std::array<std::size_t, 3> origin{0, y, z}, region{desc_.width, rows_each, slices_each};
      if (desc_.dims == 1) origin = {0, z, 0}, region = {desc_.width, slices_each, 1};
      const std::size_t at = desc_.offset + z * desc_.slice_pitch + y * desc_.row_pitch;
      cl_event event = nullptr;
      const auto count = static_cast<cl_uint>(waits.size());
      const cl_event* first = waits.empty() ? nullptr : waits.data();
      const cl_int code = into ? api().clEnqueueCopyBufferToImage(queue, buffer_->memory(), memory(), at, origin.data(),
                                                                  region.data(), count, first, &event)
                               : api().clEnqueueCopyImageToBuffer(queue, memory(), buffer_->memory(), origin.data(),
                                                                  region.data(), at, count, first, &event);
      check(code, std::string("copy ") + (into ? "into" : "from") + " an " + desc_.type + " on " + shared_->caps.info.name);
      made.emplace_back(event);
    }
  }
}

}  // namespace clrt::gpu
