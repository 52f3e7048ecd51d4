// One kernel in one form, with the functions that it calls.
#include "kernel_printer.hpp"

namespace clrt::translator {
using namespace clang;

std::vector<Kind> kernel_parameters(const FunctionDecl* kernel) {
  std::vector<Kind> kinds;
  for (const ParmVarDecl* p : kernel->parameters())
    kinds.push_back(uniform_kind(p->getType()->isPointerType() ? Pointee::kMemory : Pointee::kUnset));
  return kinds;
}

std::string KernelPrinter::print(const FunctionDecl* kernel, bool masked) {
  name_ = require(kernel, kernel_parameters(kernel), masked, true);
  return text_;
}

std::string KernelPrinter::print_phases(const FunctionDecl* kernel, const std::string& sub_groups, bool blocks, PhasePlan& plan) {
  CloneTable whole(context_, {Items::kWorkGroup, table_.variant().lanes});
  const std::vector<Kind> kinds = kernel_parameters(kernel);
  Clone& group = whole.get(kernel, kinds, false);
  Clone& clone = table_.get(kernel, kinds, false, true);
  plan.reason = whole.failure().empty() ? table_.failure() : whole.failure();
  if (!plan.reason.empty()) return {};
  plan = plan_phases(group, whole, clone, table_, context_);
  if (!plan.reason.empty()) return {};
  if (blocks) plan_blocks(plan, group, whole, clone, table_, context_);
  Printer printer(clone, table_, *this, context_, notes_);
  const std::string body = printer.phases(plan, sub_groups);
  plan.reason = table_.failure();
  return text_ + body + "\n";
}

std::uint64_t KernelPrinter::live_values() const {
  std::uint64_t n = 0;
  for (const Clone* c : printed_) {
    for (const auto& [v, k] : c->variables)
      if (k.varying()) n += (static_cast<std::uint64_t>(context_.getTypeSizeInChars(v->getType()).getQuantity()) + 3) / 4;
  }
  return n;
}

std::string KernelPrinter::require(const FunctionDecl* f, const std::vector<Kind>& parameters, bool masked, bool entry) {
  Clone& clone = table_.get(f, parameters, masked, entry);
  if (!table_.failure().empty()) return clone.name;
  if (printed_.insert(&clone).second) {
    Printer printer(clone, table_, *this, context_, notes_);
    const std::string body = printer.function();  // callees print themselves first
    text_ += body + "\n";
  }
  return clone.name;
}

}  // namespace clrt::translator
