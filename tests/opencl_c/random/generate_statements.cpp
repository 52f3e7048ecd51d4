// Statements of random programs: variables, assignments and control flow.
#include <algorithm>
#include <utility>

#include "arithmetic.hpp"
#include "generator.hpp"
#include "walk.hpp"

namespace clrt::random_programs {
namespace {

constexpr std::array kScalars = {Base::kChar, Base::kUchar, Base::kShort, Base::kUshort, Base::kInt,  Base::kInt,   Base::kInt,  Base::kInt,
                                 Base::kUint, Base::kUint,  Base::kUint,  Base::kLong,   Base::kUlong, Base::kFloat, Base::kFloat, Base::kDouble, Base::kBool, Base::kBool};
constexpr std::array kWidths = {2, 2, 2, 3, 3, 4, 4, 4, 4, 8, 16};

Stmt expression_statement(Expr e) {
  Stmt s;
  s.kind = StmtKind::kExpr;
  s.exprs.push_back(std::move(e));
  return s;
}
Expr assignment(Expr to, Expr value, Op combine = Op::kAssign) {
  Expr e;
  e.op = Op::kAssign;
  e.type = to.type;
  e.combine = combine;
  e.args.push_back(std::move(to));
  e.args.push_back(std::move(value));
  return e;
}
Level lower(Level a, Level b) { return std::min(a, b); }

}  // namespace

Level Generator::some_level() {
  if (flow_ == Level::kVarying) return Level::kVarying;
  const std::size_t i = random_.weighted({60, lanes_ ? 10u : 0u, 30});
  return lower(flow_, static_cast<Level>(i));
}

Known& Generator::add_variable(const std::string& stem, const Type& t, Level level, bool writable) {
  Known k;
  k.index = static_cast<std::int32_t>(function_->variables.size());
  k.level = level;
  k.writable = writable;
  function_->variables.push_back({stem + std::to_string(names_++), t, !writable, false});
  if (is_float(t.base)) {
    k.low = -4095, k.high = 4095;
  } else if (t.base != Base::kStruct && t.base != Base::kVoid) {
    k.low = lowest(t.base), k.high = highest(t.base);
  }
  scope_.push_back(k);
  return scope_.back();
}

void Generator::leaves(const Type& t, Level level, std::vector<Expr>& out) {
  if (t.count != 0) {
    for (std::size_t i = 0; i < t.count; ++i) leaves(element_of(t), level, out);
  } else if (t.base == Base::kStruct) {
    for (const Field& f : program_.records[t.record].fields) leaves(f.type, level, out);
  } else {
    Expr e = value(t, level, t.width > 1 ? 1 : 0);
    out.push_back(t.width == 1 ? convert(std::move(e), t.base, true) : std::move(e));
  }
}

void Generator::declare(std::vector<Stmt>& out, int depth) {
  Type t;
  const std::size_t kind = random_.weighted({55, 20, 12, program_.records.empty() ? 0u : 8u, 5});
  if (kind == 4) return declare_pointer(out);
  t.base = random_.pick(kScalars);
  while (kind == 1 && t.base == Base::kBool) t.base = random_.pick(kScalars);
  if (kind == 1) t.width = static_cast<std::uint8_t>(random_.pick(kWidths));
  if (kind == 2) {
    static constexpr std::array counts = {2, 3, 4, 5, 8, 8, 16};
    t.count = static_cast<std::uint16_t>(random_.pick(counts));
    if (t.count <= 4 && t.base != Base::kBool && random_.chance(25)) t.width = random_.chance(50) ? 4 : 2;
    if (t.count <= 4 && !program_.records.empty() && random_.chance(20)) t = {.base = Base::kStruct, .record = static_cast<std::uint8_t>(random_.below(static_cast<std::uint32_t>(program_.records.size()))), .count = t.count};
  }
  if (kind == 3) t = {.base = Base::kStruct, .record = static_cast<std::uint8_t>(random_.below(static_cast<std::uint32_t>(program_.records.size())))};
  const Level level = some_level();
  Stmt s;
  s.kind = StmtKind::kDeclare;
  const bool writable = !(kind == 0 && random_.chance(30));
  Wide low = 0, high = 0;
  if (kind == 0 || kind == 1) {
    Expr e = value(t, level, depth);
    low = e.low, high = e.high;
    s.exprs.push_back(std::move(e));
  } else {
    leaves(t, level, s.exprs);
    if (kind == 2 && t.base != Base::kStruct && is_integer(t.base) && t.width == 1 && t.count > 8)
      for (Expr& e : s.exprs) e = literal(t.base, random_.between(0, 99));
  }
  static constexpr std::array stems = {"x", "v", "a", "r"};
  Known& k = add_variable(stems[kind], t, level, writable);
  if (!writable) k.low = low, k.high = high;
  s.index = k.index;
  out.push_back(std::move(s));
}

// To an element of a private array in scope, or of an input buffer.
void Generator::declare_pointer(std::vector<Stmt>& out) {
  std::vector<const Known*> arrays;
  for (const Known& k : scope_) {
    const Variable& v = function_->variables[std::size_t(k.index)];
    if (v.type.count >= 3 && !v.is_local && k.writable && k.level == Level::kVarying) arrays.push_back(&k);
  }
  Expr target;
  std::uint32_t count = 0;
  Space space = Space::kPrivate;
  bool writable = true;
  if (!arrays.empty() && (inputs_.empty() || random_.chance(60))) {
    const Known k = *random_.pick(arrays);
    target = variable(k);
    count = target.type.count;
  } else if (!inputs_.empty() && kernel_ != nullptr) {
    const InputBuffer b = random_.pick(inputs_);
    if (function_->variables[std::size_t(b.variable)].is_local) return;
    target.op = Op::kVariable;
    target.type = function_->variables[std::size_t(b.variable)].type;
    target.index = b.variable;
    count = b.count;
    space = Space::kGlobal;
    writable = false;
  } else {
    return;
  }
  const std::uint32_t extent = std::max<std::uint32_t>(1, count / 2);
  Expr at = index_below(count - extent + 1, Level::kVarying, 1);
  Type t = element_of(target.type);
  Expr element;
  element.op = Op::kElement;
  element.type = t;
  element.args.push_back(std::move(target));
  element.args.push_back(std::move(at));
  t.pointer = true;
  t.space = space;
  Expr address;
  address.op = Op::kAddress;
  address.type = t;
  address.args.push_back(std::move(element));
  Stmt s;
  s.kind = StmtKind::kDeclare;
  s.exprs.push_back(std::move(address));
  Known& k = add_variable("p", t, Level::kVarying, writable);
  function_->variables[std::size_t(k.index)].is_const = !writable;
  k.extent = extent;
  s.index = k.index;
  out.push_back(std::move(s));
}

void Generator::assign_aggregate(std::vector<Stmt>& out) {
  std::vector<const Known*> fitting;
  for (const Known& k : scope_) {
    const Variable& v = function_->variables[std::size_t(k.index)];
    const bool is_aggregate = v.type.count != 0 || v.type.base == Base::kStruct || v.type.width > 1 || (v.type.pointer && k.extent != 0);
    if (is_aggregate && k.writable && !v.is_local && flow_ >= k.level) fitting.push_back(&k);
  }
  if (fitting.empty()) return;
  const Known k = *random_.pick(fitting);
  Expr e = variable(k);
  if (e.type.pointer && k.index >= static_cast<std::int32_t>(function_->parameters) && random_.chance(35)) return assign_pointer(out, k);
  const auto step = [&](Op op, const Type& t, std::int32_t index) {
    Expr r;
    r.op = op;
    r.type = t;
    r.index = index;
    r.args.push_back(std::move(e));
    e = std::move(r);
  };
  if (e.type.base == Base::kStruct && e.type.count == 0 && !e.type.pointer && random_.chance(25)) {
    bool found = false;
    Expr from = argument(e.type, 0, k.level, 1, found);
    if (found && from.index != e.index) out.push_back(expression_statement(assignment(std::move(e), std::move(from))));
    return;
  }
  for (;;) {
    if (e.type.pointer || e.type.count != 0) {
      Expr index = index_below(e.type.pointer ? k.extent : e.type.count, k.level, 2);
      step(Op::kElement, element_of(e.type), 0);
      e.args.push_back(std::move(index));
    } else if (e.type.base == Base::kStruct) {
      const Record& r = program_.records[e.type.record];
      const auto field = random_.below(static_cast<std::uint32_t>(r.fields.size()));
      step(Op::kMember, r.fields[field].type, static_cast<std::int32_t>(field));
    } else {
      break;
    }
  }
  if (e.type.width > 1 && random_.chance(50)) {  // some components, in any order
    const Type t = e.type;
    std::vector<std::uint8_t> all(t.width);
    for (std::uint8_t i = 0; i < t.width; ++i) all[i] = i;
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random_.below(static_cast<std::uint32_t>(i))]);
    static constexpr std::array counts = {1, 1, 2, 3, 4, 8};
    int n = random_.pick(counts);
    while (n > t.width) n = random_.pick(counts);
    step(Op::kSwizzle, vector_type(t.base, n), 0);
    e.lanes.assign(all.begin(), all.begin() + n);
  }
  Expr changed = modified(std::move(e), k.level, 2);
  if (random_.chance(15)) count_index(changed, k);
  out.push_back(expression_statement(std::move(changed)));
}

// a[...] op= ... becomes a[n++ & 7] op= ..., for an n that stands nowhere else in it.
void Generator::count_index(Expr& e, const Known& array) {
  Expr* element = &e.args[0];
  while (element->op != Op::kElement && !element->args.empty()) element = &element->args[0];
  if (element->op != Op::kElement || element->args[0].type.pointer || (element->args[0].type.count & (element->args[0].type.count - 1)) != 0) return;
  std::vector<const Known*> fitting;
  for (const Known& k : scope_) {
    const Type& t = function_->variables[std::size_t(k.index)].type;
    if (!is_plain(t) || t.width != 1 || !is_integer(t.base) || !k.writable || flow_ < k.level || k.level < array.level) continue;
    if ((is_signed(t.base) && bytes_of(t.base) >= 4) || k.low != lowest(t.base) || k.high != highest(t.base)) continue;
    bool used = false;
    walk_expression(std::as_const(e), [&](const Expr& x) { used |= x.op == Op::kVariable && x.index == k.index; });
    // Helpers that are called could see it through no pointer: only plain ones stand inside expressions.
    if (!used) fitting.push_back(&k);
  }
  if (fitting.empty()) return;
  Expr n;
  n.op = random_.chance(50) ? Op::kIncrement : Op::kDecrement;
  const Known k = *random_.pick(fitting);
  n.args.push_back(variable(k));
  n.type = n.args[0].type;
  n.value = random_.chance(70) ? 1 : 0;
  whole_range(n);
  element->args[1] = masked(std::move(n), element->args[0].type.count - 1);
}

// to = ..., or a compound form or ++ where that is defined whatever the values are.
Expr Generator::modified(Expr to, Level level, int depth) {
  const Type t = to.type;
  if (is_integer(t.base) && random_.chance(35)) {
    static constexpr std::array any = {Op::kAnd, Op::kOr, Op::kXor};
    static constexpr std::array wraps = {Op::kAdd, Op::kSubtract, Op::kMultiply, Op::kXor};
    const bool may_wrap = !is_signed(t.base) && (t.width > 1 || bytes_of(t.base) >= 4);
    const Op op = may_wrap ? random_.pick(wraps) : random_.pick(any);
    if (t.width > 1) return assignment(std::move(to), vector(t.base, t.width, level, depth - 1), op);
    if (random_.chance(25) && (!is_signed(t.base) || bytes_of(t.base) < 4)) {
      Expr e;
      e.op = random_.chance(50) ? Op::kIncrement : Op::kDecrement;
      e.type = t;
      e.value = random_.chance(50) ? 0 : 1;
      e.args.push_back(std::move(to));
      return e;
    }
    return assignment(std::move(to), to_base(integer(level, depth - 1), bytes_of(t.base) < 4 ? Base::kInt : t.base), op);
  }
  Expr v = value(t, level, depth);
  if (t.width == 1) v = convert(std::move(v), t.base, true);
  return assignment(std::move(to), std::move(v));
}

// To another array, or one of two.
void Generator::assign_pointer(std::vector<Stmt>& out, const Known& k) {
  Expr to = variable(k);
  const Type t = to.type;
  const auto target = [&](Expr& address) {
    std::vector<const Known*> arrays;
    for (const Known& a : scope_) {
      const Variable& v = function_->variables[std::size_t(a.index)];
      if (v.type.count >= k.extent && element_of(v.type) == element_of(t) && !v.is_local && a.writable && a.level == Level::kVarying) arrays.push_back(&a);
    }
    if (arrays.empty()) return false;
    Expr array = variable(*random_.pick(arrays));
    Expr at = index_below(array.type.count - k.extent + 1, Level::kVarying, 1);
    Expr element;
    element.op = Op::kElement;
    element.type = element_of(t);
    element.args.push_back(std::move(array));
    element.args.push_back(std::move(at));
    address.op = Op::kAddress;
    address.type = t;
    address.args.push_back(std::move(element));
    return true;
  };
  Expr first, second;
  if (t.space != Space::kPrivate || !target(first)) return;
  if (random_.chance(50) && target(second)) {
    Expr c;
    c.op = Op::kConditional;
    c.type = t;
    c.args.push_back(condition(Level::kVarying, 1));
    c.args.push_back(std::move(first));
    c.args.push_back(std::move(second));
    first = std::move(c);
  }
  out.push_back(expression_statement(assignment(std::move(to), std::move(first))));
}

void Generator::assign(std::vector<Stmt>& out, int depth) {
  std::vector<const Known*> fitting;
  for (const Known& k : scope_) {
    const Type& t = function_->variables[std::size_t(k.index)].type;
    if (is_plain(t) && k.writable && flow_ >= k.level) fitting.push_back(&k);
  }
  if (fitting.empty()) return declare(out, depth);
  const Known k = *random_.pick(fitting);
  Expr to = variable(k);
  const Type t = to.type;
  const bool bounded = is_integer(t.base) && (k.low != lowest(t.base) || k.high != highest(t.base));
  if (bounded) {
    out.push_back(expression_statement(assignment(std::move(to), to_base(masked(integer(k.level, depth), static_cast<std::int64_t>(k.high)), t.base, true))));
    return;
  }
  if (t.width == 1 && is_integer(t.base) && random_.chance(35)) {
    // A compound form computes in the common type, so it is there where that does not overflow, or the type is unsigned.
    static constexpr std::array ops = {Op::kAdd, Op::kSubtract, Op::kMultiply, Op::kAnd, Op::kOr, Op::kXor, Op::kShiftLeft, Op::kShiftRight};
    const Op op = random_.pick(ops);
    Expr right = integer(k.level, depth - 1);
    if (op == Op::kShiftLeft || op == Op::kShiftRight) {
      if (op == Op::kShiftRight || (!is_signed(t.base) && bytes_of(t.base) >= 4)) {
        right = promoted(std::move(right));
        if (random_.chance(60)) right = masked(std::move(right), 7);
        out.push_back(expression_statement(assignment(std::move(to), std::move(right), op)));
        return;
      }
    } else {
      Expr left = to;
      left = promoted(std::move(left));
      right = promoted(std::move(right));
      const Base c = common(left, right);
      const bool bitwise = op == Op::kAnd || op == Op::kOr || op == Op::kXor;
      const bool exact_result = !is_signed(c) || bitwise || [&] {
        const Expr r = binary(op, left, right);
        return r.op == op && r.type.base == c;
      }();
      if (exact_result) {
        out.push_back(expression_statement(assignment(std::move(to), std::move(right), op)));
        return;
      }
    }
  } else if (t.width == 1 && is_integer(t.base) && random_.chance(12)) {
    if (!is_signed(t.base) || bytes_of(t.base) < 4) {
      Expr e;
      e.op = random_.chance(50) ? Op::kIncrement : Op::kDecrement;
      e.type = t;
      e.value = random_.chance(50) ? 0 : 1;
      e.args.push_back(std::move(to));
      out.push_back(expression_statement(std::move(e)));
      return;
    }
  } else if (t.width > 1 && is_integer(t.base) && !is_signed(t.base) && random_.chance(30)) {
    static constexpr std::array ops = {Op::kAdd, Op::kSubtract, Op::kMultiply, Op::kAnd, Op::kOr, Op::kXor};
    out.push_back(expression_statement(assignment(std::move(to), vector(t.base, t.width, k.level, depth - 1), random_.pick(ops))));
    return;
  }
  Expr v = value(t, k.level, depth);
  Expr e = assignment(std::move(to), std::move(v));
  if (t.width == 1 && is_integer(t.base) && random_.chance(20)) {  // for those items alone whose condition holds
    if (random_.chance(50)) {
      Expr both;
      both.op = random_.chance(60) ? Op::kLogicalAnd : Op::kLogicalOr;
      both.type = scalar_type(Base::kInt);
      both.args.push_back(condition(k.level, 1));
      both.args.push_back(compare(Op::kNotEqual, std::move(e), any_literal(Base::kInt)));
      e = std::move(both);
    } else {
      Expr one_of;
      one_of.op = Op::kConditional;
      one_of.type = t;
      one_of.args.push_back(condition(k.level, 1));
      one_of.args.push_back(std::move(e));
      one_of.args.push_back(modified(variable(k), k.level, 1));
      e = std::move(one_of);
    }
  }
  out.push_back(expression_statement(std::move(e)));
}

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
  if (f.result.base == Base::kVoid) return out.push_back(expression_statement(std::move(e)));
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
