// Blocks: loops of a phase whose trip count is the same for the work-group, put outside the loop over a few sub-groups.
#include <clang/AST/ASTContext.h>

#include <algorithm>
#include <map>

#include "phase_uses.hpp"
#include "phases.hpp"

namespace clrt::translator {
using namespace clang;
namespace {

using What = PhaseStep::What;

class Blocks {
 public:
  Blocks(PhasePlan& plan, Clone& group, CloneTable& group_table, Clone& clone, CloneTable& table, const ASTContext& context)
      : plan_(plan), group_(group), clone_(clone), context_(context), group_kinds_(group, group_table, context), kinds_(clone, table, context) {}

  void visit(std::vector<PhaseStep>& steps) {
    for (PhaseStep& s : steps) {
      if (s.what == What::kPhase) phase(s);
      visit_inside(s);
    }
  }

 private:
  void visit_inside(PhaseStep& s) {
    if (s.what == What::kPhase) return;
    visit(s.body);
    visit(s.otherwise);
  }

  // The loop that a statement is, behind its attributes; or null.
  static const Stmt* loop(const Stmt* s) {
    if (const auto* a = dyn_cast<AttributedStmt>(s)) s = a->getSubStmt();
    return isa<ForStmt>(s) ? s : nullptr;
  }

  bool same(const Expr* e) { return group_arithmetic(e) && group_kinds_.of(e).uniform() && kinds_.of(e).uniform(); }

  // May the loop stand outside, and is there something to gain: values that each turn takes from the one before?
  bool worth(const Stmt* s, const PhaseStep& phase) {
    const auto* f = cast<ForStmt>(s);
    const auto* d = dyn_cast_or_null<DeclStmt>(f->getInit());
    const auto* counter = d && d->isSingleDecl() ? dyn_cast<VarDecl>(d->getSingleDecl()) : nullptr;
    if (!counter || !counter->hasInit() || !f->getCond() || !f->getInc()) return false;
    if (group_.divergent.count(s) || group_.masked_body.count(s) || clone_.divergent.count(s)) return false;
    if (!same(counter->getInit()) || !same(f->getCond()) || !same(f->getInc())) return false;
    const Uses body = uses_of(f->getBody());
    if (body.returns || body.escapes || body.written.count(counter)) return false;
    // The header names its counter, parameters and what is kept once; nothing that a phase keeps for each sub-group.
    std::set<const VarDecl*> own;
    for (const PhaseStep* p : {&phase}) {
      own.insert(p->recomputed.begin(), p->recomputed.end());
      own.insert(p->read.begin(), p->read.end());
      for (const Stmt* m : p->members) {
        const Uses u = uses_of(m);
        own.insert(u.declared.begin(), u.declared.end());
      }
    }
    own.erase(counter);
    for (const Stmt* part : {static_cast<const Stmt*>(f->getInit()), static_cast<const Stmt*>(f->getCond()), static_cast<const Stmt*>(f->getInc())}) {
      const Uses u = uses_of(part);
      for (const VarDecl* v : u.variables)
        if (own.count(v)) return false;
      for (const VarDecl* v : u.written)
        if (v != counter) return false;
    }
    return std::any_of(body.written.begin(), body.written.end(), [&](const VarDecl* v) { return !body.declared.count(v) && clone_.variables[v].varying(); });
  }

  void phase(PhaseStep& s) {
    bool any = false;
    for (const Stmt* m : s.members) {
      if (uses_of(m).returns) return;
      any = any || (loop(m) && worth(loop(m), s));
    }
    if (!any) return;
    const PhaseStep whole = s;
    s.body = steps(s.members, whole);
    std::vector<PhaseStep*> parts;
    collect(s.body, parts);
    // Which parts name a variable, and which of the phase's own are to be kept for the block.
    std::map<const VarDecl*, std::set<const PhaseStep*>> places;
    std::map<const VarDecl*, const PhaseStep*> declared;
    std::vector<const VarDecl*> seen;
    for (const PhaseStep* p : parts) {
      for (const Stmt* m : p->members) {
        const Uses u = uses_of(m);
        for (const VarDecl* v : u.variables) {
          if (places[v].empty()) seen.push_back(v);
          places[v].insert(p);
          if (u.declared.count(v)) declared[v] = p;
        }
      }
    }
    const auto in = [](const std::vector<const VarDecl*>& list, const VarDecl* v) { return std::find(list.begin(), list.end(), v) != list.end(); };
    for (const VarDecl* v : seen) {
      const bool kept = in(whole.read, v) || in(whole.written, v);
      const bool crosses = declared.count(v) && places[v].size() > 1;
      if (in(whole.recomputed, v) || plan_.by_reference.count(v) || !(kept || crosses)) continue;
      if (!kept && (v->getType()->isArrayType() || v->getType()->isRecordType() || clone_.variables[v].pointee == Pointee::kLanes)) {
        s.body.clear();  // not worth the trouble
        s.block.clear();
        return;
      }
      const bool twice = std::any_of(s.block.begin(), s.block.end(), [&](const VarDecl* x) { return x->getName() == v->getName(); });
      if (twice) {
        s.body.clear();
        s.block.clear();
        return;
      }
      s.block.push_back(v);
    }
    for (PhaseStep* p : parts) {
      std::set<const VarDecl*> named, here, written;
      for (const Stmt* m : p->members) {
        const Uses u = uses_of(m);
        named.insert(u.variables.begin(), u.variables.end());
        here.insert(u.declared.begin(), u.declared.end());
        written.insert(u.written.begin(), u.written.end());
      }
      for (auto v = whole.recomputed.rbegin(); v != whole.recomputed.rend(); ++v) {
        if (!named.count(*v)) continue;
        const Uses u = uses_of((*v)->getInit());
        named.insert(u.variables.begin(), u.variables.end());
      }
      for (const VarDecl* v : whole.recomputed) if (named.count(v)) p->recomputed.push_back(v);
      // What is kept in place, also when this phase declares it: a part behind the declaration has to find it.
      for (const VarDecl* v : plan_.kept) if (named.count(v) && plan_.by_reference.count(v) && !here.count(v)) p->read.push_back(v);
      for (const VarDecl* v : s.block) {
        if (named.count(v) && !here.count(v)) p->read.push_back(v);
        if (written.count(v)) p->written.push_back(v);
      }
    }
    // Vectors that live through a loop.
    std::set<const VarDecl*> through;
    for (const Stmt* m : s.members) {
      if (!loop(m) || !worth(loop(m), whole)) continue;
      for (const VarDecl* v : uses_of(m).variables) if (in(s.block, v)) through.insert(v);
      s.weight += expressions(m);
    }
    for (const VarDecl* v : through)
      if (clone_.variables[v].varying()) s.live += static_cast<int>((context_.getTypeSizeInChars(v->getType()).getQuantity() + 3) / 4);
    ++plan_.blocks;
  }

  std::vector<PhaseStep> steps(const std::vector<const Stmt*>& list, const PhaseStep& whole) {
    std::vector<PhaseStep> out;
    for (const Stmt* m : list) {
      const Stmt* l = loop(m);
      if (l && worth(l, whole)) {
        PhaseStep step;
        step.what = What::kLoop;
        step.statement = l;
        step.attributes = dyn_cast<AttributedStmt>(m);
        const Stmt* body = cast<ForStmt>(l)->getBody();
        step.body = steps(body_of(body), whole);
        out.push_back(std::move(step));
        continue;
      }
      if (out.empty() || out.back().what != What::kPhase) out.push_back({});
      out.back().members.push_back(m);
    }
    return out;
  }

  static std::vector<const Stmt*> body_of(const Stmt* s) {
    if (const auto* c = dyn_cast<CompoundStmt>(s)) return {c->body_begin(), c->body_end()};
    return {s};
  }

  static int expressions(const Stmt* s) {
    int n = isa_and_nonnull<Expr>(s) && !isa<CastExpr, ParenExpr>(s) ? 1 : 0;
    if (s) for (const Stmt* child : s->children()) n += expressions(child);
    return n;
  }

  static void collect(std::vector<PhaseStep>& steps, std::vector<PhaseStep*>& out) {
    for (PhaseStep& s : steps) {
      if (s.what == What::kPhase) out.push_back(&s);
      collect(s.body, out);
    }
  }

  PhasePlan& plan_;
  Clone& group_;
  Clone& clone_;
  const ASTContext& context_;
  Kinds group_kinds_, kinds_;
};

}  // namespace

void plan_blocks(PhasePlan& plan, Clone& group, CloneTable& group_table, Clone& clone, CloneTable& table, const ASTContext& context) {
  Blocks(plan, group, group_table, clone, table, context).visit(plan.steps);
}

}  // namespace clrt::translator
