// Statements: uniform control flow stays C++ control flow, divergent control flow becomes masks. Loops: print_loops.cpp.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include "printer.hpp"
#include "reasons.hpp"

namespace clrt::translator {
using namespace clang;

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

}  // namespace clrt::translator
