// What work-items of random programs share: output, atomics, local memory between barriers, functions across lanes.
#include <algorithm>
#include <utility>

#include "arithmetic.hpp"
#include "forms.hpp"
#include "generator.hpp"

namespace clrt::random_programs {
namespace {

Stmt barrier() {
  Stmt s;
  s.kind = StmtKind::kBarrier;
  return s;
}
Expr element(Expr of, Expr index) {
  Expr e;
  e.op = Op::kElement;
  e.type = element_of(of.type);
  e.args.push_back(std::move(of));
  e.args.push_back(std::move(index));
  if (is_plain(e.type)) whole_range(e);
  return e;
}

}  // namespace

// To a place that belongs to this item alone.
void Generator::store_output(std::vector<Stmt>& out) {
  const auto of = [&](std::int32_t index) {
    Expr e;
    e.op = Op::kVariable;
    e.type = function_->variables[std::size_t(index)].type;
    e.index = index;
    return e;
  };
  Expr own = of(linear_);
  own.low = 0, own.high = kernel_->range.items() - 1;
  if (random_.chance(40)) {
    const Type t = element_of(function_->variables[std::size_t(own_)].type);
    Expr v = value(t, Level::kVarying, 3);
    if (t.width == 1) v = convert(std::move(v), t.base, true);
    out.push_back(statement_of(assignment(element(of(own_), std::move(own)), std::move(v))));
    return;
  }
  const Type t = element_of(function_->variables[std::size_t(slots_)].type);
  if (slots_together_ && slot_count_ == 4 && random_.chance(25)) {
    Expr e;
    e.op = Op::kBuiltin;
    e.index = static_cast<std::int32_t>(Builtin::kVstore);
    e.type = vector_type(t.base, 4);
    e.args.push_back(value(e.type, Level::kVarying, 2));
    e.args.push_back(std::move(own));
    e.args.push_back(of(slots_));
    out.push_back(statement_of(std::move(e)));
    return;
  }
  Expr slot = random_.chance(60) ? literal(Base::kInt, random_.below(slot_count_)) : convert(index_below(slot_count_, Level::kVarying, 1), Base::kInt, false);
  Expr index = slots_together_ ? binary(Op::kAdd, binary(Op::kMultiply, std::move(own), literal(Base::kInt, slot_count_)), std::move(slot))
                               : binary(Op::kAdd, binary(Op::kMultiply, std::move(slot), literal(Base::kInt, kernel_->range.items())), std::move(own));
  Expr v = value(t, Level::kVarying, 3);
  const bool add = is_integer(t.base) && !is_signed(t.base) && bytes_of(t.base) >= 4 && random_.chance(25);
  if (t.width == 1) v = convert(std::move(v), t.base, true);
  out.push_back(statement_of(assignment(element(of(slots_), std::move(index)), std::move(v), add ? Op::kAdd : Op::kAssign)));
}

// Operations that give the same whatever the order: each has elements of its own.
void Generator::atomic(std::vector<Stmt>& out) {
  static constexpr std::array first = {0, 0, 0, 0, 4, 8, 12, 16, 20};  // by Atomic
  const auto a = static_cast<Atomic>(random_.below(9));
  Expr counters;
  counters.op = Op::kVariable;
  counters.type = function_->variables[std::size_t(counters_)].type;
  counters.index = counters_;
  const Base b = counters.type.base;
  Expr e;
  e.op = Op::kAtomic;
  e.index = static_cast<std::int32_t>(a);
  e.type = scalar_type(b);
  Expr index = convert(index_below(4, Level::kVarying, 2), Base::kInt, false);
  if (first[std::size_t(e.index)] != 0) index = binary(Op::kAdd, std::move(index), literal(Base::kInt, first[std::size_t(e.index)]));
  e.args.push_back(element(std::move(counters), std::move(index)));
  if (a != Atomic::kInc && a != Atomic::kDec) e.args.push_back(to_base(integer(Level::kVarying, 2), b));
  out.push_back(statement_of(std::move(e)));
}

// Statements that may read a local array, and whose end everybody reaches: a barrier follows.
Stmt Generator::readers(std::int32_t local, const Type& t, std::uint32_t count, int statements, int depth) {
  readable_.push_back({local, t, count});
  const std::size_t kept = std::exchange(kept_, targets_.size());
  const bool may_return = std::exchange(may_return_, false);
  Stmt inner;
  block(inner.body, statements, depth);
  may_return_ = may_return;
  kept_ = kept;
  readable_.pop_back();
  return inner;
}

// Everybody writes an element of a local array, all wait, everybody reads any, all wait.
void Generator::exchange(std::vector<Stmt>& out, int depth) {
  const Range& r = kernel_->range;
  if (!r.uniform()) return;
  const std::uint32_t n = r.group_items();
  static constexpr std::array bases = {Base::kInt, Base::kInt, Base::kUint, Base::kFloat, Base::kUchar, Base::kShort, Base::kUlong};
  Type t = scalar_type(random_.pick(bases));
  if (random_.chance(20)) t.width = random_.chance(50) ? 4 : 2;
  Type array = t;
  array.count = static_cast<std::uint16_t>(n);
  const auto variable_index = static_cast<std::int32_t>(function_->variables.size());
  function_->variables.push_back({"l" + std::to_string(names_++), array, false, true});
  Expr local;
  local.op = Op::kVariable;
  local.type = array;
  local.index = variable_index;
  // A different element for every item.
  Expr mine;
  const Expr x = convert(item(ItemFunction::kLocalId, 0), Base::kInt, false), y = convert(item(ItemFunction::kLocalId, 1), Base::kInt, false);
  if (r.dim == 2 && random_.chance(70)) {
    mine = random_.chance(50) ? binary(Op::kAdd, binary(Op::kMultiply, y, literal(Base::kInt, r.local[0])), x)
                              : binary(Op::kAdd, binary(Op::kMultiply, x, literal(Base::kInt, r.local[1])), y);
  } else if (r.dim == 1 && random_.chance(70)) {
    mine = x;
  } else {
    mine = convert(item(ItemFunction::kLocalLinearId, 0), Base::kInt, false);
  }
  switch (random_.weighted({50, 20, 15, 15})) {
    case 1: mine = binary(Op::kSubtract, literal(Base::kInt, n - 1), std::move(mine)); break;
    case 2: mine = binary(Op::kRemainder, binary(Op::kAdd, std::move(mine), literal(Base::kInt, random_.below(n))), literal(Base::kInt, n)); break;
    case 3:
      if ((n & (n - 1)) == 0) mine = binary(Op::kXor, std::move(mine), literal(Base::kInt, random_.below(n)));
      break;
    default: break;
  }
  const auto some = [&] {
    Expr v = value(t, Level::kVarying, 2);
    return t.width == 1 ? convert(std::move(v), t.base, true) : v;
  };
  if (!is_float(t.base) && random_.chance(50)) {
    // As a tiled product has it: all are taken in by a loop of the work-group, and the result is what the others see.
    Stmt start;
    start.kind = StmtKind::kDeclare;
    start.exprs.push_back(some());
    const Known sum = add_variable("v", t, Level::kVarying, true);
    start.index = sum.index;
    out.push_back(std::move(start));
    out.push_back(statement_of(assignment(element(local, mine), some())));
    out.push_back(barrier());
    out.push_back(fold(local, n, sum));
    out.push_back(barrier());
    out.push_back(statement_of(assignment(element(std::move(local), std::move(mine)), variable(sum))));
  } else {
    out.push_back(statement_of(assignment(element(std::move(local), std::move(mine)), some())));
  }
  out.push_back(barrier());
  out.push_back(readers(variable_index, t, n, 1 + static_cast<int>(random_.below(4)), depth - 1));
  out.push_back(barrier());
}

// A loop that takes elements of a local array into a variable, with as many turns for all items: down a column of the work-group,
// along a row, or around from the item's own place.
Stmt Generator::fold(const Expr& local, std::uint32_t count, const Known& into) {
  const Range& r = kernel_->range;
  const Expr x = convert(item(ItemFunction::kLocalId, 0), Base::kInt, false), y = convert(item(ItemFunction::kLocalId, 1), Base::kInt, false);
  const std::size_t form = random_.below(r.dim == 2 ? 3 : 1);
  const std::uint32_t turns = form == 0 ? 1 + random_.below(std::min<std::uint32_t>(count, 20)) : r.local[form == 1 ? 1 : 0];
  Known& k = add_variable("i", scalar_type(random_.chance(70) ? Base::kInt : Base::kUint), Level::kGroup, false);
  function_->variables[std::size_t(k.index)].is_const = false;
  k.low = 0, k.high = turns;
  const Expr counter = variable(k);
  const Type t = counter.type;
  Stmt s;
  s.kind = StmtKind::kFor;
  s.index = k.index;
  scope_.pop_back();
  s.exprs.push_back(literal(t.base, 0));
  s.exprs.push_back(compare(Op::kLess, counter, literal(t.base, turns)));
  Expr step;
  step.op = Op::kIncrement;
  step.type = t;
  step.args.push_back(counter);
  s.exprs.push_back(std::move(step));
  const Expr i = convert(counter, Base::kInt, false);
  Expr index;
  if (form == 1) index = binary(Op::kAdd, binary(Op::kMultiply, i, literal(Base::kInt, r.local[0])), x);
  else if (form == 2) index = binary(Op::kAdd, binary(Op::kMultiply, y, literal(Base::kInt, r.local[0])), i);
  else if (random_.chance(30)) index = i;
  else index = binary(Op::kRemainder, binary(Op::kAdd, convert(item(ItemFunction::kLocalLinearId, 0), Base::kInt, false), i), literal(Base::kInt, count));
  const bool add = !is_signed(local.type.base) && random_.chance(50);
  s.body.push_back(statement_of(assignment(variable(into), element(local, std::move(index)), add ? Op::kAdd : Op::kXor)));
  cost_ += turns * trips_;
  return s;
}

void Generator::count_locally(std::vector<Stmt>& out) {
  const std::uint32_t n = std::min<std::uint32_t>(8, kernel_->range.group_items());
  if (!kernel_->range.uniform()) return;
  Type array = scalar_type(random_.chance(50) ? Base::kInt : Base::kUint);
  array.count = static_cast<std::uint16_t>(n);
  const auto variable_index = static_cast<std::int32_t>(function_->variables.size());
  function_->variables.push_back({"l" + std::to_string(names_++), array, false, true});
  Expr local;
  local.op = Op::kVariable;
  local.type = array;
  local.index = variable_index;
  const Expr me = convert(item(ItemFunction::kLocalLinearId, 0), Base::kInt, false);
  Stmt start;
  start.kind = StmtKind::kIf;
  start.exprs.push_back(compare(Op::kLess, me, literal(Base::kInt, n)));
  start.body.push_back(statement_of(assignment(element(local, me), literal(array.base, random_.between(0, 9)))));
  out.push_back(std::move(start));
  out.push_back(barrier());
  static constexpr std::array ops = {Atomic::kAdd, Atomic::kSub, Atomic::kInc, Atomic::kMax, Atomic::kXor, Atomic::kOr};
  const Atomic a = random_.pick(ops);
  for (std::uint32_t i = 0; i <= random_.below(2); ++i) {
    Expr e;
    e.op = Op::kAtomic;
    e.index = static_cast<std::int32_t>(a);
    e.type = scalar_type(array.base);
    e.args.push_back(element(local, index_below(n, Level::kVarying, 2)));
    if (a != Atomic::kInc) e.args.push_back(to_base(integer(Level::kVarying, 2), array.base));
    Stmt s = statement_of(std::move(e));
    if (random_.chance(50)) {
      Stmt branch;
      branch.kind = StmtKind::kIf;
      branch.exprs.push_back(condition(Level::kVarying, 1));
      branch.body.push_back(std::move(s));
      s = std::move(branch);
    }
    out.push_back(std::move(s));
  }
  out.push_back(barrier());
  out.push_back(readers(variable_index, element_of(array), n, 1 + static_cast<int>(random_.below(2)), 0));
  out.push_back(barrier());
}

// A function of a sub-group or of the work-group, whichever the flow allows here.
void Generator::across(std::vector<Stmt>& out) {
  static constexpr std::array divergent = {Cross::kNonUniformReduce, Cross::kNonUniformReduce, Cross::kNonUniformScanInclusive, Cross::kNonUniformScanExclusive,
                                           Cross::kElect, Cross::kNonUniformAny, Cross::kNonUniformAll, Cross::kNonUniformAllEqual, Cross::kBroadcastFirst, Cross::kBallot};
  static constexpr std::array together = {Cross::kReduce, Cross::kReduce, Cross::kScanInclusive, Cross::kScanExclusive, Cross::kBroadcast, Cross::kShuffle, Cross::kShuffle,
                                          Cross::kShuffleXor, Cross::kShuffleUp, Cross::kShuffleDown, Cross::kRotate, Cross::kAny, Cross::kAll, Cross::kBallotCount,
                                          Cross::kClusteredReduce};
  static constexpr std::array group = {Cross::kGroupReduce, Cross::kGroupScanInclusive, Cross::kGroupScanExclusive, Cross::kGroupBroadcast, Cross::kGroupAny, Cross::kGroupAll};
  const bool in_kernel = kernel_ != nullptr;
  const std::size_t family = random_.weighted({30, in_kernel && flow_ >= Level::kSub ? 50u : 0u, in_kernel && flow_ == Level::kGroup ? 12u : 0u});
  const Cross c = family == 0 ? random_.pick(divergent) : family == 1 ? random_.pick(together) : random_.pick(group);
  if ((c == Cross::kRotate || c == Cross::kClusteredReduce) &&
      (!kernel_->range.uniform() || kernel_->range.group_items() % kernel_->sub_group_size != 0))
    return;

  Expr e;
  e.op = Op::kCross;
  e.index = static_cast<std::int32_t>(c);
  Base b = Base::kInt;
  Level level = Level::kVarying;
  Expr fix;  // what makes the result defined in every lane
  const auto with_sub = [&](Level l) { return std::min(flow_, l); };
  const auto operand = [&](bool adds) {
    Expr x = scalar(b, Level::kVarying, 2);
    if (is_float(b)) return adds ? small(std::move(x), 15) : small(std::move(x), 4095);
    return adds && is_signed(b) ? to_base(masked(std::move(x), bytes_of(b) == 1 ? 1 : 127), b) : x;
  };
  switch (c) {
    case Cross::kElect: break;
    case Cross::kAny:
    case Cross::kAll:
    case Cross::kNonUniformAny:
    case Cross::kNonUniformAll:
    case Cross::kGroupAny:
    case Cross::kGroupAll:
      e.args.push_back(condition(Level::kVarying, 2));
      level = c >= Cross::kGroupReduce ? with_sub(Level::kGroup) : with_sub(Level::kSub);
      break;
    case Cross::kBallotCount:
    case Cross::kBallot:
      e.args.push_back(condition(Level::kVarying, 2));
      b = Base::kUint;
      level = with_sub(Level::kSub);
      break;
    case Cross::kNonUniformAllEqual:
    case Cross::kBroadcastFirst: {
      static constexpr std::array bases = {Base::kInt, Base::kUint, Base::kLong, Base::kUlong, Base::kFloat, Base::kShort, Base::kUchar};
      b = random_.pick(bases);
      e.args.push_back(operand(false));
      level = with_sub(Level::kSub);
      if (c == Cross::kNonUniformAllEqual) b = Base::kInt;
      break;
    }
    case Cross::kBroadcast:
    case Cross::kShuffle:
    case Cross::kShuffleXor:
    case Cross::kShuffleUp:
    case Cross::kShuffleDown:
    case Cross::kRotate: {
      static constexpr std::array bases = {Base::kInt, Base::kInt, Base::kUint, Base::kLong, Base::kUlong, Base::kFloat, Base::kDouble, Base::kChar, Base::kUshort};
      b = random_.pick(bases);
      e.args.push_back(operand(false));
      const Expr lane = item(ItemFunction::kSubGroupLocalId, 0), size = item(ItemFunction::kSubGroupSize, 0);
      if (c == Cross::kBroadcast || c == Cross::kShuffle) {
        const Level l = c == Cross::kBroadcast ? Level::kSub : Level::kVarying;
        e.args.push_back(divided(Op::kRemainder, to_base(integer(l, 2), Base::kUint), size));
        if (c == Cross::kBroadcast) level = with_sub(Level::kSub);
        break;
      }
      Expr d = random_.chance(70) ? literal(Base::kUint, random_.below(kernel_->sub_group_size)) : to_base(masked(integer(Level::kSub, 1), 7), Base::kUint);
      if (c == Cross::kShuffleXor) fix = compare(Op::kLess, binary(Op::kXor, lane, d), size);
      if (c == Cross::kShuffleUp) fix = compare(Op::kGreaterEqual, lane, d);
      if (c == Cross::kShuffleDown) fix = compare(Op::kLess, binary(Op::kAdd, lane, d), size);
      e.args.push_back(std::move(d));
      break;
    }
    case Cross::kGroupBroadcast: {
      static constexpr std::array bases = {Base::kInt, Base::kUint, Base::kLong, Base::kUlong, Base::kFloat};
      b = random_.pick(bases);
      e.args.push_back(operand(false));
      for (std::size_t d = 0; d < kernel_->range.dim; ++d)
        e.args.push_back(literal(Base::kUint, kernel_->range.uniform() ? random_.below(kernel_->range.local[d]) : 0));
      level = with_sub(Level::kGroup);
      break;
    }
    default: {  // reductions and scans
      const bool wide_choice = c == Cross::kNonUniformReduce || c == Cross::kNonUniformScanInclusive || c == Cross::kNonUniformScanExclusive || c == Cross::kClusteredReduce;
      const auto op = static_cast<Reduce>(random_.below(wide_choice ? 7 : 3));
      static constexpr std::array bases = {Base::kInt, Base::kInt, Base::kUint, Base::kUint, Base::kLong, Base::kUlong, Base::kFloat, Base::kUshort, Base::kChar};
      b = random_.pick(bases);
      if (of_work_group(c) && bytes_of(b) < 4) b = Base::kInt;
      if (op == Reduce::kMul) b = random_.chance(50) ? Base::kUint : Base::kUlong;
      const bool exclusive = c == Cross::kScanExclusive || c == Cross::kNonUniformScanExclusive || c == Cross::kGroupScanExclusive;
      if (is_float(b) && (op > Reduce::kMax || (exclusive && op != Reduce::kAdd))) b = Base::kUint;
      if (op == Reduce::kAdd && bytes_of(b) == 1) b = Base::kInt;
      e.value = static_cast<std::int64_t>(op);
      e.args.push_back(operand(op == Reduce::kAdd));
      if (c == Cross::kClusteredReduce) e.args.push_back(literal(Base::kUint, 1 << random_.below(4)));
      if (c == Cross::kReduce || c == Cross::kNonUniformReduce) level = with_sub(Level::kSub);
      if (c == Cross::kGroupReduce) level = with_sub(Level::kGroup);
    }
  }
  e.type = scalar_type(b);
  if (c == Cross::kBallot) e.type.width = 4;
  const Type t = e.type;
  Stmt s;
  s.kind = StmtKind::kDeclare;
  s.exprs.push_back(std::move(e));
  const Known k = add_variable("g", t, level, true);
  s.index = k.index;
  out.push_back(std::move(s));
  if (fix.args.empty()) return;
  Expr chosen;
  chosen.op = Op::kConditional;
  chosen.type = t;
  chosen.args.push_back(std::move(fix));
  chosen.args.push_back(variable(k));
  chosen.args.push_back(any_literal(b));
  out.push_back(statement_of(assignment(variable(k), std::move(chosen))));
}

}  // namespace clrt::random_programs
