// Prints one function clone: signature, prologue, names and lines.
#include "printer.hpp"

#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>

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

void Printer::line(const std::string& text) { out_ += std::string(static_cast<std::size_t>(indent_) * 2, ' ') + text + "\n"; }

unsigned Printer::line_of(const SourceLocation& where) const {
  const SourceManager& sm = context_.getSourceManager();
  const PresumedLoc p = sm.getPresumedLoc(sm.getExpansionLoc(where));
  return p.isValid() ? p.getLine() : 0;
}

void Printer::mark_line(const SourceLocation& where) {
  const SourceManager& sm = context_.getSourceManager();
  const PresumedLoc p = sm.getPresumedLoc(sm.getExpansionLoc(where));
  if (p.isInvalid()) return;
  out_ += "#line " + std::to_string(p.getLine()) + " \"" + p.getFilename() + "\"\n";
}

std::string Printer::fresh(char letter) { return std::string(1, letter) + std::to_string(++names_); }

std::string Printer::full_or_mask() const { return mask().empty() ? "cl::full<" + N() + ">()" : mask(); }

std::string Printer::name_of(const VarDecl* v) {
  if (hoisted_.count(v)) return safe_name(v->getName()) + "_" + std::to_string(context_.getSourceManager().getFileOffset(v->getLocation()));
  return safe_name(v->getName());
}

namespace {
class Gotos : public RecursiveASTVisitor<Gotos> {
 public:
  bool found = false;
  bool VisitGotoStmt(GotoStmt*) { return !(found = true); }
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
  const std::string text = " = " + initialiser(v, v->getInit(), v->getType(), uniform_kind());
  frames_.pop_back();
  return text;
}

std::string Printer::function() {
  const FunctionDecl* f = clone_.function;
  const bool kernel = clone_.entry;
  const bool is_void = f->getReturnType()->isVoidType();
  std::string head = "static inline ";
  head += is_void ? "void" : types_.value(f->getReturnType(), clone_.result);
  head += " " + clone_.name + "(const " + items_type(clone_.variant) + "& c";
  if (clone_.masked && !kernel) head += ", " + types_.mask() + " m0";
  std::vector<std::string> prologue;
  for (unsigned i = 0; i < f->getNumParams(); ++i) {
    const ParmVarDecl* p = f->getParamDecl(i);
    const std::string name = p->getName().empty() ? "unnamed" + std::to_string(i) : name_of(p);
    const Kind given = clone_.parameters[i], used = clone_.variables[p];
    const QualType t = p->getType();
    if (types_.value(t, given) == types_.value(t, used)) {
      head += ", " + types_.value(t, given) + " " + name;
    } else {
      head += ", " + types_.value(t, given) + " " + name + "_in";
      prologue.push_back(types_.value(t, used) + " " + name + " = " + coerce({name + "_in", given}, t, used) + ";");
    }
  }
  head += ") {";
  const unsigned lead = line_of(f->getLocation());
  out_ = "#line " + std::to_string(lead) + " \"" + context_.getSourceManager().getPresumedLoc(context_.getSourceManager().getExpansionLoc(f->getLocation())).getFilename() + "\"\n" + head + "\n";
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
  if (checking()) {
    if (kernel) line("const cl::checked_run clrt_run(c);");
    line("[[maybe_unused]] const cl::checked_frame clrt_frame(c);");
    for (const ParmVarDecl* p : f->parameters()) announce(p);
  }
  has_ret_ = !is_void && clone_.kills_function;
  if (has_ret_) line(types_.value(f->getReturnType(), clone_.result) + " ret{};");
  Gotos gotos;
  gotos.TraverseStmt(f->getBody());
  if (gotos.found) {
    Variables vars;
    vars.TraverseStmt(f->getBody());
    hoist_all_ = true;
    for (VarDecl* v : vars.all) {
      hoisted_.insert(v);
      line(types_.declare(v->getType(), clone_.variables[v], name_of(v)) + ";");
      if (checking()) announce(v);
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
