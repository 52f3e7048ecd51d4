// Why an address has no constant stride between lanes: follows the address to the first operation that loses the stride.
#include "reasons.hpp"

#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

#include <optional>

namespace clrt::translator {
using namespace clang;
namespace {

constexpr int kDepth = 6;  // variables followed back before the report names the one it is at

// What a variable is given, in the order of the text.
class Assignments : public RecursiveASTVisitor<Assignments> {
 public:
  explicit Assignments(const VarDecl* v) : variable_(v) {}
  struct Assignment {
    const Expr* value;  // null: ++, --, and compound assignments whose other side is uniform
    SourceLocation where;
  };
  std::vector<Assignment> all;

  bool VisitVarDecl(VarDecl* v) {
    if (v == variable_ && v->hasInit()) all.push_back({v->getInit(), v->getLocation()});
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator* b) {
    if (b->isAssignmentOp() && is_variable(b->getLHS())) all.push_back({b->getRHS(), b->getOperatorLoc()});
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator* u) {
    if (u->isIncrementDecrementOp() && is_variable(u->getSubExpr())) all.push_back({nullptr, u->getOperatorLoc()});
    return true;
  }

 private:
  bool is_variable(const Expr* e) const {
    const auto* d = dyn_cast<DeclRefExpr>(e->IgnoreParenImpCasts());
    return d != nullptr && d->getDecl() == variable_;
  }
  const VarDecl* variable_;
};

class Reason {
 public:
  Reason(Kinds& kinds, const ASTContext& context) : kinds_(kinds), context_(context) {}

  std::string of(const Expr* e, int depth = 0) {
    e = e->IgnoreParens();
    if (const auto* c = dyn_cast<CastExpr>(e)) return cast(c, depth);
    if (const auto* d = dyn_cast<DeclRefExpr>(e)) {
      const auto* v = dyn_cast<VarDecl>(d->getDecl());
      return v ? variable(v, depth) : quoted(e) + " differs between lanes";
    }
    if (isa<ArraySubscriptExpr>(e)) return memory(e, depth);
    if (const auto* u = dyn_cast<UnaryOperator>(e)) {
      if (u->getOpcode() == UO_Deref) return memory(e, depth);
      return of(u->getSubExpr(), depth);
    }
    if (const auto* b = dyn_cast<BinaryOperator>(e)) return binary(b, depth);
    if (const auto* c = dyn_cast<CallExpr>(e)) return call(c);
    if (const auto* c = dyn_cast<AbstractConditionalOperator>(e)) {
      if (kinds_.divergent_condition(c->getCond())) return "lanes choose apart in " + quoted(e);
      return of(kinds_.of(c->getTrueExpr()).varying() ? c->getTrueExpr() : c->getFalseExpr(), depth);
    }
    if (const auto* m = dyn_cast<MemberExpr>(e)) {
      if (m->isArrow()) return memory(e, depth);
      return of(m->getBase(), depth);
    }
    if (const auto* v = dyn_cast<ExtVectorElementExpr>(e)) return of(v->getBase(), depth);
    return quoted(e) + " differs between lanes";
  }

 private:
  std::string quoted(const Expr* e) const { return "'" + source_text(e, context_) + "'"; }
  std::string line(SourceLocation where) const {
    const SourceManager& sources = context_.getSourceManager();
    const PresumedLoc p = sources.getPresumedLoc(sources.getExpansionLoc(where));
    return p.isValid() ? "line " + std::to_string(p.getLine()) : "a macro";
  }

  std::string cast(const CastExpr* c, int depth) {
    const Expr* from = c->getSubExpr()->IgnoreParens();
    const Kind inner = kinds_.of(from);
    if (!inner.linear()) return of(from, depth);
    const std::string type = from->getType().getUnqualifiedType().getAsString();
    if (c->getType()->isFloatingType() || from->getType()->isFloatingType()) return quoted(from) + " becomes a floating-point number and back";
    if (may_wrap(inner, from->getType()) && context_.getTypeSize(from->getType()) < context_.getTypeSize(c->getType()))
      return quoted(from) + " of type " + type + " may wrap around between two lanes";
    return quoted(from) + " of type " + type + " is converted to " + c->getType().getUnqualifiedType().getAsString();
  }

  // A place in memory, or in a private array.
  std::string memory(const Expr* e, int) {
    const Place p = kinds_.place(e);
    if (p.root && !p.memory) return quoted(e) + " is an element of the private '" + p.root->getNameAsString() + "'";
    return quoted(e) + " is read from memory";
  }

  std::string variable(const VarDecl* v, int depth) {
    const std::string name = "'" + v->getNameAsString() + "'";
    if (v->getType()->isArrayType() || v->getType()->isRecordType()) return name + " holds one value per lane";
    const FunctionDecl* f = kinds_.clone().function;
    if (depth >= kDepth || !seen_.insert(v).second) return name + " differs between lanes";
    Assignments given(v);
    given.TraverseStmt(f->getBody());
    for (const auto& a : given.all)
      if (a.value && kinds_.of(a.value).varying()) return name + " (" + line(a.where) + "): " + of(a.value, depth + 1);
    if (isa<ParmVarDecl>(v) && given.all.empty()) return "parameter " + name + " of " + f->getNameAsString() + " is given one value per lane";
    // All values are uniform or linear, so it is the way there.
    for (const auto& a : given.all)
      if (!isa<ParmVarDecl>(v) && a.where != v->getLocation())
        return name + " is changed at " + line(a.where) + " by some lanes only, or lane by lane with another stride";
    return name + " differs between lanes";
  }

  std::string binary(const BinaryOperator* b, int depth) {
    const Expr *l = b->getLHS(), *r = b->getRHS();
    const Kind kl = kinds_.of(l), kr = kinds_.of(r);
    if (kl.varying() && !b->isAssignmentOp()) return of(l, depth);
    if (kr.varying()) return of(r, depth);
    if (b->getOpcode() == BO_Mul) {
      if (kl.linear() && kr.linear()) return quoted(b) + " is a square of lane numbers";
      return quoted(kl.linear() ? r : l) + " in " + quoted(b) + " is not known when the kernel is built";
    }
    if (b->isMultiplicativeOp() || b->isShiftOp() || b->isBitwiseOp())
      return quoted(b) + " has no constant stride ('" + b->getOpcodeStr().str() + "')";
    return quoted(b) + " differs between lanes";
  }

  std::string call(const CallExpr* c) {
    const FunctionDecl* f = callee(c);
    return quoted(c) + ": " + (f ? f->getNameAsString() + "()" : std::string("the call")) + " gives one value per lane";
  }

  Kinds& kinds_;
  const ASTContext& context_;
  std::set<const VarDecl*> seen_;
};

}  // namespace

std::string source_text(const Expr* e, const ASTContext& context) {
  const SourceManager& sources = context.getSourceManager();
  const SourceLocation begin = sources.getExpansionLoc(e->getBeginLoc()), end = sources.getExpansionRange(e->getEndLoc()).getEnd();
  const llvm::StringRef raw = Lexer::getSourceText(CharSourceRange::getTokenRange(begin, end), sources, context.getLangOpts());
  std::string text;
  for (const char c : raw) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\';
    if (!blank) text += c;
    else if (!text.empty() && text.back() != ' ') text += ' ';
  }
  constexpr std::size_t kLongest = 60;
  return text.size() > kLongest ? text.substr(0, kLongest - 3) + "..." : text;
}

std::string why_varying(const Expr* place, Kinds& kinds, const ASTContext& context) {
  Reason reason(kinds, context);
  const Expr* e = place->IgnoreParenImpCasts();
  for (;;) {
    if (const auto* m = dyn_cast<MemberExpr>(e)) {
      if (m->isArrow()) return "address " + reason.of(m->getBase());
      e = m->getBase()->IgnoreParenImpCasts();
    } else if (const auto* v = dyn_cast<ExtVectorElementExpr>(e)) {
      if (v->isArrow()) return "address " + reason.of(v->getBase());
      e = v->getBase()->IgnoreParenImpCasts();
    } else if (const auto* u = dyn_cast<UnaryOperator>(e); u && u->isIncrementDecrementOp()) {
      e = u->getSubExpr()->IgnoreParenImpCasts();
    } else if (const auto* b = dyn_cast<BinaryOperator>(e); b && b->isAssignmentOp()) {
      e = b->getLHS()->IgnoreParenImpCasts();
    } else {
      break;
    }
  }
  if (const auto* s = dyn_cast<ArraySubscriptExpr>(e)) {
    if (kinds.of(s->getIdx()).varying()) return "index " + reason.of(s->getIdx());
    // A row of an array of arrays.
    const auto* row = dyn_cast<ArraySubscriptExpr>(s->getBase()->IgnoreParenImpCasts());
    if (row && row->getType()->isArrayType())
      return kinds.of(row->getIdx()).linear() ? "each lane has a row of its own, '" + source_text(row, context) + "'" : "row " + why_varying(row, kinds, context);
    if (kinds.of(s->getBase()).varying()) return "address " + reason.of(s->getBase());
    return "an element of several bytes or a row is picked by each lane";
  }
  if (const auto* u = dyn_cast<UnaryOperator>(e); u && u->getOpcode() == UO_Deref) return "address " + reason.of(u->getSubExpr());
  return reason.of(e);
}

}  // namespace clrt::translator
