// The CPU as a device of the runtime.
#include "cpu_emu/cpu_device.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "clrt/error.h"
#include "cpu_emu/cpu_image.hpp"
#include "cpu_emu/cpu_memory.hpp"
#include "cpu_emu/cpu_program.hpp"
#include "cpu_emu/cpu_queue.hpp"
#include "cpu_emu/executor/kernel_abi.h"

namespace clrt::cpu {
namespace {

// What the CPU offers to a work-group: static local memory and local arguments together stay within a core's L2.
constexpr std::uint64_t kLocalBytes = 1 << 20;

backend::DeviceInfo describe(const numa::Topology& topology, const numa::WorkerPool& pool, Isa isa) {
  backend::DeviceInfo info;
  info.name = topology.packages().empty() || topology.packages()[0].model.empty() ? "CPU" : topology.packages()[0].model;
  info.vendor = "clrt";
  info.driver = "clrt " CLRT_VERSION_TEXT;
  info.kind = "cpu";
  info.compute_units = pool.size();
  info.global_bytes = info.max_alloc_bytes = topology.memory_bytes();
  info.local_bytes = kLocalBytes;
  info.max_local_size = kMaxGroupItems;
  info.max_local_sizes = {kMaxGroupItems, kMaxGroupItems, kMaxGroupItems};
  info.sub_group_sizes = {8, 16, 32, 64};
  info.fp16 = info.fp64 = info.unified_memory = true;
  info.sub_groups = "lanes";
  info.isa = isa_name(isa);
  return info;
}

bool check_everything() {
  const char* variable = std::getenv("CLRT_CHECK");
  return variable != nullptr && *variable != 0 && std::string_view(variable) != "0";
}

backend::BuildRequest checked(backend::BuildRequest request) {
  request.options += request.options.empty() ? "-clrt-check" : " -clrt-check";
  return request;
}

backend::BuildRequest registered_text(std::string_view name) {
  const RegisteredSource& source = registered_source(name);
  return {source.name, source.source, ""};
}

class CpuDevice : public backend::Device {
 public:
  CpuDevice(numa::Topology topology, const numa::PoolOptions& pool, Isa isa, std::string forced, std::shared_ptr<PrintTarget> print)
      : topology_(std::move(topology)),
        pool_(std::make_shared<numa::WorkerPool>(topology_, pool)),
        isa_(isa),
        forced_(std::move(forced)),
        print_(std::move(print)),
        info_(describe(topology_, *pool_, isa_)) {}

  const backend::DeviceInfo& info() const override { return info_; }
  const numa::WorkerPool& pool() const { return *pool_; }

  bool print_to(backend::PrintSink sink) override {
    print_->set(std::move(sink));
    return true;
  }

  std::shared_ptr<backend::Device> part(const backend::DevicePart& part) override;

  std::unique_ptr<backend::Image> image(backend::Buffer& buffer, const backend::ImageDesc& desc) override {
    return std::make_unique<CpuImage>(buffer, desc);
  }

  std::unique_ptr<backend::Buffer> allocate(std::size_t bytes, const backend::BufferOptions& options) override {
    return allocate_buffer(topology_, bytes, options);
  }
  std::unique_ptr<backend::Buffer> import(void* memory, std::size_t, bool) override { return import_buffer(memory); }
  std::unique_ptr<backend::Buffer> sub_buffer(backend::Buffer& parent, std::size_t offset, std::size_t) override {
    return part_of_buffer(parent, offset);
  }

  std::unique_ptr<backend::Program> build(const backend::BuildRequest& request) override {
    return build_program(check_everything() ? checked(request) : request, isa_);
  }
  std::unique_ptr<backend::Program> registered(std::string_view name) override {
    // There is no checked code ahead of time: the text that was built in is compiled now.
    return check_everything() ? build_program(checked(registered_text(name)), isa_) : registered_program(name, forced_, isa_);
  }
  std::unique_ptr<backend::Program> load(std::string_view name, const backend::ProgramBinary& binary) override {
    return load_program(name, binary, forced_);
  }
  std::unique_ptr<backend::Queue> queue(bool, bool) override { return make_cpu_queue(pool_, print_); }

 private:
  numa::Topology topology_;
  std::shared_ptr<numa::WorkerPool> pool_;
  Isa isa_;
  std::string forced_;   // level that programs built ahead of time must have; empty: the best
  std::shared_ptr<PrintTarget> print_;
  backend::DeviceInfo info_;
};

std::shared_ptr<backend::Device> CpuDevice::part(const backend::DevicePart& part) {
  numa::PoolOptions options;
  const auto refuse = [](const std::string& what, std::size_t number, std::size_t count) {
    throw Error(Status::kInvalidArgument, "the CPU has no " + what + " " + std::to_string(number) + ": there are " + std::to_string(count) +
                                              ", counted from 0");
  };
  const std::size_t nodes = topology_.nodes().size(), cores = topology_.cores().size();
  if (part.node >= 0) {
    if (static_cast<std::size_t>(part.node) >= nodes) refuse("node", static_cast<std::size_t>(part.node), nodes);
    options.cores = topology_.nodes()[static_cast<std::size_t>(part.node)].cores;
    if (options.cores.empty()) throw Error(Status::kUnsupported, "node " + std::to_string(part.node) + " has memory only, no cores");
  } else {
    for (std::uint32_t core : part.cores) {
      if (core >= cores) refuse("core", core, cores);
      options.cores.push_back(static_cast<int>(core));
    }
    std::sort(options.cores.begin(), options.cores.end());
    options.cores.erase(std::unique(options.cores.begin(), options.cores.end()), options.cores.end());
    if (options.cores.empty()) throw Error(Status::kInvalidArgument, "a part of the CPU needs at least one core");
  }
  return std::make_shared<CpuDevice>(topology_, options, isa_, forced_, print_);
}

}  // namespace

std::shared_ptr<backend::Device> make_cpu_device(const CpuDeviceOptions& options) {
  const char* variable = std::getenv("CLRT_FORCE_ISA");
  const std::string forced = options.isa ? isa_name(*options.isa) : variable != nullptr ? variable : "";
  const Isa isa = choose_isa(cpu_features(), forced);
  try {
    numa::Topology topology = options.topology ? *options.topology : numa::Topology::from_machine();
    return std::make_shared<CpuDevice>(std::move(topology), options.pool, isa, forced, std::make_shared<PrintTarget>());
  } catch (const Error&) {
    throw;
  } catch (const std::runtime_error& e) {
    throw Error(Status::kDeviceError, std::string("the CPU device: ") + e.what());
  }
}

const numa::WorkerPool* worker_pool_of(const backend::Device& device) {
  const auto* cpu = dynamic_cast<const CpuDevice*>(&device);
  return cpu != nullptr ? &cpu->pool() : nullptr;
}

}  // namespace clrt::cpu
