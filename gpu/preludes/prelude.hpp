// The preludes: OpenCL C that stands before a kernel file and supplies what the device's driver lacks.
//
// The only code that knows vendors. The texts are the .clh files of this folder, embedded at build time.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace clrt::gpu {

struct DeviceCaps;

struct Prelude {
  std::string_view name;                // "native", "nvidia", "generic"
  std::vector<std::string_view> files;  // stems of the .clh files, in order
  bool local_memory;                    // takes the translator's generic source; calls must be uniform (generic.clh)
};

const std::vector<Prelude>& preludes();
const Prelude& prelude_named(std::string_view name);  // throws clrt::Error (kNotFound) listing the names

// Whether a program with this text needs the file. What is long and seldom used stands only before programs that name it, because
// the driver compiles it each time.
bool prelude_wanted(std::string_view stem, std::string_view text);

// Picks the best prelude for a device: sets prelude, info.sub_groups, info.sub_group_sizes and adds to defines. `version` is the
// device's OpenCL version, 10 * major + minor.
void choose_prelude(DeviceCaps& caps, int version);
// The same with the choice made, for tests and comparisons.
void use_prelude(DeviceCaps& caps, const Prelude& prelude);

// The texts of the .clh files by stem. Generated at build time.
const std::map<std::string_view, std::string_view>& prelude_texts();
// Throws clrt::Error (kInternal) for an unknown stem.
std::string_view prelude_text(std::string_view stem);

}  // namespace clrt::gpu
