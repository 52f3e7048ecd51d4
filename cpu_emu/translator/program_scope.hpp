// Mutable variables at program scope: one copy per program, so generated code reaches them through the launch.
//
//   in:   global int counter = 40;   global int *global where = &counter;   int f(void) { static global int calls; ... counter ... }
//   out:  struct program_scope { int32_t counter = 40; int32_t* where = &counter; int32_t f_calls{}; };
//         ... cl::program<program_scope>(c).counter ...
#pragma once

#include <clang/AST/Decl.h>

#include <string>
#include <vector>

namespace clrt::translator {

// Whether `v` stands in the struct: global variables, and constants whose initialiser names one that does.
bool in_program_scope(const clang::VarDecl* v);

// Its name there.
std::string program_scope_name(const clang::VarDecl* v);

// All of them, in the order of the file: at file scope and static in functions; each once, where it has its initial value.
std::vector<const clang::VarDecl*> program_scope_variables(const clang::ASTContext& context);

}  // namespace clrt::translator
