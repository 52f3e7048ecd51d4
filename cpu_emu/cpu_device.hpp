// The CPU as a device of the runtime: backend.h over the run-time compiler, the executor and the worker pool.
#pragma once

#include <memory>
#include <optional>

#include "clrt/backend.h"
#include "cpu_emu/isa.hpp"
#include "numa/topology.hpp"
#include "numa/worker_pool.hpp"

namespace clrt::cpu {

struct CpuDeviceOptions {
  numa::PoolOptions pool;
  std::optional<numa::Topology> topology;  // this machine unless given
  std::optional<Isa> isa;                  // CLRT_FORCE_ISA, else the best, unless given
};

// A device with a worker pool of its own; a process needs one. Throws clrt::Error: kInvalidArgument or kUnsupported for
// CLRT_FORCE_ISA or `isa`, kDeviceError when the topology cannot be read.
//
// Its queues run each command on the thread that submits it, helped by the pool, before the call returns: that is the lowest
// latency for a chain of small kernels, and a legal order for in-order and out-of-order queues alike. Events are complete when
// they are handed out. Events of other devices in a wait list are waited for first, and their error is thrown before anything runs.
// Buffers of the device may be used from every queue, and by the parts that Device::part makes.
std::shared_ptr<backend::Device> make_cpu_device(const CpuDeviceOptions& options = {});

// The pool of a device that make_cpu_device or its part() made; null for another device. For `clrt info`.
const numa::WorkerPool* worker_pool_of(const backend::Device& device);

}  // namespace clrt::cpu
