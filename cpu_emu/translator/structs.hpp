// Prints struct definitions: the memory layout and, nested in it, the form with one value per lane.
#pragma once

#include <clang/AST/Decl.h>

#include <string>

namespace clrt::translator {

// `with_lanes` false: the layout only (unions and bit-fields have no lane form).
std::string print_struct(const clang::RecordDecl* record, const clang::ASTContext& context, bool with_lanes);

}  // namespace clrt::translator
