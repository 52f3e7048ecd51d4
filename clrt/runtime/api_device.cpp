// C API: devices and their parts.
#include <memory>

#include "clrt/clrt.h"
#include "clrt/runtime/devices.hpp"
#include "clrt/runtime/guard.hpp"
#include "clrt/runtime/objects.hpp"
#include "clrt/settings.hpp"

using namespace clrt::runtime;
using clrt::Error;
using clrt::Status;

namespace {

clrt_device make_part(clrt_device device, const clrt::backend::DevicePart& part, const std::string& what) {
  const clrt_device_s* whole = device->context();
  auto made = std::make_unique<clrt_device_s>();
  made->device = whole->device->part(part);
  if (made->device == nullptr)
    throw Error(Status::kUnsupported, what + " of device '" + whole->info().name + "': the device cannot be divided");
  made->whole = Ref(const_cast<clrt_device_s*>(whole));
  made->index = whole->index;
  made->json = device_json(made->device->info(), made->index);
  return made.release();
}

}  // namespace

clrt_status clrt_device_count(size_t* count) {
  return guard([&] {
    require(count, "count");
    *count = device_list().devices.size();
  });
}

clrt_status clrt_device_get(size_t index, clrt_device* device) {
  return guard([&] {
    require(device, "device");
    const auto& devices = device_list().devices;
    if (index >= devices.size()) {
      throw Error(Status::kNotFound,
                  "there is no device " + std::to_string(index) + "; the last one is " + std::to_string(devices.size() - 1));
    }
    *device = retain(devices[index]);
  });
}

clrt_status clrt_device_select(const char* text, clrt_device* device) {
  return guard([&] {
    require(device, "device");
    const DeviceList& list = device_list();
    std::vector<const clrt::backend::DeviceInfo*> infos;
    for (const clrt_device_s* d : list.devices) infos.push_back(&d->info());
    std::string wanted = text != nullptr ? text : "";
    const bool from_setting = wanted.empty() && !clrt::setting("CLRT_FORCE_DEVICE").empty();
    if (from_setting) wanted = clrt::setting("CLRT_FORCE_DEVICE");
    if (wanted.empty()) wanted = "cpu";
    try {
      *device = retain(list.devices[select_device(wanted, infos, list.why_no_opencl)]);
    } catch (const Error& e) {
      if (!from_setting) throw;
      throw Error(e.status, "CLRT_FORCE_DEVICE: " + std::string(e.what()));
    }
  });
}

clrt_status clrt_device_get_info(clrt_device device, clrt_device_info* info) {
  return guard([&] {
    require(device, "device");
    require(info, "info");
    const clrt::backend::DeviceInfo& d = device->info();
    *info = {d.name.c_str(),
             d.vendor.c_str(),
             d.driver.c_str(),
             d.kind.c_str(),
             d.isa.c_str(),
             d.sub_groups.c_str(),
             d.compute_units,
             d.global_bytes,
             d.local_bytes,
             d.max_alloc_bytes,
             d.max_local_size,
             {d.max_local_sizes[0], d.max_local_sizes[1], d.max_local_sizes[2]},
             d.sub_group_sizes.data(),
             d.sub_group_sizes.size(),
             d.fp16,
             d.fp64,
             d.unified_memory};
  });
}

const char* clrt_device_json(clrt_device device) { return device != nullptr ? device->json.c_str() : "{}"; }

const char* clrt_why_no_opencl(void) {
  const char* why = "";
  const clrt_status status = guard([&] { why = device_list().why_no_opencl.c_str(); });
  return status == CLRT_OK ? why : clrt_last_error();
}

clrt_status clrt_device_node(clrt_device device, uint32_t node, clrt_device* part) {
  return guard([&] {
    require(device, "device");
    require(part, "part");
    *part = make_part(device, {static_cast<int>(node), {}}, "node " + std::to_string(node));
  });
}

clrt_status clrt_device_cores(clrt_device device, const uint32_t* cores, size_t core_count, clrt_device* part) {
  return guard([&] {
    require(device, "device");
    require(part, "part");
    require(cores, "cores");
    if (core_count == 0) throw Error(Status::kInvalidArgument, "a part of a device needs at least one core");
    *part = make_part(device, {-1, {cores, cores + core_count}}, std::to_string(core_count) + " cores");
  });
}

clrt_status clrt_device_on_print(clrt_device device, clrt_print_function print, void* user) {
  return guard([&] {
    require(device, "device");
    clrt::backend::PrintSink sink;
    if (print != nullptr) sink = [print, user](std::string_view text) { print(user, text.data(), text.size()); };
    if (!device->device->print_to(std::move(sink))) {
      throw Error(Status::kUnsupported, "the driver of device '" + device->info().name + "' writes printf itself");
    }
  });
}

clrt_device clrt_device_retain(clrt_device device) { return retain(device); }
void clrt_device_release(clrt_device device) { release(device); }
