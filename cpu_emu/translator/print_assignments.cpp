// Assignments and increments, as statements or for their value.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include "printer.hpp"

namespace clrt::translator {
using namespace clang;

namespace {
// Does evaluating it do anything but give a value? (OpenCL C's own functions that only read are no matter here.)
bool acts(const Expr* e) {
  e = plain(e);
  if (const auto* b = dyn_cast<BinaryOperator>(e); b && b->isAssignmentOp()) return true;
  if (const auto* u = dyn_cast<UnaryOperator>(e); u && u->isIncrementDecrementOp()) return true;
  if (const auto* c = dyn_cast<CallExpr>(e)) {
    const FunctionDecl* f = callee(c);
    if (!f || f->hasBody()) return true;
    const Family family = classify(f->getName()).family;
    if (family == Family::kAtomic || family == Family::kC11Atomic || family == Family::kPointerOut) return true;
  }
  for (const Stmt* child : e->children())
    if (const auto* sub = dyn_cast_or_null<Expr>(child); sub && acts(sub)) return true;
  return false;
}
}  // namespace

// The text of a place stands several times in a read and write of it. Where finding the place does something (a[i++] += x), it
// is found once: what comes back are declarations to be put in front, and the place refers to them.
std::string Printer::find_once(PlaceCode& p, const Expr* target) {
  target = plain(target);
  if (isa<DeclRefExpr>(target) || !acts(target) || target->refersToBitField()) return {};
  std::string s;
  const auto pin = [&](std::string& text, const char* type) {
    const std::string name = fresh('t');
    s += std::string(type) + " " + name + " = " + text + "; ";
    text = name;
  };
  if (!p.address) {
    pin(p.object, "auto&");
  } else {
    pin(p.base, "const auto");
    if (!p.index.empty()) pin(p.index, "const auto");
  }
  return s;
}

// `target = value`, `target op= value`. As a statement the text needs no value.
Code Printer::assignment(const BinaryOperator* e, bool value_used) {
  const QualType t = e->getLHS()->getType();
  PlaceCode p = place(e->getLHS());
  const std::string found = find_once(p, e->getLHS());
  const auto with_place = [&](Code c) { return found.empty() ? c : Code{"({ " + found + c.text + "; })", c.kind}; };
  Code value;
  if (const auto* c = dyn_cast<CompoundAssignOperator>(e)) {
    const Code old = load(p);
    const BinaryOperatorKind op = BinaryOperator::getOpForCompoundAssignment(c->getOpcode());
    if (t->isPointerType()) {
      const Code i = offset(c->getRHS());
      const bool lane_wise = old.kind.varying() || i.kind.varying() || (i.kind.linear() && !old.kind.uniform());
      const std::string offset = lane_wise && i.kind.linear() ? "cl::spread<" + N() + ">(" + i.text + ")" : i.text;
      value = {"(" + (lane_wise ? coerce(old, t, varying_kind()) : old.text) + (op == BO_Sub ? " - " : " + ") + offset + ")", lane_wise ? varying_kind(old.kind.pointee) : old.kind};
    } else {
      const QualType work = c->getComputationLHSType();
      const Code right = expression(c->getRHS());
      Code left = old;
      const bool converts = scalar_name(element_type(work)) != scalar_name(element_type(t));
      const bool linear = old.kind.linear() && right.kind.uniform() && (op == BO_Add || op == BO_Sub) && work->isIntegerType();
      const Kind k = linear ? old.kind : old.kind.uniform() && right.kind.uniform() ? uniform_kind() : varying_kind();
      if (!linear) left = {coerce(old, t, k), k};
      if (converts) left = {"cl::convert<" + types_.uniform(element_type(work)) + ">(" + left.text + ")", k};
      const QualType scalar = element_type(work);
      const auto* product = dyn_cast<BinaryOperator>(plain(c->getRHS()));
      if ((op == BO_Add || op == BO_Sub) && product && product->getOpcode() == BO_Mul && scalar->isFloatingType() && !converts &&
          scalar_name(scalar) != "_Float16" && c->getFPFeaturesInEffect(context_.getLangOpts()).allowFPContractWithinStatement()) {
        value = {"cl::mad(" + std::string(op == BO_Sub ? "-" : "") + (op == BO_Sub ? as_kind(product->getLHS(), k) : strip_parens(as_kind(product->getLHS(), k))) + ", " + strip_parens(as_kind(product->getRHS(), k)) + ", " + left.text + ")", k};
      } else {
        divides_ = c;
        value = arithmetic(op, work, left, work, right, c->getRHS()->getType(), k);
        divides_ = nullptr;
      }
      if (converts) value = {"cl::convert<" + types_.uniform(element_type(t)) + ">(" + strip_parens(value.text) + ")", k};
    }
  } else {
    value = expression(e->getRHS());
  }
  if (!value_used) return with_place({store(p, value, t), uniform_kind()});
  // The value of an assignment is the target's value afterwards.
  if (p.address || !p.swizzle.empty()) {
    const std::string v = fresh('t');
    const Kind k = kinds_.of(e);
    return with_place({"({ auto " + v + " = " + coerce(value, t, varying_kind()) + "; " + store(p, {v, varying_kind()}, t) + "; " + v + "; })", k.uniform() ? varying_kind() : k});
  }
  return {"({ " + found + store(p, value, t) + "; " + load(p).text + "; })", p.storage};
}

Code Printer::increment(const UnaryOperator* e, bool value_used) {
  const QualType t = e->getSubExpr()->getType();
  PlaceCode p = place(e->getSubExpr());
  const std::string found = find_once(p, e->getSubExpr());
  const auto with_place = [&](Code c) { return found.empty() ? c : Code{"({ " + found + c.text + "; })", c.kind}; };
  const Code old = load(p);
  const bool up = e->isIncrementOp();
  const std::string sign = up ? " + " : " - ";
  if (old.kind.uniform() && !p.address && !reached(p) && (p.storage.uniform()) && !is_vector(t) && !is_bool(t)) {
    const std::string op = up ? "++" : "--";
    return with_place({e->isPostfix() ? p.object + op : op + p.object, old.kind});
  }
  const auto next = [&](const std::string& from) -> Code {
    if (t->isPointerType()) return {"(" + from + sign + "1)", old.kind};
    const std::string one = is_vector(t) ? types_.uniform(element_type(t)) + "(1)" : types_.uniform(t) + "(1)";
    return {"(" + from + sign + (is_vector(t) && old.kind.varying() ? types_.varying(element_type(t)) + "(" + one + ")" : one) + ")", old.kind};
  };
  if (!value_used) return with_place({store(p, next(old.text), t), uniform_kind()});
  const std::string v = fresh('t');
  if (e->isPostfix()) return {"({ " + found + "auto " + v + " = " + old.text + "; " + store(p, next(v), t) + "; " + v + "; })", old.kind};
  return {"({ " + found + "auto " + v + " = " + next(old.text).text + "; " + store(p, {v, old.kind}, t) + "; " + v + "; })", old.kind};
}

}  // namespace clrt::translator
