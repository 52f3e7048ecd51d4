// Statements: uniform control flow stays C++ control flow, divergent control flow becomes masks.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include "printer.hpp"
#include "program_scope.hpp"
#include "reasons.hpp"

namespace clrt::translator {
using namespace clang;

namespace {
constexpr int kNoFrame = 1 << 20;

}  // namespace

void Printer::note_divergent(const Stmt* s, const char* statement, const Expr* condition) {
  if (clone_.variant.items != Items::kFast || !clone_.variant.width.empty()) return;
  notes_.divergent.insert({line_of(s->getBeginLoc()), statement, condition ? source_text(condition, context_) : ""});
}

// Prints list[from...]. After a statement that took lanes away, the rest runs only if some are left.
void Printer::sequence(const std::vector<const Stmt*>& list, std::size_t from) {
  for (std::size_t i = from; i < list.size(); ++i) {
    const int before = killed_from_;
    killed_from_ = kNoFrame;
    statement(list[i]);
    const int killed = killed_from_;
    killed_from_ = std::min(before, killed);
    const int top = static_cast<int>(frames_.size()) - 1;
    if (killed > top || mask().empty()) continue;
    if (top == 0) {
      line("if (cl::none(" + mask() + ")) return" + (has_ret_ ? " ret;" : ";"));
      continue;
    }
    if (i + 1 == list.size()) continue;
    line("if (cl::any(" + mask() + ")) {");
    ++indent_;
    sequence(list, i + 1);
    --indent_;
    line("}");
    return;
  }
}

void Printer::block(const Stmt* s) {
  ++indent_;
  sequence(body_of(s), 0);
  --indent_;
}

std::string Printer::discard(const Expr* e) {
  const Expr* p = plain(e);
  if (const auto* b = dyn_cast<BinaryOperator>(p)) {
    if (b->isAssignmentOp()) return assignment(b, false).text;
    if (b->getOpcode() == BO_Comma) return discard(b->getLHS()) + "; " + discard(b->getRHS());
  }
  if (const auto* u = dyn_cast<UnaryOperator>(p); u && u->isIncrementDecrementOp()) return increment(u, false).text;
  if (const auto* c = dyn_cast<CStyleCastExpr>(p); c && c->getType()->isVoidType()) return discard(c->getSubExpr());
  const std::string text = expression(p).text;
  return p->getType()->isVoidType() ? text : "(void)" + text;
}

void Printer::statement(const Stmt* s) {
  if (!s) return;
  if (const auto* e = dyn_cast<Expr>(s)) {
    mark_line(e->getBeginLoc());
    const std::string text = discard(e);
    if (!text.empty()) line(strip_parens(text) + ";");
    return;
  }
  switch (s->getStmtClass()) {
    case Stmt::NullStmtClass: return;
    case Stmt::CompoundStmtClass:
      line("{");
      block(s);
      line("}");
      return;
    case Stmt::DeclStmtClass:
      for (const Decl* d : cast<DeclStmt>(s)->decls())
        if (const auto* v = dyn_cast<VarDecl>(d)) declaration(v);
      return;
    case Stmt::AttributedStmtClass:
      pragma(cast<AttributedStmt>(s));
      return;
    case Stmt::IfStmtClass: return if_statement(cast<IfStmt>(s));
    case Stmt::ForStmtClass: case Stmt::WhileStmtClass: case Stmt::DoStmtClass: return loop(s);
    case Stmt::SwitchStmtClass:
      if (clone_.divergent.count(s) && !single()) divergent_switch(cast<SwitchStmt>(s));
      else uniform_switch(cast<SwitchStmt>(s));
      return;
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass: {
      const Stmt* at = s;
      while (const auto* c = dyn_cast<SwitchCase>(at)) {
        if (const auto* k = dyn_cast<CaseStmt>(c)) {
          std::int64_t v = 0;
          constant_integer(k->getLHS(), context_, v);
          std::int64_t last = 0;
          const bool range = k->getRHS() && constant_integer(k->getRHS(), context_, last);
          line("case " + std::to_string(v) + (range ? " ... " + std::to_string(last) : "") + ":");
        } else {
          line("default:");
        }
        at = c->getSubStmt();
      }
      statement(at);
      if (isa<NullStmt>(at)) line(";");
      return;
    }
    case Stmt::LabelStmtClass:
      line("k_" + cast<LabelStmt>(s)->getDecl()->getNameAsString() + ":;");
      return statement(cast<LabelStmt>(s)->getSubStmt());
    case Stmt::GotoStmtClass: line("goto k_" + cast<GotoStmt>(s)->getLabel()->getNameAsString() + ";"); return;
    case Stmt::BreakStmtClass: {
      mark_line(s->getBeginLoc());
      const Target& t = targets_.back();
      if (clone_.kills.count(s)) return leave(t.frame);
      line("break;");
      return;
    }
    case Stmt::ContinueStmtClass: {
      mark_line(s->getBeginLoc());
      const Target* t = nullptr;
      for (const Target& x : targets_) if (!x.is_switch) t = &x;
      if (clone_.kills.count(s)) return leave(t->body_frame);
      line("continue;");
      return;
    }
    case Stmt::ReturnStmtClass: return return_statement(cast<ReturnStmt>(s));
    default: table_.fail(s->getBeginLoc(), std::string("statement ") + s->getStmtClassName()); return;
  }
}

// The active lanes leave every frame from `from` inwards.
void Printer::leave(int from) {
  const int top = static_cast<int>(frames_.size()) - 1;
  for (int i = from; i < top; ++i) {
    if (frames_[static_cast<std::size_t>(i)].mask != mask())
      line(frames_[static_cast<std::size_t>(i)].mask + " = cl::andnot(" + frames_[static_cast<std::size_t>(i)].mask + ", " + mask() + ");");
  }
  line(mask() + " = " + types_.mask() + "(false);");
  killed_from_ = std::min(killed_from_, from);
}

void Printer::return_statement(const ReturnStmt* s) {
  mark_line(s->getBeginLoc());
  const Expr* value = s->getRetValue();
  const bool kill = clone_.kills.count(s) > 0;
  if (value && !has_ret_) {
    line("return " + strip_parens(as_kind(value, clone_.result)) + ";");
    return;
  }
  if (value && value->getType()->isVoidType()) line(expression(value).text + ";");
  else if (value) {
    const std::string v = as_kind(value, clone_.result);
    if (clone_.result.varying()) {
      const QualType t = clone_.function->getReturnType();
      const std::string select = is_record(t) ? types_.varying(t) + "::select" : "cl::select";
      line("ret = " + (mask().empty() ? strip_parens(v) : select + "(" + mask() + ", " + v + ", ret)") + ";");
    } else {
      line("ret = " + strip_parens(v) + ";");
    }
  }
  if (kill) return leave(0);
  line(has_ret_ ? "return ret;" : "return;");
}

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

void Printer::pragma(const AttributedStmt* s) {
  for (const Attr* a : s->getAttrs()) {
    if (clone_.divergent.count(s->getSubStmt()) || clone_.variant.debug) break;
    if (const auto* u = dyn_cast<OpenCLUnrollHintAttr>(a)) {
      line(u->getUnrollHint() == 0 ? "#pragma unroll" : u->getUnrollHint() == 1 ? "#pragma nounroll" : "#pragma unroll " + std::to_string(u->getUnrollHint()));
    } else if (const auto* h = dyn_cast<LoopHintAttr>(a)) {
      if (h->getOption() == LoopHintAttr::Unroll) line(h->getState() == LoopHintAttr::Disable ? "#pragma nounroll" : "#pragma unroll");
      std::int64_t n = 0;
      if (h->getOption() == LoopHintAttr::UnrollCount && h->getValue() && constant_integer(h->getValue(), context_, n))
        line("#pragma unroll " + std::to_string(n));
    }
  }
  statement(s->getSubStmt());
}

void Printer::if_statement(const IfStmt* s) {
  mark_line(s->getBeginLoc());
  if (!clone_.divergent.count(s) || single()) {
    line("if (" + strip_parens(condition(s->getCond()).text) + ") {");
    block(s->getThen());
    if (s->getElse()) {
      line("} else {");
      block(s->getElse());
    }
    line("}");
    return;
  }
  note_divergent(s, "if", s->getCond());
  const std::string outer = mask();
  const std::string c = strip_parens(condition_mask(s->getCond()));
  const std::string taken = fresh('m');
  const std::string value = outer.empty() ? c : outer + " & (" + c + ")";
  std::string other;
  if (s->getElse()) {
    other = fresh('m');
    line("{");
    ++indent_;
    line(types_.mask() + " " + taken + " = " + value + ";");
    line(types_.mask() + " " + other + " = " + (outer.empty() ? "~" + taken : "cl::andnot(" + outer + ", " + taken + ")") + ";");
    line("if (cl::any(" + taken + ")) {");
  } else {
    line("if (" + types_.mask() + " " + taken + " = " + value + "; cl::any(" + taken + ")) {");
  }
  frames_.push_back({Region{s, 0}, taken});
  show_mask();
  block(s->getThen());
  frames_.pop_back();
  line("}");
  if (s->getElse()) {
    line("if (cl::any(" + other + ")) {");
    frames_.push_back({Region{s, 1}, other});
    show_mask();
    block(s->getElse());
    frames_.pop_back();
    line("}");
    --indent_;
    line("}");
  }
}

void Printer::loop(const Stmt* s) {
  const Stmt *init = nullptr, *body = nullptr;
  const Expr *cond = nullptr, *step = nullptr;
  bool at_end = false;
  if (const auto* f = dyn_cast<ForStmt>(s)) {
    init = f->getInit();
    cond = f->getCond();
    step = f->getInc();
    body = f->getBody();
  } else if (const auto* w = dyn_cast<WhileStmt>(s)) {
    cond = w->getCond();
    body = w->getBody();
  } else {
    cond = cast<DoStmt>(s)->getCond();
    body = cast<DoStmt>(s)->getBody();
    at_end = true;
  }
  mark_line(s->getBeginLoc());
  if (clone_.divergent.count(s) && !single()) divergent_loop(s, init, cond, step, body, at_end);
  else uniform_loop(s, init, cond, step, body, at_end);
}

void Printer::uniform_loop(const Stmt* s, const Stmt* init, const Expr* cond, const Expr* step, const Stmt* body, bool at_end) {
  const bool own_body = clone_.masked_body.count(s) > 0 && !single();
  const std::string test = cond ? strip_parens(condition(cond).text) : "true";
  std::string start, counter;
  bool braces = false;
  if (const auto* d = dyn_cast_or_null<DeclStmt>(init)) {
    const auto* v = d->isSingleDecl() ? dyn_cast<VarDecl>(d->getSingleDecl()) : nullptr;
    if (v && is_private(v) && !hoisted_.count(v) && !v->getType()->isArrayType() && !clone_.in_memory.count(v)) {
      start = types_.declare(v->getType(), clone_.variables[v], name_of(v));
      if (v->hasInit()) start += " = " + initialiser(v, v->getInit(), v->getType(), clone_.variables[v]);
      counter = name_of(v);
    } else {
      line("{");
      ++indent_;
      braces = true;
      statement(init);
    }
  } else if (init) {
    start = strip_parens(discard(cast<Expr>(init)));
    if (start.find(';') != std::string::npos && start.rfind("({", 0) != 0) start = "({ " + start + "; })";
  }
  std::string advance = step ? strip_parens(discard(step)) : "";
  if (advance.find(';') != std::string::npos && advance.rfind("({", 0) != 0) advance = "({ " + advance + "; })";
  if (at_end) line("do {");
  else if (isa<ForStmt>(s)) line("for (" + start + "; " + (cond ? test : "") + "; " + advance + ") {");
  else line("while (" + test + ") {");
  if (!counter.empty()) show(counter);
  const int outer_frame = static_cast<int>(frames_.size()) - 1;
  if (own_body) {
    const std::string m = fresh('m');
    line("  " + types_.mask() + " " + m + " = " + full_or_mask() + ";");
    frames_.push_back({Region{s, 1}, m});
    show_mask();
  }
  targets_.push_back({s, false, outer_frame, static_cast<int>(frames_.size()) - 1, false, own_body});
  const int before = killed_from_;
  killed_from_ = kNoFrame;
  block(body);
  targets_.pop_back();
  if (own_body) frames_.pop_back();
  // Lanes of the surrounding frame may be gone for good.
  if (killed_from_ <= outer_frame && outer_frame > 0) line("  if (cl::none(" + frames_[static_cast<std::size_t>(outer_frame)].mask + ")) break;");
  killed_from_ = std::min(before, killed_from_ <= outer_frame ? killed_from_ : kNoFrame);
  line(at_end ? "} while (" + test + ");" : "}");
  if (braces) {
    --indent_;
    line("}");
  }
}

void Printer::divergent_loop(const Stmt* s, const Stmt* init, const Expr* cond, const Expr* step, const Stmt* body, bool at_end) {
  note_divergent(s, isa<ForStmt>(s) ? "for" : at_end ? "do" : "while", cond);
  const std::string outer = full_or_mask();
  const std::string m = fresh('m');
  const int before = killed_from_;
  killed_from_ = kNoFrame;
  line("{");
  ++indent_;
  line(types_.mask() + " " + m + " = " + outer + ";");
  const int frame = static_cast<int>(frames_.size());
  frames_.push_back({Region{s, 0}, m});
  if (init) statement(init);
  std::string test;
  if (cond) {
    const Code c = condition(cond);
    test = c.kind.uniform() ? m + " & " + types_.mask() + "(" + strip_parens(c.text) + ")" : m + " & " + c.text;
  }
  std::string advance = step ? strip_parens(discard(step)) : "";
  if (advance.find(';') != std::string::npos && advance.rfind("({", 0) != 0) advance = "({ " + advance + "; })";
  if (at_end) {
    line("for (; cl::any(" + m + "); " + m + " = " + (cond && !speculatable(cond) ? "cl::any(" + m + ") ? " + test + " : " + m : test) + ") {");
  } else {
    line("for (;; " + advance + ") {");
    if (cond) line("  " + m + " = " + test + ";");
    line("  if (cl::none(" + m + ")) break;");
  }
  const bool own_body = clone_.masked_body.count(s) > 0;
  if (own_body) {
    const std::string b = fresh('m');
    line("  " + types_.mask() + " " + b + " = " + m + ";");
    frames_.push_back({Region{s, 1}, b});
  }
  show_mask();
  targets_.push_back({s, false, frame, static_cast<int>(frames_.size()) - 1, true, own_body});
  block(body);
  targets_.pop_back();
  if (own_body) frames_.pop_back();
  if (step && !at_end && killed_from_ <= frame) line("  if (cl::none(" + m + ")) break;");
  frames_.pop_back();
  line("}");
  --indent_;
  line("}");
  killed_from_ = std::min(before, killed_from_ < frame ? killed_from_ : kNoFrame);
}

}  // namespace clrt::translator
