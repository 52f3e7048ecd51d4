// The fixpoint over assignments and control flow, and the table of clones.
#include "analysis.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>
#include <clang/AST/RecursiveASTVisitor.h>

#include "types.hpp"

namespace clrt::translator {
using namespace clang;
namespace {

// Private variables whose address leaves a plain subscript or member access: their storage is always one object per lane.
class AddressTaken : public RecursiveASTVisitor<AddressTaken> {
 public:
  explicit AddressTaken(std::set<const VarDecl*>& out) : out_(out) {}
  bool VisitUnaryOperator(UnaryOperator* u) {
    if (u->getOpcode() == UO_AddrOf) mark(u->getSubExpr());
    return true;
  }
  bool TraverseArraySubscriptExpr(ArraySubscriptExpr* s) {
    const Expr* base = plain(s->getBase());
    if (const auto* d = dyn_cast<ImplicitCastExpr>(base); d && d->getCastKind() == CK_ArrayToPointerDecay) {
      TraverseStmt(const_cast<Expr*>(d->getSubExpr()));
      return TraverseStmt(s->getIdx());
    }
    return RecursiveASTVisitor::TraverseArraySubscriptExpr(s);
  }
  bool VisitImplicitCastExpr(ImplicitCastExpr* c) {
    if (c->getCastKind() == CK_ArrayToPointerDecay) mark(c->getSubExpr());
    return true;
  }

 private:
  void mark(const Expr* e) {
    for (;;) {
      e = plain(e);
      if (const auto* d = dyn_cast<DeclRefExpr>(e)) {
        if (const auto* v = dyn_cast<VarDecl>(d->getDecl()); v && is_private(v)) out_.insert(v);
        return;
      }
      if (const auto* m = dyn_cast<MemberExpr>(e); m && !m->isArrow()) e = m->getBase();
      else if (const auto* v = dyn_cast<ExtVectorElementExpr>(e); v && !v->isArrow()) e = v->getBase();
      else if (const auto* c = dyn_cast<CastExpr>(e)) e = c->getSubExpr();
      else if (const auto* s = dyn_cast<ArraySubscriptExpr>(e)) {
        const auto* d = dyn_cast<ImplicitCastExpr>(plain(s->getBase()));
        if (!d || d->getCastKind() != CK_ArrayToPointerDecay) return;
        e = d->getSubExpr();
      } else {
        return;
      }
    }
  }
  std::set<const VarDecl*>& out_;
};

// Variables that are or hold a union.
class Unions : public RecursiveASTVisitor<Unions> {
 public:
  explicit Unions(std::set<const VarDecl*>& out) : out_(out) {}
  bool VisitVarDecl(VarDecl* v) {
    if (is_private(v) && has_union(v->getType())) out_.insert(v);
    return true;
  }

 private:
  std::set<const VarDecl*>& out_;
};

struct Target {  // what a break, continue or return leaves
  const Stmt* node = nullptr;
  bool is_switch = false;
  Region around;  // region in which the construct stands
  Region body;    // region in which its body starts
};

class Walker {
 public:
  Walker(Clone& clone, Kinds& kinds, CloneTable& table, const ASTContext& context, const std::set<const VarDecl*>& taken)
      : clone_(clone), kinds_(kinds), table_(table), context_(context), taken_(taken) {}

  bool changed = false;

  void function() {
    for (const ParmVarDecl* p : clone_.function->parameters()) clone_.declared_in[p] = Region{};
    statement(clone_.function->getBody());
  }

 private:
  void raise(const VarDecl* v, Kind k) {
    Kind& old = clone_.variables[v];
    if (k.linear() && !(v->getType()->isIntegerType() || v->getType()->isPointerType())) k = varying_kind(k.pointee);
    if (!v->getType()->isPointerType() && !v->getType()->isArrayType()) k.pointee = Pointee::kUnset;
    const Kind joined = join(old, k);
    if (joined.pointee == Pointee::kConflict && old.pointee != Pointee::kConflict)
      table_.fail(v->getLocation(), "pointer '" + v->getNameAsString() + "' may point to private memory and to other memory");
    if (!(joined == old)) {
      old = joined;
      changed = true;
    }
  }

  void mark(std::set<const Stmt*>& set, const Stmt* s) { changed = set.insert(s).second || changed; }

  void assign(const Expr* target, Kind value) {
    const Place p = kinds_.place(target);
    if (value.pointee == Pointee::kLanes && !(p.root && p.root->getType()->isPointerType()))
      table_.fail(target->getExprLoc(), "a pointer to private memory is stored in memory, a struct or an array");
    if (p.memory || !p.root) return;
    const bool whole = isa<DeclRefExpr>(plain(target));
    if (value.linear() && !whole) value = varying_kind(value.pointee);
    if (!p.address.uniform() || !(clone_.declared_in[p.root] == region_)) value = varying_kind(value.pointee);
    raise(p.root, value);
  }

  void in_region(Region r, auto&& body) {
    const Region saved = region_;
    region_ = r;
    body();
    region_ = saved;
  }

  // Visits all sub-expressions with the regions their evaluation creates.
  void expression(const Expr* e) {
    if (!e) return;
    e = plain(e);
    if (const auto* c = dyn_cast<AbstractConditionalOperator>(e)) {
      expression(c->getCond());
      const bool apart = kinds_.divergent_condition(c->getCond());
      if (apart) mark(clone_.divergent, e);
      in_region(apart ? Region{e, 0} : region_, [&] { expression(c->getTrueExpr()); });
      in_region(apart ? Region{e, 1} : region_, [&] { expression(c->getFalseExpr()); });
      return;
    }
    if (const auto* b = dyn_cast<BinaryOperator>(e)) {
      if (b->isLogicalOp() && !is_vector_op(b)) {
        expression(b->getLHS());
        const bool apart = kinds_.divergent_condition(b->getLHS());
        if (apart) mark(clone_.divergent, e);
        in_region(apart ? Region{e, 0} : region_, [&] { expression(b->getRHS()); });
        return;
      }
      expression(b->getLHS());
      expression(b->getRHS());
      if (b->isAssignmentOp()) {
        Kind k = kinds_.of(b->getRHS());
        if (const auto* c = dyn_cast<CompoundAssignOperator>(b)) k = compound(c);
        assign(b->getLHS(), k);
      }
      return;
    }
    if (const auto* u = dyn_cast<UnaryOperator>(e); u && u->isIncrementDecrementOp()) {
      expression(u->getSubExpr());
      Kind k = kinds_.place(u->getSubExpr()).content;
      assign(u->getSubExpr(), k);
      return;
    }
    for (const Stmt* child : e->children()) {
      if (const auto* sub = dyn_cast_or_null<Expr>(child)) expression(sub);
    }
    if (const auto* call = dyn_cast<CallExpr>(e)) {
      kinds_.of(call);
      pointer_results(call);
      collective(call);
    }
  }

  static bool is_vector_op(const Expr* e) { return e->getType()->isVectorType(); }

  // What `x op= y` assigns.
  Kind compound(const CompoundAssignOperator* c) {
    const Kind l = kinds_.place(c->getLHS()).content, r = kinds_.of(c->getRHS());
    if (l.shape == Shape::kUnset) return r.uniform() ? uniform_kind() : varying_kind();
    const bool pointer = c->getLHS()->getType()->isPointerType();
    const bool wide = pointer || (c->getLHS()->getType()->isIntegerType() && context_.getTypeSize(c->getLHS()->getType()) >= 32 &&
                                  c->getComputationLHSType()->isIntegerType());
    if (c->isAdditiveOp() || c->getOpcode() == BO_AddAssign || c->getOpcode() == BO_SubAssign) {
      if (wide && l.linear() && r.uniform()) {
        if (pointer) return l;
        Kind k = linear_kind(l.stride, false);
        const QualType own = c->getLHS()->getType(), computed = c->getComputationLHSType();
        const bool converts = computed->isUnsignedIntegerType() || context_.getTypeSize(computed) > context_.getTypeSize(own);
        const bool step = c->getOpcode() == BO_AddAssign && kinds_.small(c->getRHS());
        k.folded = own->isSignedIntegerType() && context_.getTypeSize(own) == 32 && (l.folded || (converts && !step));
        return k;
      }
    }
    if (l.uniform() && r.uniform()) return l;
    return varying_kind(l.pointee);
  }

  // sincos(x, &y) and its like write through their last argument.
  void pointer_results(const CallExpr* call) {
    const FunctionDecl* f = callee(call);
    if (!f || f->hasBody() || call->getNumArgs() == 0) return;
    if (classify(f->getName()).family != Family::kPointerOut) return;
    const Expr* last = plain(call->getArg(call->getNumArgs() - 1));
    if (const auto* u = dyn_cast<UnaryOperator>(last); u && u->getOpcode() == UO_AddrOf) assign(u->getSubExpr(), varying_kind());
  }

  // Remembers collective functions that part of the work-items may not reach.
  void collective(const CallExpr* call) {
    const FunctionDecl* f = callee(call);
    if (!f) return;
    bool inside = false, already = false;
    if (const FunctionDecl* d = nullptr; f->hasBody(d)) {
      const Clone& c = table_.get(d, kinds_.arguments(call), false);
      inside = c.has_collective;
      already = c.sub_group_call_divergent;
    } else {
      const Family family = classify(f->getName()).family;
      inside = family == Family::kSubGroup || family == Family::kBlockRead || family == Family::kBlockWrite || family == Family::kWorkGroup;
    }
    clone_.has_collective = clone_.has_collective || inside;
    if (inside && (already || region_ != Region{} || clone_.kills_function)) clone_.sub_group_call_divergent = true;
  }

  void declare(const VarDecl* v) {
    if (!is_private(v) || is_opaque(v->getType())) return;
    clone_.declared_in[v] = region_;
    if (clone_.in_memory.count(v)) {
      expression(v->getInit());
      return;
    }
    if (v->getType()->isArrayType() || v->getType()->isRecordType()) clone_.variables.emplace(v, Kind{});
    if (taken_.count(v)) raise(v, varying_kind());
    if (!v->hasInit()) return;
    expression(v->getInit());
    Kind k = kinds_.of(v->getInit());
    if (v->getType()->isArrayType() && k.linear()) k = varying_kind();
    raise(v, k);
  }

  // A break, continue or return: does it take all lanes that are live in its target's region?
  void leave(const Stmt* s, const Region& expected) {
    if (region_ == expected) return;
    mark(clone_.kills, s);
  }

  void statement(const Stmt* s) {
    if (!s) return;
    if (const auto* e = dyn_cast<Expr>(s)) return expression(e);
    switch (s->getStmtClass()) {
      case Stmt::CompoundStmtClass:
        for (const Stmt* child : s->children()) statement(child);
        return;
      case Stmt::DeclStmtClass:
        for (const Decl* d : cast<DeclStmt>(s)->decls())
          if (const auto* v = dyn_cast<VarDecl>(d)) declare(v);
        return;
      case Stmt::AttributedStmtClass: return statement(cast<AttributedStmt>(s)->getSubStmt());
      case Stmt::LabelStmtClass: return statement(cast<LabelStmt>(s)->getSubStmt());
      case Stmt::IfStmtClass: return if_statement(cast<IfStmt>(s));
      case Stmt::ForStmtClass: {
        const auto* f = cast<ForStmt>(s);
        return loop(s, f->getInit(), f->getCond(), f->getInc(), f->getBody(), false);
      }
      case Stmt::WhileStmtClass: {
        const auto* w = cast<WhileStmt>(s);
        return loop(s, nullptr, w->getCond(), nullptr, w->getBody(), false);
      }
      case Stmt::DoStmtClass: {
        const auto* d = cast<DoStmt>(s);
        return loop(s, nullptr, d->getCond(), nullptr, d->getBody(), true);
      }
      case Stmt::SwitchStmtClass: return switch_statement(cast<SwitchStmt>(s));
      case Stmt::CaseStmtClass: case Stmt::DefaultStmtClass: return statement(cast<SwitchCase>(s)->getSubStmt());
      case Stmt::BreakStmtClass: {
        const Target& t = targets_.back();
        if (t.is_switch) {
          if (clone_.divergent.count(t.node)) mark(clone_.kills, s);
          else if (region_ != t.around) mark(clone_.divergent, t.node);
          return;
        }
        if (clone_.divergent.count(t.node)) leave(s, Region{s, -1});
        else if (region_ != t.around) mark(clone_.divergent, t.node);
        return;
      }
      case Stmt::ContinueStmtClass: {
        const Target* t = nullptr;
        for (const Target& x : targets_) if (!x.is_switch) t = &x;
        if (region_ != t->body) {
          mark(clone_.masked_body, t->node);
          mark(clone_.kills, s);
        }
        return;
      }
      case Stmt::ReturnStmtClass: {
        const auto* r = cast<ReturnStmt>(s);
        if (r->getRetValue()) {
          expression(r->getRetValue());
          Kind k = kinds_.of(r->getRetValue());
          const Kind joined = join(clone_.result, region_ == Region{} ? k : varying_kind(k.pointee));
          if (!(joined == clone_.result)) {
            clone_.result = joined;
            changed = true;
          }
        }
        if (region_ != Region{}) {
          mark(clone_.kills, s);
          if (!clone_.kills_function) changed = clone_.kills_function = true;
        }
        return;
      }
      default: return;
    }
  }

  void if_statement(const IfStmt* s) {
    expression(s->getCond());
    const bool apart = kinds_.divergent_condition(s->getCond());
    if (apart) mark(clone_.divergent, s);
    in_region(apart ? Region{s, 0} : region_, [&] { statement(s->getThen()); });
    in_region(apart ? Region{s, 1} : region_, [&] { statement(s->getElse()); });
  }

  void loop(const Stmt* s, const Stmt* init, const Expr* condition, const Expr* step, const Stmt* body, bool at_end) {
    (void)at_end;
    const Region around = region_;
    if (condition && kinds_.divergent_condition(condition)) mark(clone_.divergent, s);
    const bool apart = clone_.divergent.count(s) > 0, own_body = clone_.masked_body.count(s) > 0;
    const Region header = apart ? Region{s, 0} : around;
    const Region inner = own_body ? Region{s, 1} : header;
    in_region(header, [&] {
      statement(init);
      expression(condition);
      in_region(inner, [&] {
        targets_.push_back({s, false, around, inner});
        statement(body);
        targets_.pop_back();
      });
      expression(step);
    });
  }

  void switch_statement(const SwitchStmt* s) {
    expression(s->getCond());
    if (kinds_.divergent_condition(s->getCond())) mark(clone_.divergent, s);
    const bool apart = clone_.divergent.count(s) > 0;
    const Region around = region_;
    in_region(apart ? Region{s, 0} : around, [&] {
      targets_.push_back({s, true, around, region_});
      statement(s->getBody());
      targets_.pop_back();
    });
  }

  Clone& clone_;
  Kinds& kinds_;
  CloneTable& table_;
  const ASTContext& context_;
  const std::set<const VarDecl*>& taken_;
  Region region_;
  std::vector<Target> targets_;
};

}  // namespace

std::set<const VarDecl*> address_taken(const Stmt* body) {
  std::set<const VarDecl*> taken;
  AddressTaken(taken).TraverseStmt(const_cast<Stmt*>(body));
  return taken;
}

void analyse(Clone& clone, CloneTable& table, const ASTContext& context) {
  std::set<const VarDecl*> taken;
  if (!clone.variant.single()) taken = address_taken(clone.function->getBody());
  if (clone.variant.private_in_memory) {
    clone.in_memory = std::move(taken);
    taken.clear();
    Unions(clone.in_memory).TraverseDecl(const_cast<FunctionDecl*>(clone.function));
  }
  for (unsigned i = 0; i < clone.function->getNumParams(); ++i) {
    const ParmVarDecl* p = clone.function->getParamDecl(i);
    Kind k = clone.parameters[i];
    if (taken.count(p)) k = varying_kind(k.pointee);
    clone.variables[p] = k;
  }
  Kinds kinds(clone, table, context);
  Walker walker(clone, kinds, table, context, taken);
  do {
    walker.changed = false;
    kinds.forget();
    walker.function();
  } while (walker.changed && table.failure().empty());
  for (auto& [v, k] : clone.variables) {
    if (k.shape == Shape::kUnset) k.shape = Shape::kUniform;
    // A variable of a loop that only ever held a linear value of unknown wrap stays linear; nothing else to settle.
    if (v->getType()->isArrayType() && k.linear()) k = varying_kind(k.pointee);
  }
  if (clone.result.shape == Shape::kUnset) clone.result.shape = Shape::kUniform;
}

void CloneTable::fail(const SourceLocation& where, const std::string& reason) {
  if (variant_.single() || !failure_.empty()) return;
  failure_ = position(where, context_.getSourceManager()) + ": " + reason;
}

Clone& CloneTable::get(const FunctionDecl* function, const std::vector<Kind>& parameters, bool masked, bool entry) {
  std::string suffix;
  for (const Kind& k : parameters) suffix += mangle(k);
  const std::string key = function->getNameAsString() + "#" + std::to_string(function->getID()) + "#" + suffix + (masked ? "m" : "") + (entry ? "e" : "");
  auto& slot = clones_[key];
  if (slot) return *slot;
  slot = std::make_unique<Clone>();
  Clone& c = *slot;
  c.function = function;
  c.variant = variant_;
  c.parameters = parameters;
  c.masked = masked;
  c.entry = entry;
  c.name = entry ? "kernel_" + function->getNameAsString() : safe_name(function->getName());
  if (!entry && !variant_.single()) c.name += "__" + suffix + (masked ? "_m" : "");
  analyse(c, *this, context_);
  return c;
}

}  // namespace clrt::translator
