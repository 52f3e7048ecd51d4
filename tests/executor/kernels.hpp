// Hand-written kernels in the form that the translator prints, for tests of the executor.
#pragma once

#include <cstdint>

#include "cpu_emu/executor/kernel_abi.h"

namespace clrt::cpu::testing_kernels {

// Calls body(group, args, sub-group) for every sub-group, as generated run_group does.
template <auto kBody>
void run_all(WorkGroup* group, const void* args) {
  for (std::uint32_t i = 0; i < group->sub_groups; ++i) kBody(group, args, i);
}

template <auto kBody>
KernelDesc kernel(std::uint32_t sub_group_size, std::uint32_t flags = 0) {
  KernelDesc desc{};
  desc.name = "test";
  desc.sub_group_size = sub_group_size;
  desc.flags = flags;
  desc.run_group = &run_all<kBody>;
  desc.run_sub_group = kBody;
  return desc;
}

inline void barrier(WorkGroup* group) {
  if (group->barrier != nullptr) group->barrier(group);
}

// Calls f(local linear id) for the work-items of one sub-group.
template <class F>
void for_items(const WorkGroup* group, std::uint32_t lanes, std::uint32_t sub_group, F f) {
  for (std::uint32_t l = 0; l < lanes && sub_group * lanes + l < group->items; ++l) f(sub_group * lanes + l);
}

// Position in the global range, counted from 0 without the offset, dimension 0 fastest.
inline std::uint64_t global_linear(const WorkGroup* group, std::uint32_t local_linear) {
  const Launch& launch = *group->launch;
  const std::uint64_t x = group->group_id[0] * launch.local_size[0] + local_linear % group->size[0];
  const std::uint64_t y = group->group_id[1] * launch.local_size[1] + local_linear / group->size[0] % group->size[1];
  const std::uint64_t z = group->group_id[2] * launch.local_size[2] + local_linear / group->size[0] / group->size[1];
  return (z * launch.global_size[1] + y) * launch.global_size[0] + x;
}

}  // namespace clrt::cpu::testing_kernels
