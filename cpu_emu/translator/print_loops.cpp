// Loops: one whose lanes leave together stays a C++ loop, any other runs until no lane is left.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include "printer.hpp"

namespace clrt::translator {
using namespace clang;

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
