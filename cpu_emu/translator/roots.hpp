// Which objects the pointers of a kernel may point into (checked mode): a flow-insensitive points-to analysis over the kernel and
// the functions it reaches. What it cannot follow (a pointer loaded from memory, made from an integer) is `any`.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>

#include <map>
#include <set>

namespace clrt::translator {

struct RootSet {
  // Arguments of the kernel, local, program-scope and private variables; compound literals as variables (Roots::literal).
  std::set<const clang::VarDecl*> variables;
  bool any = false;
  bool literal = false;          // may point to something that is no object: a string literal
  bool merge(const RootSet& o);  // true when it grew
};

class Roots {
 public:
  Roots(const clang::FunctionDecl* kernel, const clang::ASTContext& context);
  // Of a pointer's value, or of an lvalue: the object that it is part of.
  RootSet of(const clang::Expr* e) const;
  // Private variables (and static ones of functions) that a pointer may point into.
  const std::set<const clang::VarDecl*>& address_taken() const { return taken_; }
  // The variable that stands for a compound literal of the kernel or a function that it reaches; null for what has no address.
  const clang::VarDecl* literal(const clang::CompoundLiteralExpr* l) const;

 private:
  RootSet object(const clang::Expr* lvalue) const;
  void name_literals(const clang::Stmt* s, const clang::FunctionDecl* in);
  void gather(const clang::Stmt* s, bool indexed);
  bool assign(const clang::VarDecl* to, const RootSet& from);
  bool follow(const clang::Stmt* s, const clang::FunctionDecl* in);

  const clang::FunctionDecl* kernel_;
  const clang::ASTContext& context_;
  std::map<const clang::VarDecl*, RootSet> pointers_;
  std::map<const clang::FunctionDecl*, RootSet> results_;
  std::set<const clang::VarDecl*> taken_;
  std::map<const clang::CompoundLiteralExpr*, const clang::VarDecl*> literals_;
};

}  // namespace clrt::translator
