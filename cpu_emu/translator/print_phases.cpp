// Prints a kernel that was cut into phases: hoisted control flow once, each phase as a lambda over one sub-group.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>

#include "printer.hpp"

namespace clrt::translator {
using namespace clang;

// The array with a value for each sub-group. Two variables of one name get different arrays.
std::string Printer::kept(const VarDecl* v) const {
  std::string name = "clrt_" + v->getName().str();
  const auto same = [&](const VarDecl* x) { return x->getName() == v->getName(); };
  if (std::count_if(plan_->kept.begin(), plan_->kept.end(), same) > 1)
    name += "_" + std::to_string(context_.getSourceManager().getFileOffset(v->getLocation()));
  return name;
}

// Where this sub-group's value is: in the array of the block that is printed, or of the work-group.
std::string Printer::kept_place(const VarDecl* v) const {
  const bool block = block_ && std::find(block_->block.begin(), block_->block.end(), v) != block_->block.end();
  return block ? "clrt_block_" + v->getName().str() + "[b]" : kept(v) + "[c.sub_group_id()]";
}

// Makes a kept variable known in a phase: a copy that the compiler can hold in registers, or the object itself.
void Printer::take_up(const VarDecl* v, bool by_reference) {
  if (by_reference) line("auto& " + name_of(v) + " = " + kept_place(v) + ";");
  else line(types_.declare(v->getType(), clone_.variables[v], name_of(v)) + " = " + kept_place(v) + ";");
}

std::string Printer::phases(const PhasePlan& plan, const std::string& sub_groups) {
  plan_ = &plan;
  sub_groups_ = sub_groups;
  const FunctionDecl* f = clone_.function;
  const auto is_kept = [&](const VarDecl* v) { return std::find(plan.kept.begin(), plan.kept.end(), v) != plan.kept.end(); };
  std::string bytes = "0";
  for (const VarDecl* v : plan.kept) bytes += " + sizeof(" + types_.value(v->getType(), clone_.variables[v]) + ")";
  out_ = "constexpr std::size_t clrt_kept = " + bytes + ";  // bytes that each sub-group keeps across barriers\n";
  mark_line(f->getLocation());
  out_ += "static inline CLRT_PHASE void phases_" + f->getNameAsString() + "(const " + items_type(clone_.variant) + "& c";
  std::string start;
  for (unsigned i = 0; i < f->getNumParams(); ++i) {
    const ParmVarDecl* p = f->getParamDecl(i);
    const std::string name = p->getName().empty() ? "unnamed" + std::to_string(i) : name_of(p);
    out_ += ", " + types_.value(p->getType(), clone_.parameters[i]) + " " + name;
    if (is_kept(p)) start += " " + kept(p) + "[c.sub_group_id()] = " + coerce({name, clone_.parameters[i]}, p->getType(), clone_.variables[p]) + ";";
  }
  out_ += ") {\n";
  for (const VarDecl* v : plan.kept) {
    const std::string name = kept(v);
    line("using " + name + "_t = " + types_.value(v->getType(), clone_.variables[v]) + ";");
    if (sub_groups != "0") line(name + "_t " + name + "[" + sub_groups + "];");
    else line(name + "_t* const " + name + " = static_cast<" + name + "_t*>(__builtin_alloca_with_align(c.num_sub_groups() * sizeof(" + name + "_t), 512));");
  }
  const std::string each = "cl::each_sub_group<" + sub_groups + ">(c, [&](const " + items_type(clone_.variant) + "& c) CLRT_PHASE {";
  if (!start.empty()) line(each + start + " });");
  frames_.push_back({Region{}, ""});
  phase_steps(plan.steps);
  out_ += "}\n";
  plan_ = nullptr;
  return out_;
}

void Printer::phase_steps(const std::vector<PhaseStep>& steps) {
  for (const PhaseStep& s : steps) {
    switch (s.what) {
      case PhaseStep::What::kPhase: phase(s); break;
      case PhaseStep::What::kGroup: statement(s.statement); break;
      case PhaseStep::What::kLoop: hoisted_loop(s); break;
      case PhaseStep::What::kScope:
        line("{");
        ++indent_;
        phase_steps(s.body);
        --indent_;
        line("}");
        break;
      case PhaseStep::What::kIf:
        mark_line(s.statement->getBeginLoc());
        line("if (" + strip_parens(condition(cast<IfStmt>(s.statement)->getCond()).text) + ") {");
        ++indent_;
        phase_steps(s.body);
        --indent_;
        if (!s.otherwise.empty()) {
          line("} else {");
          ++indent_;
          phase_steps(s.otherwise);
          --indent_;
        }
        line("}");
        break;
    }
  }
}

void Printer::hoisted_loop(const PhaseStep& step) {
  const Stmt* s = step.statement;
  mark_line(s->getBeginLoc());
  const auto* f = dyn_cast<ForStmt>(s);
  const bool opens = f && isa_and_nonnull<DeclStmt>(f->getInit());
  if (opens) {
    line("{");
    ++indent_;
    statement(f->getInit());
  }
  const auto as_expression = [&](const Expr* e) {
    std::string text = e ? strip_parens(discard(e)) : "";
    if (text.find(';') != std::string::npos && text.rfind("({", 0) != 0) text = "({ " + text + "; })";
    return text;
  };
  const auto test = [&](const Expr* e) { return e ? strip_parens(condition(e).text) : std::string(); };
  if (f) line("for (" + (opens ? "" : as_expression(cast_or_null<Expr>(f->getInit()))) + "; " + test(f->getCond()) + "; " + as_expression(f->getInc()) + ") {");
  else if (const auto* w = dyn_cast<WhileStmt>(s)) line("while (" + test(w->getCond()) + ") {");
  else line("do {");
  targets_.push_back({s, false, 0, 0, false, false});
  ++indent_;
  if (step.body.empty()) line(";");
  phase_steps(step.body);
  --indent_;
  targets_.pop_back();
  if (const auto* d = dyn_cast<DoStmt>(s)) line("} while (" + test(d->getCond()) + ");");
  else line("}");
  if (opens) {
    --indent_;
    line("}");
  }
}

void Printer::phase(const PhaseStep& s) {
  if (block_) {
    line("cl::each_of<clrt_block>(c, [&](const " + items_type(clone_.variant) + "& c, [[maybe_unused]] std::uint32_t b) CLRT_PHASE {");
  } else if (!s.body.empty()) {
    return block_of_phases(s);
  } else {
    line("cl::each_sub_group<" + sub_groups_ + ">(c, [&](const " + items_type(clone_.variant) + "& c) CLRT_PHASE {");
  }
  ++indent_;
  phase_body(s);
  --indent_;
  line("});");
}

void Printer::phase_body(const PhaseStep& s) {
  in_phase_ = true;
  if (clone_.kills_function) {
    line(types_.mask() + " m0 = cl::full<" + N() + ">();");
    frames_.back().mask = "m0";
  }
  for (const VarDecl* v : s.recomputed) declaration(v);
  for (const VarDecl* v : s.read) take_up(v, plan_->by_reference.count(v) > 0);
  sequence(s.members, 0);
  for (const VarDecl* v : s.written)
    if (!plan_->by_reference.count(v)) line(kept_place(v) + " = " + name_of(v) + ";");
  frames_.back().mask.clear();
  in_phase_ = false;
}

// A phase whose loops stand around the loop over the sub-groups of a block.
void Printer::block_of_phases(const PhaseStep& s) {
  const std::string size = "cl::block_size<" + N() + ", " + sub_groups_ + ", " + std::to_string(s.live) + ", " + std::to_string(s.weight) + ">";
  const std::string items = "(const " + items_type(clone_.variant) + "& c";
  line("cl::each_block<" + sub_groups_ + ", " + size + ">(c, [&]" + items + ") CLRT_PHASE {");
  ++indent_;
  line("constexpr std::uint32_t clrt_block = " + size + ";");
  const auto move = [&](const std::vector<const VarDecl*>& list, bool in) {
    std::string text;
    for (const VarDecl* v : list) {
      if (plan_->by_reference.count(v)) continue;
      block_ = &s;
      const std::string here = kept_place(v);
      block_ = nullptr;
      text += in ? " " + here + " = " + kept_place(v) + ";" : " " + kept_place(v) + " = " + here + ";";
    }
    if (!text.empty()) line("cl::each_of<clrt_block>(c, [&]" + items + ", std::uint32_t b) CLRT_PHASE {" + text + " });");
  };
  for (const VarDecl* v : s.block) {
    const std::string name = "clrt_block_" + v->getName().str();
    line("using " + name + "_t = " + types_.value(v->getType(), clone_.variables[v]) + ";");
    line(name + "_t " + name + "[clrt_block];");
  }
  move(s.read, true);
  block_ = &s;
  phase_steps(s.body);
  block_ = nullptr;
  move(s.written, false);
  --indent_;
  line("});");
}

}  // namespace clrt::translator
