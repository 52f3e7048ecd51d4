// The second printer: OpenCL C for devices without sub-groups (contract: gpu/preludes/generic.clh).
#pragma once

#include <string>

#include "frontend.hpp"

namespace clrt::translator {

// The kernel file with its sub-group and work-group functions rewritten onto a local scratch buffer. `refusal` says why that
// is not possible, in which case the text is empty. A file that calls none of them comes back as it is.
std::string print_generic(const ParseInput& input, std::string& refusal);

}  // namespace clrt::translator
