// The work-group size that a kernel without a required one is worth printing for once more (docs/decisions/0004).
#pragma once

#include <array>
#include <cstdint>
#include <map>

#include "checks.hpp"

namespace clrt::translator {

using WorkGroupSize = std::array<std::uint32_t, 3>;  // all zeros: none

// A guess: a launch with another size runs another form of the kernel. The kernel's work_group_size_hint; else, for a kernel that asks
// for ids of dimension 1, the shape of its first array in local memory that is a tile: one item for each element of [16][16], of [256], of
// [16][17] (padded against bank conflicts) and of the inside of [18][18] (a tile with a halo). Rows are whole numbers of `lanes`.
// `locals`: the variables in local memory with their offsets.
WorkGroupSize likely_work_group_size(const clang::FunctionDecl* kernel, const std::map<const clang::VarDecl*, std::size_t>& locals,
                                     const Facts& facts, int lanes, const clang::ASTContext& context);

}  // namespace clrt::translator
