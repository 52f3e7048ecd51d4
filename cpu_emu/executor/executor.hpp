// Runs one NDRange of a compiled kernel on a worker pool.
//
// A work-group runs on one worker, its sub-groups one after another; where a kernel has barriers and a group has several
// sub-groups, each sub-group is a fiber and a barrier switches to the next. Local memory and the scratch space for
// work-group collectives belong to the thread and are reused; their content is undefined when a group begins.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "cpu_emu/executor/kernel_abi.h"
#include "numa/worker_pool.hpp"

namespace clrt::cpu {

// Fills a Launch: dimensions from `dim` on become size 1, offset 0; num_groups is rounded up. `local` must hold no zero
// below `dim` (pick_local_size). No print sink.
Launch make_launch(std::uint32_t dim, const std::array<std::uint64_t, 3>& offset, const std::array<std::uint64_t, 3>& global,
                   const std::array<std::uint64_t, 3>& local);

// Runs all work-groups and returns when the last one has. `args_block` is laid out as `kernel.args` says and must stay
// unchanged; `local_bytes_total` is static local memory and all local arguments. A global size of 0 runs nothing.
// Any thread may call; launches on one pool run one after another. Not to be called from a print sink.
// A checked launch (Launch::check) runs on the calling thread, group after group.
// Throws std::bad_alloc when local memory or fiber stacks cannot be had; some groups may have run then.
void execute(numa::WorkerPool& pool, const KernelDesc& kernel, const Launch& launch, const void* args_block,
             std::size_t local_bytes_total);

// A local size for a launch that leaves it open: the required one if the kernel has it, else one that fills whole sub-groups,
// gives every worker several groups where the range is large enough, and divides the global size where that costs nothing
// (otherwise the last group of a dimension is smaller). Never more than kMaxGroupItems work-items.
std::array<std::uint64_t, 3> pick_local_size(const KernelDesc& kernel, std::uint32_t dim,
                                             const std::array<std::uint64_t, 3>& global, std::uint32_t workers);

// Nanoseconds of the steady clock that events' times are given in.
std::uint64_t host_clock_ns();

}  // namespace clrt::cpu
