// The signature JSON that cl2cpp writes, as the runtime's reflected kernels.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clrt/backend.h"

namespace clrt::jit {

// Throws clrt::Error (kInternal) naming the key that is missing or of the wrong type: only cl2cpp writes this text.
std::vector<backend::KernelInfo> parse_signature(std::string_view json);

// The inverse of parse_signature.
std::string signature_text(const std::vector<backend::KernelInfo>& kernels);

// Why the file has no generic OpenCL C; empty when it has one.
std::string generic_refusal(std::string_view json);

}  // namespace clrt::jit
