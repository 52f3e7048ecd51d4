// The devices of this machine, found once.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clrt/backend.h"
#include "clrt/clrt.h"
#include "clrt/runtime/objects.hpp"

namespace clrt::runtime {

struct Found {
  std::vector<std::shared_ptr<backend::Device>> devices;  // the CPU first
  std::string why_no_opencl;
};

// Asks the backends. Defined apart (discover.cpp), so that tests can put other backends in its place. Throws clrt::Error.
Found discover();

// The devices of discover(), asked at the first call; a failed discovery is repeated by the next call. Never destroyed: driver
// libraries do not survive the end of main.
struct DeviceList {
  std::vector<clrt_device_s*> devices;
  std::string why_no_opencl;
};
const DeviceList& device_list();

// The index that a selection text means among these devices; throws clrt::Error (kNotFound, with the list).
std::size_t select_device(std::string_view text, std::span<const backend::DeviceInfo* const> devices,
                          std::string_view why_no_opencl);

std::string device_json(const backend::DeviceInfo& info, std::size_t index);

}  // namespace clrt::runtime
