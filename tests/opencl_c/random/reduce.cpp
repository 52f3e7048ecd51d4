// Makes a failing program small.
#include "reduce.hpp"

#include <algorithm>
#include <optional>

#include "evaluate.hpp"
#include "walk.hpp"

namespace clrt::random_programs {
namespace {

std::size_t count(const std::vector<Stmt>& list) {
  std::size_t n = 0;
  for (const Stmt& s : list) n += 1 + count(s.body) + count(s.other);
  return n;
}

// Every list of statements of the program, the outer ones first.
template <class P, class F>
void each_list(P& program, F&& f) {
  const std::function<void(std::vector<Stmt>&)> go = [&](std::vector<Stmt>& list) {
    f(list);
    for (Stmt& s : list) go(s.body), go(s.other);
  };
  for (Kernel& k : program.kernels) go(k.function.body);
  for (Function& fn : program.functions) go(fn.body);
}

template <class F>
void each_expression(Program& program, F&& f) {
  for (Kernel& k : program.kernels) walk(k.function.body, f);
  for (Function& fn : program.functions) walk(fn.body, f);
}

class Reducer {
 public:
  Reducer(Program program, const std::function<bool(const Program&)>& fails, int tries) : best_(std::move(program)), fails_(fails), tries_(tries) {}

  Program run() {
    one_kernel();
    for (bool again = true; again && tries_ > 0;) {
      again = false;
      again |= fewer_statements();
      again |= simpler_statements();
      again |= fewer_groups();
      again |= simpler_expressions();
    }
    return std::move(best_);
  }

 private:
  bool accept(Program candidate) {
    if (tries_ <= 0) return false;
    std::uint64_t steps = 0;
    for (const Kernel& k : candidate.kernels) {
      const Outcome o = evaluate(candidate, k, most_steps_);
      if (!o.fault.empty()) return false;
      steps = std::max(steps, o.steps);
    }
    --tries_;
    if (!fails_(candidate)) return false;
    best_ = std::move(candidate);
    most_steps_ = 2 * steps + 1000;  // what runs for longer than this is no simpler
    return true;
  }

  void one_kernel() {
    for (std::size_t i = 0; best_.kernels.size() > 1 && i < best_.kernels.size();) {
      Program c = best_;
      c.kernels = {c.kernels[i]};
      if (accept(std::move(c))) return;
      ++i;
    }
  }

  // Applies `change` to the list with number `which`; false when there is none.
  template <class F>
  static bool at_list(Program& p, std::size_t which, F&& change) {
    std::size_t n = 0;
    bool found = false;
    std::vector<Stmt>* list = nullptr;
    each_list(p, [&](std::vector<Stmt>& l) {
      if (n++ == which) list = &l, found = true;
    });
    if (found) change(*list);
    return found;
  }

  bool fewer_statements() {
    bool any = false;
    for (std::size_t which = 0;; ++which) {
      std::size_t size = 0;
      if (!at_list(best_, which, [&](std::vector<Stmt>& l) { size = l.size(); })) return any;
      for (std::size_t chunk = size; chunk > 0; chunk /= 2) {
        for (std::size_t end = size; end > 0;) {
          const std::size_t begin = end > chunk ? end - chunk : 0;
          Program c = best_;
          at_list(c, which, [&](std::vector<Stmt>& l) {
            l.erase(l.begin() + static_cast<std::ptrdiff_t>(begin), l.begin() + static_cast<std::ptrdiff_t>(std::min(end, l.size())));
          });
          if (declared_everywhere(c) && accept(std::move(c))) {
            any = true;
            size -= end - begin;
          }
          end = begin;
        }
      }
    }
  }

  // A branch or loop becomes what is in it, once; an if loses its else.
  bool simpler_statements() {
    bool any = false;
    for (std::size_t which = 0;; ++which) {
      std::size_t size = 0;
      if (!at_list(best_, which, [&](std::vector<Stmt>& l) { size = l.size(); })) return any;
      for (std::size_t i = 0; i < size; ++i) {
        for (int way = 0; way < 3; ++way) {
          Program c = best_;
          bool changed = false;
          at_list(c, which, [&](std::vector<Stmt>& l) {
            Stmt s = l[i];
            if (s.kind != StmtKind::kIf && s.kind != StmtKind::kFor && s.kind != StmtKind::kWhile && s.kind != StmtKind::kDo && s.kind != StmtKind::kBlock) return;
            if (way == 0 || way == 1) {
              std::vector<Stmt> inner = way == 0 ? s.body : s.other;
              if (way == 1 && s.kind != StmtKind::kIf) return;
              if (s.kind == StmtKind::kFor) {
                Stmt d;
                d.kind = StmtKind::kDeclare;
                d.index = s.index;
                d.exprs.push_back(s.exprs[0]);
                inner.insert(inner.begin(), std::move(d));
              }
              l.erase(l.begin() + static_cast<std::ptrdiff_t>(i));
              l.insert(l.begin() + static_cast<std::ptrdiff_t>(i), inner.begin(), inner.end());
              changed = true;
            } else if (!s.other.empty()) {
              l[i].other.clear();
              changed = true;
            }
          });
          if (!changed || !jumps_are_inside(c) || !declared_everywhere(c)) continue;
          if (accept(std::move(c))) {
            any = true;
            at_list(best_, which, [&](std::vector<Stmt>& l) { size = l.size(); });
            if (i >= size) break;
          }
        }
      }
    }
  }

  bool fewer_groups() {
    bool any = false;
    for (std::size_t d = 0; d < 3; ++d) {
      for (const auto change : {0, 1, 2, 3}) {
        Program c = best_;
        Range& r = c.kernels[0].range;
        if (change == 0 && r.global[d] > r.local[d]) r.global[d] = r.local[d];
        else if (change == 1 && r.offset[d] != 0) r.offset[d] = 0;
        else if (change == 2 && c.kernels[0].names_local_size) c.kernels[0].names_local_size = false;
        else if (change == 3 && c.kernels[0].hints_local_size) c.kernels[0].hints_local_size = false;
        else continue;
        any |= accept(std::move(c));
      }
    }
    return any;
  }

  // An expression becomes a literal, or one of its own parts.
  bool simpler_expressions() {
    bool any = false;
    for (std::size_t which = 0;; ++which) {
      std::optional<Expr> now;
      std::size_t n = 0;
      each_expression(best_, [&](Expr& e) {
        if (n++ == which) now = e;
      });
      if (!now) return any;
      if (!is_plain(now->type) || now->op == Op::kLiteral || now->op == Op::kAssign || now->op == Op::kIncrement || now->op == Op::kDecrement) continue;
      std::vector<Expr> choices;
      Expr zero;
      zero.type = now->type;
      if (now->op != Op::kCross || true) {
        choices.push_back(zero);
        zero.value = 1;
        choices.push_back(zero);
      }
      const std::function<void(const Expr&, int)> parts = [&](const Expr& e, int depth) {
        for (const Expr& a : e.args) {
          if (a.type == now->type) choices.push_back(a);
          else if (depth > 0) parts(a, depth - 1);
        }
      };
      parts(*now, 2);
      for (const Expr& choice : choices) {
        Program c = best_;
        n = 0;
        bool is_place = false;
        // A place (left of an assignment, behind &) stays one.
        each_expression(c, [&](Expr& e) {
          const bool first_is_place = e.op == Op::kAssign || e.op == Op::kAddress || e.op == Op::kIncrement || e.op == Op::kDecrement || e.op == Op::kAtomic ||
                                      e.op == Op::kMember || (e.op == Op::kElement && !e.args[0].type.pointer);
          if (first_is_place) mark_.push_back(&e.args[0]);
        });
        std::size_t at = 0;
        Expr* target = nullptr;
        each_expression(c, [&](Expr& e) {
          if (at++ == which) target = &e;
        });
        is_place = std::find(mark_.begin(), mark_.end(), target) != mark_.end();
        mark_.clear();
        if (is_place) break;
        *target = Expr(choice);
        if (accept(std::move(c))) {
          any = true;
          break;
        }
      }
    }
  }

  // Every variable that is used is declared before, in a block that is still open.
  static bool declared_everywhere(const Program& p) {
    const auto check = [](const Function& f) {
      std::vector<std::int32_t> known;
      for (std::size_t i = 0; i < f.variables.size(); ++i)
        if (i < f.parameters || f.variables[i].is_local) known.push_back(static_cast<std::int32_t>(i));
      bool good = true;
      const std::function<void(const std::vector<Stmt>&)> go = [&](const std::vector<Stmt>& list) {
        const std::size_t before = known.size();
        for (const Stmt& s : list) {
          const std::size_t outside = known.size();
          if (s.kind == StmtKind::kFor) known.push_back(s.index);
          for (const Expr& e : s.exprs)
            walk_expression(e, [&](const Expr& x) {
              if (x.op == Op::kVariable && std::find(known.begin(), known.end(), x.index) == known.end()) good = false;
            });
          go(s.body);
          go(s.other);
          if (s.kind == StmtKind::kFor) known.resize(outside);
          if (s.kind == StmtKind::kDeclare) {
            if (std::find(known.begin(), known.end(), s.index) != known.end()) good = false;  // twice
            known.push_back(s.index);
          }
        }
        known.resize(before);
      };
      go(f.body);
      if (f.result.base != Base::kVoid && (f.body.empty() || f.body.back().kind != StmtKind::kReturn)) good = false;
      return good;
    };
    return std::all_of(p.functions.begin(), p.functions.end(), check) &&
           std::all_of(p.kernels.begin(), p.kernels.end(), [&](const Kernel& k) { return check(k.function); });
  }

  static bool jumps_are_inside(const Program& p) {
    bool good = true;
    const std::function<void(const std::vector<Stmt>&, bool, bool)> go = [&](const std::vector<Stmt>& list, bool can_break, bool can_continue) {
      for (const Stmt& s : list) {
        const bool loop = s.kind == StmtKind::kFor || s.kind == StmtKind::kWhile || s.kind == StmtKind::kDo, choice = s.kind == StmtKind::kSwitch;
        if ((s.kind == StmtKind::kBreak && !can_break) || (s.kind == StmtKind::kContinue && !can_continue)) good = false;
        go(s.body, can_break || loop || choice, can_continue || loop);
        go(s.other, can_break, can_continue);
      }
    };
    for (const Function& f : p.functions) go(f.body, false, false);
    for (const Kernel& k : p.kernels) go(k.function.body, false, false);
    return good;
  }

  Program best_;
  const std::function<bool(const Program&)>& fails_;
  int tries_;
  std::uint64_t most_steps_ = kMostSteps;
  std::vector<const Expr*> mark_;
};

}  // namespace

std::size_t statements_of(const Program& program) {
  std::size_t n = 0;
  for (const Kernel& k : program.kernels) n += count(k.function.body);
  return n;
}

Program reduce(Program program, const std::function<bool(const Program&)>& fails, int tries) { return Reducer(std::move(program), fails, tries).run(); }

}  // namespace clrt::random_programs
