// Points-to analysis of checked mode.
#include "roots.hpp"

#include "analysis.hpp"
#include "checks.hpp"
#include "types.hpp"

namespace clrt::translator {
using namespace clang;

namespace {

const FunctionDecl* body_of_callee(const CallExpr* c) {
  const FunctionDecl *f = callee(c), *definition = nullptr;
  return f && f->hasBody(definition) ? definition : nullptr;
}

}  // namespace

bool RootSet::merge(const RootSet& o) {
  const std::size_t before = variables.size();
  variables.insert(o.variables.begin(), o.variables.end());
  const bool grew = variables.size() != before || (o.any && !any) || (o.literal && !literal);
  any = any || o.any;
  literal = literal || o.literal;
  return grew;
}

Roots::Roots(const FunctionDecl* kernel, const ASTContext& context) : kernel_(kernel), context_(context) {
  const auto functions = reachable(kernel);
  for (const FunctionDecl* f : functions) name_literals(f->getBody(), f);
  for (const FunctionDecl* f : functions) gather(f->getBody(), false);
  for (const ParmVarDecl* p : kernel->parameters())
    if (p->getType()->isPointerType()) pointers_[p].variables.insert(p);
  for (bool grew = true; grew;) {
    grew = false;
    for (const FunctionDecl* f : functions) grew = follow(f->getBody(), f) || grew;
  }
}

// The tree has no declaration for a compound literal; the checker's tables want one. It is never added to the function.
void Roots::name_literals(const Stmt* s, const FunctionDecl* in) {
  if (!s) return;
  if (const auto* l = dyn_cast<CompoundLiteralExpr>(s); l && !is_vector(l->getType())) {
    auto& context = const_cast<ASTContext&>(context_);
    literals_[l] = VarDecl::Create(context, const_cast<FunctionDecl*>(in), l->getBeginLoc(), l->getBeginLoc(),
                                   &context.Idents.get("compound literal"), l->getType(), nullptr, SC_None);
  }
  for (const Stmt* child : s->children()) name_literals(child, in);
}

const VarDecl* Roots::literal(const CompoundLiteralExpr* l) const {
  const auto at = literals_.find(l);
  return at == literals_.end() ? nullptr : at->second;
}

// Variables whose address is taken; a decayed array under a subscript is no address.
void Roots::gather(const Stmt* s, bool indexed) {
  if (!s) return;
  const auto take = [&](const Expr* lvalue) {
    for (const VarDecl* v : object(lvalue).variables) {
      taken_.insert(v);
      if (v->getType()->isPointerType()) pointers_[v].any = true;  // it may be changed through a pointer to it
    }
  };
  if (const auto* e = dyn_cast<ArraySubscriptExpr>(s)) {
    gather(e->getBase(), true);
    gather(e->getIdx(), false);
    return;
  }
  if (const auto* u = dyn_cast<UnaryOperator>(s); u && u->getOpcode() == UO_AddrOf) take(u->getSubExpr());
  if (const auto* c = dyn_cast<CastExpr>(s); c && c->getCastKind() == CK_ArrayToPointerDecay) {
    if (!indexed) take(c->getSubExpr());
    gather(c->getSubExpr(), false);
    return;
  }
  const bool passes = isa<ParenExpr>(s) || isa<ConstantExpr>(s);
  for (const Stmt* child : s->children()) gather(child, indexed && passes);
}

RootSet Roots::object(const Expr* e) const {
  e = plain(e);
  RootSet r;
  if (const auto* d = dyn_cast<DeclRefExpr>(e)) {
    const auto* v = dyn_cast<VarDecl>(d->getDecl());
    // The variable of a pointer argument itself stands for what it points to: the address of the variable is not followed.
    if (v && v->getType()->isPointerType() && isa<ParmVarDecl>(v) &&
        v->getDeclContext() == static_cast<const DeclContext*>(kernel_))
      r.literal = true;
    else if (v)
      r.variables.insert(v);
    return r;
  }
  if (const auto* s = dyn_cast<ArraySubscriptExpr>(e)) {
    const Expr* base = plain(s->getBase());
    if (const auto* c = dyn_cast<CastExpr>(base); c && c->getCastKind() == CK_ArrayToPointerDecay) return object(c->getSubExpr());
    if (!base->getType()->isPointerType()) return object(base);
    return of(base);
  }
  if (const auto* u = dyn_cast<UnaryOperator>(e)) {
    if (u->getOpcode() == UO_Deref) return of(u->getSubExpr());
    return object(u->getSubExpr());
  }
  if (const auto* m = dyn_cast<MemberExpr>(e)) return m->isArrow() ? of(m->getBase()) : object(m->getBase());
  if (const auto* v = dyn_cast<ExtVectorElementExpr>(e)) return v->isArrow() ? of(v->getBase()) : object(v->getBase());
  if (const auto* c = dyn_cast<CastExpr>(e)) return object(c->getSubExpr());
  if (const auto* l = dyn_cast<CompoundLiteralExpr>(e))
    if (const VarDecl* v = literal(l)) {
      r.variables.insert(v);
      return r;
    }
  if (isa<StringLiteral>(e) || isa<PredefinedExpr>(e))
    r.literal = true;
  else
    r.any = true;
  return r;
}

RootSet Roots::of(const Expr* e) const {
  e = plain(e);
  RootSet r;
  if (!e->getType()->isPointerType() && e->isLValue()) return object(e);
  if (const auto* c = dyn_cast<CastExpr>(e)) {
    switch (c->getCastKind()) {
      case CK_LValueToRValue: {
        const Expr* p = plain(c->getSubExpr());
        const auto* d = dyn_cast<DeclRefExpr>(p);
        const auto* v = d ? dyn_cast<VarDecl>(d->getDecl()) : nullptr;
        if (!v || !v->getType()->isPointerType() || v->hasGlobalStorage()) {
          r.any = true;
          return r;
        }
        if (const auto at = pointers_.find(v); at != pointers_.end()) return at->second;
        return r;
      }
      case CK_ArrayToPointerDecay: return object(c->getSubExpr());
      case CK_NullToPointer: return r;
      case CK_IntegralToPointer: r.any = true; return r;
      default: return of(c->getSubExpr());
    }
  }
  if (const auto* u = dyn_cast<UnaryOperator>(e)) {
    if (u->getOpcode() == UO_AddrOf) return object(u->getSubExpr());
    if (u->isIncrementDecrementOp()) {
      const auto* d = dyn_cast<DeclRefExpr>(plain(u->getSubExpr()));
      if (d)
        if (const auto at = pointers_.find(dyn_cast<VarDecl>(d->getDecl())); at != pointers_.end()) return at->second;
    }
    r.any = true;
    return r;
  }
  if (const auto* b = dyn_cast<BinaryOperator>(e)) {
    if (b->getOpcode() == BO_Comma || b->getOpcode() == BO_Assign) return of(b->getRHS());
    if (b->isCompoundAssignmentOp()) {
      const auto* d = dyn_cast<DeclRefExpr>(plain(b->getLHS()));
      if (d)
        if (const auto at = pointers_.find(dyn_cast<VarDecl>(d->getDecl())); at != pointers_.end()) return at->second;
      r.any = true;
      return r;
    }
    if (b->getLHS()->getType()->isPointerType()) return of(b->getLHS());
    if (b->getRHS()->getType()->isPointerType()) return of(b->getRHS());
  }
  if (const auto* c = dyn_cast<AbstractConditionalOperator>(e)) {
    r = of(c->getTrueExpr());
    r.merge(of(c->getFalseExpr()));
    return r;
  }
  if (const auto* c = dyn_cast<CallExpr>(e)) {
    if (const FunctionDecl* f = body_of_callee(c))
      if (const auto at = results_.find(f); at != results_.end()) return at->second;
    r.any = !body_of_callee(c);
    return r;
  }
  r.any = true;
  return r;
}

bool Roots::assign(const VarDecl* to, const RootSet& from) { return pointers_[to].merge(from); }

bool Roots::follow(const Stmt* s, const FunctionDecl* in) {
  if (!s) return false;
  bool grew = false;
  if (const auto* d = dyn_cast<DeclStmt>(s)) {
    for (const Decl* x : d->decls())
      if (const auto* v = dyn_cast<VarDecl>(x); v && v->hasInit() && v->getType()->isPointerType())
        grew = assign(v, of(v->getInit())) || grew;
  }
  if (const auto* b = dyn_cast<BinaryOperator>(s); b && b->getOpcode() == BO_Assign && b->getType()->isPointerType()) {
    if (const auto* d = dyn_cast<DeclRefExpr>(plain(b->getLHS())))
      if (const auto* v = dyn_cast<VarDecl>(d->getDecl())) grew = assign(v, of(b->getRHS())) || grew;
  }
  if (const auto* r = dyn_cast<ReturnStmt>(s); r && r->getRetValue() && r->getRetValue()->getType()->isPointerType())
    grew = results_[in].merge(of(r->getRetValue())) || grew;
  if (const auto* c = dyn_cast<CallExpr>(s)) {
    if (const FunctionDecl* f = body_of_callee(c)) {
      for (unsigned i = 0; i < c->getNumArgs() && i < f->getNumParams(); ++i)
        if (f->getParamDecl(i)->getType()->isPointerType()) grew = assign(f->getParamDecl(i), of(c->getArg(i))) || grew;
    }
  }
  for (const Stmt* child : s->children()) grew = follow(child, in) || grew;
  return grew;
}

}  // namespace clrt::translator
