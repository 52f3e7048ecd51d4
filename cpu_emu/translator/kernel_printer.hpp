// One kernel in one form: the kernel's clone and the clones of the functions that it calls, in one namespace.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "phases.hpp"
#include "printer.hpp"

namespace clrt::translator {

class KernelPrinter : public FunctionSink {
 public:
  // `locals`: byte offsets of the kernel's __local variables. `checks` is null but in checked mode.
  KernelPrinter(const clang::ASTContext& context, Variant variant, const std::map<const clang::VarDecl*, std::size_t>& locals,
                Notes& notes, CheckTables* checks)
      : context_(context), table_(context, std::move(variant)), locals_(locals), notes_(notes), checks_(checks) {}

  // Text of the namespace's content; failure() is set when it cannot be vectorised.
  std::string print(const clang::FunctionDecl* kernel, bool masked);
  // The kernel cut into phases, with blocks of sub-groups if `blocks`; if it can be: fills `plan` in any case.
  std::string print_phases(const clang::FunctionDecl* kernel, const std::string& sub_groups, bool blocks, PhasePlan& plan);
  // About how many vectors the kernel keeps live: components of all varying variables of all printed clones.
  std::uint64_t live_values() const;
  const std::string& failure() const { return table_.failure(); }
  const std::string& entry() const { return name_; }

  std::string require(const clang::FunctionDecl* f, const std::vector<Kind>& parameters, bool masked) override {
    return require(f, parameters, masked, false);
  }
  std::size_t local_offset(const clang::VarDecl* v) override { return locals_.at(v); }
  CheckTables* checks() override { return checks_; }

 private:
  std::string require(const clang::FunctionDecl* f, const std::vector<Kind>& parameters, bool masked, bool entry);

  const clang::ASTContext& context_;
  CloneTable table_;
  const std::map<const clang::VarDecl*, std::size_t>& locals_;
  Notes& notes_;
  CheckTables* checks_;
  std::set<const Clone*> printed_;
  std::string text_, name_;
};

// The kinds of a kernel's parameters: alike for all work-items.
std::vector<Kind> kernel_parameters(const clang::FunctionDecl* kernel);

}  // namespace clrt::translator
