// What `clrt build --report` says of a kernel.
#pragma once

#include <string>
#include <vector>

#include "clrt/clrt.hpp"
#include "cpu_emu/jit/spills.hpp"

namespace clrt::tool {

// What only the CPU has to say.
struct CpuReport {
  std::string isa;
  std::vector<jit::Spill> spills;  // of the whole program
  std::string no_spills;           // why they are not known; empty when they are
};

// Arguments and sizes of one kernel; with `cpu` (null: another device) how it was vectorised, and where not and why. Lines end
// with a newline.
std::string kernel_report(const Kernel& kernel, const CpuReport* cpu);

}  // namespace clrt::tool
