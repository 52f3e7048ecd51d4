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
  if (desc_.dims == 1 && desc_.layers > 1) return copy_layers(queue, into, waits, made);
  const std::size_t rows = desc_.dims > 1 ? desc_.height : 1, slices = desc_.layers != 0 ? desc_.layers : desc_.depth;
  // The driver takes runs without gaps: all of it, slice by slice, or row by row.
  const std::size_t row = std::size_t{desc_.width} * desc_.texel_bytes;
  const bool rows_touch = rows == 1 || desc_.row_pitch == row,
             slices_touch = rows_touch && (slices == 1 || desc_.slice_pitch == row * rows);
  const std::size_t rows_each = rows_touch ? rows : 1, slices_each = slices_touch ? slices : 1;
  for (std::size_t z = 0; z < slices; z += slices_each) {
    for (std::size_t y = 0; y < rows; y += rows_each) {
      const std::array<std::size_t, 3> origin{0, y, z}, region{desc_.width, rows_each, slices_each};
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

// Between a buffer and a 1D array NVIDIA's driver copies the first layer only (CL_INVALID_VALUE for others), but the host may read
// and write all of them: layer by layer through host memory, waiting for each.
void OpenclImage::copy_layers(cl_command_queue queue, bool into, const std::vector<cl_event>& waits,
                              std::vector<EventObject>& made) const {
  const std::string who = std::string("copy ") + (into ? "into" : "from") + " an " + desc_.type + " on " + shared_->caps.info.name;
  std::vector<std::byte> layer(std::size_t{desc_.width} * desc_.texel_bytes);
  const std::array<std::size_t, 3> region{desc_.width, 1, 1};
  const auto count = static_cast<cl_uint>(waits.size());
  const cl_event* first = waits.empty() ? nullptr : waits.data();
  for (std::size_t z = 0; z < desc_.layers; ++z) {
    const std::array<std::size_t, 3> origin{0, z, 0};  // a layer counts in the dimension behind the image's own
    const std::size_t at = desc_.offset + z * desc_.slice_pitch;
    cl_event event = nullptr;
    if (into) {
      check(api().clEnqueueReadBuffer(queue, buffer_->memory(), CL_TRUE, at, layer.size(), layer.data(), count, first, nullptr), who);
      check(api().clEnqueueWriteImage(queue, memory(), CL_TRUE, origin.data(), region.data(), 0, 0, layer.data(), 0, nullptr, &event), who);
    } else {
      check(api().clEnqueueReadImage(queue, memory(), CL_TRUE, origin.data(), region.data(), 0, 0, layer.data(), count, first, nullptr), who);
      check(api().clEnqueueWriteBuffer(queue, buffer_->memory(), CL_TRUE, at, layer.size(), layer.data(), 0, nullptr, &event), who);
    }
    made.emplace_back(event);
  }
}

}  // namespace clrt::gpu
