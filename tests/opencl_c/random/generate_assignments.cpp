// Statements of random programs: variables and assignments.
#include <algorithm>
#include <utility>

#include "arithmetic.hpp"
#include "forms.hpp"
#include "generator.hpp"
#include "walk.hpp"

namespace clrt::random_programs {
namespace {

constexpr std::array kScalars = {Base::kChar, Base::kUchar, Base::kShort, Base::kUshort, Base::kInt,  Base::kInt,   Base::kInt,  Base::kInt,
                                 Base::kUint, Base::kUint,  Base::kUint,  Base::kLong,   Base::kUlong, Base::kFloat, Base::kFloat, Base::kDouble, Base::kBool, Base::kBool};
constexpr std::array kWidths = {2, 2, 2, 3, 3, 4, 4, 4, 4, 8, 16};

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
    if (found && from.index != e.index) out.push_back(statement_of(assignment(std::move(e), std::move(from))));
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
  out.push_back(statement_of(std::move(changed)));
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
  out.push_back(statement_of(assignment(std::move(to), std::move(first))));
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
    out.push_back(statement_of(assignment(std::move(to), to_base(masked(integer(k.level, depth), static_cast<std::int64_t>(k.high)), t.base, true))));
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
        out.push_back(statement_of(assignment(std::move(to), std::move(right), op)));
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
        out.push_back(statement_of(assignment(std::move(to), std::move(right), op)));
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
      out.push_back(statement_of(std::move(e)));
      return;
    }
  } else if (t.width > 1 && is_integer(t.base) && !is_signed(t.base) && random_.chance(30)) {
    static constexpr std::array ops = {Op::kAdd, Op::kSubtract, Op::kMultiply, Op::kAnd, Op::kOr, Op::kXor};
    out.push_back(statement_of(assignment(std::move(to), vector(t.base, t.width, k.level, depth - 1), random_.pick(ops))));
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
  out.push_back(statement_of(std::move(e)));
}

}  // namespace clrt::random_programs
