// Statements of random programs: control flow, calls and blocks.
#include <algorithm>
#include <utility>

#include "arithmetic.hpp"
#include "forms.hpp"
#include "generator.hpp"
#include "walk.hpp"

namespace clrt::random_programs {

void Generator::branch(std::vector<Stmt>& out, int depth) {
  Stmt s;
  s.kind = StmtKind::kIf;
  const Level level = some_level();
  s.exprs.push_back(condition(level, 2));
  if (random_.chance(10)) {  // an assignment as (part of) the condition
    std::vector<const Known*> fitting;
    for (const Known& k : scope_) {
      const Type& t = function_->variables[std::size_t(k.index)].type;
      if (is_plain(t) && t.width == 1 && is_integer(t.base) && k.writable && flow_ >= k.level && k.level <= level && k.low == lowest(t.base) && k.high == highest(t.base)) fitting.push_back(&k);
    }
    if (!fitting.empty()) {
      const Known k = *random_.pick(fitting);
      Expr v = value(function_->variables[std::size_t(k.index)].type, level, 2);
      Expr assigned = compare(Op::kGreater, assignment(variable(k), std::move(v)), any_literal(Base::kInt));
      Expr both;
      both.op = random_.chance(50) ? Op::kLogicalAnd : Op::kLogicalOr;
      both.type = scalar_type(Base::kInt);
      both.args.push_back(std::move(s.exprs[0]));
      both.args.push_back(std::move(assigned));
      s.exprs[0] = std::move(both);
    }
  }
  const Level before = flow_;
  flow_ = lower(flow_, level);
  block(s.body, 1 + static_cast<int>(random_.below(3)), depth - 1);
  if (random_.chance(50)) block(s.other, 1 + static_cast<int>(random_.below(3)), depth - 1);
  flow_ = after(before);
  out.push_back(std::move(s));
}

void Generator::loop(std::vector<Stmt>& out, int depth) {
  const std::uint32_t room = 48 / trips_;
  if (room < 2) return branch(out, depth);
  const std::uint32_t most = std::min<std::uint32_t>(room, 1 + random_.below(8));
  const Level level = some_level(), before = flow_;
  const std::size_t scope = scope_.size();
  Stmt s;
  const std::size_t kind = random_.weighted({60, 20, 20});
  static constexpr std::array kinds = {StmtKind::kFor, StmtKind::kWhile, StmtKind::kDo};
  s.kind = kinds[kind];
  // The number of iterations: a literal, or something no greater than `most`.
  const auto bound = [&](Base b) -> Expr {
    if (random_.chance(40)) return literal(b, most);
    Expr e = random_.chance(50) ? masked(integer(level, 1), 7) : divided(Op::kRemainder, to_base(integer(level, 1), Base::kUint), literal(Base::kUint, most));
    if (e.high > Wide(most)) e = divided(Op::kRemainder, std::move(e), literal(Base::kInt, most));
    return to_base(std::move(e), b);
  };
  Stmt fuel;
  if (s.kind == StmtKind::kFor) {
    static constexpr std::array counters = {Base::kInt, Base::kInt, Base::kInt, Base::kUint, Base::kLong, Base::kUchar, Base::kShort};
    const Type t = scalar_type(random_.pick(counters));
    const bool down = is_signed(t.base) && random_.chance(20);
    const std::int64_t first = random_.chance(70) ? 0 : random_.between(0, 3), stride = random_.chance(80) ? 1 : 2;
    Expr limit = bound(t.base);
    Known& k = add_variable("i", t, level, false);
    function_->variables[std::size_t(k.index)].is_const = false;
    k.low = down ? -3 : first, k.high = first + static_cast<std::int64_t>(most) * stride + 2;
    s.index = k.index;
    Expr counter = variable(k);
    if (down) {
      s.exprs.push_back(std::move(limit));
      s.exprs.push_back(compare(Op::kGreater, counter, literal(Base::kInt, 0)));
    } else {
      s.exprs.push_back(literal(t.base, first));
      if (stride == 2 || first != 0) limit = binary(Op::kAdd, std::move(limit), literal(Base::kInt, first));
      s.exprs.push_back(compare(random_.chance(80) ? Op::kLess : Op::kNotEqual, counter, std::move(limit)));
      if (s.exprs[1].op == Op::kNotEqual && (stride != 1 || s.exprs[1].args[1].op != Op::kLiteral)) s.exprs[1].op = Op::kLess;
    }
    Expr step;
    if (stride == 1 && !down && random_.chance(70)) {
      step.op = Op::kIncrement;
      step.type = t;
      step.value = random_.chance(50) ? 0 : 1;
      step.args.push_back(std::move(counter));
    } else {
      const Base in = bytes_of(t.base) < 4 ? Base::kInt : t.base;
      step = assignment(std::move(counter), literal(in, stride), down ? Op::kSubtract : Op::kAdd);
    }
    s.exprs.push_back(std::move(step));
  } else {
    // A counter that is taken down by the condition itself.
    fuel.kind = StmtKind::kDeclare;
    const Type t = scalar_type(random_.chance(70) ? Base::kInt : Base::kShort);
    fuel.exprs.push_back(bound(t.base));
    Known& k = add_variable("n", t, level, false);
    function_->variables[std::size_t(k.index)].is_const = false;
    k.low = -2, k.high = most;
    fuel.index = k.index;
    Expr down;
    down.op = Op::kDecrement;
    down.type = t;
    down.value = 1;
    down.args.push_back(variable(k));
    down.low = -2, down.high = most;
    Expr more = compare(Op::kGreater, std::move(down), literal(Base::kInt, 0));
    if (random_.chance(50)) {
      Expr both;
      both.op = Op::kLogicalAnd;
      both.type = scalar_type(Base::kInt);
      both.args.push_back(std::move(more));
      both.args.push_back(condition(level, 1));
      more = std::move(both);
    }
    s.exprs.push_back(std::move(more));
  }
  flow_ = lower(flow_, level);
  targets_.push_back({true, flow_});
  const Level skipped = std::exchange(skipped_, Level::kGroup);
  trips_ *= most + 1;
  block(s.body, 1 + static_cast<int>(random_.below(4)), depth - 1);
  trips_ /= most + 1;
  targets_.pop_back();
  skipped_ = skipped;
  flow_ = after(before);
  scope_.resize(scope);
  if (s.kind == StmtKind::kFor) {
    out.push_back(std::move(s));
  } else {
    Stmt both;
    both.kind = StmtKind::kBlock;
    both.body.push_back(std::move(fuel));
    both.body.push_back(std::move(s));
    out.push_back(std::move(both));
  }
}

void Generator::choice(std::vector<Stmt>& out, int depth) {
  Stmt s;
  s.kind = StmtKind::kSwitch;
  const Level level = some_level(), before = flow_;
  const std::uint32_t cases = 2 + random_.below(4);
  Expr e = random_.chance(60) ? masked(integer(level, 2), random_.chance(50) ? 3 : 7) : divided(Op::kRemainder, to_base(integer(level, 2), Base::kUint), literal(Base::kUint, cases + 1));
  s.exprs.push_back(std::move(e));
  flow_ = lower(flow_, level);
  const Level inside = flow_;
  targets_.push_back({false, inside});
  const std::uint32_t other = random_.chance(70) ? random_.below(cases) : cases;
  std::vector<std::int64_t> labels = {0, 1, 2, 3, 4, 5, 6, 7};
  for (std::size_t i = labels.size(); i > 1; --i)
    if (random_.chance(50)) std::swap(labels[i - 1], labels[random_.below(static_cast<std::uint32_t>(i))]);
  for (std::uint32_t c = 0; c < cases; ++c) {
    Stmt label;
    label.kind = StmtKind::kCase;
    label.label = labels[c];
    label.is_default = c == other;
    s.body.push_back(label);
    if (random_.chance(15)) continue;  // two labels at one statement
    Stmt body;  // in braces: a case must not jump over a declaration
    body.kind = StmtKind::kBlock;
    block(body.body, 1 + static_cast<int>(random_.below(2)), depth - 1);
    flow_ = after(inside);
    s.body.push_back(std::move(body));
    if (random_.chance(70)) {
      Stmt end;
      end.kind = StmtKind::kBreak;
      s.body.push_back(std::move(end));
    }
  }
  Stmt nothing;
  nothing.kind = StmtKind::kBlock;
  s.body.push_back(std::move(nothing));
  targets_.pop_back();
  flow_ = after(before);
  out.push_back(std::move(s));
}

// if (...) break, continue or return; and what it does to the flow behind it.
void Generator::jump(std::vector<Stmt>& out) {
  Level loops = Level::kVarying;  // the most uniform loop around
  bool in_loop = false;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const Target& t = targets_[i];
    if (t.is_loop && i >= kept_) in_loop = true;
    if (t.is_loop) loops = std::max(loops, t.level);
  }
  Stmt s;
  s.kind = StmtKind::kIf;
  const Level level = some_level();
  Stmt go;
  const std::size_t kind = random_.weighted({targets_.size() <= kept_ ? 0u : 40u, in_loop ? 40u : 0u, may_return_ ? 15u : 0u, 10});
  const Level here = lower(flow_, level);
  if (kind == 0) {
    // Out of a loop or switch that all enter together, all must go together.
    if (here < targets_.back().level) return;
    go.kind = StmtKind::kBreak;
  } else if (kind == 1) {
    go.kind = StmtKind::kContinue;  // the loop goes on together, what is left of its body does not
  } else if (kind == 2) {
    go.kind = StmtKind::kReturn;
    if (here < loops) return;
    if (function_->result.base != Base::kVoid) {
      if (function_->result.base == Base::kStruct) {
        bool found = false;
        Expr e = argument(function_->result, 0, Level::kVarying, 0, found);
        if (!found) return;
        go.exprs.push_back(std::move(e));
      } else {
        go.exprs.push_back(value(function_->result, uniform_helper_ ? Level::kVarying : level, 1));
      }
    }
  } else {
    return;
  }
  s.exprs.push_back(condition(level, 2));
  s.body.push_back(go);
  out.push_back(std::move(s));
  if (go.kind == StmtKind::kReturn && here < Level::kGroup) left_ = true;
  if (go.kind == StmtKind::kContinue) skipped_ = lower(skipped_, here);
  flow_ = after(flow_);
}

// The flow behind a statement that was reached with `before`.
Level Generator::after(Level before) const { return left_ ? Level::kVarying : lower(before, skipped_); }

void Generator::call_statement(std::vector<Stmt>& out) {
  std::vector<std::size_t> fitting;
  for (std::size_t i = 0; i < helpers_.size(); ++i)
    if (!helpers_[i].plain && cost_ + helpers_[i].cost * trips_ < 1500 && !uniform_helper_) fitting.push_back(i);
  if (fitting.empty()) return;
  const std::size_t which = random_.pick(fitting);
  const Function f = program_.functions[which];
  Expr e;
  e.op = Op::kCall;
  e.type = f.result;
  e.index = static_cast<std::int32_t>(which);
  if (is_plain(f.result)) whole_range(e);
  std::vector<std::int32_t> pointed;
  for (std::size_t i = 0; i < f.parameters; ++i) {
    bool found = false;
    Expr a = argument(f.variables[i].type, helpers_[which].extents[i], Level::kVarying, 2, found);
    if (!found) return;
    if (f.variables[i].type.pointer && f.variables[i].type.space == Space::kPrivate) {
      // What is pointed to twice could be written through both.
      const Expr* root = &a;
      while (root->op != Op::kVariable) root = &root->args[0];
      if (std::find(pointed.begin(), pointed.end(), root->index) != pointed.end()) return;
      pointed.push_back(root->index);
    }
    e.args.push_back(std::move(a));
  }
  cost_ += helpers_[which].cost * trips_;
  if (f.result.base == Base::kVoid) return out.push_back(statement_of(std::move(e)));
  Stmt s;
  s.kind = StmtKind::kDeclare;
  s.exprs.push_back(std::move(e));
  s.index = add_variable("c", f.result, Level::kVarying, true).index;
  out.push_back(std::move(s));
}

void Generator::statement(std::vector<Stmt>& out, int depth) {
  cost_ += trips_;
  const bool nested = depth > 0;
  const std::uint32_t shared = kernel_ != nullptr ? 1 : 0;
  const bool together = kernel_ != nullptr && flow_ == Level::kGroup;
  switch (random_.weighted({18, 22, 14, nested ? 14u : 0u, nested ? 12u : 0u, nested ? 6u : 0u, 7, 6, 5 * shared, 4 * shared,
                            together && nested ? 6u : 0u, together ? 2u : 0u, lanes_ && (kernel_ != nullptr || cross_helper_) ? 9u : 0u})) {
    case 0: return declare(out, 2);
    case 1: return assign(out, 3);
    case 2: return assign_aggregate(out);
    case 3: return branch(out, depth);
    case 4: return loop(out, depth);
    case 5: return choice(out, depth);
    case 6: return jump(out);
    case 7: return call_statement(out);
    case 8: return store_output(out);
    case 9: return atomic(out);
    case 10: return exchange(out, depth);
    case 11: return count_locally(out);
    default: return across(out);
  }
}

void Generator::block(std::vector<Stmt>& out, int statements, int depth) {
  const std::size_t scope = scope_.size();
  for (int i = 0; i < statements; ++i) statement(out, depth);
  scope_.resize(scope);
}

}  // namespace clrt::random_programs
