// Which files an OpenCL C source includes, for the cache key: a changed header must be a cache miss.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clrt::jit {

struct IncludeScan {
  // For every #include that stands anywhere in the source or in a file it includes, conditions not regarded: the name as
  // written, the path it leads to and that file's content, or the name and "missing". Text for a hash.
  std::string fingerprint;
  // False when the included files cannot be told by reading (`#include MACRO`, __has_include): then only the preprocessor knows.
  bool complete = true;
};

// Looks names up as a preprocessor does: "x" in the including file's folder and then in `include_dirs` in order, <x> in those.
// The first folder that has the file is found anew at each call, so a file that appears earlier in the order changes the result.
IncludeScan scan_includes(std::string_view source, const std::vector<std::string>& include_dirs);

}  // namespace clrt::jit
