// The planner: finds the hoisted control flow, the statements that run once for the group, the phases, and where variables are kept.
#include "phases.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>
#include <functional>
#include <map>

#include "checks.hpp"
#include "phase_uses.hpp"
#include "types.hpp"

namespace clrt::translator {
using namespace clang;
namespace {

// A variable of a varying kind is computed again in each phase up to this many operations, one of another kind (scalar) up to that many.
constexpr int kCheapLanes = 3, kCheapScalar = 12;

using Step = PhaseStep;
using What = PhaseStep::What;

class Planner {
 public:
  Planner(Clone& group, CloneTable& group_table, Clone& clone, CloneTable& table, const ASTContext& context)
      : group_(group), clone_(clone), context_(context), group_kinds_(group, group_table, context), kinds_(clone, table, context),
        taken_(address_taken(clone.function->getBody())) {}

  PhasePlan run() {
    const auto* body = cast<CompoundStmt>(clone_.function->getBody());
    if (!calls_allow()) return plan_;
    last_barrier_ = nullptr;
    for (const Stmt* s : body->body())
      if (uses(s).barrier) last_barrier_ = s;
    bool behind = false;
    structure(body, plan_.steps, behind);
    if (!plan_.reason.empty()) return plan_;
    find_group_variables();
    if (!plan_.reason.empty()) return plan_;
    std::vector<Step> units = std::move(plan_.steps);
    plan_.steps = cut(units);
    if (plan_.reason.empty()) keep_variables();
    return plan_;
  }

 private:
  const Uses& uses(const Stmt* s) {
    auto it = uses_.find(s);
    if (it == uses_.end()) it = uses_.emplace(s, uses_of(s)).first;
    return it->second;
  }

  void fail(SourceLocation where, const std::string& why) {
    if (plan_.reason.empty()) plan_.reason = position(where, context_.getSourceManager()) + ": " + why;
  }

  // Barriers only in the kernel itself, no collectives.
  bool calls_allow() {
    for (const FunctionDecl* f : reachable(clone_.function)) {
      std::function<void(const Stmt*)> look = [&](const Stmt* s) {
        if (!s) return;
        const auto* call = dyn_cast<CallExpr>(s);
        if (const FunctionDecl* d = call ? callee(call) : nullptr; d && !d->hasBody()) {
          const Family family = classify(d->getName()).family;
          if (family == Family::kWorkGroup) fail(call->getExprLoc(), d->getName().str() + "()");
          if (f != clone_.function && (family == Family::kBarrier || family == Family::kWaitEvents))
            fail(call->getExprLoc(), "barrier in the function '" + f->getNameAsString() + "'");
        }
        for (const Stmt* child : s->children()) look(child);
      };
      look(f->getBody());
    }
    return plan_.reason.empty();
  }

  // ---- Hoisted control flow. Leaves of the tree are kPhase steps of one statement each; barriers are empty ones.

  bool must_hoist(const Stmt* s, bool behind_last) {
    const Uses& u = uses(s);
    return u.barrier || u.escapes || (u.returns && !behind_last);
  }

  // May the condition or step of a hoisted construct run once for the group?
  void header(const Stmt* s, const Stmt* part) {
    if (!part) return;
    const auto* d = dyn_cast<DeclStmt>(part);
    const bool fine = d ? simple_declaration(d) : group_arithmetic(cast<Expr>(part)) && same_for_group(cast<Expr>(part));
    if (!fine) return fail(s->getBeginLoc(), "the control flow around a barrier is more than arithmetic of the work-group");
    headers_.push_back(part);
  }

  void structure(const CompoundStmt* list, std::vector<Step>& out, bool& behind) {
    for (const Stmt* s : list->body()) {
      const auto* d = dyn_cast<DeclStmt>(s);
      if (d && !d->isSingleDecl()) {  // each variable may be kept in another place
        for (const Decl* x : d->decls()) one(declare_alone(x), out, behind);
      } else {
        one(s, out, behind);
      }
      if (s == last_barrier_) behind = true;
      if (!plan_.reason.empty()) return;
    }
  }
  const Stmt* declare_alone(const Decl* d) {
    return new (const_cast<ASTContext&>(context_)) DeclStmt(DeclGroupRef(const_cast<Decl*>(d)), d->getBeginLoc(), d->getEndLoc());
  }
  void branch(const Stmt* s, std::vector<Step>& out) {
    bool behind = false;
    if (const auto* list = dyn_cast_or_null<CompoundStmt>(s)) structure(list, out, behind);
    else if (s) one(s, out, behind);
  }

  void one(const Stmt* s, std::vector<Step>& out, bool behind) {
    if (isa<NullStmt>(s)) return;
    Step step;
    step.statement = s;
    if (is_barrier(s)) {
      out.push_back(step);
      out.back().statement = nullptr;
      return;
    }
    if (!must_hoist(s, behind)) {
      step.members = {s};
      out.push_back(step);
      return;
    }
    if (const auto* a = dyn_cast<AttributedStmt>(s)) {
      step.attributes = a;
      step.statement = s = a->getSubStmt();
    }
    const auto apart = [&](const Stmt* x) { return group_.divergent.count(x) > 0 || group_.masked_body.count(x) > 0 || clone_.divergent.count(x) > 0; };
    if (isa<ReturnStmt, BreakStmt, ContinueStmt>(s)) {
      step.what = What::kGroup;
    } else if (isa<CompoundStmt>(s)) {
      step.what = What::kScope;
      branch(s, step.body);
    } else if (const auto* i = dyn_cast<IfStmt>(s)) {
      if (apart(s)) return differs(s);
      step.what = What::kIf;
      header(s, i->getCond());
      branch(i->getThen(), step.body);
      branch(i->getElse(), step.otherwise);
    } else if (isa<ForStmt, WhileStmt, DoStmt>(s)) {
      if (apart(s)) return differs(s);
      step.what = What::kLoop;
      if (const auto* f = dyn_cast<ForStmt>(s)) {
        header(s, f->getInit());
        header(s, f->getCond());
        header(s, f->getInc());
        branch(f->getBody(), step.body);
      } else if (const auto* w = dyn_cast<WhileStmt>(s)) {
        header(s, w->getCond());
        branch(w->getBody(), step.body);
      } else {
        branch(cast<DoStmt>(s)->getBody(), step.body);
        header(s, cast<DoStmt>(s)->getCond());
      }
    } else {
      return fail(s->getBeginLoc(), uses(s).barrier ? "barrier inside a switch or an expression" : "a jump out of a switch around a barrier");
    }
    out.push_back(std::move(step));
  }

  void differs(const Stmt* s) {
    const Uses& u = uses(s);
    fail(s->getBeginLoc(), u.barrier    ? "barrier under control flow that may differ between work-items"
                           : u.returns ? "return before a barrier under control flow that may differ between work-items"
                                       : "jump out of a loop with a barrier under control flow that may differ between work-items");
  }

  // ---- Variables and statements of the group.

  bool same_for_group(const Expr* e) { return group_kinds_.of(e).uniform() && kinds_.of(e).uniform(); }

  bool group_kind(const VarDecl* v) {
    const QualType t = v->getType();
    if (t->isArrayType() || t->isRecordType() || taken_.count(v)) return false;
    const auto uniform = [&](Clone& c) {
      const auto it = c.variables.find(v);
      return it != c.variables.end() && it->second.uniform() && it->second.pointee != Pointee::kLanes;
    };
    return uniform(group_) && uniform(clone_);
  }

  bool simple_declaration(const DeclStmt* s) {
    return std::all_of(s->decl_begin(), s->decl_end(), [&](const Decl* d) {
      const auto* v = dyn_cast<VarDecl>(d);
      if (!v) return isa<TypeDecl>(d);
      if (!is_private(v)) return true;
      return group_kind(v) && (!v->hasInit() || (group_arithmetic(v->getInit()) && same_for_group(v->getInit())));
    });
  }

  // May the statement run once for the group, as far as its own form goes?
  bool group_form(const Stmt* s) {
    if (!s || isa<NullStmt>(s)) return true;
    if (const auto* e = dyn_cast<Expr>(s)) return group_arithmetic(e) && same_for_group(e);
    if (const auto* d = dyn_cast<DeclStmt>(s)) return simple_declaration(d);
    if (const auto* c = dyn_cast<CompoundStmt>(s)) return std::all_of(c->body_begin(), c->body_end(), [&](const Stmt* x) { return group_form(x); });
    if (const auto* i = dyn_cast<IfStmt>(s)) return group_form(i->getCond()) && group_form(i->getThen()) && group_form(i->getElse());
    return false;
  }

  // All statements that are no hoisted constructs, in order.
  void for_units(std::vector<Step>& steps, const std::function<void(const Stmt*)>& f) {
    for (Step& s : steps) {
      for (const Stmt* m : s.members) f(m);
      for_units(s.body, f);
      for_units(s.otherwise, f);
    }
  }

  void find_group_variables() {
    std::vector<const Stmt*> units;
    for_units(plan_.steps, [&](const Stmt* s) { units.push_back(s); });
    std::set<const Stmt*> able;        // statements that may run once
    std::set<const VarDecl*> unable;   // variables that must not be the group's
    for (const Stmt* s : units)
      if (group_form(s)) able.insert(s);
    const auto everywhere = [&](const std::function<void(const VarDecl*)>& f) {
      for (const Stmt* s : units) for (const VarDecl* v : uses(s).variables) f(v);
      for (const Stmt* s : headers_) for (const VarDecl* v : uses(s).variables) f(v);
      for (const ParmVarDecl* p : clone_.function->parameters()) f(p);
    };
    everywhere([&](const VarDecl* v) { if (!group_kind(v)) unable.insert(v); });
    for (bool changed = true; changed;) {
      changed = false;
      for (const Stmt* s : units) {
        const Uses& u = uses(s);
        if (able.count(s) && std::any_of(u.variables.begin(), u.variables.end(), [&](const VarDecl* v) { return unable.count(v) > 0; })) changed = able.erase(s) > 0;
        if (able.count(s)) continue;
        for (const VarDecl* v : u.written) changed = unable.insert(v).second || changed;
      }
    }
    // What hoisted control flow needs, and what that needs.
    std::set<const VarDecl*> needed;
    for (const Stmt* s : headers_) {
      const Uses& u = uses(s);
      for (const VarDecl* v : u.variables) {
        needed.insert(v);
        if (!unable.count(v)) continue;
        if (u.written.count(v)) return fail(s->getBeginLoc(), "'" + v->getNameAsString() + "' steers the control flow around a barrier and is also assigned elsewhere");
        plan_.replicated.insert(v);
      }
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (const Stmt* s : units) {
        const Uses& u = uses(s);
        if (!able.count(s) || demanded_.count(s)) continue;
        if (std::none_of(u.written.begin(), u.written.end(), [&](const VarDecl* v) { return needed.count(v) > 0; })) continue;
        changed = demanded_.insert(s).second;
        needed.insert(u.variables.begin(), u.variables.end());
      }
    }
    for (const Stmt* s : demanded_) group_variables_.insert(uses(s).written.begin(), uses(s).written.end());
    for (const Stmt* s : headers_) group_variables_.insert(uses(s).written.begin(), uses(s).written.end());
    for (const ParmVarDecl* p : clone_.function->parameters()) {
      bool written = false;
      for (const Stmt* s : units) written = written || uses(s).written.count(p) > 0;
      if (!written && !taken_.count(p)) group_variables_.insert(p);
    }
    able_ = able;
    for (const Stmt* s : units)
      for (const VarDecl* v : uses(s).written) ++writes_[v];
    for (const Stmt* s : headers_) {
      own_loop_.insert(uses(s).declared.begin(), uses(s).declared.end());
      for (const VarDecl* v : uses(s).written) writes_[v] += uses(s).declared.count(v) ? 2 : 1;  // and it is stepped
    }
  }

  // ---- Phases.

  // A declaration that nothing asks for but that may as well be made once: assigned only there, of values that are the group's.
  bool could_be_group(const Stmt* s) {
    if (!isa<DeclStmt>(s) || !able_.count(s)) return false;
    for (const VarDecl* v : uses(s).variables) {
      const bool own = uses(s).declared.count(v) > 0;
      if (own ? writes_[v] != 1 || !v->hasInit() : !group_variables_.count(v)) return false;
    }
    return true;
  }

  static bool only_local_memory(const Stmt* s) {
    const auto* d = dyn_cast<DeclStmt>(s);
    return d && std::none_of(d->decl_begin(), d->decl_end(), [](const Decl* x) { const auto* v = dyn_cast<VarDecl>(x); return v && is_private(v); });
  }

  std::vector<Step> cut(std::vector<Step>& units) {
    std::vector<Step> out;
    std::size_t open = 0;  // where the current phase stands in `out`, or out.size()
    bool have = false, stores = false, returned = false;
    const auto close = [&] { have = false; };
    for (Step& s : units) {
      if (s.what != What::kPhase) {
        close();
        s.body = cut(s.body);
        s.otherwise = cut(s.otherwise);
        out.push_back(std::move(s));
        continue;
      }
      if (s.members.empty()) {  // a barrier
        close();
        continue;
      }
      const Stmt* m = s.members.front();
      const Uses& u = uses(m);
      const bool demanded = demanded_.count(m) > 0, aliases = only_local_memory(m);
      if (demanded || aliases || could_be_group(m)) {
        bool early = !have || !(u.loads && stores);
        if (have && early) {
          for (const Stmt* other : out[open].members)
            for (const VarDecl* v : u.written) early = early && !uses(other).names(v);
        }
        if (early || demanded || aliases) {
          Step once;
          once.what = What::kGroup;
          once.statement = m;
          group_variables_.insert(u.written.begin(), u.written.end());
          if (early || aliases) {
            out.insert(out.begin() + static_cast<std::ptrdiff_t>(have ? open : out.size()), once);
            if (have) ++open;
          } else {
            if (returned) fail(m->getBeginLoc(), "a value that steers the control flow around a barrier is assigned after a return");
            close();
            out.push_back(once);
          }
          continue;
        }
      }
      if (!have) {
        have = true;
        stores = false;
        open = out.size();
        out.push_back({});
      }
      out[open].members.push_back(m);
      stores = stores || u.stores || u.returns;
      returned = returned || u.returns;
    }
    return out;
  }

  // ---- Where variables are kept.

  void number(std::vector<Step>& steps) {
    for (Step& s : steps) {
      if (s.what == What::kPhase) order_.push_back(&s);
      number(s.body);
      number(s.otherwise);
    }
  }

  bool cheap(const VarDecl* v) {
    if (writes_[v] != 1 || !v->hasInit() || taken_.count(v) || v->getType()->isArrayType() || v->getType()->isRecordType()) return false;
    const int n = cheap_operations(v->getInit());
    if (n < 0 || n > (clone_.variables[v].varying() ? kCheapLanes : kCheapScalar)) return false;
    const Uses u = uses_of(v->getInit());
    return std::all_of(u.variables.begin(), u.variables.end(), [&](const VarDecl* x) {
      // A loop's own variable (declared and stepped in its header only) stays the same while the variables of its body live.
      const int most = isa<ParmVarDecl>(x) ? 0 : own_loop_.count(x) ? 3 : 1;
      return group_variables_.count(x) ? writes_[x] <= most : cheap_.count(x) > 0;
    });
  }

  void keep_variables() {
    number(plan_.steps);
    plan_.phases = static_cast<int>(order_.size());
    struct Place { std::set<int> phases; int declared = -1; };
    std::map<const VarDecl*, Place> places;
    std::vector<const VarDecl*> seen;  // in source order
    for (const ParmVarDecl* p : clone_.function->parameters()) {
      if (group_variables_.count(p)) continue;
      seen.push_back(p);
      places[p];
    }
    for (int i = 0; i < plan_.phases; ++i) {
      for (const Stmt* m : order_[static_cast<std::size_t>(i)]->members) {
        const Uses& u = uses(m);
        for (const VarDecl* v : u.variables) {
          if (group_variables_.count(v)) continue;
          if (!places.count(v)) seen.push_back(v);
          Place& at = places[v];
          at.phases.insert(i);
          if (u.declared.count(v)) at.declared = i;
        }
      }
    }
    for (const VarDecl* v : plan_.replicated) {
      if (!places.count(v)) seen.push_back(v);
      places[v];
    }
    std::set<const VarDecl*> kept;
    for (const VarDecl* v : seen) {
      const Place& at = places[v];
      const bool local = at.declared >= 0 && at.phases.size() == 1 && !plan_.replicated.count(v);
      if (!plan_.replicated.count(v) && cheap(v)) {
        cheap_.insert(v);
      } else if (!local) {
        const Kind k = clone_.variables[v];
        if (k.pointee == Pointee::kLanes || k.pointee == Pointee::kConflict) return fail(v->getLocation(), "'" + v->getNameAsString() + "', a pointer to private memory, lives across a barrier");
        kept.insert(v);
        plan_.kept.push_back(v);
        if (taken_.count(v) || v->getType()->isArrayType() || v->getType()->isRecordType()) plan_.by_reference.insert(v);
      }
    }
    for (int i = 0; i < plan_.phases; ++i) {
      Step& s = *order_[static_cast<std::size_t>(i)];
      std::set<const VarDecl*> named, written, declared;
      for (const Stmt* m : s.members) {
        const Uses& u = uses(m);
        named.insert(u.variables.begin(), u.variables.end());
        written.insert(u.written.begin(), u.written.end());
        declared.insert(u.declared.begin(), u.declared.end());
      }
      // A variable that is computed again may need another one that is.
      for (auto v = seen.rbegin(); v != seen.rend(); ++v) {
        if (!named.count(*v) || declared.count(*v) || !cheap_.count(*v)) continue;
        const Uses u = uses_of((*v)->getInit());
        named.insert(u.variables.begin(), u.variables.end());
      }
      for (const VarDecl* v : seen) {
        if (!named.count(v)) continue;
        if (cheap_.count(v) && !declared.count(v)) s.recomputed.push_back(v);
        if (!kept.count(v)) continue;
        if (!declared.count(v)) s.read.push_back(v);
        if (written.count(v)) s.written.push_back(v);
      }
    }
  }

  Clone& group_;
  Clone& clone_;
  const ASTContext& context_;
  Kinds group_kinds_, kinds_;
  const std::set<const VarDecl*> taken_;
  PhasePlan plan_;
  const Stmt* last_barrier_ = nullptr;            // statement of the body after which no barrier follows
  std::map<const Stmt*, Uses> uses_;
  std::vector<const Stmt*> headers_;              // conditions, first and step parts of hoisted constructs
  std::set<const Stmt*> able_, demanded_;         // statements that may run once; that must, for hoisted control flow
  std::set<const VarDecl*> group_variables_, own_loop_, cheap_;
  std::map<const VarDecl*, int> writes_;
  std::vector<Step*> order_;
};

}  // namespace

PhasePlan plan_phases(Clone& group, CloneTable& group_table, Clone& clone, CloneTable& table, const ASTContext& context) {
  return Planner(group, group_table, clone, table, context).run();
}

}  // namespace clrt::translator
