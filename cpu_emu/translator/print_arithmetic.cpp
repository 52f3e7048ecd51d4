// Unary and binary operators: contraction, vectors, pointers, comparisons.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include "printer.hpp"

namespace clrt::translator {
using namespace clang;

std::string spelling(BinaryOperatorKind op) { return BinaryOperator::getOpcodeStr(op).str(); }

// `a*b + c` within one source expression, when the contraction of 6.12.1 is on.
bool Printer::contraction(const BinaryOperator* e, const Kind& k, std::string& out) {
  if (e->getOpcode() != BO_Add && e->getOpcode() != BO_Sub) return false;
  const QualType scalar = element_type(e->getType());
  if (!scalar->isFloatingType() || scalar_name(scalar) == "_Float16") return false;
  if (!e->getFPFeaturesInEffect(context_.getLangOpts()).allowFPContractWithinStatement()) return false;
  const auto product = [](const Expr* x) -> const BinaryOperator* {
    const auto* b = dyn_cast<BinaryOperator>(plain(x));
    return b && b->getOpcode() == BO_Mul ? b : nullptr;
  };
  const bool add = e->getOpcode() == BO_Add;
  const auto* left = product(e->getLHS());
  const auto* right = product(e->getRHS());
  const auto side = [&](const Expr* x) { return strip_parens(as_kind(x, k)); };
  if (left) {
    out = "cl::mad(" + side(left->getLHS()) + ", " + side(left->getRHS()) + ", " + (add ? "" : "-") + (add ? side(e->getRHS()) : as_kind(e->getRHS(), k)) + ")";
    return true;
  }
  if (right) {
    out = "cl::mad(" + std::string(add ? "" : "-") + (add ? side(right->getLHS()) : as_kind(right->getLHS(), k)) + ", " + side(right->getRHS()) + ", " + side(e->getLHS()) + ")";
    return true;
  }
  return false;
}

// One arithmetic operation on values of the same (converted) type.
Code Printer::arithmetic(BinaryOperatorKind op, QualType t, const Code& a, QualType ta, const Code& b, QualType tb, const Kind& k) {
  const auto va = [&] { return k.linear() ? a.text : coerce(a, ta, k); };
  const auto vb = [&] { return k.linear() ? b.text : coerce(b, tb, k); };
  const bool integer = element_type(t)->isIntegerType();
  if (checking() && integer && (op == BO_Div || op == BO_Rem) && divides_ != nullptr)
    return {std::string(op == BO_Div ? "cl::div(" : "cl::rem(") + strip_parens(va()) + ", " + checked_divisor(strip_parens(vb())) + ")", k};
  switch (op) {
    case BO_Div: case BO_Rem:
      if (integer) return {std::string(op == BO_Div ? "cl::div(" : "cl::rem(") + strip_parens(va()) + ", " + strip_parens(vb()) + ")", k};
      break;
    case BO_Shl: return {"cl::shl(" + strip_parens(va()) + ", " + strip_parens(vb()) + ")", k};
    case BO_Shr: return {"cl::shr(" + strip_parens(va()) + ", " + strip_parens(vb()) + ")", k};
    default: break;
  }
  std::string left = va(), right = vb();
  // Lanes take scalars as they are; that reads better than spreading them.
  if (k.varying() && !is_vector(t) && a.kind.uniform() && b.kind.varying() && scalar_name(ta) == scalar_name(tb)) left = a.text;
  if (k.varying() && !is_vector(t) && b.kind.uniform() && a.kind.varying() && scalar_name(ta) == scalar_name(tb)) right = b.text;
  return {"(" + left + " " + spelling(op) + " " + right + ")", k};
}

Code Printer::pointer_sum(const Expr* pointer, const Expr* index, bool subtract, const Kind& k) {
  const Code p = expression(pointer), i = offset(index);
  const std::string op = subtract ? " - " : " + ";
  if (k.uniform() || k.linear()) return {"(" + p.text + op + i.text + ")", k};
  const std::string offset = i.kind.linear() ? "cl::spread<" + N() + ">(" + i.text + ")" : i.text;
  return {"(" + coerce(p, pointer->getType(), varying_kind()) + op + offset + ")", k};
}

Code Printer::binary(const BinaryOperator* e) {
  const Kind k = kinds_.of(e);
  const QualType t = e->getType();
  const Expr *l = e->getLHS(), *r = e->getRHS();
  if (e->getOpcode() == BO_Comma) return {"({ " + discard(l) + "; " + expression(r).text + "; })", k};
  if (is_vector(t) && e->isLogicalOp())
    return {std::string(e->getOpcode() == BO_LAnd ? "cl::land(" : "cl::lor(") + as_kind(l, k) + ", " + as_kind(r, k) + ")", k};
  if (e->isLogicalOp() || (e->isComparisonOp() && !is_vector(t))) {
    const Code c = condition(e);
    if (c.kind.uniform()) return {"int32_t" + (c.text.front() == '(' ? c.text : "(" + c.text + ")"), c.kind};
    return {"cl::convert<int32_t>(" + strip_parens(c.text) + ")", c.kind};
  }
  if (e->isComparisonOp()) return {"(" + as_kind(l, k) + " " + spelling(e->getOpcode()) + " " + as_kind(r, k) + ")", k};
  if (e->isAdditiveOp() && (l->getType()->isPointerType() || r->getType()->isPointerType())) {
    if (l->getType()->isPointerType() && r->getType()->isPointerType()) {
      if (k.uniform()) return {"int64_t(" + expression(l).text + " - " + expression(r).text + ")", k};
      return {"(" + as_varying(l) + " - " + as_varying(r) + ")", k};
    }
    return l->getType()->isPointerType() ? pointer_sum(l, r, e->getOpcode() == BO_Sub, k) : pointer_sum(r, l, false, k);
  }
  std::string fused;
  if (contraction(e, k, fused)) return {fused, k};
  if (k.linear()) {
    std::int64_t v = 0;
    if (e->getOpcode() == BO_Mul) {
      const bool right = constant_integer(r, context_, v);
      if (!right) constant_integer(l, context_, v);
      return {"cl::scale<" + std::to_string(v) + ">(" + expression(right ? l : r).text + ")", k};
    }
    if (e->getOpcode() == BO_Shl) {
      constant_integer(r, context_, v);
      return {"cl::scale<" + std::to_string(std::int64_t{1} << v) + ">(" + expression(l).text + ")", k};
    }
  }
  const Code right = expression(r), left = expression(l);
  divides_ = e;
  const Code result = arithmetic(e->getOpcode(), t, left, l->getType(), right, r->getType(), k);
  divides_ = nullptr;
  return result;
}

Code Printer::unary(const UnaryOperator* e) {
  const Kind k = kinds_.of(e);
  const Expr* sub = e->getSubExpr();
  switch (e->getOpcode()) {
    case UO_Plus: case UO_Extension: return expression(sub);
    case UO_Minus: {
      const Code v = expression(sub);
      const std::string type = scalar_name(e->getType());
      if (v.kind.uniform() && (type == "int8_t" || type == "int16_t")) return {type + "(-" + v.text + ")", v.kind};
      return {"(-" + v.text + ")", v.kind};
    }
    case UO_Not: {
      const Code v = expression(sub);
      if (v.kind.linear()) return {"(~cl::spread<" + N() + ">(" + v.text + "))", varying_kind()};
      return {"(~" + v.text + ")", v.kind};
    }
    case UO_LNot: {
      if (is_vector(e->getType())) return {"cl::lnot(" + expression(sub).text + ")", k};
      const Code c = condition(e);
      if (c.kind.uniform()) return {"int32_t(" + c.text + ")", c.kind};
      return {"cl::convert<int32_t>(" + c.text + ")", c.kind};
    }
    case UO_AddrOf: {
      const PlaceCode p = place(sub);
      if (k.linear() && !p.index.empty()) return {"(" + p.base + " + " + p.index + ")", k};
      return {address_of(p), k};
    }
    case UO_Deref: return load(place(e));
    default: table_.fail(e->getExprLoc(), "operator"); return {"0", k};
  }
}

}  // namespace clrt::translator
