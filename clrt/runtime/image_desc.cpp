// Image descriptions against their buffers, image and sampler arguments against their kernels.
#include "clrt/runtime/image_desc.hpp"

#include <limits>

#include "clrt/error.h"
#include "clrt/runtime/record.hpp"
#include "clrt/runtime/validate.hpp"

namespace clrt::runtime {
namespace {

[[noreturn]] void invalid(const std::string& message) { throw Error(Status::kInvalidArgument, message); }

struct KindInfo {
  const char* type;
  std::uint32_t dims;
  bool array;
};
KindInfo kind_info(clrt_image_kind kind) {
  switch (kind) {
    case CLRT_IMAGE_1D: return {"image1d_t", 1, false};
    case CLRT_IMAGE_2D: return {"image2d_t", 2, false};
    case CLRT_IMAGE_3D: return {"image3d_t", 3, false};
    case CLRT_IMAGE_1D_ARRAY: return {"image1d_array_t", 1, true};
    case CLRT_IMAGE_2D_ARRAY: return {"image2d_array_t", 2, true};
    case CLRT_IMAGE_1D_BUFFER: return {"image1d_buffer_t", 1, false};
  }
  invalid("image kind " + std::to_string(static_cast<int>(kind)) + " is none of clrt_image_kind");
}
std::uint32_t channel_count(clrt_channel_order order) {
  switch (order) {
    case CLRT_R: return 1;
    case CLRT_RG: return 2;
    case CLRT_RGBA:
    case CLRT_BGRA: return 4;
  }
  invalid("channel order " + std::to_string(static_cast<int>(order)) + " is none of clrt_channel_order");
}
std::uint32_t channel_bytes(clrt_channel_type type) {
  switch (type) {
    case CLRT_SNORM8:
    case CLRT_UNORM8:
    case CLRT_INT8:
    case CLRT_UINT8: return 1;
    case CLRT_SNORM16:
    case CLRT_UNORM16:
    case CLRT_INT16:
    case CLRT_UINT16:
    case CLRT_HALF: return 2;
    case CLRT_INT32:
    case CLRT_UINT32:
    case CLRT_FLOAT: return 4;
  }
  invalid("channel type " + std::to_string(static_cast<int>(type)) + " is none of clrt_channel_type");
}

// The kernel's coordinates are int.
constexpr std::size_t kMostTexels = std::numeric_limits<std::int32_t>::max();

std::uint32_t size_of(const char* type, const char* what, std::size_t n, bool used) {
  if (!used) {
    if (n > 1) invalid(std::string(type) + " has no " + what + ", " + std::to_string(n) + " was given");
    return 1;
  }
  if (n < 1 || n > kMostTexels)
    invalid(std::string(type) + ": " + what + " " + std::to_string(n) + " is not from 1 to " + std::to_string(kMostTexels));
  return static_cast<std::uint32_t>(n);
}

// a * b + c, or the largest number where that has no room.
std::size_t product(std::size_t a, std::size_t b, std::size_t c = 0) {
  constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
  return b != 0 && a > (most - c) / b ? most : a * b + c;
}

std::size_t pitch_of(const char* type, const char* what, std::size_t given, std::size_t least, std::size_t unit) {
  if (given == 0) return least;
  if (given < least || given % unit != 0)
    invalid(std::string(type) + ": a " + what + " pitch of " + std::to_string(given) + " bytes was given; it needs at least " +
            std::to_string(least) + " and a multiple of " + std::to_string(unit));
  return given;
}

}  // namespace

backend::ImageDesc check_image(const clrt_buffer_s& buffer, const clrt_image_desc& desc) {
  const KindInfo kind = kind_info(desc.kind);
  backend::ImageDesc d;
  d.type = kind.type;
  d.order = static_cast<std::uint32_t>(desc.order);
  d.channel = static_cast<std::uint32_t>(desc.type);
  d.channels = channel_count(desc.order);
  const std::uint32_t bytes = channel_bytes(desc.type);
  d.texel_bytes = d.channels * bytes;
  d.dims = kind.dims;
  d.width = size_of(kind.type, "width", desc.width, true);
  d.height = size_of(kind.type, "height", desc.height, kind.dims > 1);
  d.depth = size_of(kind.type, "depth", desc.depth, kind.dims > 2);
  d.layers = size_of(kind.type, "layers", desc.layers, kind.array);
  if (!kind.array) d.layers = 0;
  d.offset = desc.offset;
  if (d.offset % bytes != 0)
    invalid(d.type + ": offset " + std::to_string(d.offset) + " is no multiple of a channel's " + std::to_string(bytes) +
            " bytes");
  const std::size_t row = product(d.width, d.texel_bytes), rows = kind.dims > 1 ? d.height : 1;
  d.row_pitch = pitch_of(kind.type, "row", desc.row_pitch, row, d.texel_bytes);
  d.slice_pitch = pitch_of(kind.type, "slice", desc.slice_pitch, product(d.row_pitch, rows), d.row_pitch);
  const std::size_t slices = d.layers != 0 ? d.layers : d.depth;
  const std::size_t needed = product(d.slice_pitch, slices - 1, product(d.row_pitch, rows - 1, row));
  if (d.offset > buffer.bytes || needed > buffer.bytes - d.offset)
    invalid(d.type + " of " + std::to_string(d.width) + " x " + std::to_string(rows) + " x " + std::to_string(slices) +
            " texels of " + std::to_string(d.texel_bytes) + " bytes (row pitch " + std::to_string(d.row_pitch) +
            ", slice pitch " + std::to_string(d.slice_pitch) + ") needs " + std::to_string(needed) + " bytes from offset " +
            std::to_string(d.offset) + "; the buffer has " + std::to_string(buffer.bytes));
  return d;
}

backend::Arg bind_image(const clrt_device_s& device, const backend::KernelInfo& kernel, std::size_t index, const clrt_arg& arg) {
  const backend::ArgInfo& a = kernel.args[index];
  const auto name = [&] { return argument_name(kernel, index); };
  const clrt_image image = image_of(arg);
  if (image == nullptr) invalid(name() + ": the image is null");
  if (image->buffer->device->context() != device.context())
    invalid(name() + ": the image is on device '" + image->buffer->device->info().name + "', the queue is on '" +
            device.info().name + "'");
  if (image->desc.type != a.type) invalid(name() + " is " + a.type + ", an " + image->desc.type + " was given");
  if (image->buffer->read_only && !a.read_only)
    invalid(name() + ": the image's buffer is read-only (imported), the kernel may write it; declare the argument read_only");
  backend::Arg bound;
  bound.kind = a.kind;
  bound.image = image->image.get();
  return bound;
}

backend::Arg bind_sampler(const backend::KernelInfo& kernel, std::size_t index, const clrt_arg& arg) {
  const auto* s = static_cast<const clrt_sampler*>(arg.value);
  if (s == nullptr) invalid(argument_name(kernel, index) + ": the sampler is a null pointer");
  if (s->addressing < CLRT_ADDRESSING_NONE || s->addressing > CLRT_ADDRESSING_MIRRORED || s->addressing % 2 != 0)
    invalid(argument_name(kernel, index) + ": addressing " + std::to_string(static_cast<int>(s->addressing)) +
            " is none of clrt_addressing");
  if ((s->addressing == CLRT_ADDRESSING_REPEAT || s->addressing == CLRT_ADDRESSING_MIRRORED) && s->normalized == 0)
    invalid(argument_name(kernel, index) + ": a sampler that repeats needs normalized coordinates");
  // OpenCL C's CLK_ constants.
  constexpr std::uint32_t kNormalized = 1, kNearest = 0x10, kLinear = 0x20;
  backend::Arg bound;
  bound.kind = backend::ArgKind::kSampler;
  bound.sampler =
      static_cast<std::uint32_t>(s->addressing) | (s->normalized != 0 ? kNormalized : 0) | (s->linear != 0 ? kLinear : kNearest);
  return bound;
}

}  // namespace clrt::runtime
