// Local sizes: chosen where the caller leaves them open, checked where not.
#include <algorithm>

#include "clrt/error.h"
#include "gpu/opencl_program.hpp"
#include "gpu/opencl_queue.hpp"

namespace clrt::gpu {
namespace {

// Work-items that fill a sub-group or two of any device and leave several groups per compute unit.
constexpr std::size_t kPreferredLocalSize = 256;

std::string product(const std::array<std::size_t, 3>& sizes, std::uint32_t dim) {
  std::string text;
  for (std::uint32_t d = 0; d < dim; ++d) text += (d == 0 ? "" : " x ") + std::to_string(sizes[d]);
  return text;
}

// The largest divisor of `global` up to `limit`, multiples of `unit` first.
std::size_t largest_divisor(std::uint64_t global, std::size_t limit, std::size_t unit) {
  for (std::size_t size = limit / unit * unit; size >= unit; size -= unit)
    if (global % size == 0) return size;
  for (std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(limit, global)); size > 1; --size)
    if (global % size == 0) return size;
  return 1;
}

}  // namespace

std::array<std::size_t, 3> launch_size(const DeviceCaps& caps, const OpenclKernel& kernel, const backend::NDRange& range) {
  const backend::KernelInfo& info = kernel.info();
  const Variant& variant = kernel.variant();
  // Half of the sub-group calls of such a kernel may be missed by other sub-groups, and the emulation meets at barriers.
  const bool one_sub_group = variant.scratch_items != 0 && info.uses_sub_groups && !info.sub_group_calls_uniform;
  std::array<std::size_t, 3> local{};
  if (range.local[0] != 0) {
    for (std::uint32_t d = 0; d < 3; ++d) local[d] = d < range.dim ? std::max<std::size_t>(1, range.local[d]) : 1;
  } else if (info.required_local[0] != 0) {
    for (std::uint32_t d = 0; d < 3; ++d) local[d] = info.required_local[d];
  } else if (variant.scratch_items != 0 || info.uses_sub_groups) {
    const std::size_t most = std::min<std::size_t>(
        {kernel.max_local_size(), caps.info.max_local_sizes[0], one_sub_group ? variant.sub_group_size : kPreferredLocalSize});
    const std::size_t unit = std::min<std::size_t>(most, std::max<std::uint32_t>(1, variant.sub_group_size));
    local = {largest_divisor(range.global[0], most, unit), 1, 1};
  } else {
    return local;
  }

  const std::string who = "kernel " + info.name + " on " + caps.info.name;
  const std::size_t items = local[0] * local[1] * local[2];
  if (items > kernel.max_local_size())
    throw Error(Status::kUnsupported, who + ": a work-group of " + product(local, range.dim) + " = " + std::to_string(items) +
                                          " work-items; the device runs this kernel with at most " +
                                          std::to_string(kernel.max_local_size()));
  for (std::uint32_t d = 0; d < range.dim; ++d) {
    const std::string dimension = who + ": dimension " + std::to_string(d) + ": ";
    if (local[d] > caps.info.max_local_sizes[d])
      throw Error(Status::kUnsupported, dimension + "local size " + std::to_string(local[d]) + "; the device allows " +
                                            std::to_string(caps.info.max_local_sizes[d]));
    if (range.global[d] % local[d] != 0 && !caps.non_uniform_groups)
      throw Error(Status::kUnsupported, dimension + "global size " + std::to_string(range.global[d]) +
                                            " is no multiple of local size " + std::to_string(local[d]) +
                                            ", and the device has no smaller work-groups at the edge");
  }
  if (one_sub_group && !info.sub_group_calls_converged)
    throw Error(Status::kUnsupported, who +
                                          ": some lanes of a sub-group do not reach its sub-group functions (they stand in a branch or loop "
                                          "that differs between work-items), which the device, having no sub-groups, cannot run");
  if (one_sub_group && items > variant.sub_group_size)
    throw Error(Status::kUnsupported,
                who +
                    ": the sub-groups of a work-group do not reach its sub-group functions alike, which the device, "
                    "having no sub-groups, can only run with one sub-group in a work-group: " +
                    std::to_string(items) + " work-items, sub-group size " + std::to_string(variant.sub_group_size));
  return local;
}

}  // namespace clrt::gpu
