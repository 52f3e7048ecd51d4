// Expressions, but for operators (print_arithmetic.cpp). Each comes out as C++ whose type follows from the expression's kind: scalar, linear or lanes.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>
#include <llvm/ADT/SmallString.h>

#include "printer.hpp"

namespace clrt::translator {
using namespace clang;

namespace {

// A call that only computes: no memory, no side effect.
bool pure_family(Family f) { return f == Family::kMath || f == Family::kConvert || f == Family::kAs || f == Family::kItem; }

bool is_assignment(const Expr* e) {
  if (const auto* b = dyn_cast<BinaryOperator>(e)) return b->isAssignmentOp();
  if (const auto* u = dyn_cast<UnaryOperator>(e)) return u->isIncrementDecrementOp();
  return false;
}

}  // namespace

// May it be evaluated for lanes that are off? No side effects, no memory that an off lane must not touch.
bool Printer::speculatable(const Expr* e) {
  e = plain(e);
  if (checking()) {
    // What is checked must only run for the lanes that ask for it.
    if (isa<ArraySubscriptExpr>(e) || isa<CallExpr>(e)) return false;
    if (const auto* u = dyn_cast<UnaryOperator>(e); u && u->getOpcode() == UO_Deref) return false;
    if (const auto* m = dyn_cast<MemberExpr>(e); m && m->isArrow()) return false;
    if (const auto* b = dyn_cast<BinaryOperator>(e); b && (b->getOpcode() == BO_Div || b->getOpcode() == BO_Rem)) return false;
    if (const auto* d = dyn_cast<DeclRefExpr>(e))
      if (const auto* v = dyn_cast<VarDecl>(d->getDecl()); v && !is_private(v)) return false;
  }
  if (is_assignment(e) || isa<StmtExpr>(e)) return false;
  if (const auto* c = dyn_cast<CallExpr>(e)) {
    const FunctionDecl* f = callee(c);
    if (!f || f->hasBody() || !pure_family(classify(f->getName()).family)) return false;
  }
  if (const auto* c = dyn_cast<CastExpr>(e); c && c->getCastKind() == CK_LValueToRValue) {
    const Place p = kinds_.place(c->getSubExpr());
    if (!p.root && !(isa<DeclRefExpr>(plain(c->getSubExpr())))) return false;
    if (p.root && !p.address.uniform()) return false;
  }
  if (const auto* c = dyn_cast<AbstractConditionalOperator>(e); c && !kinds_.of(c->getCond()).uniform())
    return speculatable(c->getCond()) && speculatable(c->getTrueExpr()) && speculatable(c->getFalseExpr());
  for (const Stmt* child : e->children())
    if (const auto* sub = dyn_cast_or_null<Expr>(child); sub && !speculatable(sub)) return false;
  return true;
}

std::string Printer::coerce(const Code& v, QualType t, const Kind& to) {
  if (v.kind.varying() || !to.varying() || single()) {
    if (to.linear() && v.kind.uniform()) return v.text;
    return v.text;
  }
  if (is_record(t)) return types_.varying(t) + "::spread(" + v.text + ")";
  return "cl::spread<" + N() + ">(" + v.text + ")";
}

std::string Printer::as_kind(const Expr* e, const Kind& k) { return coerce(expression(e), e->getType(), k); }

std::string Printer::condition_mask(const Expr* e) {
  const Code c = condition(e);
  if (c.kind.uniform() && !single()) return types_.mask() + "(" + c.text + ")";
  return c.text;
}

// An expression used as a truth value: bool when uniform, a mask otherwise.
Code Printer::condition(const Expr* e) {
  e = plain(e);
  const QualType t = e->getType();
  if (const auto* b = dyn_cast<BinaryOperator>(e); b && !is_vector(t)) {
    if (b->isLogicalOp()) return logical(b);
    if (b->isComparisonOp() && !is_vector(b->getLHS()->getType())) {
      const Code l = expression(b->getLHS()), r = expression(b->getRHS());
      if (l.kind.uniform() && r.kind.uniform()) {
        if (b->getLHS()->getType()->isPointerType()) return {"((const void*)" + l.text + " " + spelling(b->getOpcode()) + " (const void*)" + r.text + ")", uniform_kind()};
        return {"(" + l.text + " " + spelling(b->getOpcode()) + " " + r.text + ")", uniform_kind()};
      }
      const auto side = [&](const Code& c, const Expr* x) {
        return x->getType()->isPointerType() || is_bool(x->getType()) ? coerce(c, x->getType(), varying_kind()) : c.text;
      };
      std::string lt = side(l, b->getLHS()), rt = side(r, b->getRHS());
      if (l.kind.linear() && r.kind.varying()) lt = "cl::spread<" + N() + ">(" + lt + ")";
      if (r.kind.linear() && l.kind.varying()) rt = "cl::spread<" + N() + ">(" + rt + ")";
      return {"(" + lt + " " + spelling(b->getOpcode()) + " " + rt + ")", varying_kind()};
    }
  }
  if (const auto* u = dyn_cast<UnaryOperator>(e); u && u->getOpcode() == UO_LNot && !is_vector(t)) {
    const Code c = condition(u->getSubExpr());
    return {(c.kind.uniform() ? "!" : "~") + c.text, c.kind};
  }
  if (const auto* c = dyn_cast<CastExpr>(e)) {
    switch (c->getCastKind()) {
      case CK_IntegralToBoolean: case CK_PointerToBoolean: case CK_FloatingToBoolean: return condition(c->getSubExpr());
      case CK_IntegralCast:
        if (context_.getTypeSize(c->getType()) >= context_.getTypeSize(c->getSubExpr()->getType())) return condition(c->getSubExpr());
        break;
      default: break;
    }
  }
  const Code v = expression(e);
  if (is_bool(t)) return v;
  if (v.kind.uniform()) return {t->isPointerType() ? "(" + v.text + " != nullptr)" : "(" + v.text + " != 0)", uniform_kind()};
  return {"cl::to_mask(" + v.text + ")", varying_kind()};
}

// && and ||: the right side runs only for the lanes that ask for it.
Code Printer::logical(const BinaryOperator* e) {
  const bool is_and = e->getOpcode() == BO_LAnd;
  const Kind lk = kinds_.of(e->getLHS());
  const Code l = condition(e->getLHS());
  if (lk.uniform()) {
    const Code r = condition(e->getRHS());
    if (r.kind.uniform()) return {"(" + l.text + (is_and ? " && " : " || ") + r.text + ")", uniform_kind()};
    const std::string constant = types_.mask() + (is_and ? "(false)" : "(true)");
    return {is_and ? "(" + l.text + " ? " + r.text + " : " + constant + ")" : "(" + l.text + " ? " + constant + " : " + r.text + ")", varying_kind()};
  }
  if (speculatable(e->getRHS())) {
    const std::string r = condition_mask(e->getRHS());
    return {"(" + l.text + (is_and ? " & " : " | ") + r + ")", varying_kind()};
  }
  const std::string first = fresh('m'), asked = fresh('m');
  const std::string live = mask().empty() ? (is_and ? first : "~" + first) : (is_and ? mask() + " & " + first : "cl::andnot(" + mask() + ", " + first + ")");
  frames_.push_back({Region{e, 0}, asked});
  const std::string r = condition_mask(e->getRHS());
  frames_.pop_back();
  const std::string m = types_.mask();
  if (is_and)
    return {"({ " + m + " " + first + " = " + l.text + "; " + m + " " + asked + " = " + live + "; if (cl::any(" + asked + ")) " + asked + " = " + asked + " & " + r + "; " + asked + "; })", varying_kind()};
  return {"({ " + m + " " + first + " = " + l.text + "; " + m + " " + asked + " = " + live + "; if (cl::any(" + asked + ")) " + first + " = " + first + " | (" + asked + " & " + r + "); " + first + "; })", varying_kind()};
}

Code Printer::conditional(const AbstractConditionalOperator* e) {
  const Kind k = kinds_.of(e);
  const QualType t = e->getType();
  if (is_vector(e->getCond()->getType())) {
    const Kind each = k.uniform() && kinds_.of(e->getCond()).uniform() ? uniform_kind() : varying_kind();
    return {"cl::fn::select(" + as_kind(e->getFalseExpr(), each) + ", " + as_kind(e->getTrueExpr(), each) + ", " + as_kind(e->getCond(), each) + ")", each};
  }
  const Code c = condition(e->getCond());
  if (c.kind.uniform()) {
    if (t->isVoidType()) return {"(" + c.text + " ? (void)(" + expression(e->getTrueExpr()).text + ") : (void)(" + expression(e->getFalseExpr()).text + "))", k};
    return {"(" + c.text + " ? " + as_kind(e->getTrueExpr(), k) + " : " + as_kind(e->getFalseExpr(), k) + ")", k};
  }
  const std::string select = is_record(t) ? types_.varying(t) + "::select" : "cl::select";
  if (speculatable(e->getTrueExpr()) && speculatable(e->getFalseExpr()))
    return {select + "(" + c.text + ", " + as_varying(e->getTrueExpr()) + ", " + as_varying(e->getFalseExpr()) + ")", k};
  const std::string yes = fresh('m'), no = fresh('m'), value = fresh('t');
  const std::string m = types_.mask();
  std::string s = "({ " + m + " " + yes + " = " + (mask().empty() ? c.text : mask() + " & " + c.text) + "; ";
  s += m + " " + no + " = " + (mask().empty() ? "~" + yes : "cl::andnot(" + mask() + ", " + yes + ")") + "; ";
  const bool is_void = t->isVoidType();
  if (!is_void) s += types_.value(t, k) + " " + value + "{}; ";
  frames_.push_back({Region{e, 0}, yes});
  const std::string a = is_void ? discard(e->getTrueExpr()) : as_kind(e->getTrueExpr(), k);
  frames_.back() = {Region{e, 1}, no};
  const std::string b = is_void ? discard(e->getFalseExpr()) : as_kind(e->getFalseExpr(), k);
  frames_.pop_back();
  if (is_void) {
    s += "if (cl::any(" + yes + ")) { " + a + "; } if (cl::any(" + no + ")) { " + b + "; } })";
  } else {
    s += "if (cl::any(" + yes + ")) " + value + " = " + a + "; ";
    s += "if (cl::any(" + no + ")) " + value + " = " + select + "(" + no + ", " + b + ", " + value + "); " + value + "; })";
  }
  return {s, k};
}

Code Printer::literal(const Expr* e) {
  const QualType t = e->getType();
  const std::string type = scalar_name(t);
  if (const auto* i = dyn_cast<IntegerLiteral>(e)) {
    llvm::SmallString<32> digits;
    i->getValue().toString(digits, 10, t->isSignedIntegerType());
    std::string s = digits.str().str();
    if (type == "uint32_t") s += "u";
    else if (type == "int64_t") s += "l";
    else if (type == "uint64_t") s += "ul";
    else if (type != "int32_t") s = type + "(" + s + ")";
    return {s, uniform_kind()};
  }
  if (const auto* c = dyn_cast<CharacterLiteral>(e)) return {type + "(" + std::to_string(c->getValue()) + ")", uniform_kind()};
  if (const auto* f = dyn_cast<FloatingLiteral>(e)) {
    llvm::SmallString<32> digits;
    llvm::APFloat value = f->getValue();
    if (value.isInfinity()) return {type + (value.isNegative() ? "(-__builtin_inf())" : "(__builtin_inf())"), uniform_kind()};
    if (value.isNaN()) return {type + "(__builtin_nan(\"\"))", uniform_kind()};
    value.toString(digits, 0, 6);
    std::string s = digits.str().str();
    if (s.find_first_of(".eE") == std::string::npos) s += ".0";
    if (type == "float") s += "f";
    else if (type == "_Float16") s = "_Float16(" + s + "f)";
    return {s, uniform_kind()};
  }
  if (const auto* s = dyn_cast<StringLiteral>(e)) {
    std::string text;
    llvm::raw_string_ostream os(text);
    s->outputString(os);
    return {os.str(), uniform_kind(Pointee::kMemory)};
  }
  return {"", uniform_kind()};
}

Code Printer::vector_literal(const InitListExpr* e) {
  const Kind k = kinds_.of(e);
  const QualType t = e->getType();
  if (!is_vector(t)) {
    if (e->getNumInits() == 1) return expression(e->getInit(0));
    return {types_.value(t, k) + "{}", k};
  }
  std::string s = "cl::make_vec<" + types_.value(element_type(t), k) + "," + std::to_string(vector_size(t)) + ">(";
  for (unsigned i = 0; i < e->getNumInits(); ++i) s += (i ? ", " : "") + strip_parens(as_kind(e->getInit(i), k));
  return {s + ")", k};
}

Code Printer::expression(const Expr* e) {
  e = plain(e);
  const QualType t = e->getType();
  if (is_opaque(t)) return opaque(e);
  if (const auto* c = dyn_cast<CastExpr>(e)) return conversion(c);
  if (const auto* b = dyn_cast<CXXBoolLiteralExpr>(e)) return {b->getValue() ? "true" : "false", uniform_kind()};
  if (isa<IntegerLiteral>(e) || isa<FloatingLiteral>(e) || isa<CharacterLiteral>(e) || isa<StringLiteral>(e)) return literal(e);
  if (const auto* c = dyn_cast<CallExpr>(e)) return call(c);
  if (const auto* b = dyn_cast<BinaryOperator>(e)) {
    if (b->isAssignmentOp()) return assignment(b, true);
    return binary(b);
  }
  if (const auto* u = dyn_cast<UnaryOperator>(e)) return u->isIncrementDecrementOp() ? increment(u, true) : unary(u);
  if (const auto* c = dyn_cast<AbstractConditionalOperator>(e)) return conditional(c);
  if (const auto* l = dyn_cast<InitListExpr>(e)) return vector_literal(l);
  if (const auto* l = dyn_cast<CompoundLiteralExpr>(e)) {
    const Kind k = kinds_.of(l);
    if (is_vector(t)) return expression(l->getInitializer());
    if (clone_.variant.private_in_memory && literals_.count(l)) return load(place(l));
    return {types_.value(t, k) + initialiser(nullptr, l->getInitializer(), t, k), k};
  }
  if (const auto* d = dyn_cast<DeclRefExpr>(e)) {
    if (const auto* c = dyn_cast<EnumConstantDecl>(d->getDecl())) {
      llvm::SmallString<32> digits;
      c->getInitVal().toString(digits, 10);
      return {digits.str().str(), uniform_kind()};
    }
    return load(place(e));
  }
  if (const auto* s = dyn_cast<UnaryExprOrTypeTraitExpr>(e)) {
    std::int64_t v = 0;
    constant_integer(s, context_, v);
    return {std::to_string(v) + "ul", uniform_kind()};
  }
  if (const auto* s = dyn_cast<OffsetOfExpr>(e)) {
    std::int64_t v = 0;
    constant_integer(s, context_, v);
    return {std::to_string(v) + "ul", uniform_kind()};
  }
  if (const auto* a = dyn_cast<AsTypeExpr>(e)) {
    const Kind k = kinds_.of(a);
    return {"cl::as<" + types_.uniform(t) + ">(" + as_kind(a->getSrcExpr(), k) + ")", k};
  }
  if (const auto* c = dyn_cast<ConvertVectorExpr>(e)) {
    const Kind k = kinds_.of(c);
    return {"cl::convert<" + types_.uniform(element_type(t)) + ">(" + as_kind(c->getSrcExpr(), k) + ")", k};
  }
  if (const auto* s = dyn_cast<ShuffleVectorExpr>(e)) {
    const Kind k = kinds_.of(s);
    std::string indices;
    for (unsigned i = 2; i < s->getNumSubExprs(); ++i) {
      std::int64_t v = 0;
      constant_integer(s->getExpr(i), context_, v);
      indices += (i > 2 ? "," : "") + std::to_string(v < 0 ? 0 : v);
    }
    return {"cl::swizzle2<" + indices + ">(" + as_kind(s->getExpr(0), k) + ", " + as_kind(s->getExpr(1), k) + ")", k};
  }
  if (const auto* v = dyn_cast<ExtVectorElementExpr>(e); v && !v->getBase()->isLValue() && !v->isArrow()) {
    const Code base = expression(v->getBase());
    llvm::SmallVector<uint32_t, 16> elements;
    v->getEncodedElementAccess(elements);
    if (elements.size() == 1) return {"(" + base.text + ").s[" + std::to_string(elements[0]) + "]", base.kind};
    std::string s;
    for (uint32_t i : elements) s += (s.empty() ? "" : ",") + std::to_string(i);
    return {"cl::swizzle<" + s + ">(" + base.text + ")", base.kind};
  }
  if (const auto* m = dyn_cast<MemberExpr>(e); m && !m->isArrow() && !m->getBase()->isLValue()) {
    const Code base = expression(m->getBase());
    if (base.kind.varying() && has_union(m->getBase()->getType())) table_.fail(m->getMemberLoc(), "member of a union that is no variable");
    return {"(" + base.text + ")." + field_name(cast<FieldDecl>(m->getMemberDecl())), base.kind};
  }
  if (isa<ImplicitValueInitExpr>(e)) return {types_.uniform(t) + "{}", uniform_kind()};
  if (e->isLValue() || isa<ExtVectorElementExpr>(e)) return load(place(e));
  table_.fail(e->getExprLoc(), std::string("expression ") + e->getStmtClassName());
  return {"0", kinds_.of(e)};
}

Code Printer::conversion(const CastExpr* e) {
  const Expr* sub = e->getSubExpr();
  const QualType t = e->getType();
  const Kind k = kinds_.of(e);
  switch (e->getCastKind()) {
    case CK_LValueToRValue: {
      const Expr* p = plain(sub);
      if (!p->isLValue() || isa<CompoundLiteralExpr>(p)) return expression(p);
      return load(place(sub));
    }
    case CK_ArrayToPointerDecay: {
      const Expr* p = plain(sub);
      if (isa<StringLiteral>(p)) return literal(p);
      const PlaceCode a = place(sub);
      if (PlaceCode first = a; k.linear() && linear_part(first, a, sub->getType(), t->getPointeeType(), "0")) return {first.base, k};
      if (!a.address) {
        const auto* array = context_.getAsConstantArrayType(sub->getType());
        const QualType element = array ? array->getElementType() : t->getPointeeType();
        const std::string type = a.storage.varying() ? types_.varying(element) : types_.uniform(element);
        const std::string& object = a.raw.empty() ? a.object : a.raw;
        if (element->isArrayType()) return {"cl::decay(" + object + ")", k};
        return {"(" + type + "*)" + object, k};
      }
      return {"cl::recast<" + (a.base_kind.pointee == Pointee::kLanes ? types_.varying(t->getPointeeType()) : types_.uniform(t->getPointeeType())) + ">(" + varying_address(a, false) + ")", k};
    }
    case CK_NoOp: case CK_FunctionToPointerDecay: case CK_BuiltinFnToFnPtr: return expression(sub);
    case CK_ToVoid: return {"(void)(" + expression(sub).text + ")", k};
    case CK_NullToPointer: return {"(" + types_.value(t, uniform_kind(Pointee::kMemory)) + ")nullptr", k};
    case CK_AddressSpaceConversion:
    case CK_BitCast: {
      const Code v = expression(sub);
      if (!t->isPointerType()) return {"cl::as<" + types_.uniform(t) + ">(" + v.text + ")", k};
      const QualType to = t->getPointeeType();
      const bool same = types_.uniform(to) == types_.uniform(sub->getType()->getPointeeType());
      if (same) return v;
      if (k.uniform()) return {"((" + types_.uniform(t) + ")" + v.text + ")", k};
      if (k.linear()) return {"cl::part<" + types_.uniform(to) + "," + std::to_string(k.stride) + ">(" + v.text + ", 0)", k};
      return {"cl::recast<" + types_.uniform(to) + ">(" + coerce(v, sub->getType(), varying_kind()) + ")", k};
    }
    case CK_IntegralToBoolean: case CK_FloatingToBoolean: case CK_PointerToBoolean: {
      const Code c = condition(sub);
      return {c.text, c.kind};
    }
    case CK_VectorSplat: {
      const Code v = expression(sub);
      return {"cl::make_vec<" + types_.value(element_type(t), k) + "," + std::to_string(vector_size(t)) + ">(" + coerce(v, sub->getType(), k) + ")", k};
    }
    case CK_PointerToIntegral: {
      const Code v = expression(sub);
      if (k.uniform()) return {"(" + types_.uniform(t) + ")(" + v.text + ")", k};
      return {"cl::convert<" + types_.uniform(t) + ">(" + coerce(v, sub->getType(), varying_kind()) + ".a)", k};
    }
    case CK_IntegralToPointer: {
      const Code v = expression(sub);
      if (k.uniform()) return {"((" + types_.uniform(t) + ")(uint64_t)(" + v.text + "))", k};
      return {types_.varying(t) + "{cl::convert<uint64_t>(" + coerce(v, sub->getType(), varying_kind()) + ")}", k};
    }
    default: break;
  }
  // Arithmetic conversions.
  const Code v = expression(sub);
  const std::string type = types_.uniform(element_type(t));
  if (is_bool(sub->getType()) && k.uniform()) return {type + "(" + strip_parens(v.text) + ")", k};
  if (scalar_name(element_type(t)) == scalar_name(element_type(sub->getType()))) return {coerce(v, sub->getType(), k), k};
  if (k.uniform() && isa<IntegerLiteral>(plain(sub)) && t->isIntegerType()) {
    std::int64_t value = 0;
    if (constant_integer(e, context_, value) && value >= 0 && value < (1 << 30)) {
      if (type == "uint32_t") return {std::to_string(value) + "u", k};
      if (type == "int64_t") return {std::to_string(value) + "l", k};
      if (type == "uint64_t") return {std::to_string(value) + "ul", k};
    }
  }
  return {"cl::convert<" + type + ">(" + strip_parens(coerce(v, sub->getType(), k)) + ")", k};
}

}  // namespace clrt::translator
