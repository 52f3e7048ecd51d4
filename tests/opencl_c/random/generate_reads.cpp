// Reads of memory, calls of helpers and built-in integer functions of random programs.
#include <algorithm>

#include "arithmetic.hpp"
#include "generator.hpp"

namespace clrt::random_programs {
namespace {

constexpr std::array kBases = {Base::kChar, Base::kUchar, Base::kShort, Base::kUshort, Base::kInt, Base::kInt, Base::kUint, Base::kUint, Base::kLong, Base::kUlong};

Expr part(Op op, const Type& t, Expr of, std::int32_t index = 0) {
  Expr e;
  e.op = op;
  e.type = t;
  e.index = index;
  e.args.push_back(std::move(of));
  if (is_plain(t)) whole_range(e);
  return e;
}

}  // namespace

// One scalar of an aggregate in scope.
Expr Generator::read_place(Level level, int depth, bool want_float, bool& found) {
  std::vector<const Known*> fitting;
  for (const Known& k : scope_) {
    const Variable& v = function_->variables[std::size_t(k.index)];
    const bool is_aggregate = v.type.count != 0 || v.type.base == Base::kStruct || v.type.width > 1 || (v.type.pointer && k.extent != 0);
    if (is_aggregate && !v.is_local && k.level >= level && (is_float(v.type.base) == want_float || v.type.base == Base::kStruct)) fitting.push_back(&k);
  }
  found = !fitting.empty();
  if (!found) return {};
  const Known k = *random_.pick(fitting);
  return scalar_of(variable(k), k.extent, level, depth);
}

// Any one scalar of what `e` is or, a pointer to `extent` elements, points to.
Expr Generator::scalar_of(Expr e, std::uint32_t extent, Level level, int depth) {
  for (;;) {
    if (e.type.pointer || e.type.count != 0) {
      Expr index = index_below(e.type.pointer ? extent : e.type.count, level, depth - 1);
      e = part(Op::kElement, element_of(e.type), std::move(e));
      e.args.push_back(std::move(index));
    } else if (e.type.base == Base::kStruct) {
      const Record& r = program_.records[e.type.record];
      const auto field = random_.below(static_cast<std::uint32_t>(r.fields.size()));
      e = part(Op::kMember, r.fields[field].type, std::move(e), static_cast<std::int32_t>(field));
    } else if (e.type.width > 1) {
      const auto lane = static_cast<std::uint8_t>(random_.below(e.type.width));
      e = part(Op::kSwizzle, scalar_type(e.type.base), std::move(e));
      e.lanes = {lane};
    } else {
      return e;
    }
  }
}

// One scalar of an input buffer, of a local array that may be read here, or of a constant table.
Expr Generator::loaded(Level level, int depth, bool want_float) {
  if (!program_.tables.empty() && (inputs_.empty() || random_.chance(20))) {
    const auto t = random_.below(static_cast<std::uint32_t>(program_.tables.size()));
    Expr table;
    table.op = Op::kTable;
    table.type = program_.tables[t].type;
    table.index = static_cast<std::int32_t>(t);
    Expr e = scalar_of(std::move(table), 0, level, depth);
    return is_float(e.type.base) && !want_float ? to_base(std::move(e), Base::kInt) : e;
  }
  if (inputs_.empty() && readable_.empty()) return any_literal(Base::kInt);
  const InputBuffer b = !readable_.empty() && (inputs_.empty() || random_.chance(60)) ? random_.pick(readable_) : random_.pick(inputs_);
  Expr buffer;
  buffer.op = Op::kVariable;
  buffer.type = function_->variables[std::size_t(b.variable)].type;
  buffer.index = b.variable;
  Expr e = scalar_of(std::move(buffer), b.count, level, depth);
  return is_float(e.type.base) && !want_float ? to_base(std::move(e), Base::kInt) : e;
}

// An argument of type `t`; pointers need a variable with at least `extent` elements, which the callee may write.
Expr Generator::argument(const Type& t, std::uint32_t extent, Level level, int depth, bool& found) {
  found = true;
  if (t.pointer && t.space == Space::kGlobal) {
    std::vector<const InputBuffer*> fitting;
    for (const InputBuffer& b : inputs_)
      if (b.type == element_of(t) && b.count >= extent && function_->variables[std::size_t(b.variable)].type.space == Space::kGlobal) fitting.push_back(&b);
    found = !fitting.empty();
    if (!found) return {};
    const InputBuffer b = *random_.pick(fitting);
    Expr e;
    e.op = Op::kVariable;
    e.type = function_->variables[std::size_t(b.variable)].type;
    e.index = b.variable;
    if (b.count == extent || random_.chance(40)) return e;
    Expr at = index_below(b.count - extent + 1, level, depth - 1);
    e = part(Op::kElement, b.type, std::move(e));
    e.args.push_back(std::move(at));
    return part(Op::kAddress, t, std::move(e));
  }
  if (t.pointer && t.space == Space::kLocal) {
    std::vector<const InputBuffer*> fitting;
    for (const InputBuffer& b : readable_)
      if (b.type == element_of(t) && b.count >= extent) fitting.push_back(&b);
    for (const InputBuffer& b : inputs_)  // a local pointer that the helper got itself
      if (function_->variables[std::size_t(b.variable)].type == t && b.count >= extent) fitting.push_back(&b);
    found = !fitting.empty();
    if (!found) return {};
    const std::int32_t which = random_.pick(fitting)->variable;
    Expr e;
    e.op = Op::kVariable;
    e.type = function_->variables[std::size_t(which)].type;
    e.index = which;
    return e;
  }
  if (t.pointer) {
    std::vector<const Known*> fitting;
    for (const Known& k : scope_) {
      const Variable& v = function_->variables[std::size_t(k.index)];
      if (!k.writable || v.is_local || k.level != Level::kVarying || element_of(v.type) != element_of(t)) continue;
      const std::uint32_t there = v.type.count != 0 ? v.type.count : v.type.pointer ? k.extent : 1;
      if (v.type.pointer && v.type.space != Space::kPrivate) continue;
      const bool bounded = is_plain(v.type) && is_integer(v.type.base) && (k.low != lowest(v.type.base) || k.high != highest(v.type.base));
      if (there >= extent && !bounded) fitting.push_back(&k);
    }
    // Members of structs that have the type.
    std::vector<std::pair<const Known*, std::size_t>> members;
    for (const Known& k : scope_) {
      const Type& v = function_->variables[std::size_t(k.index)].type;
      if (!k.writable || v.base != Base::kStruct || v.pointer || v.count != 0 || k.level != Level::kVarying) continue;
      const Record& r = program_.records[v.record];
      for (std::size_t f = 0; f < r.fields.size(); ++f)
        if (element_of(r.fields[f].type) == element_of(t) && std::max<std::uint32_t>(1, r.fields[f].type.count) >= extent) members.push_back({&k, f});
    }
    found = !fitting.empty() || !members.empty();
    if (!found) return {};
    if (!members.empty() && (fitting.empty() || random_.chance(40))) {
      const auto [k, f] = random_.pick(members);
      Expr r = variable(*k);
      const Type field = program_.records[r.type.record].fields[f].type;
      Expr e = part(Op::kMember, field, std::move(r), static_cast<std::int32_t>(f));
      return field.count != 0 ? e : part(Op::kAddress, t, std::move(e));
    }
    const Known k = *random_.pick(fitting);
    Expr e = variable(k);
    if (e.type.pointer) return e;
    if (e.type.count == 0) return part(Op::kAddress, t, std::move(e));
    if (e.type.count == extent || random_.chance(40)) return e;  // decays
    Expr at = index_below(e.type.count - extent + 1, Level::kVarying, depth - 1);
    e = part(Op::kElement, element_of(e.type), std::move(e));
    e.args.push_back(std::move(at));
    return part(Op::kAddress, t, std::move(e));
  }
  if (t.base == Base::kStruct) {
    std::vector<const Known*> fitting;
    for (const Known& k : scope_)
      if (function_->variables[std::size_t(k.index)].type == t && k.level >= level) fitting.push_back(&k);
    found = !fitting.empty();
    return found ? variable(*random_.pick(fitting)) : Expr{};
  }
  return value(t, level, depth);
}

Expr Generator::call_plain(Level level, int depth, bool& found) {
  std::vector<std::int32_t> fitting;
  for (std::size_t i = 0; i < helpers_.size(); ++i)
    if (helpers_[i].plain && (!helpers_[i].varies || level == Level::kVarying) && cost_ + helpers_[i].cost * trips_ < 1500 && !(uniform_helper_ && helpers_[i].varies))
      fitting.push_back(static_cast<std::int32_t>(i));
  found = !fitting.empty() && calls_ < kMostCalls;
  if (!found) return {};
  const std::int32_t which = random_.pick(fitting);
  cost_ += helpers_[std::size_t(which)].cost * trips_;
  const Function f = program_.functions[std::size_t(which)];
  Expr e;
  e.op = Op::kCall;
  e.type = f.result;
  e.index = which;
  whole_range(e);
  ++calls_;
  for (std::size_t i = 0; found && i < f.parameters; ++i) e.args.push_back(argument(f.variables[i].type, 0, level, depth - 1, found));
  --calls_;
  if (!found) return {};
  if (e.type.width > 1) {
    const auto lane = static_cast<std::uint8_t>(random_.below(e.type.width));
    e = part(Op::kSwizzle, scalar_type(e.type.base), std::move(e));
    e.lanes = {lane};
  }
  return e;
}

Expr Generator::integer_function(Level level, int depth) {
  Base b = random_.pick(kBases);
  static constexpr std::array all = {Builtin::kMin, Builtin::kMax, Builtin::kClamp, Builtin::kAbs, Builtin::kAbsDiff, Builtin::kAddSat, Builtin::kSubSat, Builtin::kHadd,
                                     Builtin::kRhadd, Builtin::kMulHi, Builtin::kMadHi, Builtin::kMadSat, Builtin::kMul24, Builtin::kMad24, Builtin::kRotate, Builtin::kPopcount,
                                     Builtin::kClz, Builtin::kUpsample, Builtin::kSelect, Builtin::kBitselect, Builtin::kConvertSat};
  const Builtin f = random_.pick(all);
  if (f == Builtin::kMad24) b = Base::kUint;
  if (f == Builtin::kMul24) b = random_.chance(50) ? Base::kInt : Base::kUint;
  if (f == Builtin::kMadHi) b = with_sign(b, false);
  if (f == Builtin::kUpsample && bytes_of(b) == 8) b = Base::kInt;
  Expr e;
  e.op = Op::kBuiltin;
  e.index = static_cast<std::int32_t>(f);
  e.type = scalar_type(b);
  const auto arg = [&](Base t) { return to_base(integer(level, depth - 1), t); };
  e.args.push_back(arg(b));
  switch (f) {
    case Builtin::kAbs:
      // Not of the smallest number: PoCL 3.1 takes that for undefined, and makes (long)(int)abs(INT_MIN) 2147483648.
      if (is_signed(b)) e.args[0] = to_base(binary(Op::kOr, std::move(e.args[0]), literal(b, 1)), b);
      e.type.base = with_sign(b, false);
      break;
    case Builtin::kPopcount:
    case Builtin::kClz: break;
    case Builtin::kConvertSat: e.type.base = random_.pick(kBases); break;
    case Builtin::kClamp: {
      Expr u = any_literal(b), v = any_literal(b);
      if (u.low > v.low) std::swap(u, v);
      e.args.push_back(std::move(u));
      e.args.push_back(std::move(v));
      break;
    }
    case Builtin::kMul24:
    case Builtin::kMad24: {
      // Products of 15 bits fit into every int.
      e.args[0] = to_base(masked(std::move(e.args[0]), 0x7fff), b);
      e.args.push_back(to_base(masked(arg(b), 0xffff), b));
      if (f == Builtin::kMad24) e.args.push_back(arg(b));
      break;
    }
    case Builtin::kUpsample: {
      e.args.push_back(arg(with_sign(b, false)));
      e.type.base = static_cast<Base>(static_cast<int>(b) + 2);
      break;
    }
    case Builtin::kSelect:
      e.args.push_back(arg(b));
      e.args.push_back(to_base(condition(level, depth - 1), with_sign(b, random_.chance(50))));
      break;
    case Builtin::kMadHi:
    case Builtin::kMadSat:
    case Builtin::kBitselect:
      e.args.push_back(arg(b));
      e.args.push_back(arg(b));
      break;
    default:
      e.args.push_back(arg(b));
      if (f == Builtin::kAbsDiff) e.type.base = with_sign(b, false);
  }
  whole_range(e);
  if (f == Builtin::kPopcount || f == Builtin::kClz) e.low = 0, e.high = bits_of(b);
  if (f == Builtin::kClamp) e.low = e.args[1].low, e.high = e.args[2].high;
  if (f == Builtin::kMin) e.low = std::min(e.args[0].low, e.args[1].low), e.high = std::min(e.args[0].high, e.args[1].high);
  if (f == Builtin::kMax) e.low = std::max(e.args[0].low, e.args[1].low), e.high = std::max(e.args[0].high, e.args[1].high);
  return e;
}

}  // namespace clrt::random_programs
