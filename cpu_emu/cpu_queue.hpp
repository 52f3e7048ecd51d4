// The CPU device's queue: runs each command on the submitting thread, with the worker pool's help, before it returns.
#pragma once

#include <memory>
#include <mutex>

#include "clrt/backend.h"
#include "numa/worker_pool.hpp"

namespace clrt::cpu {

// Where kernels' printf goes. Shared by a device, its parts and their queues; any thread.
class PrintTarget {
 public:
  void set(backend::PrintSink sink);                     // empty: stdout
  std::shared_ptr<const backend::PrintSink> get() const; // stays valid while held

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const backend::PrintSink> sink_;       // null: stdout
};

std::unique_ptr<backend::Queue> make_cpu_queue(std::shared_ptr<numa::WorkerPool> pool, std::shared_ptr<PrintTarget> print);

}  // namespace clrt::cpu
