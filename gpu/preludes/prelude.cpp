// Which prelude a device gets.
#include "gpu/preludes/prelude.hpp"

#include <algorithm>

#include "clrt/error.h"
#include "gpu/device_caps.hpp"

namespace clrt::gpu {
namespace {

// Of extensions that Debian's headers may lack.
constexpr cl_device_info kSubGroupSizesIntel = 0x4108;
constexpr cl_device_info kComputeCapabilityMajorNv = 0x4000, kComputeCapabilityMinorNv = 0x4001;
constexpr cl_device_info kWavefrontWidthAmd = 0x4043;

// shfl.sync and its like need independent thread scheduling.
constexpr unsigned kLeastComputeCapability = 70;

unsigned compute_capability(const DeviceCaps& caps) {
  if (!caps.has("cl_nv_device_attribute_query")) return 0;
  return 10 * device_value<cl_uint>(caps.device, kComputeCapabilityMajorNv, 0) +
         device_value<cl_uint>(caps.device, kComputeCapabilityMinorNv, 0);
}

}  // namespace

const std::vector<Prelude>& preludes() {
  static const std::vector<Prelude> table = {
      {"native", {"base", "dots", "bits", "bfloat16", "native_matrix", "matrix"}, false},
      {"nvidia", {"base", "ids", "nvidia", "nvidia_types", "block", "dots", "bits", "bfloat16", "matrix"}, false},
      {"generic", {"base", "ids", "generic", "generic_types", "block", "dots", "bits", "bfloat16", "matrix"}, true},
  };
  return table;
}

const Prelude& prelude_named(std::string_view name) {
  std::string names;
  for (const Prelude& prelude : preludes()) {
    if (prelude.name == name) return prelude;
    names += ' ' + std::string(prelude.name);
  }
  throw Error(Status::kNotFound, "there is no prelude '" + std::string(name) + "'; there are:" + names);
}

bool prelude_wanted(std::string_view stem, std::string_view text) {
  struct Rule {
    std::string_view stem, word;
  };
  static constexpr Rule rules[] = {{"bits", "bitfield_"}, {"bits", "bit_reverse"}, {"bfloat16", "bfloat16"},
                                   {"bfloat16", "_matrix_mad_"},   {"matrix", "_matrix_mad_"}, {"native_matrix", "_matrix_mad_"}};
  bool has_rule = false;
  for (const Rule& rule : rules) {
    if (rule.stem != stem) continue;
    has_rule = true;
    if (text.find(rule.word) != std::string_view::npos) return true;
  }
  return !has_rule;
}

void use_prelude(DeviceCaps& caps, const Prelude& prelude) {
  caps.prelude = &prelude;
  caps.info.sub_groups = prelude.name;
  caps.info.sub_group_sizes.clear();
  caps.info.emulated_sub_group_sizes.clear();
  if (prelude.name == "nvidia") {
    caps.info.sub_group_sizes = {8, 16, 32};
    caps.defines.push_back("CLRT_SM " + std::to_string(compute_capability(caps)));
  } else if (prelude.local_memory) {
    caps.info.sub_group_sizes = {8, 16, 32, 64};
  } else {
    for (const std::size_t size : device_values<std::size_t>(caps.device, kSubGroupSizesIntel))
      caps.info.sub_group_sizes.push_back(static_cast<std::uint32_t>(size));
    const cl_uint wave =
        caps.has("cl_amd_device_attribute_query") ? device_value<cl_uint>(caps.device, kWavefrontWidthAmd, 0) : 0;
    if (caps.info.sub_group_sizes.empty() && wave != 0) caps.info.sub_group_sizes = {wave};
    if (caps.has("cl_khr_integer_dot_product")) caps.defines.push_back("CLRT_HAS_DOT_PRODUCT 1");
    if (caps.has("cl_khr_extended_bit_ops")) caps.defines.push_back("CLRT_HAS_EXTENDED_BIT_OPS 1");
    if (caps.has("cl_intel_bfloat16_conversions")) caps.defines.push_back("CLRT_HAS_BFLOAT16_CONVERSIONS 1");
    if (caps.has("cl_intel_subgroup_matrix_multiply_accumulate")) caps.defines.push_back("CLRT_HAS_MATRIX_MAD 1");
  }
  // What generic.clh adds, over local memory.
  const auto& own = caps.info.sub_group_sizes;
  for (const std::uint32_t size : {8u, 16u, 32u, 64u})
    if (!own.empty() && std::find(own.begin(), own.end(), size) == own.end()) caps.info.emulated_sub_group_sizes.push_back(size);
}

void choose_prelude(DeviceCaps& caps, int version) {
  const bool sub_groups = caps.has("cl_khr_subgroups") || caps.has("cl_intel_subgroups") ||
                          (version >= 21 && device_value<cl_uint>(caps.device, CL_DEVICE_MAX_NUM_SUB_GROUPS, 0) > 0);
  // The kernel language promises all of these; a driver with some of them gets the emulation, which is whole.
  bool complete = caps.has("cl_intel_subgroups");  // block reads and writes
  for (const char* part : {"extended_types", "ballot", "non_uniform_vote", "non_uniform_arithmetic", "shuffle", "shuffle_relative",
                           "clustered_reduce"})
    complete = complete && caps.has(std::string("cl_khr_subgroup_") + part);
  const bool segments = compute_capability(caps) >= kLeastComputeCapability;
  use_prelude(caps, prelude_named(sub_groups && complete ? "native" : segments ? "nvidia" : "generic"));
}

std::string_view prelude_text(std::string_view stem) {
  const auto found = prelude_texts().find(stem);
  if (found == prelude_texts().end()) throw Error(Status::kInternal, "there is no prelude file " + std::string(stem) + ".clh");
  return found->second;
}

}  // namespace clrt::gpu
