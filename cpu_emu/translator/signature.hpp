// What a translated file says about itself, as JSON.
#pragma once

#include <string>

#include "module.hpp"

namespace clrt::translator {

// The build report of one kernel: lanes, one-lane reason, gathers, scatters, strided accesses with their reasons, control flow
// that lanes take apart, barriers and atomics, all by line.
std::string report_json(const KernelResult& kernel);
// All kernels' signatures; `generic_refusal` says why there is no generic OpenCL C, or is empty.
std::string signature_json(const ModuleResult& module, const std::string& generic_refusal);
// A C++ string literal.
std::string quoted(const std::string& text);

}  // namespace clrt::translator
