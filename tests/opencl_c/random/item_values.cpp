// Expressions of the evaluator's work-item.
#include <algorithm>

#include "item.hpp"

namespace clrt::random_programs {
namespace {

// -1 in vectors, 1 in scalars.
Cell truth_cell(bool yes, bool is_vector) { return {.i = yes ? (is_vector ? -1 : 1) : 0}; }

bool sign_bit(Cell c) { return c.i < 0; }

Base integer_of(Base b) { return b == Base::kFloat ? Base::kInt : b == Base::kDouble ? Base::kLong : b; }

}  // namespace

Value Item::evaluate(const Expr& e) {
  if (++launch_.steps > launch_.limit) throw Fault{"too many steps"};
  return operation(e);
}

Ref Item::place(const Expr& e) {
  switch (e.op) {
    case Op::kVariable: {
      const auto i = static_cast<std::size_t>(e.index);
      if (frame().function->variables[i].is_local) {
        Object& o = group_.locals.at(e.index);
        return {&o, 0, 0, static_cast<std::int64_t>(o.bytes.size())};
      }
      const auto at = static_cast<std::int64_t>(frame().layout->offsets[i]);
      return {&frame().memory, at, at, at + static_cast<std::int64_t>(size_of(launch_.program, e.type))};
    }
    case Op::kTable: {
      Object& o = launch_.tables[std::size_t(e.index)];
      return {&o, 0, 0, static_cast<std::int64_t>(o.bytes.size())};
    }
    case Op::kMember: {
      Ref r = place(e.args[0]);
      const Record& record = launch_.program.records[e.args[0].type.record];
      r.at += static_cast<std::int64_t>(offset_of(launch_.program, record, std::size_t(e.index)));
      r.begin = r.at;
      r.end = r.at + static_cast<std::int64_t>(size_of(launch_.program, e.type));
      return r;
    }
    case Op::kElement: {
      Ref r = e.args[0].type.pointer ? evaluate(e.args[0]).ref : place(e.args[0]);
      const Wide index = wide(e.args[1].type.base, evaluate(e.args[1]).cells[0]);
      if (index < -(1 << 28) || index > (1 << 28)) throw Fault{"an index out of bounds"};
      r.at += static_cast<std::int64_t>(index) * static_cast<std::int64_t>(size_of(launch_.program, e.type));
      if (r.object != nullptr && (r.at < r.begin || r.at + static_cast<std::int64_t>(size_of(launch_.program, e.type)) > r.end))
        throw Fault{"an index out of bounds"};
      return r;
    }
    case Op::kSwizzle: {  // of one lane
      Ref r = place(e.args[0]);
      r.at += e.lanes[0] * bytes_of(e.type.base);
      return r;
    }
    default: throw Fault{"not a place"};
  }
}

Cell Item::binary(const Expr& e, Base left, Cell a, Base right, Cell b) const {
  switch (e.op) {
    case Op::kShiftLeft:
    case Op::kShiftRight: return shifted(e.op, left, a, right, b);
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
    case Op::kEqual:
    case Op::kNotEqual: return truth_cell(compared(e.op, left, a, b), e.type.width > 1);
    default: return arithmetic(e.op, left, a, b);
  }
}

Value Item::operation(const Expr& e) {
  Value r;
  const std::size_t width = e.type.width;
  switch (e.op) {
    case Op::kLiteral:
      for (std::size_t k = 0; k < width; ++k) {
        if (is_float(e.type.base)) r.cells[k].d = static_cast<double>(e.value);
        else r.cells[k].i = e.value;
      }
      return r;
    case Op::kVariable:
      if (e.type.pointer) {
        r.ref = frame().pointers[std::size_t(e.index)];
        return r;
      }
      [[fallthrough]];
    case Op::kTable:
    case Op::kMember:
    case Op::kElement:
      r.ref = place(e);
      return e.type.count != 0 ? r : load(r.ref, e.type);
    case Op::kSwizzle: {
      const Value v = evaluate(e.args[0]);
      for (std::size_t k = 0; k < width; ++k) r.cells[k] = v.cells[e.lanes[k]];
      return r;
    }
    case Op::kAddress: r.ref = place(e.args[0]); return r;
    case Op::kNegate:
    case Op::kComplement: {
      const Value v = evaluate(e.args[0]);
      for (std::size_t k = 0; k < width; ++k)
        r.cells[k] = e.op == Op::kNegate ? arithmetic(Op::kSubtract, e.type.base, Cell{.i = 0}, v.cells[k])
                                         : wrapped(e.type.base, ~wide(e.type.base, v.cells[k]));
      return r;
    }
    case Op::kLogicalNot: r.cells[0] = truth_cell(!condition(e.args[0]), false); return r;
    case Op::kLogicalAnd: r.cells[0] = truth_cell(condition(e.args[0]) && condition(e.args[1]), false); return r;
    case Op::kLogicalOr: r.cells[0] = truth_cell(condition(e.args[0]) || condition(e.args[1]), false); return r;
    case Op::kConvert: {
      const Value v = evaluate(e.args[0]);
      for (std::size_t k = 0; k < width; ++k) r.cells[k] = convert(e.type.base, e.args[0].type.base, v.cells[k]);
      return r;
    }
    case Op::kSpread: {
      const Value v = evaluate(e.args[0]);
      r.cells.fill(v.cells[0]);
      return r;
    }
    case Op::kReinterpret: {  // between integers of one size
      const Value v = evaluate(e.args[0]);
      for (std::size_t k = 0; k < width; ++k) r.cells[k] = wrapped(e.type.base, wide(e.args[0].type.base, v.cells[k]));
      return r;
    }
    case Op::kConditional: {
      if (e.args[0].type.width == 1) return evaluate(e.args[condition(e.args[0]) ? 1 : 2]);
      const Value c = evaluate(e.args[0]), a = evaluate(e.args[1]), b = evaluate(e.args[2]);
      for (std::size_t k = 0; k < width; ++k) r.cells[k] = sign_bit(c.cells[k]) ? a.cells[k] : b.cells[k];
      return r;
    }
    case Op::kVector: {
      std::size_t at = 0;
      for (const Expr& a : e.args) {
        const Value v = evaluate(a);
        for (std::size_t k = 0; k < a.type.width; ++k) r.cells[at++] = v.cells[k];
      }
      return r;
    }
    case Op::kCall: return call(e);
    case Op::kBuiltin: return builtin(e);
    case Op::kItem: return item_function(e);
    case Op::kAssign: return assign(e);
    case Op::kIncrement:
    case Op::kDecrement: {
      const Ref at = place(e.args[0]);
      const Value before = load(at, e.type);
      // Types shorter than int are computed in int.
      const Base wide_base = bytes_of(e.type.base) < 4 ? Base::kInt : e.type.base;
      Value after;
      after.cells[0] = convert(e.type.base, wide_base,
                               arithmetic(e.op == Op::kIncrement ? Op::kAdd : Op::kSubtract, wide_base, before.cells[0], Cell{.i = 1}));
      store(at, e.type, after);
      return e.value == 0 ? after : before;
    }
    case Op::kAtomic: return atomic(e);
    case Op::kCross: return cross(e);
    default: {
      const Value a = evaluate(e.args[0]), b = evaluate(e.args[1]);
      for (std::size_t k = 0; k < width; ++k) r.cells[k] = binary(e, e.args[0].type.base, a.cells[k], e.args[1].type.base, b.cells[k]);
      return r;
    }
  }
}

Value Item::assign(const Expr& e) {
  const Expr& to = e.args[0];
  if (to.type.pointer) {
    const Value v = evaluate(e.args[1]);
    frame().pointers[std::size_t(to.index)] = v.ref;
    return v;
  }
  Value v = evaluate(e.args[1]);
  // The place is found once: finding it may have a side effect.
  const bool some = to.op == Op::kSwizzle;
  const Ref at = place(some ? to.args[0] : to);
  const auto lane_of = [&](std::size_t k) { return some ? to.lanes[k] : k; };
  if (e.combine != Op::kAssign) {
    // left = (type of left)(left op right); right has the type that C computes in, but for shifts.
    const Value old = load(at, some ? to.args[0].type : to.type);
    const bool is_shift = e.combine == Op::kShiftLeft || e.combine == Op::kShiftRight;
    const Base left = to.type.base, right = e.args[1].type.base;
    const Base in = !is_shift ? right : to.type.width == 1 && bytes_of(left) < 4 ? Base::kInt : left;
    for (std::size_t k = 0; k < to.type.width; ++k) {
      const Cell a = convert(in, left, old.cells[lane_of(k)]);
      v.cells[k] = convert(left, in, is_shift ? shifted(e.combine, in, a, right, v.cells[k]) : arithmetic(e.combine, in, a, v.cells[k]));
    }
  }
  if (some) {
    for (std::size_t k = 0; k < to.lanes.size(); ++k) store_lane(at, to.type.base, to.lanes[k], v.cells[k]);
  } else {
    store(at, to.type, v);
  }
  return v;
}

Value Item::call(const Expr& e) {
  const Function& f = launch_.program.functions[std::size_t(e.index)];
  std::vector<Value> arguments;
  for (const Expr& a : e.args) arguments.push_back(evaluate(a));
  Frame& callee = enter(f);
  for (std::size_t i = 0; i < f.parameters; ++i) {
    const Type& t = f.variables[i].type;
    if (t.pointer) {
      callee.pointers[i] = arguments[i].ref;
      continue;
    }
    const auto at = static_cast<std::int64_t>(callee.layout->offsets[i]);
    store({&callee.memory, at, at, at + static_cast<std::int64_t>(size_of(launch_.program, t))}, t, arguments[i]);
  }
  result_ = {};
  if (run_list(f.body) != Flow::kReturn && f.result.base != Base::kVoid) throw Fault{"a function ends without its value"};
  --depth_;
  return result_;
}

Value Item::item_function(const Expr& e) const {
  const auto d = static_cast<std::size_t>(e.value);
  const Range& r = launch_.kernel.range;
  const std::uint32_t n = launch_.kernel.sub_group_size, group = group_.size[0] * group_.size[1] * group_.size[2], sub = local_linear_ / n;
  const auto global = [&](std::size_t k) { return group_.id[k] * r.local[k] + local_id_[k]; };
  std::uint64_t v = 0;
  switch (static_cast<ItemFunction>(e.index)) {
    case ItemFunction::kGlobalId: v = global(d) + r.offset[d]; break;
    case ItemFunction::kLocalId: v = local_id_[d]; break;
    case ItemFunction::kGroupId: v = group_.id[d]; break;
    case ItemFunction::kGlobalSize: v = r.global[d]; break;
    case ItemFunction::kLocalSize: v = group_.size[d]; break;
    case ItemFunction::kNumGroups: v = launch_.num_groups[d]; break;
    case ItemFunction::kGlobalOffset: v = r.offset[d]; break;
    case ItemFunction::kGlobalLinearId: v = (std::uint64_t{global(2)} * r.global[1] + global(1)) * r.global[0] + global(0); break;
    case ItemFunction::kLocalLinearId: v = local_linear_; break;
    case ItemFunction::kWorkDim: v = r.dim; break;
    case ItemFunction::kSubGroupId: v = sub; break;
    case ItemFunction::kSubGroupLocalId: v = local_linear_ % n; break;
    case ItemFunction::kSubGroupSize: v = std::min(n, group - sub * n); break;
    case ItemFunction::kNumSubGroups: v = (group + n - 1) / n; break;
    case ItemFunction::kMaxSubGroupSize: v = n; break;
  }
  Value result;
  result.cells[0] = wrapped(e.type.base, Wide(v));
  return result;
}

Value Item::atomic(const Expr& e) {
  const auto a = static_cast<Atomic>(e.index);
  const bool counts = a == Atomic::kInc || a == Atomic::kDec;
  const Cell x = counts ? Cell{.i = 1} : evaluate(e.args[1]).cells[0];
  const Ref r = place(e.args[0]);
  const Base b = e.type.base;
  check(r, std::size_t(bytes_of(b)), true, true);
  const Cell old = load_cell(*r.object, r.at, b);
  const auto wrap = [&](Op op) { return wrapped(b, op == Op::kAdd ? wide(b, old) + wide(b, x) : wide(b, old) - wide(b, x)); };
  Cell now = old;
  switch (a) {
    case Atomic::kAdd:
    case Atomic::kInc: now = wrap(Op::kAdd); break;
    case Atomic::kSub:
    case Atomic::kDec: now = wrap(Op::kSubtract); break;
    case Atomic::kMin: now = reduced(Reduce::kMin, b, old, x); break;
    case Atomic::kMax: now = reduced(Reduce::kMax, b, old, x); break;
    case Atomic::kAnd: now = reduced(Reduce::kAnd, b, old, x); break;
    case Atomic::kOr: now = reduced(Reduce::kOr, b, old, x); break;
    case Atomic::kXor: now = reduced(Reduce::kXor, b, old, x); break;
  }
  store_cell(*r.object, r.at, b, now);
  Value v;
  v.undefined = true;  // depends on the order of the items
  return v;
}

Value Item::cross(const Expr& e) {
  if (e.args.size() > operands.size()) throw Fault{"a function across items with too many arguments"};
  auto values = operands;  // an argument may call a helper that has such a function itself
  for (std::size_t i = 0; i < e.args.size(); ++i) values[i] = evaluate(e.args[i]);
  operands = values;
  request = &e;
  (*wait_)();
  return answer;
}

Value Item::memory_function(const Expr& e) {
  const bool is_store = static_cast<Builtin>(e.index) == Builtin::kVstore;
  const Value data = is_store ? evaluate(e.args[0]) : Value{};
  const Type t = is_store ? e.args[0].type : e.type;
  const Expr& offset = e.args[is_store ? 1 : 0];
  const Wide index = wide(offset.type.base, evaluate(offset).cells[0]);
  Ref r = evaluate(e.args[is_store ? 2 : 1]).ref;
  if (index < 0 || index > (1 << 26)) throw Fault{"an index out of bounds"};
  r.at += static_cast<std::int64_t>(index) * t.width * bytes_of(t.base);
  if (!is_store) return load(r, t);
  store(r, t, data);
  return data;
}

Value Item::builtin(const Expr& e) {
  const auto f = static_cast<Builtin>(e.index);
  if (f == Builtin::kVload || f == Builtin::kVstore) return memory_function(e);
  Value r;
  std::array<Value, 3> a;
  for (std::size_t i = 0; i < e.args.size(); ++i) a[i] = evaluate(e.args[i]);
  const Type& t = e.args[0].type;
  const std::size_t width = std::max(e.type.width, t.width);
  if (f == Builtin::kAny || f == Builtin::kAll) {
    bool any = false, all = true;
    for (std::size_t k = 0; k < t.width; ++k) any |= sign_bit(a[0].cells[k]), all &= sign_bit(a[0].cells[k]);
    r.cells[0] = truth_cell(f == Builtin::kAny ? any : all, false);
    return r;
  }
  for (std::size_t k = 0; k < width; ++k) {
    const Cell x = a[0].cells[k], y = a[1].cells[k], z = a[2].cells[k];
    Cell& out = r.cells[k];
    switch (f) {
      case Builtin::kConvertSat: out = saturated(e.type.base, wide(t.base, x)); break;
      case Builtin::kUpsample: {
        const int half = bits_of(t.base);
        out = wrapped(e.type.base, (wide(t.base, x) << half) | wide(e.args[1].type.base, y));
        break;
      }
      case Builtin::kSelect:
        out = (t.width > 1 ? (wide(e.args[2].type.base, z) >> (bits_of(integer_of(t.base)) - 1) & 1) != 0 : z.i != 0) ? y : x;
        break;
      case Builtin::kMad: out = whole(x.d * y.d + z.d + 0.0); break;
      case Builtin::kFabs: out = whole(std::abs(x.d)); break;
      case Builtin::kFloor: out = whole(std::floor(x.d)); break;
      case Builtin::kShuffle: {
        const Wide i = wide(e.args[1].type.base, y) & (t.width - 1);
        out = k < e.type.width ? a[0].cells[static_cast<std::size_t>(i)] : Cell{.i = 0};
        break;
      }
      case Builtin::kMin:
      case Builtin::kMax:
      case Builtin::kClamp:
        if (is_float(t.base)) {
          if (f == Builtin::kClamp && y.d > z.d) throw Fault{"clamp between bounds that are the wrong way round"};
          out = f == Builtin::kMin ? (y.d < x.d ? y : x) : f == Builtin::kMax ? (x.d < y.d ? y : x) : x.d < y.d ? y : x.d > z.d ? z : x;
          break;
        }
        [[fallthrough]];
      default: out = integer_function(f, t.base, x, y, z);
    }
  }
  return r;
}

}  // namespace clrt::random_programs
