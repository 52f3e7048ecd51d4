// Translates one parsed file into one C++ file, and describes its kernels.
#pragma once

#include <clang/AST/ASTContext.h>

#include <string>
#include <vector>

#include "checks.hpp"
#include "printer.hpp"
#include "work_group_sizes.hpp"

namespace clrt::translator {

struct ModuleOptions {
  std::string module_name;   // suffix of the exported descriptor; empty: `clrt_module`
  int sub_group_size = 16;   // for kernels that do not demand one
  bool checked = false;      // print accesses, divisions and barriers through the checker (executor/check_abi.h)
  bool phases = true;        // cut kernels at their barriers where that can be done; else fibers
  bool debug = false;        // see Variant::debug; no wide form
};

struct ArgumentInfo {
  std::string name, type, kind;   // kind: global, constant, local, value
  std::uint64_t size = 0, align = 0, offset = 0;
  bool read_only = false, is_restrict = false;
};

// A form of a kernel that is cut at its barriers.
struct PhasesForm {
  std::string name;      // as symbol() takes it
  WorkGroupSize size{};  // the only one that it runs; zeros: any
  bool wide = false;     // with the lanes of the wide form
};

struct KernelResult {
  std::string name;
  std::vector<ArgumentInfo> arguments;
  std::uint64_t argument_bytes = 0, local_bytes = 0;
  int sub_group_size = 0;            // demanded by the source; 0: free
  int lanes = 16;
  std::uint32_t required_local[3] = {0, 0, 0};
  Facts facts;
  bool one_lane = false;
  std::string one_lane_reason;
  bool checked = false;              // ModuleOptions::checked
  std::string private_memory_reason;  // vectorised with private variables in memory (Variant::private_in_memory), and why
  bool wide = false;                 // has a wide form (KernelDesc::wide)
  std::string wide_lanes;            // how many lanes that has, as C++
  int phases = 0;                    // into how many phases it is cut at its barriers (KernelDesc::run_phases); 0: fibers
  std::string fibers_reason;         // why it is not
  std::vector<PhasesForm> phases_forms;  // the first for the required size or any, then one for a likely size
  Notes notes;
};

struct ModuleResult {
  std::string cpp;
  std::vector<KernelResult> kernels;
  std::vector<std::string> errors;   // "file:line:col: error: ..."
};

ModuleResult translate(const clang::ASTContext& context, const ModuleOptions& options);

}  // namespace clrt::translator
