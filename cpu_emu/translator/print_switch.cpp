// switch: uniform ones stay C++, divergent ones become one mask per label.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include "printer.hpp"

namespace clrt::translator {
using namespace clang;

void Printer::uniform_switch(const SwitchStmt* s) {
  mark_line(s->getBeginLoc());
  line("{");
  ++indent_;
  // C allows a jump past a declaration, C++ does not.
  for (const Stmt* c : body_of(s->getBody())) {
    const Stmt* at = c;
    while (const auto* label = dyn_cast<SwitchCase>(at)) at = label->getSubStmt();
    const auto* d = dyn_cast<DeclStmt>(at);
    if (!d) continue;
    for (const Decl* x : d->decls()) {
      const auto* v = dyn_cast<VarDecl>(x);
      if (!v || !is_private(v) || hoisted_.count(v)) continue;
      hoisted_.insert(v);
      line(storage(v) + ";");
      show(name_of(v));
    }
  }
  line("switch (" + strip_parens(as_kind(s->getCond(), uniform_kind())) + ") {");
  targets_.push_back({s, true, static_cast<int>(frames_.size()) - 1, 0, false, false});
  ++indent_;
  for (const Stmt* c : body_of(s->getBody())) statement(c);
  --indent_;
  targets_.pop_back();
  line("}");
  --indent_;
  line("}");
}

void Printer::divergent_switch(const SwitchStmt* s) {
  note_divergent(s, "switch", s->getCond());
  mark_line(s->getBeginLoc());
  line("{");
  ++indent_;
  const std::string outer = mask();
  const std::string value = fresh('t'), live = fresh('m');
  const QualType t = s->getCond()->getType();
  line(types_.varying(t) + " " + value + " = " + as_varying(s->getCond()) + ";");
  // One mask per label, in order; default takes what no case takes.
  std::vector<std::pair<const SwitchCase*, std::string>> labels;
  std::string any_case;
  for (const Stmt* c : body_of(s->getBody())) {
    const Stmt* at = c;
    while (const auto* label = dyn_cast<SwitchCase>(at)) {
      const std::string m = fresh('m');
      labels.emplace_back(label, m);
      if (const auto* k = dyn_cast<CaseStmt>(label)) {
        std::int64_t v = 0;
        constant_integer(k->getLHS(), context_, v);
        std::string test = "(" + value + " == " + types_.uniform(t) + "(" + std::to_string(v) + "))";
        if (std::int64_t last = 0; k->getRHS() && constant_integer(k->getRHS(), context_, last))  // case 3 ... 5
          test = "((" + value + " >= " + types_.uniform(t) + "(" + std::to_string(v) + ")) & (" + value + " <= " + types_.uniform(t) + "(" + std::to_string(last) + ")))";
        line("const " + types_.mask() + " " + m + " = " + (outer.empty() ? "" : outer + " & ") + test + ";");
        any_case += (any_case.empty() ? "" : " | ") + m;
      }
      at = label->getSubStmt();
    }
  }
  for (const auto& [label, m] : labels) {
    if (isa<DefaultStmt>(label)) {
      const std::string all = full_or_mask();
      line("const " + types_.mask() + " " + m + " = " + (any_case.empty() ? all : "cl::andnot(" + all + ", " + any_case + ")") + ";");
    }
  }
  line(types_.mask() + " " + live + "(false);");
  const int before = killed_from_;
  killed_from_ = kNoFrame;
  const int frame = static_cast<int>(frames_.size());
  frames_.push_back({Region{s, 0}, live});
  targets_.push_back({s, true, frame, 0, true, false});
  std::size_t next = 0;
  std::vector<const Stmt*> group;
  auto flush = [&] {
    if (group.empty()) return;
    line("if (cl::any(" + live + ")) {");
    ++indent_;
    show_mask();
    sequence(group, 0);
    --indent_;
    line("}");
    group.clear();
  };
  // Declarations in the switch are visible in all groups.
  for (const Stmt* c : body_of(s->getBody())) {
    const Stmt* at = c;
    while (const auto* label = dyn_cast<SwitchCase>(at)) at = label->getSubStmt();
    if (const auto* d = dyn_cast<DeclStmt>(at)) {
      for (const Decl* x : d->decls()) {
        const auto* v = dyn_cast<VarDecl>(x);
        if (!v || !is_private(v) || hoisted_.count(v)) continue;
        hoisted_.insert(v);
        line(storage(v) + (clone_.in_memory.count(v) ? ";" : "{};"));
        show(name_of(v));
      }
    }
  }
  for (const Stmt* c : body_of(s->getBody())) {
    const Stmt* at = c;
    bool labelled = false;
    std::string enter;
    while (const auto* label = dyn_cast<SwitchCase>(at)) {
      enter += (enter.empty() ? "" : " | ") + labels[next++].second;
      labelled = true;
      at = label->getSubStmt();
    }
    if (labelled) {
      flush();
      line(live + " = " + live + " | " + enter + ";");
    }
    group.push_back(at);
  }
  flush();
  targets_.pop_back();
  frames_.pop_back();
  killed_from_ = std::min(before, killed_from_ < frame ? killed_from_ : kNoFrame);
  --indent_;
  line("}");
}

}  // namespace clrt::translator
