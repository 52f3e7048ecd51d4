// Kinds of places: the transfer functions of the analysis (expressions: kinds.cpp).
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include "analysis.hpp"
#include "types.hpp"

namespace clrt::translator {
using namespace clang;

const Expr* plain(const Expr* e) {
  for (;;) {
    if (const auto* p = dyn_cast<ParenExpr>(e)) e = p->getSubExpr();
    else if (const auto* c = dyn_cast<ConstantExpr>(e)) e = c->getSubExpr();
    else if (const auto* x = dyn_cast<ExprWithCleanups>(e)) e = x->getSubExpr();
    else if (const auto* o = dyn_cast<OpaqueValueExpr>(e); o && o->getSourceExpr()) e = o->getSourceExpr();
    else return e;
  }
}

const Expr* pointer_argument(const CallExpr* e) {
  const Expr* p = plain(e->getArg(0));
  while (const auto* c = dyn_cast<ImplicitCastExpr>(p)) {
    if (c->getCastKind() != CK_BitCast && c->getCastKind() != CK_AddressSpaceConversion && c->getCastKind() != CK_NoOp) break;
    p = plain(c->getSubExpr());
  }
  return p;
}

const FunctionDecl* callee(const CallExpr* e) { return e->getDirectCallee(); }

bool constant_integer(const Expr* e, const ASTContext& context, std::int64_t& value) {
  if (e->isValueDependent() || !e->getType()->isIntegralOrEnumerationType()) return false;
  Expr::EvalResult r;
  if (!e->EvaluateAsInt(r, context)) return false;
  value = r.Val.getInt().getExtValue();
  return true;
}

bool is_private(const VarDecl* v) {
  if (v->isStaticLocal() || v->hasGlobalStorage()) return false;
  const LangAS as = v->getType().getAddressSpace();
  return as == LangAS::Default || as == LangAS::opencl_private;
}

std::string position(const SourceLocation& where, const SourceManager& sources) {
  const PresumedLoc p = sources.getPresumedLoc(sources.getExpansionLoc(where));
  if (p.isInvalid()) return "<unknown>";
  return std::string(p.getFilename()) + ":" + std::to_string(p.getLine()) + ":" + std::to_string(p.getColumn());
}

Kind part_address(const Kind& address, QualType whole, QualType part, const ASTContext& context) {
  if (!address.linear()) return address;
  const auto a = context.getTypeSizeInChars(whole).getQuantity(), b = context.getTypeSizeInChars(part).getQuantity();
  if (b == 0 || a % b != 0) return varying_kind(address.pointee);
  return linear_kind(address.stride * (a / b), false, address.pointee);
}

Kind Kinds::of(const Expr* e) {
  e = plain(e);
  if (auto it = memo_.find(e); it != memo_.end()) return it->second;
  Kind k = clone_.variant.single() || is_opaque(e->getType()) ? uniform_kind() : compute(e);
  if (k.shape == Shape::kUnset) k.shape = Shape::kUniform;
  memo_[e] = k;
  return k;
}

// An address made of a pointer and an index.
Kind Kinds::with_index(const Kind& pointer, const Expr* index) {
  const Kind i = of(index);
  if (pointer.varying() || i.varying()) return varying_kind(pointer.pointee);
  if (i.uniform()) return pointer;
  if (pointer.uniform() && pointer.pointee != Pointee::kLanes) {
    // A signed index that wrapped would be out of bounds at one end or the other.
    const bool wraps = index->getType()->isUnsignedIntegerType() && context_.getTypeSize(index->getType()) < 64 && may_wrap(i, index->getType());
    return wraps ? varying_kind(pointer.pointee) : linear_kind(i.stride, false, pointer.pointee);
  }
  return varying_kind(pointer.pointee);
}

Place Kinds::place(const Expr* e) {
  e = plain(e);
  Place r;
  if (const auto* d = dyn_cast<DeclRefExpr>(e)) {
    if (const auto* v = dyn_cast<VarDecl>(d->getDecl())) {
      if (!is_private(v)) {
        r.memory = true;
        return r;
      }
      if (clone_.in_memory.count(v)) {
        r.memory = r.item_memory = true;
        r.address = linear_kind(1, false, Pointee::kMemory);
        r.content = varying_kind(Pointee::kMemory);
        return r;
      }
      r.root = v;
      if (auto it = clone_.variables.find(v); it != clone_.variables.end()) r.content = it->second;
      else r.content = Kind{};
      return r;
    }
    return r;
  }
  if (const auto* c = dyn_cast<CastExpr>(e)) {
    if (c->getCastKind() == CK_ArrayToPointerDecay || c->getCastKind() == CK_LValueToRValue) return place(c->getSubExpr());
    return place(c->getSubExpr());
  }
  // An access through a pointer value.
  auto through = [&](const Kind& pointer, const Kind& address) {
    r.address = address;
    if (pointer.pointee == Pointee::kLanes) {
      r.content = varying_kind();
    } else {
      r.memory = true;
      r.content = address.uniform() ? uniform_kind(Pointee::kMemory) : varying_kind(Pointee::kMemory);
    }
    return r;
  };
  if (const auto* s = dyn_cast<ArraySubscriptExpr>(e)) {
    const Expr* base = plain(s->getBase());
    if (const auto* decay = dyn_cast<ImplicitCastExpr>(base); decay && decay->getCastKind() == CK_ArrayToPointerDecay) {
      r = place(decay->getSubExpr());
      const Kind i = of(s->getIdx());
      if (r.item_memory) {
        r.address = i.uniform() ? part_address(r.address, decay->getSubExpr()->getType(), e->getType(), context_) : varying_kind(Pointee::kMemory);
      } else if (r.memory) {
        r.address = with_index(r.address.uniform() ? uniform_kind() : r.address, s->getIdx());
        if (i.linear() && r.address.varying() && !place(decay->getSubExpr()).address.varying()) r.address = linear_kind(i.stride);
        r.content = r.address.uniform() ? uniform_kind(Pointee::kMemory) : varying_kind(Pointee::kMemory);
      } else if (!i.uniform()) {
        r.address = varying_kind();
        r.content = varying_kind(r.content.pointee);
      }
      return r;
    }
    if (is_vector(base->getType())) {  // v[i]
      r = place(base);
      const bool varies = !of(s->getIdx()).uniform();
      if (r.memory) {
        r.address = r.address.uniform() && !varies ? r.address : varying_kind(Pointee::kMemory);
        r.content = r.address.uniform() ? uniform_kind(Pointee::kMemory) : varying_kind(Pointee::kMemory);
      } else if (varies) {
        r.address = varying_kind();
        r.content = varying_kind(r.content.pointee);
      }
      return r;
    }
    const Kind p = of(base);
    const Kind i = of(s->getIdx());
    Kind address = with_index(p, s->getIdx());
    if (p.uniform() && i.linear() && p.pointee != Pointee::kLanes) address = linear_kind(i.stride);  // load() copes with wrapping
    return through(p, address);
  }
  if (const auto* u = dyn_cast<UnaryOperator>(e)) {
    if (u->getOpcode() == UO_Deref) {
      const Kind p = of(u->getSubExpr());
      return through(p, p);
    }
    if (u->getOpcode() == UO_Extension || u->getOpcode() == UO_Real) return place(u->getSubExpr());
    if (u->isIncrementDecrementOp()) return place(u->getSubExpr());
  }
  if (const auto* m = dyn_cast<MemberExpr>(e)) {
    if (m->isArrow()) {
      const Kind p = of(m->getBase());
      Kind address = p;
      if (address.linear()) address = varying_kind(p.pointee);
      return through(p, address);
    }
    if (m->getBase()->isLValue()) {
      r = place(m->getBase());
      if (r.item_memory) r.address = part_address(r.address, m->getBase()->getType(), e->getType(), context_);
      else if (r.address.linear()) r.address = varying_kind();
      return r;
    }
    r.content = of(m->getBase());
    return r;
  }
  if (const auto* v = dyn_cast<ExtVectorElementExpr>(e)) {
    if (v->isArrow()) {
      const Kind p = of(v->getBase());
      return through(p, p.linear() ? varying_kind(p.pointee) : p);
    }
    if (v->getBase()->isLValue()) return place(v->getBase());
    r.content = of(v->getBase());
    return r;
  }
  if (isa<StringLiteral>(e) || isa<PredefinedExpr>(e)) {
    r.memory = true;
    return r;
  }
  if (isa<CompoundLiteralExpr>(e) && !is_vector(e->getType())) {  // an object with no name
    if (clone_.variant.private_in_memory) {
      r.memory = r.item_memory = true;
      r.address = linear_kind(1, false, Pointee::kMemory);
    }
    r.content = varying_kind(r.memory ? Pointee::kMemory : Pointee::kUnset);
    return r;
  }
  if (const auto* b = dyn_cast<BinaryOperator>(e); b && b->isAssignmentOp()) return place(b->getLHS());
  r.content = e->isLValue() ? varying_kind() : of(e);
  return r;
}

}  // namespace clrt::translator
