// What a statement of a kernel does to variables and memory.
#include "phase_uses.hpp"

#include <clang/AST/RecursiveASTVisitor.h>

#include <algorithm>

namespace clrt::translator {
using namespace clang;
namespace {

// The private variable that an lvalue is part of, or null: memory.
const VarDecl* root(const Expr* e) {
  for (;;) {
    e = plain(e);
    if (const auto* d = dyn_cast<DeclRefExpr>(e)) {
      const auto* v = dyn_cast<VarDecl>(d->getDecl());
      return v && is_private(v) ? v : nullptr;
    }
    if (const auto* m = dyn_cast<MemberExpr>(e); m && !m->isArrow()) e = m->getBase();
    else if (const auto* x = dyn_cast<ExtVectorElementExpr>(e); x && !x->isArrow()) e = x->getBase();
    else if (const auto* c = dyn_cast<CastExpr>(e); c && c->getCastKind() != CK_LValueToRValue) e = c->getSubExpr();
    else if (const auto* s = dyn_cast<ArraySubscriptExpr>(e)) {
      const Expr* base = plain(s->getBase());
      const auto* decay = dyn_cast<ImplicitCastExpr>(base);
      if (decay && decay->getCastKind() == CK_ArrayToPointerDecay) e = decay->getSubExpr();
      else if (base->getType()->isVectorType()) e = base;
      else return nullptr;
    } else {
      return nullptr;
    }
  }
}

const FunctionDecl* built_in(const CallExpr* c) {
  const FunctionDecl* f = callee(c);
  return f && !f->hasBody() ? f : nullptr;
}

bool is_pure(Family f) {
  return f == Family::kMath || f == Family::kConvert || f == Family::kAs || f == Family::kItem;
}

class UsesVisitor : public RecursiveASTVisitor<UsesVisitor> {
 public:
  Uses r;

  bool VisitDeclRefExpr(DeclRefExpr* d) {
    if (const auto* v = dyn_cast<VarDecl>(d->getDecl()); v && is_private(v)) name(v);
    return true;
  }
  bool VisitVarDecl(VarDecl* v) {
    if (!is_private(v)) return true;
    name(v);
    r.written.insert(v);
    r.declared.insert(v);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator* b) {
    if (b->isAssignmentOp()) write(b->getLHS());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator* u) {
    if (u->isIncrementDecrementOp()) write(u->getSubExpr());
    return true;
  }
  bool VisitCastExpr(CastExpr* c) {
    if (c->getCastKind() == CK_LValueToRValue && !root(c->getSubExpr())) r.loads = true;
    return true;
  }
  bool VisitCallExpr(CallExpr* c) {
    const FunctionDecl* f = built_in(c);
    const Family family = f ? classify(f->getName()).family : Family::kUnknown;
    if (family == Family::kBarrier || family == Family::kWaitEvents) r.barrier = true;
    if (!is_pure(family)) r.loads = true;
    if (!is_pure(family) && family != Family::kVload && family != Family::kFence) r.stores = true;
    return true;
  }
  bool VisitReturnStmt(ReturnStmt*) { return r.returns = true; }
  bool VisitBreakStmt(BreakStmt*) {
    r.escapes = r.escapes || (loops_ == 0 && switches_ == 0);
    return true;
  }
  bool VisitContinueStmt(ContinueStmt*) {
    r.escapes = r.escapes || loops_ == 0;
    return true;
  }
  bool TraverseForStmt(ForStmt* s) { return inside(loops_, [&] { return Base::TraverseForStmt(s); }); }
  bool TraverseWhileStmt(WhileStmt* s) { return inside(loops_, [&] { return Base::TraverseWhileStmt(s); }); }
  bool TraverseDoStmt(DoStmt* s) { return inside(loops_, [&] { return Base::TraverseDoStmt(s); }); }
  bool TraverseSwitchStmt(SwitchStmt* s) { return inside(switches_, [&] { return Base::TraverseSwitchStmt(s); }); }

 private:
  using Base = RecursiveASTVisitor<UsesVisitor>;
  bool inside(int& depth, auto&& traverse) {
    ++depth;
    const bool ok = traverse();
    --depth;
    return ok;
  }
  void name(const VarDecl* v) {
    if (!r.names(v)) r.variables.push_back(v);
  }
  void write(const Expr* target) {
    if (const VarDecl* v = root(target)) r.written.insert(v);
    else r.stores = true;
  }
  int loops_ = 0, switches_ = 0;
};

// Is every node of one of these kinds? `leaf` judges variables and calls.
bool only_values(const Stmt* s, auto&& leaf) {
  if (!s) return true;
  if (isa<IntegerLiteral, FloatingLiteral, CharacterLiteral, UnaryExprOrTypeTraitExpr, ImplicitValueInitExpr>(s)) return true;
  if (isa<DeclRefExpr, CallExpr>(s) && !leaf(cast<Expr>(s))) return false;
  const bool known = isa<DeclRefExpr, CallExpr, ParenExpr, ConstantExpr, ImplicitCastExpr, CStyleCastExpr, UnaryOperator, BinaryOperator,
                         ConditionalOperator, ArraySubscriptExpr, MemberExpr, ExtVectorElementExpr, InitListExpr, CompoundLiteralExpr,
                         AsTypeExpr, ConvertVectorExpr>(s);
  if (!known) return false;
  if (const auto* u = dyn_cast<UnaryOperator>(s); u && u->getOpcode() == UO_AddrOf && root(u->getSubExpr())) return false;
  if (const auto* b = dyn_cast<BinaryOperator>(s); b && b->isAssignmentOp() && !isa<DeclRefExpr>(plain(b->getLHS()))) return false;
  if (const auto* u = dyn_cast<UnaryOperator>(s); u && u->isIncrementDecrementOp() && !isa<DeclRefExpr>(plain(u->getSubExpr()))) return false;
  return std::all_of(s->child_begin(), s->child_end(), [&](const Stmt* child) { return only_values(child, leaf); });
}

}  // namespace

bool Uses::names(const VarDecl* v) const { return std::find(variables.begin(), variables.end(), v) != variables.end(); }

Uses uses_of(const Stmt* s) {
  UsesVisitor v;
  v.TraverseStmt(const_cast<Stmt*>(s));
  return v.r;
}

bool is_barrier(const Stmt* s) {
  const auto* call = dyn_cast_or_null<CallExpr>(s);
  const FunctionDecl* f = call ? built_in(call) : nullptr;
  if (!f) return false;
  const Family family = classify(f->getName()).family;
  return family == Family::kBarrier || family == Family::kWaitEvents;
}

bool group_arithmetic(const Expr* e) {
  return only_values(e, [](const Expr* leaf) {
    if (const auto* c = dyn_cast<CallExpr>(leaf)) {
      const FunctionDecl* f = built_in(c);
      return f && f->getBuiltinID() == 0 && is_pure(classify(f->getName()).family);
    }
    const auto* d = cast<DeclRefExpr>(leaf);
    if (isa<EnumConstantDecl, FunctionDecl>(d->getDecl())) return true;
    const auto* v = dyn_cast<VarDecl>(d->getDecl());
    return v && (!is_private(v) || !(v->getType()->isArrayType() || v->getType()->isRecordType()));
  });
}

int cheap_operations(const Expr* e) {
  e = plain(e);
  if (isa<IntegerLiteral, FloatingLiteral, CharacterLiteral, UnaryExprOrTypeTraitExpr>(e)) return 0;
  if (const auto* d = dyn_cast<DeclRefExpr>(e)) {
    const auto* v = dyn_cast<VarDecl>(d->getDecl());
    return isa<EnumConstantDecl>(d->getDecl()) || (v && is_private(v)) ? 0 : -1;
  }
  const auto sum = [](std::initializer_list<const Expr*> parts, int own) {
    int n = own;
    for (const Expr* p : parts) {
      const int k = cheap_operations(p);
      if (k < 0) return -1;
      n += k;
    }
    return n;
  };
  if (const auto* c = dyn_cast<CastExpr>(e)) {
    if (c->getCastKind() == CK_LValueToRValue && !root(c->getSubExpr())) return -1;
    return sum({c->getSubExpr()}, 0);
  }
  if (const auto* u = dyn_cast<UnaryOperator>(e)) {
    const auto op = u->getOpcode();
    return op == UO_Minus || op == UO_Plus || op == UO_Not || op == UO_LNot ? sum({u->getSubExpr()}, 1) : -1;
  }
  if (const auto* b = dyn_cast<BinaryOperator>(e)) {
    if (b->isAssignmentOp() || b->isLogicalOp() || b->getOpcode() == BO_Comma || b->getOpcode() == BO_Div || b->getOpcode() == BO_Rem) return -1;
    return sum({b->getLHS(), b->getRHS()}, 1);
  }
  if (const auto* call = dyn_cast<CallExpr>(e)) {
    const FunctionDecl* f = built_in(call);
    if (!f || classify(f->getName()).family != Family::kItem) return -1;
    return call->getNumArgs() == 0 ? 0 : sum({call->getArg(0)}, 0);
  }
  return -1;
}

}  // namespace clrt::translator
