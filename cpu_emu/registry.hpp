// Programs compiled ahead of time (clrt_add_kernels), found by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cpu_emu/executor/kernel_abi.h"
#include "cpu_emu/isa.hpp"

namespace clrt::cpu {

// Adds one file's record, which must live as long as the process (generated code keeps it in static storage). Called by
// static initialisers. A name that is there already keeps its first record: returns false. Thread-safe.
bool register_source(const RegisteredSource& source);

// Null when there is none.
const RegisteredSource* find_registered(std::string_view name);

// find_registered, or throws clrt::Error (kNotFound) that lists the names there are.
const RegisteredSource& registered_source(std::string_view name);

std::vector<std::string> registered_names();  // sorted

// The module to run: the best level that was built and that the processor has, or exactly `forced` (CLRT_FORCE_ISA, "" when
// unset). Throws clrt::Error: kUnsupported when the level asked for was not built, does not run here, or has another ABI version.
const ModuleDesc& choose_module(const RegisteredSource& source, const CpuFeatures& features, std::string_view forced);

}  // namespace clrt::cpu
