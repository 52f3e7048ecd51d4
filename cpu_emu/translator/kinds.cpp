// Kinds of calls, casts and operators.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include "analysis.hpp"
#include "types.hpp"

namespace clrt::translator {
using namespace clang;

static bool complete(QualType t) { return !t->isIncompleteType() && !t->isFunctionType(); }

std::vector<Kind> Kinds::arguments(const CallExpr* e) {
  std::vector<Kind> kinds;
  const FunctionDecl* f = callee(e);
  for (unsigned i = 0; i < e->getNumArgs(); ++i) {
    Kind k = of(e->getArg(i));
    const QualType t = i < f->getNumParams() ? f->getParamDecl(i)->getType() : e->getArg(i)->getType();
    if (k.linear() && !t->isIntegerType() && !t->isPointerType()) k = varying_kind(k.pointee);
    if (t->isPointerType()) {
      const LangAS as = t->getPointeeType().getAddressSpace();
      if (k.pointee == Pointee::kUnset && as != LangAS::opencl_generic && as != LangAS::Default && as != LangAS::opencl_private)
        k.pointee = Pointee::kMemory;
    }
    kinds.push_back(k);
  }
  return kinds;
}

Kind Kinds::item(const CallExpr* e, const Builtin& b) {
  std::int64_t dim = -1;
  const bool has_dim = e->getNumArgs() == 1;
  if (has_dim && !constant_integer(e->getArg(0), context_, dim)) dim = -1;
  const bool fast = clone_.variant.items == Items::kFast;
  if (clone_.variant.items == Items::kWorkGroup) {
    const bool differs = b.name.find("_id") != std::string::npos && b.name != "group_id";
    return differs || b.name == "sub_group_size" ? varying_kind() : uniform_kind();
  }
  if (b.name == "sub_group_local_id") return linear_kind(1, true);
  if (b.name == "local_linear_id") return linear_kind(1, true);
  if (b.name == "global_linear_id") return fast ? linear_kind(1, true) : varying_kind();
  if (b.name == "global_id" || b.name == "local_id") {
    if (!fast || dim < 0) return varying_kind();
    return dim == 0 ? linear_kind(1, true) : uniform_kind();
  }
  return has_dim && dim < 0 && !of(e->getArg(0)).uniform() ? varying_kind() : uniform_kind();
}

Kind Kinds::call(const CallExpr* e) {
  const FunctionDecl* f = callee(e);
  if (!f) return varying_kind();
  bool all_uniform = true;
  Pointee pointee = Pointee::kUnset;
  for (const Expr* a : e->arguments()) all_uniform = of(a).uniform() && all_uniform;
  if (f->hasBody()) {
    const FunctionDecl* definition = nullptr;
    f->hasBody(definition);
    return table_.get(definition, arguments(e), false).result;
  }
  if (f->getName() == "__builtin_nontemporal_load") {
    const Kind p = of(e->getArg(0));
    return p.uniform() && p.pointee != Pointee::kLanes ? uniform_kind() : varying_kind();
  }
  const Builtin b = classify(f->getName());
  if (b.family == Family::kAddressSpace) {
    Kind k = of(pointer_argument(e));
    k = k.uniform() ? uniform_kind(k.pointee) : varying_kind(k.pointee);
    if (b.name == "get_fence") k.pointee = Pointee::kUnset;
    else if (k.pointee == Pointee::kLanes && b.name != "to_private") k = uniform_kind(Pointee::kMemory);  // null
    return k;
  }
  if (f->getBuiltinID() != 0 && f->getName() != "printf") return all_uniform ? uniform_kind() : varying_kind();
  switch (b.family) {
    case Family::kItem: return item(e, b);
    case Family::kAtomic: case Family::kC11Atomic: return varying_kind();
    case Family::kSubGroup:
      if (clone_.variant.items == Items::kWorkGroup) return varying_kind();
      if (b.name == "sub_group_broadcast" || b.name == "sub_group_non_uniform_broadcast")
        return of(e->getArg(1)).uniform() ? uniform_kind() : varying_kind();
      if (b.name == "sub_group_ballot_bit_count" || b.name == "sub_group_ballot_find_lsb" || b.name == "sub_group_ballot_find_msb")
        return all_uniform ? uniform_kind() : varying_kind();
      return b.result == Result::kUniform ? uniform_kind() : varying_kind();
    case Family::kBlockRead: return varying_kind();
    case Family::kWorkGroup: return b.result == Result::kUniform ? uniform_kind() : varying_kind();
    case Family::kVload: {
      const Kind p = of(e->getArg(1));
      if (p.pointee == Pointee::kLanes) return varying_kind();
      return all_uniform ? uniform_kind() : varying_kind();
    }
    case Family::kPrintf: case Family::kAsyncCopy: return uniform_kind();
    case Family::kPointerOut: {
      Kind k = uniform_kind();
      for (unsigned i = 0; i + 1 < e->getNumArgs(); ++i) k = join(k, of(e->getArg(i)).uniform() ? uniform_kind() : varying_kind());
      return k;
    }
    case Family::kConvert: {
      const Kind k = of(e->getArg(0));
      return k.uniform() ? k : varying_kind();
    }
    default: break;
  }
  return all_uniform ? uniform_kind(pointee) : varying_kind(pointee);
}

Kind Kinds::cast(const CastExpr* e) {
  const Expr* sub = e->getSubExpr();
  const QualType from = sub->getType(), to = e->getType();
  switch (e->getCastKind()) {
    case CK_LValueToRValue: {
      const Place p = place(sub);
      Kind k = p.content;
      if (k.linear() && !(p.root && isa<DeclRefExpr>(plain(sub)))) k = varying_kind(k.pointee);
      if (k.shape == Shape::kUnset) return k;
      if (!to->isPointerType()) k.pointee = Pointee::kUnset;
      else if (p.memory || k.pointee == Pointee::kUnset) k.pointee = k.pointee == Pointee::kLanes ? k.pointee : Pointee::kMemory;
      return k;
    }
    case CK_ArrayToPointerDecay: {
      const Place p = place(sub);
      Kind k = p.address;
      if (p.item_memory) k = part_address(k, sub->getType(), to->getPointeeType(), context_);
      else if (k.linear()) k = varying_kind();
      k.pointee = p.memory ? Pointee::kMemory : Pointee::kLanes;
      return k;
    }
    case CK_IntegralCast: {
      Kind k = of(sub);
      if (!k.linear()) return k;
      const auto from_bits = context_.getTypeSize(from), to_bits = context_.getTypeSize(to);
      if (to_bits < 32) return varying_kind();
      if (to_bits > from_bits) return may_wrap(k, from) ? varying_kind() : k;
      const bool converts = (to_bits < from_bits || from->isUnsignedIntegerType()) && !k.no_wrap && !steps(sub);
      k.folded = to_bits == 32 && to->isSignedIntegerType() && (converts || k.folded);
      return k;
    }
    case CK_NullToPointer: return uniform_kind();
    case CK_BitCast:
    case CK_AddressSpaceConversion: {
      Kind k = of(sub);
      if (from->isPointerType() && to->isPointerType()) {
        const QualType a = from->getPointeeType().getCanonicalType().getUnqualifiedType();
        const QualType b = to->getPointeeType().getCanonicalType().getUnqualifiedType();
        const bool same = context_.removeAddrSpaceQualType(a).getUnqualifiedType() == context_.removeAddrSpaceQualType(b).getUnqualifiedType();
        if (!same && k.pointee == Pointee::kLanes)
          table_.fail(e->getExprLoc(), "private memory is reinterpreted through a pointer of another type");
        if (!same && k.linear()) k = complete(a) && complete(b) ? part_address(k, a, b, context_) : varying_kind(k.pointee);
        const LangAS as = to->getPointeeType().getAddressSpace();
        if (k.pointee == Pointee::kUnset && (as == LangAS::opencl_global || as == LangAS::opencl_local || as == LangAS::opencl_constant))
          k.pointee = Pointee::kMemory;
      }
      return k;
    }
    case CK_NoOp: case CK_FunctionToPointerDecay: case CK_BuiltinFnToFnPtr: case CK_ToVoid: case CK_LValueBitCast:
      return of(sub);
    case CK_IntegralToPointer: {
      Kind k = of(sub);
      k = k.uniform() ? uniform_kind() : varying_kind();
      k.pointee = Pointee::kMemory;
      return k;
    }
    default: {
      const Kind k = of(sub);
      return k.uniform() ? uniform_kind() : varying_kind();
    }
  }
}

bool may_wrap(const Kind& k, QualType type) { return type->isUnsignedIntegerType() ? !k.no_wrap : k.folded; }

// A signed number and a small one, added in a wider type, as in i + get_local_size(0): a step of a loop that ends before it wraps.
bool Kinds::steps(const Expr* e) {
  const auto* b = dyn_cast<BinaryOperator>(plain(e));
  if (!b || b->getOpcode() != BO_Add) return false;
  const bool left = of(b->getLHS()).linear();
  const auto* widened = dyn_cast<CastExpr>(plain(left ? b->getLHS() : b->getRHS()));
  if (!widened || widened->getCastKind() != CK_IntegralCast || !widened->getSubExpr()->getType()->isSignedIntegerType()) return false;
  return !may_wrap(of(widened->getSubExpr()), widened->getSubExpr()->getType()) && small(left ? b->getRHS() : b->getLHS());
}

bool Kinds::small(const Expr* e) {
  e = plain(e);
  std::int64_t value = 0;
  if (constant_integer(e, context_, value)) return value >= 0 && value < (1 << 20);
  if (const auto* c = dyn_cast<CastExpr>(e)) return c->getCastKind() == CK_IntegralCast && context_.getTypeSize(c->getType()) >= 32 && small(c->getSubExpr());
  if (const auto* c = dyn_cast<CallExpr>(e)) {
    const FunctionDecl* f = callee(c);
    return f && !f->hasBody() && classify(f->getName()).family == Family::kItem && of(e).uniform();
  }
  if (const auto* b = dyn_cast<BinaryOperator>(e)) {
    if (b->getOpcode() == BO_Add || b->getOpcode() == BO_Mul) {
      for (const Expr* part : {b->getLHS(), b->getRHS()})
        if (!small(part) || (b->getOpcode() == BO_Mul && constant_integer(part, context_, value) && value > 4096)) return false;
      return true;
    }
    return b->getOpcode() == BO_Shl && constant_integer(b->getRHS(), context_, value) && value >= 0 && value <= 12 && small(b->getLHS());
  }
  return false;
}

// An id times a small number does not wrap; an id times a large one may.
static Kind times(const Kind& k, std::int64_t factor) {
  constexpr std::int64_t kSmall = 64;
  if (factor == 0 || factor < -kSmall || factor > kSmall) return varying_kind();
  const std::int64_t stride = k.stride * factor;
  Kind r = linear_kind(stride, k.no_wrap && stride > 0 && stride <= kSmall);
  r.folded = r.linear() && k.folded;
  return r;
}

Kind Kinds::binary(const BinaryOperator* e) {
  const Expr *l = e->getLHS(), *r = e->getRHS();
  if (e->isAssignmentOp()) {
    const Place p = place(l);
    if (p.root && isa<DeclRefExpr>(plain(l))) return clone_.variables[p.root];
    if (e->getOpcode() == BO_Assign) return of(r).linear() ? varying_kind() : of(r);
    return p.content.uniform() && of(r).uniform() ? uniform_kind() : varying_kind();
  }
  if (e->getOpcode() == BO_Comma) return of(r);
  const Kind a = of(l), b = of(r);
  const bool ints = e->getType()->isIntegerType() && context_.getTypeSize(e->getType()) >= 32;
  const auto both = [&] { return a.uniform() && b.uniform() ? uniform_kind() : varying_kind(); };
  std::int64_t value = 0;
  switch (e->getOpcode()) {
    case BO_Add:
    case BO_Sub: {
      const bool add = e->getOpcode() == BO_Add;
      if (l->getType()->isPointerType() && r->getType()->isPointerType()) return both();
      if (l->getType()->isPointerType() || r->getType()->isPointerType()) {
        const bool left = l->getType()->isPointerType();
        const Kind p = left ? a : b;
        Kind k = with_index(p, left ? r : l);
        if (k.linear() && !add) k = linear_kind(-k.stride, false, k.pointee);
        if (p.linear()) k = (left ? b : a).uniform() ? p : varying_kind(p.pointee);
        k.pointee = p.pointee;
        return k;
      }
      if (!ints || a.varying() || b.varying()) return both();
      if (a.uniform() && b.uniform()) return uniform_kind();
      const std::int64_t stride = (a.linear() ? a.stride : 0) + (add ? 1 : -1) * (b.linear() ? b.stride : 0);
      const bool keeps = add && (a.no_wrap || b.no_wrap) && small(a.linear() ? r : l);
      Kind k = linear_kind(stride, keeps);
      k.folded = k.linear() && (a.folded || b.folded);
      return k;
    }
    case BO_Mul:
      if (ints && a.linear() && constant_integer(r, context_, value)) return times(a, value);
      if (ints && b.linear() && constant_integer(l, context_, value)) return times(b, value);
      return both();
    case BO_Shl:
      if (ints && a.linear() && constant_integer(r, context_, value) && value >= 0 && value <= 6) return times(a, std::int64_t{1} << value);
      return both();
    default: return both();
  }
}

Kind Kinds::compute(const Expr* e) {
  if (const auto* c = dyn_cast<CastExpr>(e)) return cast(c);
  if (const auto* c = dyn_cast<CallExpr>(e)) return call(c);
  if (const auto* b = dyn_cast<BinaryOperator>(e)) return binary(b);
  if (const auto* u = dyn_cast<UnaryOperator>(e)) {
    switch (u->getOpcode()) {
      case UO_AddrOf: {
        const Place p = place(u->getSubExpr());
        Kind k = p.address;
        const auto* s = dyn_cast<ArraySubscriptExpr>(plain(u->getSubExpr()));
        const auto* decay = s ? dyn_cast<ImplicitCastExpr>(plain(s->getBase())) : nullptr;
        const bool array = decay && decay->getCastKind() == CK_ArrayToPointerDecay;
        if (s && !array) k = with_index(of(s->getBase()), s->getIdx());
        else if (array && k.linear() && !p.item_memory) k = varying_kind();
        k.pointee = p.memory ? Pointee::kMemory : Pointee::kLanes;
        return k;
      }
      case UO_PreInc: case UO_PreDec: case UO_PostInc: case UO_PostDec: {
        const Place p = place(u->getSubExpr());
        if (p.root && isa<DeclRefExpr>(plain(u->getSubExpr()))) return clone_.variables[p.root];
        return p.content.uniform() ? uniform_kind(p.content.pointee) : varying_kind(p.content.pointee);
      }
      case UO_Minus: {
        Kind k = of(u->getSubExpr());
        if (k.linear()) k.stride = -k.stride, k.no_wrap = false;
        return k;
      }
      case UO_Plus: case UO_Extension: return of(u->getSubExpr());
      default: {
        const Kind k = of(u->getSubExpr());
        return k.uniform() ? uniform_kind() : varying_kind();
      }
    }
  }
  if (const auto* c = dyn_cast<ConditionalOperator>(e)) {
    Kind k = join(of(c->getTrueExpr()), of(c->getFalseExpr()));
    if (!of(c->getCond()).uniform()) k = varying_kind(k.pointee);
    return k;
  }
  if (const auto* l = dyn_cast<InitListExpr>(e)) {
    Kind k = uniform_kind();
    for (const Expr* i : l->inits()) k = join(k, of(i).uniform() ? uniform_kind() : varying_kind());
    k.pointee = Pointee::kUnset;
    return k;
  }
  if (const auto* l = dyn_cast<CompoundLiteralExpr>(e)) return of(l->getInitializer());
  if (const auto* v = dyn_cast<ExtVectorElementExpr>(e)) {
    if (!v->isArrow() && !v->getBase()->isLValue()) return of(v->getBase());
    const Kind k = place(v).content;
    return k.uniform() ? uniform_kind() : varying_kind();
  }
  if (const auto* m = dyn_cast<MemberExpr>(e); m && !m->isArrow() && !m->getBase()->isLValue()) return of(m->getBase());
  if (const auto* a = dyn_cast<AsTypeExpr>(e)) {
    const Kind k = of(a->getSrcExpr());
    return k.uniform() ? k : varying_kind();
  }
  if (const auto* a = dyn_cast<ConvertVectorExpr>(e)) return of(a->getSrcExpr());
  if (const auto* s = dyn_cast<ShuffleVectorExpr>(e)) {
    Kind k = uniform_kind();
    for (unsigned i = 0; i < s->getNumSubExprs(); ++i) k = join(k, of(s->getExpr(i)));
    return k;
  }
  if (const auto* v = dyn_cast<VAArgExpr>(e)) return (void)v, varying_kind();
  if (const auto* d = dyn_cast<DeclRefExpr>(e); d && isa<VarDecl>(d->getDecl())) return place(d).content;
  if (e->isLValue()) return place(e).content;
  return uniform_kind();  // literals, sizeof, enumerators
}

}  // namespace clrt::translator
