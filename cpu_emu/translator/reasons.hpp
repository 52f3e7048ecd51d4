// Why an address has no constant stride between lanes, in words for the build report.
#pragma once

#include <clang/AST/ASTContext.h>

#include <string>

#include "analysis.hpp"

namespace clrt::translator {

// The text of an expression as it stands in the kernel, blanks collapsed, cut at about 60 characters.
std::string source_text(const clang::Expr* e, const clang::ASTContext& context);

// Of a place whose address is varying: "index 'at[i]' is read from memory", "'n' in 'i * n' is not known at build time". Lines are
// the kernel's.
std::string why_varying(const clang::Expr* place, Kinds& kinds, const clang::ASTContext& context);

}  // namespace clrt::translator
