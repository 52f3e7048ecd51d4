// Finding, selecting and describing devices.
#include "clrt/runtime/devices.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <nlohmann/json.hpp>

#include "clrt/error.h"
#include "clrt/runtime/log.hpp"

namespace clrt::runtime {
namespace {

std::string lower(std::string_view text) {
  std::string s(text);
  std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return s;
}

}  // namespace

const DeviceList& device_list() {
  static const DeviceList& list = *[] {
    Found found = discover();
    auto made = std::make_unique<DeviceList>();
    made->why_no_opencl = std::move(found.why_no_opencl);
    for (auto& device : found.devices) {
      auto handle = std::make_unique<clrt_device_s>();
      handle->index = made->devices.size();
      handle->json = device_json(device->info(), handle->index);
      handle->device = std::move(device);
      made->devices.push_back(handle.release());
    }
    for (const clrt_device_s* d : made->devices)
      log(LogLevel::kBuild, "device " + std::to_string(d->index) + ": " + d->info().name);
    if (!made->why_no_opencl.empty()) log(LogLevel::kBuild, "no OpenCL device: " + made->why_no_opencl);
    return made.release();
  }();
  return list;
}

std::size_t select_device(std::string_view text, std::span<const backend::DeviceInfo* const> devices,
                          std::string_view why_no_opencl) {
  const std::string wanted = lower(text);
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), index);
  if (error == std::errc() && end == wanted.data() + wanted.size()) {
    if (index < devices.size()) return index;
  } else {
    // The kind first, so that "cpu" is this library's CPU and not a driver that has the word in its name.
    for (std::size_t i = 0; i < devices.size(); ++i) {
      if (wanted == devices[i]->kind) return i;
    }
    for (std::size_t i = 0; i < devices.size(); ++i) {
      for (const std::string* part : {&devices[i]->name, &devices[i]->vendor, &devices[i]->driver}) {
        if (lower(*part).find(wanted) != std::string::npos) return i;
      }
    }
  }
  std::string message = "no device is '" + std::string(text) + "'; there are";
  for (std::size_t i = 0; i < devices.size(); ++i) message += (i ? ", " : " ") + std::to_string(i) + ": " + devices[i]->name;
  if (!why_no_opencl.empty()) message += " (no OpenCL device: " + std::string(why_no_opencl) + ")";
  throw Error(Status::kNotFound, message);
}

std::string device_json(const backend::DeviceInfo& info, std::size_t index) {
  nlohmann::ordered_json j;
  j["index"] = index;
  j["kind"] = info.kind;
  j["name"] = info.name;
  j["vendor"] = info.vendor;
  j["driver"] = info.driver;
  if (!info.isa.empty()) j["isa"] = info.isa;
  j["compute_units"] = info.compute_units;
  j["global_bytes"] = info.global_bytes;
  j["local_bytes"] = info.local_bytes;
  j["max_alloc_bytes"] = info.max_alloc_bytes;
  j["max_local_size"] = info.max_local_size;
  j["max_local_sizes"] = info.max_local_sizes;
  j["sub_group_sizes"] = info.sub_group_sizes;
  j["emulated_sub_group_sizes"] = info.emulated_sub_group_sizes;
  j["sub_groups"] = info.sub_groups;
  j["fp16"] = info.fp16;
  j["fp64"] = info.fp64;
  j["unified_memory"] = info.unified_memory;
  return j.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace clrt::runtime
