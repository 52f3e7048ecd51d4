// The OpenCL C files that the bench program compiles at run time; their text is inside the program.
#pragma once

#include <string>

namespace clrt::bench {

// `name` is the stem of a file listed in bench/CMakeLists.txt; throws std::out_of_range for another.
std::string source_text(const std::string& name);

}  // namespace clrt::bench
