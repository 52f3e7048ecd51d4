// The executor: walks the work-groups of a share, sets up each WorkGroup, runs it directly or on fibers.
#include "cpu_emu/executor/executor.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <new>

#include "cpu_emu/executor/cost_table.hpp"
#include "cpu_emu/executor/fiber.hpp"

namespace clrt::cpu {
namespace {

constexpr std::align_val_t kLocalAlign{128};

// One thread's local memory, scratch and fibers; lives as long as the thread.
class Workspace {
 public:
  Workspace() : scratch_(allocate(kScratchBytes)) {}
  std::byte* scratch() const { return scratch_.get(); }
  std::byte* local(std::size_t bytes) {
    if (bytes > local_bytes_ || local_ == nullptr) {
      local_.reset();
      local_bytes_ = 0;
      const std::size_t rounded = (std::max<std::size_t>(bytes, 1) + 4095) / 4096 * 4096;
      local_ = allocate(rounded);
      local_bytes_ = rounded;
    }
    return local_.get();
  }
  FiberSet fibers;

 private:
  struct Free {
    void operator()(std::byte* p) const { ::operator delete(p, kLocalAlign); }
  };
  using Memory = std::unique_ptr<std::byte, Free>;
  static Memory allocate(std::size_t bytes) { return Memory(static_cast<std::byte*>(::operator new(bytes, kLocalAlign))); }

  Memory scratch_, local_;
  std::size_t local_bytes_ = 0;
};

Workspace& workspace() {
  thread_local Workspace own;
  return own;
}

struct GroupOnFibers {
  const KernelDesc* kernel;
  WorkGroup* group;
  const void* args;
};

void run_on_fiber(void* object, std::uint32_t index) {
  const auto* job = static_cast<const GroupOnFibers*>(object);
  job->kernel->run_sub_group(job->group, job->args, index);
}

void fiber_barrier(WorkGroup* group) { static_cast<FiberSet*>(group->executor)->barrier(); }

// Runs the groups [begin, end) in linear order, dimension 0 fastest.
void run_groups(const KernelDesc& kernel, const Launch& launch, const void* args, std::size_t local_bytes, std::uint64_t begin,
                std::uint64_t end) {
  Workspace& own = workspace();
  WorkGroup group{};
  group.launch = &launch;
  group.local_memory = own.local(local_bytes);
  group.local_bytes = local_bytes;
  group.scratch = own.scratch();
  group.group_id[0] = begin % launch.num_groups[0];
  group.group_id[1] = begin / launch.num_groups[0] % launch.num_groups[1];
  group.group_id[2] = begin / launch.num_groups[0] / launch.num_groups[1];
  GroupOnFibers job{&kernel, &group, args};
  for (std::uint64_t linear = begin; linear < end; ++linear) {
    group.items = 1;
    for (int d = 0; d < 3; ++d) {
      const std::uint64_t left = launch.global_size[d] - group.group_id[d] * launch.local_size[d];
      group.size[d] = static_cast<std::uint32_t>(std::min(left, launch.local_size[d]));
      group.items *= group.size[d];
    }
    const bool wide = kernel.wide != nullptr && group.size[0] % kernel.wide->sub_group_size == 0;
    const KernelDesc& chosen = wide ? *kernel.wide : kernel;
    const std::uint32_t lanes = std::max<std::uint32_t>(chosen.sub_group_size, 1);
    job.kernel = &chosen;
    group.sub_groups = (group.items + lanes - 1) / lanes;
    if (launch.check != nullptr) launch.check->begin_group(launch.check, &group);
    group.barrier = nullptr;
    group.executor = nullptr;
    if (kernel.run_phases != nullptr && kernel.run_phases(&group, args)) {
      // Nothing is left to do.
    } else if ((kernel.flags & kUsesBarrier) != 0 && group.sub_groups > 1) {
      group.barrier = &fiber_barrier;
      group.executor = &own.fibers;
      own.fibers.run(group.sub_groups, &run_on_fiber, &job);
    } else {
      chosen.run_group(&group, args);
    }
    for (int d = 0; d < 3 && ++group.group_id[d] == launch.num_groups[d] && d < 2; ++d) group.group_id[d] = 0;
  }
  // Streaming stores are weakly ordered: they must be visible before anybody is told that the groups are done.
  std::atomic_thread_fence(std::memory_order_seq_cst);
}

}  // namespace

Launch make_launch(std::uint32_t dim, const std::array<std::uint64_t, 3>& offset, const std::array<std::uint64_t, 3>& global,
                   const std::array<std::uint64_t, 3>& local) {
  Launch launch{};
  launch.work_dim = dim;
  for (std::uint32_t d = 0; d < 3; ++d) {
    const bool used = d < dim;
    launch.global_offset[d] = used ? offset[d] : 0;
    launch.global_size[d] = used ? global[d] : 1;
    launch.local_size[d] = used ? local[d] : 1;
    launch.num_groups[d] = (launch.global_size[d] + launch.local_size[d] - 1) / launch.local_size[d];
  }
  return launch;
}

void execute(numa::WorkerPool& pool, const KernelDesc& kernel, const Launch& launch, const void* args_block,
             std::size_t local_bytes_total) {
  const std::uint64_t groups = launch.num_groups[0] * launch.num_groups[1] * launch.num_groups[2];
  if (groups == 0) return;
  const std::size_t local_bytes = std::max<std::size_t>(local_bytes_total, kernel.local_bytes);
  if (launch.check != nullptr) {
    run_groups(kernel, launch, args_block, local_bytes, 0, groups);
    return;
  }
  CostTable& costs = CostTable::process();
  const std::uint64_t guess_ns = costs.guess_ns(&kernel, groups);
  const std::uint64_t start = host_clock_ns();
  const std::uint32_t threads = pool.parallel_shares(
      groups,
      [&](numa::Worker, std::uint64_t begin, std::uint64_t end) {
        run_groups(kernel, launch, args_block, local_bytes, begin, end);
      },
      guess_ns);
  costs.learn(&kernel, groups, (host_clock_ns() - start) * threads);
}

std::uint64_t host_clock_ns() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(since).count());
}

}  // namespace clrt::cpu
