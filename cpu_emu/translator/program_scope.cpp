// Mutable variables at program scope: one copy per program, so generated code reaches them through the launch.
#include "program_scope.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>

#include <set>

#include "types.hpp"

namespace clrt::translator {
using namespace clang;
namespace {

class Named : public RecursiveASTVisitor<Named> {
 public:
  std::vector<const VarDecl*> all;
  bool VisitDeclRefExpr(DeclRefExpr* e) {
    if (const auto* v = dyn_cast<VarDecl>(e->getDecl())) all.push_back(v);
    return true;
  }
};

bool reaches(const VarDecl* v, std::set<const VarDecl*>& seen) {
  v = v->getCanonicalDecl();
  if (!v->hasGlobalStorage() || !seen.insert(v).second) return false;
  const LangAS space = v->getType().getAddressSpace();
  if (space == LangAS::opencl_global) return true;
  if (space != LangAS::opencl_constant) return false;
  const Expr* init = v->getAnyInitializer();
  if (init == nullptr) return false;
  Named named;
  named.TraverseStmt(const_cast<Expr*>(init));
  for (const VarDecl* other : named.all)
    if (reaches(other, seen)) return true;
  return false;
}

class Statics : public RecursiveASTVisitor<Statics> {
 public:
  std::vector<const VarDecl*> all;
  bool VisitVarDecl(VarDecl* v) {
    if (in_program_scope(v)) all.push_back(v);
    return true;
  }
};

}  // namespace

bool in_program_scope(const VarDecl* v) {
  std::set<const VarDecl*> seen;
  return reaches(v, seen);
}

std::string program_scope_name(const VarDecl* v) {
  // A function may have several of one name, in blocks of its own.
  if (const auto* f = dyn_cast<FunctionDecl>(v->getDeclContext()))
    return f->getNameAsString() + "_" + v->getNameAsString() + "_" + std::to_string(v->getASTContext().getSourceManager().getFileOffset(v->getLocation()));
  return safe_name(v->getName());
}

std::vector<const VarDecl*> program_scope_variables(const ASTContext& context) {
  std::vector<const VarDecl*> list;
  for (const Decl* d : context.getTranslationUnitDecl()->decls()) {
    if (const auto* v = dyn_cast<VarDecl>(d); v && in_program_scope(v)) {
      const VarDecl* definition = v->getDefinition() ? v->getDefinition() : const_cast<VarDecl*>(v)->getActingDefinition();
      if (definition == v) list.push_back(v);
    }
    if (const auto* f = dyn_cast<FunctionDecl>(d); f && f->doesThisDeclarationHaveABody()) {
      Statics statics;
      statics.TraverseStmt(f->getBody());
      list.insert(list.end(), statics.all.begin(), statics.all.end());
    }
  }
  return list;
}

}  // namespace clrt::translator
