// What stands behind the C handles.
//
// Lock order: graph, queue. Members that a destructor needs last are declared first.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "clrt/backend.h"
#include "clrt/clrt.h"
#include "clrt/runtime/commands.hpp"
#include "clrt/runtime/mapped_file.hpp"
#include "clrt/runtime/ref.hpp"

struct clrt_device_s : clrt::runtime::Object {
  std::shared_ptr<clrt::backend::Device> device;
  clrt::runtime::Ref<clrt_device_s> whole;  // of a part: the device it is part of
  std::size_t index = 0;
  std::string json;

  // Devices that share memory, programs and events are the same context.
  const clrt_device_s* context() const { return whole ? whole.get() : this; }
  const clrt::backend::DeviceInfo& info() const { return device->info(); }
};

struct clrt_buffer_s : clrt::runtime::Object {
  clrt::runtime::Ref<clrt_device_s> device;
  clrt::runtime::Ref<clrt_buffer_s> parent;
  clrt::runtime::MappedFile file;
  std::unique_ptr<clrt::backend::Buffer> buffer;
  std::size_t bytes = 0;
  bool read_only = false;
};

struct clrt_image_s : clrt::runtime::Object {
  clrt::runtime::Ref<clrt_buffer_s> buffer;
  clrt::backend::ImageDesc desc;
  std::unique_ptr<clrt::backend::Image> image;
};

struct clrt_program_s : clrt::runtime::Object {
  clrt::runtime::Ref<clrt_device_s> device;
  std::unique_ptr<clrt::backend::Program> program;
  std::string name;
  std::vector<std::string> kernel_names;
  std::mutex mutex;    // guards `binary`
  std::string binary;  // made when it is first asked for
};

struct clrt_kernel_s : clrt::runtime::Object {
  clrt::runtime::Ref<clrt_program_s> program;
  std::unique_ptr<clrt::backend::Kernel> kernel;

  const clrt_device_s& device() const { return *program->device; }
  const clrt::backend::KernelInfo& info() const { return kernel->info(); }
};

struct clrt_graph_s : clrt::runtime::Object {
  clrt::runtime::Ref<clrt_device_s> device;
  bool in_order = true;
  std::mutex mutex;
  std::vector<clrt::runtime::Command> nodes;
};

struct clrt_queue_s : clrt::runtime::Object {
  ~clrt_queue_s();

  clrt::runtime::Ref<clrt_device_s> device;
  std::unique_ptr<clrt::backend::Queue> queue;
  bool out_of_order = false;
  std::mutex mutex;  // guards everything below, and `queue`
  clrt::runtime::InFlight in_flight;
  clrt::backend::EventPtr last;                // the newest command
  clrt::runtime::Ref<clrt_graph_s> recording;  // not null between capture_begin and capture_end
};

struct clrt_event_s : clrt::runtime::Object {
  clrt::runtime::Ref<clrt_queue_s> queue;
  std::vector<clrt::backend::EventPtr> parts;  // complete when all are; empty: was complete from the start
  clrt::runtime::Ref<clrt_graph_s> graph;      // of a node of a recording, which never completes by itself
  std::size_t node = 0;
};
