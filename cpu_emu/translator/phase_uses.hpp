// What a statement of a kernel does to variables and memory, for the planner of phases.
#pragma once

#include <set>
#include <vector>

#include "analysis.hpp"

namespace clrt::translator {

struct Uses {
  std::vector<const clang::VarDecl*> variables;  // private ones that it names, in source order, each once
  std::set<const clang::VarDecl*> written;       // assigned, declared or stepped
  std::set<const clang::VarDecl*> declared;
  bool barrier = false;                          // contains a barrier or wait_group_events
  bool loads = false, stores = false;            // touches memory, or may (calls)
  bool returns = false;                          // contains a return
  bool escapes = false;                          // contains a break or continue of a loop around it
  bool names(const clang::VarDecl* v) const;
};
Uses uses_of(const clang::Stmt* s);

// Is it a call of barrier() or wait_group_events() that stands as a statement?
bool is_barrier(const clang::Stmt* s);

// Only arithmetic, loads and assignments to whole private variables: may run once instead of in each sub-group when the values
// are the same. No calls but work-item, conversion and math functions, no private arrays or structs.
bool group_arithmetic(const clang::Expr* e);

// Operations of an initialiser that is cheaper to compute again than to keep, or -1 when it is not of that kind.
int cheap_operations(const clang::Expr* e);

}  // namespace clrt::translator
