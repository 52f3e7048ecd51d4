// The choice of a local size where the launch leaves it open.
#include <algorithm>

#include "cpu_emu/executor/executor.hpp"

namespace clrt::cpu {
namespace {

// Setting up a group costs about as much as a cheap kernel's work for a few dozen items, so groups hold up to this many.
constexpr std::uint64_t kComfortableItems = 512;
// Pieces that every worker should get, so that uneven groups balance.
constexpr std::uint64_t kGroupsPerWorker = 8;

std::uint64_t round_up(std::uint64_t value, std::uint64_t unit) { return (value + unit - 1) / unit * unit; }

}  // namespace

std::array<std::uint64_t, 3> pick_local_size(const KernelDesc& kernel, std::uint32_t dim,
                                             const std::array<std::uint64_t, 3>& global, std::uint32_t workers) {
  std::array<std::uint64_t, 3> local{1, 1, 1};
  if (kernel.required_local[0] != 0) {
    for (std::size_t d = 0; d < 3; ++d) local[d] = std::max<std::uint32_t>(kernel.required_local[d], 1);
    return local;
  }
  const std::uint64_t lanes = std::max<std::uint32_t>(kernel.sub_group_size, 1);
  std::array<std::uint64_t, 3> size{1, 1, 1};
  for (std::uint32_t d = 0; d < dim && d < 3; ++d) size[d] = std::max<std::uint64_t>(global[d], 1);
  const std::uint64_t total = size[0] * size[1] * size[2];
  const std::uint64_t wanted =
      std::clamp(total / (std::max<std::uint32_t>(workers, 1) * kGroupsPerWorker), lanes, kComfortableItems);

  if (size[0] * 2 <= lanes && total > size[0]) {
    // A range too narrow for a sub-group: fold rows, then planes, into the group so that the lanes are used.
    local[0] = size[0];
    for (std::size_t d = 1; d < 3; ++d) {
      const std::uint64_t room = std::max<std::uint64_t>(1, wanted / (local[0] * local[1]));
      local[d] = std::min(room, size[d]);
    }
    return local;
  }
  // Whole sub-groups along dimension 0 only: then ids of the other dimensions are uniform in a sub-group.
  const std::uint64_t most = std::min(wanted / lanes * lanes, round_up(size[0], lanes));
  local[0] = most;
  for (std::uint64_t candidate = most; candidate * 2 >= most && candidate >= lanes; candidate -= lanes) {
    if (size[0] % candidate == 0) {
      local[0] = candidate;
      break;
    }
  }
  local[0] = std::min(local[0], size[0]);
  return local;
}

}  // namespace clrt::cpu
