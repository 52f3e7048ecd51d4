// What stands around a kernel's forms: the block of arguments, the functions that run a form's sub-groups, the descriptors.
//
// A kernel's forms are units that the JIT may compile apart from one another (docs/decisions/0009-compile-time.md). The functions
// that enter them are outside the unnamed namespace, so that the first unit, which has the descriptors, can call the others.
#pragma once

#include <clang/AST/ASTContext.h>

#include <string>
#include <vector>

#include "module.hpp"
#include "types.hpp"

namespace clrt::translator {

// A name of the generated file's own for something of this kernel: "clrt_args_saxpy". `what` is one word of letters. No name of the
// kernel file's begins with clrt_ (safe_name), and no two of these are alike.
std::string symbol(const std::string& what, const KernelResult& kernel);

class EntryPrinter {
 public:
  EntryPrinter(const TypeNames& types, const clang::FunctionDecl* kernel, const KernelResult& result);

  // The kernel's arguments as one block.
  std::string arguments() const;
  // Runs the form's sub-groups s, s + 1, ... before `end`. The form is in the namespace symbol(form), `entry` is its function there,
  // `items` makes that one's first argument.
  std::string form(const std::string& form, const std::string& entry, const std::string& items);
  // Runs a whole work-group through the kernel's phases, or says that it cannot.
  std::string phases(const PhasesForm& form);
  void restart() { declared_.clear(); }  // the forms printed so far are not used
  // The declarations of all that were printed.
  const std::string& declarations() const { return declared_; }

 private:
  std::string unpack() const;
  std::string define(const std::string& head, const std::string& body);

  const TypeNames& types_;
  const clang::FunctionDecl* kernel_;
  const KernelResult& result_;
  std::string pass_, declared_;
};

// The functions that the kernel's descriptor points to.
std::string group_functions(const KernelResult& kernel);

// The kernels' descriptors and the module's, behind `functions`.
std::string descriptors(const std::vector<KernelResult>& kernels, const std::string& functions, const ModuleOptions& options,
                        bool program_scope);

}  // namespace clrt::translator
