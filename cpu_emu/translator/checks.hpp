// Refuses what cannot be compiled at all and finds what can only be compiled with one lane per work-item.
#pragma once

#include <clang/AST/Decl.h>
#include <clang/AST/Stmt.h>

#include <string>
#include <vector>

namespace clrt::translator {

// "file:line:col: error: ..." lines for recursion, function pointers and other things with no translation; empty when fine.
std::vector<std::string> find_errors(const clang::ASTContext& context);

// Why `function` or something it calls cannot be vectorised ("file:line:col: reason"), or empty.
std::string one_lane_reason(const clang::FunctionDecl* function);

// Why private variables of `function` or of something it calls have to stand in memory (Variant::private_in_memory), or empty.
std::string private_memory_reason(const clang::FunctionDecl* function);

// A label of the switch that stands inside a loop or another statement of its body (Duff's device), or null.
const clang::SwitchCase* nested_label(const clang::SwitchStmt* s);

// Facts about a kernel and everything it calls.
struct Facts {
  bool barrier = false, loop = false, sub_groups = false, printf = false, fp64 = false, work_group_collectives = false;
  std::string fp16_at, fp64_at;           // "file:line:col" of the first value of that type; empty: none
  bool ids_above_0 = false;               // asks for ids of dimension 1 or 2, or may
  bool sub_group_calls_uniform = true;    // the whole work-group reaches every sub-group function alike
  bool sub_group_calls_converged = true;  // at least every sub-group does
};
Facts facts(const clang::FunctionDecl* function);

// `root` and every function with a body that it calls, directly or not.
std::vector<const clang::FunctionDecl*> reachable(const clang::FunctionDecl* root);

// Functions with a body, callees before callers.
std::vector<const clang::FunctionDecl*> definitions(const clang::ASTContext& context);

}  // namespace clrt::translator
