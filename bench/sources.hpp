// The OpenCL C files that the bench program compiles at run time; their text is inside the program.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace clrt::bench {

// By stem, as listed in bench/CMakeLists.txt. Generated at build time.
const std::map<std::string_view, std::string_view>& source_texts();

// Throws std::out_of_range for a name that is not there.
inline std::string source_text(std::string_view name) { return std::string(source_texts().at(name)); }

}  // namespace clrt::bench
