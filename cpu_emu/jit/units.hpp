// How a generated file is shared out over several compilers: cl2cpp marks the parts that can be compiled apart.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace clrt::jit {

// Sets of units, bit u for unit u, one set per compiler: together all units, of about equal cost, unit 0 (it has the descriptors) in
// the first. A single set {all} when the file has no marks, says that it must stay whole (`#define CLRT_ONE_UNIT`: it has variables
// that its units share), or is too small for a second compiler to be worth its start. At most `most` sets.
std::vector<std::uint64_t> share_units(std::string_view generated, unsigned most);

}  // namespace clrt::jit
