// Declarations and initialisers of private and local variables.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include "printer.hpp"
#include "program_scope.hpp"

namespace clrt::translator {
using namespace clang;

std::string Printer::initialiser(const VarDecl* v, const Expr* init, QualType t, const Kind& k) {
  init = plain(init);
  const auto* list = dyn_cast<InitListExpr>(init);
  if (list && !is_vector(t)) {
    if (list->isTransparent()) return initialiser(v, list->getInit(0), t, k);
    std::string s = "{";
    if (const auto* array = context_.getAsConstantArrayType(t)) {
      const std::uint64_t n = array->getSize().getZExtValue();
      for (unsigned i = 0; i < list->getNumInits(); ++i) s += (i ? ", " : "") + initialiser(v, list->getInit(i), array->getElementType(), k);
      // C zero-fills the rest; so does C++, as every element type is an aggregate or value-initialised.
      (void)n;
    } else if (const FieldDecl* only = list->getInitializedFieldInUnion()) {
      return list->getNumInits() == 0 ? "{}" : "{." + field_name(only) + " = " + initialiser(v, list->getInit(0), only->getType(), k) + "}";
    } else if (const auto* r = t->getAs<RecordType>()) {
      unsigned i = 0;
      for (const FieldDecl* f : r->getDecl()->fields()) {
        if (f->isUnnamedBitField()) continue;
        if (i >= list->getNumInits()) break;
        s += (i ? ", " : "") + initialiser(v, list->getInit(i), f->getType(), k);
        ++i;
      }
    } else if (list->getNumInits() == 1) {
      return initialiser(v, list->getInit(0), t, k);
    }
    return s + "}";
  }
  if (isa<ImplicitValueInitExpr>(init)) {
    if (t->isArrayType() || t->isRecordType()) return "{}";
    return k.varying() ? types_.varying(t) + "{}" : types_.uniform(t) + "{}";
  }
  if (isa<StringLiteral>(init)) return literal(init).text;
  return strip_parens(as_kind(init, k));
}

// The declaration of a private variable, without a value.
std::string Printer::storage(const VarDecl* v) {
  if (clone_.in_memory.count(v)) return "alignas(64) " + types_.declare(v->getType(), uniform_kind(), name_of(v) + "[" + N() + "]");
  return types_.declare(v->getType(), clone_.variables[v], name_of(v));
}

// Gives a private variable in memory, or a part of it, its first value; what a list leaves out is zero already.
void Printer::fill_item_memory(const PlaceCode& p, const Expr* init, QualType t) {
  init = plain(init);
  if (isa<ImplicitValueInitExpr>(init)) return;
  if (const auto* text = dyn_cast<StringLiteral>(init)) {
    const QualType element = context_.getAsConstantArrayType(t)->getElementType();
    for (unsigned i = 0; i < text->getLength(); ++i)
      line(store(indexed(p, {std::to_string(i), uniform_kind()}, element, init), {scalar_name(element) + "(" + std::to_string(text->getCodeUnit(i)) + ")", uniform_kind()}, element) + ";");
    return;
  }
  const auto* list = dyn_cast<InitListExpr>(init);
  if (!list || is_vector(t)) {
    line(store(p, expression(init), t) + ";");
    return;
  }
  if (list->isTransparent() || (list->getNumInits() == 1 && !t->isArrayType() && !t->isRecordType())) return fill_item_memory(p, list->getInit(0), t);
  if (const auto* array = context_.getAsConstantArrayType(t)) {
    for (unsigned i = 0; i < list->getNumInits(); ++i)
      fill_item_memory(indexed(p, {std::to_string(i), uniform_kind()}, array->getElementType(), list->getInit(i)), list->getInit(i), array->getElementType());
  } else if (const FieldDecl* only = list->getInitializedFieldInUnion()) {
    if (list->getNumInits() != 0) fill_item_memory(member(p, t, only, init->getExprLoc()), list->getInit(0), only->getType());
  } else if (const auto* r = t->getAs<RecordType>()) {
    unsigned i = 0;
    for (const FieldDecl* f : r->getDecl()->fields()) {
      if (i == list->getNumInits()) break;
      fill_item_memory(member(p, t, f, init->getExprLoc()), list->getInit(i++), f->getType());
    }
  }
}

void Printer::declaration(const VarDecl* v) {
  mark_line(v->getLocation());
  const QualType t = v->getType();
  if (is_opaque(t)) return;  // a sampler, which stands where it is used
  const std::string name = name_of(v);
  if (!is_private(v)) {
    if (in_program_scope(v) || v->hasExternalStorage()) return;
    if (t.getAddressSpace() == LangAS::opencl_local) {
      const std::size_t offset = sink_.local_offset(v);
      if (t->isArrayType()) {
        line("using " + name + "_t = " + types_.uniform(t) + ";");
        line(name + "_t& " + name + " = *reinterpret_cast<" + name + "_t*>(c.wg()->local_memory + " + std::to_string(offset) + ");");
      } else {
        line(types_.uniform(t) + "& " + name + " = *reinterpret_cast<" + types_.uniform(t) + "*>(c.wg()->local_memory + " + std::to_string(offset) + ");");
      }
    } else {
      const QualType base = context_.getBaseElementType(t);
      std::string text = "static " + types_.declare(t, uniform_kind(), name);
      (void)base;
      if (v->hasInit()) text += " = " + initialiser(v, v->getInit(), t, uniform_kind());
      line(text + ";");
      if (checking()) announce(v, name_of(v));
    }
    return;
  }
  if (clone_.in_memory.count(v)) {
    if (!hoisted_.count(v)) line(storage(v) + ";");
    if (!v->hasInit()) return;
    if (isa<InitListExpr, StringLiteral>(plain(v->getInit())) && !is_vector(t)) line("__builtin_memset(" + name + ", 0, sizeof " + name + ");");
    return fill_item_memory(variable(v, v->getLocation()), v->getInit(), t);
  }
  const Kind k = clone_.variables[v];
  if (in_phase_ && plan_->by_reference.count(v)) {
    take_up(v, true);
    if (!v->hasInit()) return;
    const std::string t1 = fresh('t');
    line(types_.declare(t, k, t1) + " = " + initialiser(v, v->getInit(), t, k) + ";");
    line("__builtin_memcpy(&" + name + ", &" + t1 + ", sizeof " + t1 + ");");
    return;
  }
  if (hoisted_.count(v)) {
    if (!v->hasInit()) return;
    const std::string value = initialiser(v, v->getInit(), t, k);
    if (t->isArrayType()) line("{ const " + types_.declare(t, k, "whole") + " = " + value + "; __builtin_memcpy(&" + name + ", &whole, sizeof whole); }");
    else line(name + " = " + value + ";");
    return;
  }
  std::string text = storage(v);
  if (v->hasInit()) text += " = " + initialiser(v, v->getInit(), t, k);
  line(text + ";");
  if (checking()) announce(v, name_of(v));
  show(name);
}

}  // namespace clrt::translator
