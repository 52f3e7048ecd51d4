// Owned launch commands.
#include "clrt/runtime/record.hpp"

namespace clrt::runtime {

LaunchCommand make_launch(clrt_kernel_s& kernel, const CheckedRange& range, std::span<const backend::Arg> bound,
                          std::span<const clrt_arg> args) {
  LaunchCommand launch;
  launch.kernel = Ref(&kernel);
  launch.range = range.range;
  launch.empty = range.empty;
  launch.args.resize(bound.size());
  launch.values.resize(bound.size());
  launch.buffers.resize(bound.size());
  launch.images.resize(bound.size());
  for (std::size_t i = 0; i < bound.size(); ++i) set_argument(launch, i, bound[i], args[i]);
  return launch;
}

void set_argument(LaunchCommand& launch, std::size_t index, const backend::Arg& bound, const clrt_arg& arg) {
  std::vector<std::byte> value;
  if (bound.kind == backend::ArgKind::kValue) {
    const auto* first = static_cast<const std::byte*>(bound.value);
    value.assign(first, first + bound.size);
  }
  launch.buffers[index] = Ref(arg.kind == CLRT_ARG_BUFFER ? arg.buffer : nullptr);
  launch.images[index] = Ref(arg.kind == CLRT_ARG_IMAGE ? image_of(arg) : nullptr);
  launch.values[index] = std::move(value);
  launch.args[index] = bound;
  if (bound.kind == backend::ArgKind::kValue) launch.args[index].value = launch.values[index].data();
}

clrt_image image_of(const clrt_arg& arg) { return static_cast<clrt_image>(const_cast<void*>(arg.value)); }

std::vector<Ref<clrt_image_s>> images_of(std::span<const clrt_arg> args) {
  std::vector<Ref<clrt_image_s>> images;
  for (const clrt_arg& a : args) {
    if (a.kind == CLRT_ARG_IMAGE) images.emplace_back(image_of(a));
  }
  return images;
}

std::vector<Ref<clrt_buffer_s>> buffers_of(std::span<const clrt_arg> args) {
  std::vector<Ref<clrt_buffer_s>> buffers;
  for (const clrt_arg& a : args) {
    if (a.kind == CLRT_ARG_BUFFER) buffers.emplace_back(a.buffer);
  }
  return buffers;
}

}  // namespace clrt::runtime
