// Refuses what cannot be compiled at all and finds what can only be compiled with one lane per work-item.
#include "checks.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>
#include <clang/AST/RecursiveASTVisitor.h>

#include <functional>
#include <map>
#include <set>

#include "analysis.hpp"
#include "types.hpp"

namespace clrt::translator {
using namespace clang;
namespace {

// Calls each visitor gets: every call expression and every statement of a function body.
class BodyVisitor : public RecursiveASTVisitor<BodyVisitor> {
 public:
  std::function<void(const CallExpr*)> on_call = [](const CallExpr*) {};
  std::function<void(const Stmt*)> on_statement = [](const Stmt*) {};
  std::function<void(const VarDecl*)> on_variable = [](const VarDecl*) {};
  bool VisitCallExpr(CallExpr* c) { on_call(c); return true; }
  bool VisitStmt(Stmt* s) { on_statement(s); return true; }
  bool VisitVarDecl(VarDecl* v) { on_variable(v); return true; }
};

const FunctionDecl* defined_callee(const CallExpr* c) {
  const FunctionDecl* f = callee(c);
  const FunctionDecl* definition = nullptr;
  if (f && f->hasBody(definition)) return definition;
  return nullptr;
}

bool known_image(const std::string& name) {
  static const std::set<std::string> known = {"image1d_t", "image2d_t", "image3d_t", "image1d_array_t", "image2d_array_t", "image1d_buffer_t"};
  return known.count(name) > 0;
}

}  // namespace

bool has_union(QualType t) {
  const auto* r = t->getBaseElementTypeUnsafe()->getAs<RecordType>();
  if (!r) return false;
  if (r->getDecl()->isUnion()) return true;
  for (const FieldDecl* f : r->getDecl()->fields()) {
    if (f->isBitField() || has_union(f->getType())) return true;
  }
  return false;
}

const SwitchCase* nested_label(const SwitchStmt* s) {
  std::set<const SwitchCase*> direct;
  const auto add = [&](const Stmt* at) {
    for (; isa_and_nonnull<SwitchCase>(at); at = cast<SwitchCase>(at)->getSubStmt()) direct.insert(cast<SwitchCase>(at));
  };
  if (const auto* body = dyn_cast<CompoundStmt>(s->getBody())) {
    for (const Stmt* c : body->body()) add(c);
  } else {
    add(s->getBody());
  }
  for (const SwitchCase* c = s->getSwitchCaseList(); c != nullptr; c = c->getNextSwitchCase())
    if (direct.count(c) == 0) return c;
  return nullptr;
}

std::vector<const FunctionDecl*> reachable(const FunctionDecl* root) {
  std::vector<const FunctionDecl*> order;
  std::set<const FunctionDecl*> seen;
  std::function<void(const FunctionDecl*)> go = [&](const FunctionDecl* f) {
    if (!seen.insert(f).second) return;
    order.push_back(f);
    BodyVisitor v;
    v.on_call = [&](const CallExpr* c) { if (const auto* d = defined_callee(c)) go(d); };
    v.TraverseStmt(f->getBody());
  };
  go(root);
  return order;
}

std::vector<const FunctionDecl*> definitions(const ASTContext& context) {
  std::vector<const FunctionDecl*> order;
  std::set<const FunctionDecl*> seen;
  std::function<void(const FunctionDecl*)> go = [&](const FunctionDecl* f) {
    if (!seen.insert(f).second) return;
    BodyVisitor v;
    v.on_call = [&](const CallExpr* c) { if (const auto* d = defined_callee(c)) go(d); };
    v.TraverseStmt(f->getBody());
    order.push_back(f);
  };
  for (const Decl* d : context.getTranslationUnitDecl()->decls()) {
    if (const auto* f = dyn_cast<FunctionDecl>(d); f && f->doesThisDeclarationHaveABody()) go(f);
  }
  return order;
}

std::vector<std::string> find_errors(const ASTContext& context) {
  std::vector<std::string> errors;
  const SourceManager& sm = context.getSourceManager();
  std::map<const FunctionDecl*, int> state;  // 1 on the stack, 2 done
  std::function<void(const FunctionDecl*)> go = [&](const FunctionDecl* f) {
    state[f] = 1;
    BodyVisitor v;
    v.on_call = [&](const CallExpr* c) {
      const FunctionDecl* d = callee(c);
      if (!d) {
        errors.push_back(position(c->getExprLoc(), sm) + ": error: call through a function pointer cannot be compiled");
        return;
      }
      const FunctionDecl* definition = defined_callee(c);
      if (!definition) {
        const SourceLocation where = d->getLocation();
        const bool from_user = !d->isImplicit() && where.isValid() && sm.isWrittenInMainFile(sm.getExpansionLoc(where));
        if (from_user && d->getBuiltinID() == 0)
          errors.push_back(position(c->getExprLoc(), sm) + ": error: function '" + d->getNameAsString() + "' is declared but never defined");
        return;
      }
      if (state[definition] == 1) {
        errors.push_back(position(c->getExprLoc(), sm) + ": error: recursion: '" + definition->getNameAsString() +
                         "' calls itself" + (definition == f ? "" : " through '" + f->getNameAsString() + "'") +
                         "; OpenCL C does not allow recursion");
      } else if (state[definition] == 0) {
        go(definition);
      }
    };
    v.on_statement = [&](const Stmt* s) {
      if (const auto* a = dyn_cast<GCCAsmStmt>(s))
        errors.push_back(position(a->getAsmLoc(), sm) + ": error: inline assembly cannot be compiled for the CPU");
    };
    v.on_variable = [&](const VarDecl* x) {
      const Type* t = x->getType()->getBaseElementTypeUnsafe();
      if (t->isPipeType() || (t->isImageType() && !known_image(opencl_name(QualType(t, 0)))))
        errors.push_back(position(x->getLocation(), sm) + ": error: '" + x->getNameAsString() + "' has type '" + x->getType().getAsString() +
                         "', which the CPU device does not support");
      if (x->getType()->isVariableArrayType())
        errors.push_back(position(x->getLocation(), sm) + ": error: variable-length array '" + x->getNameAsString() + "'");
    };
    for (ParmVarDecl* p : f->parameters()) v.on_variable(p);
    v.TraverseStmt(f->getBody());
    state[f] = 2;
  };
  for (const Decl* d : context.getTranslationUnitDecl()->decls()) {
    if (const auto* f = dyn_cast<FunctionDecl>(d); f && f->doesThisDeclarationHaveABody() && state[f] == 0) go(f);
    if (const auto* v = dyn_cast<VarDecl>(d); v && v->isFirstDecl() && v->getMostRecentDecl()->isReferenced()) {
      bool defined = false;
      for (const VarDecl* r : v->redecls()) defined = defined || r->isThisDeclarationADefinition() != VarDecl::DeclarationOnly;
      if (!defined) errors.push_back(position(v->getLocation(), sm) + ": error: variable '" + v->getNameAsString() + "' is declared but never defined");
    }
  }
  return errors;
}

std::string one_lane_reason(const FunctionDecl* function) {
  const SourceManager& sm = function->getASTContext().getSourceManager();
  std::string reason;
  auto because = [&](SourceLocation where, const std::string& why) {
    if (reason.empty()) reason = position(where, sm) + ": " + why;
  };
  for (const FunctionDecl* f : reachable(function)) {
    BodyVisitor v;
    v.on_statement = [&](const Stmt* s) {
      if (const auto* g = dyn_cast<GotoStmt>(s)) because(g->getGotoLoc(), "goto");
      if (const auto* w = dyn_cast<SwitchStmt>(s))
        if (const SwitchCase* label = nested_label(w)) because(label->getKeywordLoc(), "case label inside a nested statement");
      if (const auto* m = dyn_cast<MemberExpr>(s))
        if (const auto* field = dyn_cast<FieldDecl>(m->getMemberDecl()); field && field->isBitField())
          because(m->getMemberLoc(), "bit-field '" + field->getNameAsString() + "'");
    };
    v.TraverseStmt(f->getBody());
  }
  return reason;
}

std::string private_memory_reason(const FunctionDecl* function) {
  const SourceManager& sm = function->getASTContext().getSourceManager();
  std::string reason;
  for (const FunctionDecl* f : reachable(function)) {
    BodyVisitor v;
    v.on_variable = [&](const VarDecl* x) {
      if (!reason.empty() || !is_private(x)) return;
      const QualType t = x->getType();
      if (has_union(t)) reason = position(x->getLocation(), sm) + ": private variable '" + x->getNameAsString() + "' is a union or holds one";
      else if (t->isPointerType() && t->getPointeeType()->isPointerType())
        reason = position(x->getLocation(), sm) + ": pointer to pointer '" + x->getNameAsString() + "'";
    };
    v.on_statement = [&](const Stmt* s) {
      if (const auto* l = dyn_cast<CompoundLiteralExpr>(s); l && reason.empty() && has_union(l->getType()))
        reason = position(l->getExprLoc(), sm) + ": compound literal of a union or of what holds one";
    };
    for (ParmVarDecl* p : f->parameters()) v.on_variable(p);
    v.TraverseStmt(f->getBody());
  }
  return reason;
}

Facts facts(const FunctionDecl* function) {
  Facts r;
  for (const FunctionDecl* f : reachable(function)) {
    BodyVisitor v;
    v.on_call = [&](const CallExpr* c) {
      const FunctionDecl* d = callee(c);
      if (!d || d->hasBody()) return;
      const Builtin b = classify(d->getName());
      if (b.family == Family::kBarrier || b.family == Family::kWorkGroup || b.family == Family::kWaitEvents) r.barrier = true;
      if (b.family == Family::kWorkGroup) r.work_group_collectives = true;
      if (b.family == Family::kSubGroup || b.family == Family::kBlockRead || b.family == Family::kBlockWrite ||
          d->getName().contains("sub_group"))
        r.sub_groups = true;
      if (b.family == Family::kPrintf) r.printf = true;
      std::int64_t dim = 1;
      if (b.name == "local_linear_id" || b.name == "global_linear_id" ||
          ((b.name == "local_id" || b.name == "global_id") && (!constant_integer(c->getArg(0), function->getASTContext(), dim) || dim != 0)))
        r.ids_above_0 = true;
    };
    const SourceManager& sm = function->getASTContext().getSourceManager();
    // A pointer to half is no use of half: vload_half and vstore_half are for devices without it.
    const auto note_type = [&](QualType t, SourceLocation where) {
      const std::string name = scalar_name(element_type(QualType(t->getBaseElementTypeUnsafe(), 0)));
      if (name == "_Float16" && r.fp16_at.empty()) r.fp16_at = position(where, sm);
      if (name == "double" && r.fp64_at.empty()) r.fp64_at = position(where, sm);
    };
    v.on_statement = [&](const Stmt* s) {
      r.loop = r.loop || isa<ForStmt, WhileStmt, DoStmt>(s);
      // A place in memory has the type too; only its value is a use (`&p[i]` is none).
      if (const auto* e = dyn_cast<Expr>(s); e && e->isPRValue()) note_type(e->getType(), e->getExprLoc());
    };
    v.on_variable = [&](const VarDecl* x) {
      note_type(x->getType(), x->getLocation());
      if (scalar_name(element_type(QualType(x->getType()->getBaseElementTypeUnsafe(), 0))) == "double") r.fp64 = true;
    };
    for (ParmVarDecl* p : f->parameters()) v.on_variable(p);
    v.TraverseStmt(f->getBody());
  }
  return r;
}

}  // namespace clrt::translator
