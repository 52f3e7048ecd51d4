// Prints one function clone: signature, prologue, names and lines.
#include "printer.hpp"

#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>

#include "checks.hpp"
#include "program_scope.hpp"

namespace clrt::translator {
using namespace clang;

std::string strip_parens(const std::string& s) {
  if (s.size() < 2 || s.front() != '(' || s.back() != ')') return s;
  int depth = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '"' || s[i] == '\'') return s;
    depth += s[i] == '(' ? 1 : s[i] == ')' ? -1 : 0;
    if (depth == 0 && i + 1 < s.size()) return s;
  }
  if (s.size() > 3 && s[1] == '{') return s;  // a statement expression
  return s.substr(1, s.size() - 2);
}

Printer::Printer(Clone& clone, CloneTable& table, FunctionSink& sink, const ASTContext& context, Notes& notes)
    : clone_(clone), table_(table), sink_(sink), context_(context), notes_(notes), kinds_(clone, table, context),
      types_(context, clone.variant.lanes, clone.variant.width), checks_(sink.checks()) {}

std::vector<const Stmt*> body_of(const Stmt* s) {
  if (!s) return {};
  if (!isa<CompoundStmt>(s)) return {s};
  std::vector<const Stmt*> list;
  for (const Stmt* c : s->children()) list.push_back(c);
  return list;
}

std::string Printer::items_type(const Variant& v) {
  const std::string lanes = v.width.empty() ? std::to_string(v.lanes) : v.width;
  switch (v.items) {
    case Items::kFast: return "cl::fast_items<" + lanes + ">";
    case Items::kGeneral: return "cl::general_items<" + lanes + ">";
    default: return "cl::single_item";
  }
}

void Printer::line(const std::string& text) {
  // A statement may take several lines of C++; a debugger has to see one.
  if (clone_.variant.debug && !mark_.empty() && !out_.ends_with(mark_)) out_ += mark_;
  out_ += std::string(static_cast<std::size_t>(indent_) * 2, ' ') + text + "\n";
}

unsigned Printer::line_of(const SourceLocation& where) const {
  const SourceManager& sm = context_.getSourceManager();
  const PresumedLoc p = sm.getPresumedLoc(sm.getExpansionLoc(where));
  return p.isValid() ? p.getLine() : 0;
}

void Printer::mark_line(const SourceLocation& where) {
  const SourceManager& sm = context_.getSourceManager();
  const PresumedLoc p = sm.getPresumedLoc(sm.getExpansionLoc(where));
  if (p.isInvalid()) return;
  mark_ = "#line " + std::to_string(p.getLine()) + " \"" + p.getFilename() + "\"\n";
  out_ += mark_;
  if (clone_.variant.debug) line("CLRT_STEP();");
}

void Printer::show(const std::string& variable) {
  if (clone_.variant.debug) line("CLRT_SHOW(" + variable + ");");
}

void Printer::show_mask() {
  if (!clone_.variant.debug || mask().empty()) return;
  line("const " + types_.mask() + "* const active_lanes = &" + mask() + ";");
  show("active_lanes");
}

std::string Printer::fresh(char letter) { return std::string(1, letter) + std::to_string(++names_); }

std::string Printer::full_or_mask() const { return mask().empty() ? "cl::full<" + N() + ">()" : mask(); }

std::string Printer::name_of(const VarDecl* v) {
  if (v->hasGlobalStorage() && in_program_scope(v)) return (in_initialiser_ ? "" : "cl::program<clrt_program_scope>(c).") + program_scope_name(v);
  if (plan_ && !in_phase_ && plan_->replicated.count(v)) return kept(v) + "[0]";
  if (hoisted_.count(v)) return safe_name(v->getName()) + "_" + std::to_string(context_.getSourceManager().getFileOffset(v->getLocation()));
  // A struct's tag has a name space of its own in C.
  for (const NamedDecl* d : context_.getTranslationUnitDecl()->lookup(v->getDeclName()))
    if (isa<TagDecl>(d) && !v->hasGlobalStorage()) return "k_" + v->getNameAsString();
  return safe_name(v->getName());
}

namespace {
// Jumps past declarations, which C++ does not allow.
class Jumps : public RecursiveASTVisitor<Jumps> {
 public:
  bool found = false;
  bool VisitGotoStmt(GotoStmt*) { return !(found = true); }
  bool VisitSwitchStmt(SwitchStmt* s) { return !(found = nested_label(s) != nullptr); }
};
// Compound literals whose address or part is taken, and all those that hold a union.
class Literals : public RecursiveASTVisitor<Literals> {
 public:
  std::vector<const CompoundLiteralExpr*> all;
  bool VisitUnaryOperator(UnaryOperator* u) { return u->getOpcode() != UO_AddrOf || add(u->getSubExpr()); }
  bool VisitCastExpr(CastExpr* c) { return c->getCastKind() != CK_ArrayToPointerDecay || add(c->getSubExpr()); }
  bool VisitMemberExpr(MemberExpr* m) { return add(m->getBase()); }
  bool VisitCompoundLiteralExpr(CompoundLiteralExpr* l) { return !has_union(l->getType()) || add(l); }

 private:
  bool add(const Expr* e) {
    e = plain(e);
    while (const auto* m = dyn_cast<MemberExpr>(e)) e = plain(m->getBase());
    if (const auto* l = dyn_cast<CompoundLiteralExpr>(e); l && !is_vector(l->getType()) && std::find(all.begin(), all.end(), l) == all.end()) all.push_back(l);
    return true;
  }
};
class Variables : public RecursiveASTVisitor<Variables> {
 public:
  std::vector<VarDecl*> all;
  bool VisitVarDecl(VarDecl* v) {
    if (is_private(v)) all.push_back(v);
    return true;
  }
};
}  // namespace

std::string Printer::global_initialiser(const VarDecl* v) {
  if (!v->hasInit()) return "";
  frames_.push_back({Region{}, ""});
  in_initialiser_ = true;
  const std::string text = " = " + initialiser(v, v->getInit(), v->getType(), uniform_kind());
  in_initialiser_ = false;
  frames_.pop_back();
  return text;
}

std::string Printer::function() {
  const FunctionDecl* f = clone_.function;
  const bool kernel = clone_.entry;
  const bool is_void = f->getReturnType()->isVoidType();
  // A kernel becomes part of its entry at once, so that it is optimised once.
  std::string head = clone_.variant.debug ? "CLRT_DEBUG_FUNCTION " : kernel ? "CLRT_KERNEL " : "static inline ";
  head += is_void ? "void" : types_.value(f->getReturnType(), clone_.result);
  head += " " + clone_.name + "(const " + items_type(clone_.variant) + "& c";
  if (clone_.masked && !kernel) head += ", " + types_.mask() + " m0";
  std::vector<std::string> prologue;
  std::vector<std::pair<const ParmVarDecl*, Code>> in_memory;
  for (unsigned i = 0; i < f->getNumParams(); ++i) {
    const ParmVarDecl* p = f->getParamDecl(i);
    const std::string name = p->getName().empty() ? "unnamed" + std::to_string(i) : name_of(p);
    const Kind given = clone_.parameters[i], used = clone_.variables[p];
    const QualType t = p->getType();
    if (clone_.in_memory.count(p)) {
      head += ", " + types_.value(t, given) + " " + name + "_in";
      in_memory.emplace_back(p, Code{name + "_in", given});
    } else if (types_.value(t, given) == types_.value(t, used)) {
      head += ", " + types_.value(t, given) + " " + name;
    } else {
      head += ", " + types_.value(t, given) + " " + name + "_in";
      prologue.push_back(types_.value(t, used) + " " + name + " = " + coerce({name + "_in", given}, t, used) + ";");
    }
  }
  head += ") {";
  const unsigned lead = line_of(f->getLocation());
  mark_ = "#line " + std::to_string(lead) + " \"" + context_.getSourceManager().getPresumedLoc(context_.getSourceManager().getExpansionLoc(f->getLocation())).getFilename() + "\"\n";
  out_ = mark_ + head + "\n";
  std::string m0;
  if (!single()) {
    if (kernel && clone_.masked) {
      line(types_.mask() + " m0 = c.entry_mask();");
      m0 = "m0";
    } else if (clone_.masked) {
      m0 = "m0";
    } else if (clone_.kills_function) {
      line(types_.mask() + " m0 = cl::full<" + N() + ">();");
      m0 = "m0";
    }
  }
  frames_.push_back({Region{}, m0});
  for (const std::string& p : prologue) line(p);
  for (const auto& [p, given] : in_memory) {
    line(storage(p) + ";");
    line(store(variable(p, p->getLocation()), given, p->getType()) + ";");
  }
  if (checking()) {
    if (kernel) line("const cl::checked_run clrt_run(c);");
    line("[[maybe_unused]] const cl::checked_frame clrt_frame(c);");
    for (const ParmVarDecl* p : f->parameters()) announce(p, name_of(p));
  }
  for (const ParmVarDecl* p : f->parameters())
    if (!p->getName().empty()) show(name_of(p));
  show_mask();
  has_ret_ = !is_void && clone_.kills_function;
  if (has_ret_) line(types_.value(f->getReturnType(), clone_.result) + " ret{};");
  Literals literals;
  literals.TraverseStmt(f->getBody());
  for (const CompoundLiteralExpr* l : literals.all) {
    const std::string name = fresh('t');
    literals_[l] = name;
    const QualType t = l->getType();
    line(clone_.variant.private_in_memory ? "alignas(64) " + types_.declare(t, uniform_kind(), name + "[" + N() + "]") + ";"
                                          : types_.declare(t, single() ? uniform_kind() : varying_kind(), name) + ";");
    if (checking()) announce(checks_->roots().literal(l), name);
  }
  Jumps jumps;
  jumps.TraverseStmt(f->getBody());
  if (jumps.found) {
    Variables vars;
    vars.TraverseStmt(f->getBody());
    hoist_all_ = true;
    for (VarDecl* v : vars.all) {
      hoisted_.insert(v);
      line(storage(v) + ";");
      if (checking()) announce(v, name_of(v));
      show(name_of(v));
    }
  }
  std::vector<const Stmt*> list;
  for (const Stmt* s : f->getBody()->children()) list.push_back(s);
  sequence(list, 0);
  if (has_ret_) line("return ret;");
  out_ += "}\n";
  return out_;
}

}  // namespace clrt::translator
