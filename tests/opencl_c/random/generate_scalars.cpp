// Scalar expressions of random programs.
#include <algorithm>

#include "arithmetic.hpp"
#include "generator.hpp"

namespace clrt::random_programs {
namespace {

constexpr std::int64_t kFloatBound = 4095;          // of variables and memory
constexpr std::int64_t kFloatLimit = 1 << 22;       // of intermediate results
constexpr std::array kScalarBases = {Base::kChar, Base::kUchar, Base::kShort, Base::kUshort, Base::kInt, Base::kInt, Base::kInt,
                                     Base::kUint, Base::kUint, Base::kUint, Base::kLong, Base::kUlong};

bool fits(const Expr& e, Base b) { return e.low >= lowest(b) && e.high <= highest(b); }
Wide magnitude(const Expr& e) { return std::max(e.low < 0 ? -e.low : e.low, e.high < 0 ? -e.high : e.high); }

Expr make(Op op, const Type& t, std::vector<Expr> args) {
  Expr e;
  e.op = op;
  e.type = t;
  e.args = std::move(args);
  return e;
}

}  // namespace

std::size_t Random::weighted(std::initializer_list<std::uint32_t> weights) {
  std::uint32_t sum = 0;
  for (const std::uint32_t w : weights) sum += w;
  std::uint32_t at = below(sum);
  std::size_t i = 0;
  for (const std::uint32_t w : weights) {
    if (at < w) return i;
    at -= w;
    ++i;
  }
  return 0;
}

void whole_range(Expr& e) {
  if (is_float(e.type.base)) {
    e.low = -kFloatBound, e.high = kFloatBound;
  } else {
    e.low = lowest(e.type.base), e.high = highest(e.type.base);
  }
}

Expr Generator::literal(Base b, std::int64_t v) const {
  Expr e;
  e.type = scalar_type(b);
  e.value = v;
  e.low = e.high = b == Base::kUlong ? Wide(static_cast<std::uint64_t>(v)) : Wide(v);
  return e;
}

Expr Generator::any_literal(Base b) {
  if (is_float(b)) return literal(b, random_.between(-40, 40));
  Wide v = 0;
  switch (random_.weighted({50, 20, 15, 15})) {
    case 0: v = random_.between(-4, 17); break;
    case 1: v = Wide(1) << random_.below(static_cast<std::uint32_t>(bits_of(b))); break;
    case 2: v = random_.chance(50) ? lowest(b) : highest(b); break;
    default: v = static_cast<std::int64_t>(random_.bits()); break;
  }
  return literal(b, wrapped(b, v).i);
}

Expr Generator::variable(const Known& k) const {
  Expr e;
  e.op = Op::kVariable;
  e.type = function_->variables[std::size_t(k.index)].type;
  e.index = k.index;
  e.low = k.low, e.high = k.high;
  return e;
}

Expr Generator::convert(Expr e, Base to, bool hidden) const {
  if (e.type.base == to) return e;
  Expr r = make(Op::kConvert, {.base = to, .width = e.type.width}, {});
  r.hidden = hidden;
  whole_range(r);
  if (is_float(to) || fits(e, to)) r.low = e.low, r.high = e.high;
  r.args.push_back(std::move(e));
  return r;
}

Expr Generator::promoted(Expr e) const { return !is_float(e.type.base) && bytes_of(e.type.base) < 4 ? convert(std::move(e), Base::kInt, true) : e; }

// C's usual arithmetic conversions.
Base Generator::common(Expr& a, Expr& b) const {
  a = promoted(std::move(a));
  b = promoted(std::move(b));
  const Base c = std::max(a.type.base, b.type.base);
  a = convert(std::move(a), c, true);
  b = convert(std::move(b), c, true);
  return c;
}

Expr Generator::masked(Expr e, std::int64_t mask) {
  e = promoted(std::move(e));
  const Base b = e.type.base;
  Expr r = make(Op::kAnd, e.type, {});
  r.args.push_back(std::move(e));
  r.args.push_back(literal(b, mask));
  r.low = 0, r.high = mask;
  return r;
}

Expr Generator::divided(Op op, Expr a, Expr b) {
  if (b.low <= 0) {
    b = masked(std::move(b), random_.chance(50) ? 15 : 7);
    b = binary(Op::kAdd, std::move(b), literal(Base::kInt, 1));
  }
  const Base t = common(a, b);
  Expr r = make(op, scalar_type(t), {});
  if (b.low <= 0) {  // the conversion lost the bounds
    b = literal(t, 3);
  }
  const Wide m = magnitude(a);
  if (op == Op::kRemainder) {
    r.low = a.low < 0 ? -(b.high - 1) : 0;
    r.high = a.high < 0 ? 0 : std::min(a.low < 0 ? m : a.high, b.high - 1);
  } else {
    r.low = a.low < 0 ? -m : 0, r.high = m;
    if (r.high > highest(t)) r.high = highest(t);
  }
  r.args.push_back(std::move(a));
  r.args.push_back(std::move(b));
  return r;
}

Expr Generator::binary(Op op, Expr a, Expr b) {
  if (op == Op::kDivide || op == Op::kRemainder) return divided(op, std::move(a), std::move(b));
  Base t = common(a, b);
  Wide low = lowest(t), high = highest(t);
  bool known = true;
  switch (op) {
    case Op::kAdd: low = a.low + b.low, high = a.high + b.high; break;
    case Op::kSubtract: low = a.low - b.high, high = a.high - b.low; break;
    case Op::kMultiply: {
      const Wide u = magnitude(a), v = magnitude(b);
      if (u > (Wide(1) << 62) || v > (Wide(1) << 62)) {
        known = false;
        break;
      }
      low = std::min({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
      high = std::max({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
      break;
    }
    default:  // bit by bit: as many bits as the operands have
      if (op == Op::kAnd && a.low >= 0 && b.low >= 0) {
        low = 0, high = std::min(a.high, b.high);
      } else if (a.low >= 0 && b.low >= 0) {
        Wide top = 1;
        while (top <= std::max(a.high, b.high)) top *= 2;
        low = 0, high = top - 1;
      }
  }
  const bool natural = known && low >= lowest(t) && high <= highest(t);
  const Base signed_type = t;
  if (!natural && is_signed(t)) {
    t = with_sign(t, false);
    a = convert(std::move(a), t, false);
    b = convert(std::move(b), t, false);
  }
  Expr r = make(op, scalar_type(t), {});
  whole_range(r);
  if (natural) r.low = low, r.high = high;
  r.args.push_back(std::move(a));
  r.args.push_back(std::move(b));
  if (t != signed_type && random_.chance(70)) r = convert(std::move(r), signed_type, false);
  return r;
}

Expr Generator::shift(Op op, Expr a, Expr amount) {
  a = promoted(std::move(a));
  amount = promoted(std::move(amount));
  const std::int64_t most = bits_of(a.type.base) - 1;
  if (amount.op == Op::kLiteral) amount = literal(Base::kInt, amount.value & most);
  else if (random_.chance(70)) amount = masked(std::move(amount), random_.chance(50) ? most : 3);
  const Wide top = amount.low >= 0 && amount.high <= most ? amount.high : most;
  Wide low = std::min<Wide>(a.low, 0), high = std::max<Wide>(a.high, 0);
  if (op == Op::kShiftLeft) {
    const bool natural = a.low >= 0 && a.high < (Wide(1) << 64) && top < 60 && (a.high << top) <= highest(a.type.base);
    if (!natural && is_signed(a.type.base)) a = convert(std::move(a), with_sign(a.type.base, false), false);
    low = natural ? a.low : lowest(a.type.base), high = natural ? a.high << top : highest(a.type.base);
  }
  Expr r = make(op, a.type, {});
  r.low = low, r.high = high;
  r.args.push_back(std::move(a));
  r.args.push_back(std::move(amount));
  return r;
}

Expr Generator::compare(Op op, Expr a, Expr b) {
  if (is_float(a.type.base) != is_float(b.type.base)) (is_float(a.type.base) ? b : a) = to_base(std::move(is_float(a.type.base) ? b : a), std::max(a.type.base, b.type.base));
  if (is_float(a.type.base)) {
    const Base t = std::max(a.type.base, b.type.base);
    a = convert(std::move(a), t, true);
    b = convert(std::move(b), t, true);
  } else {
    common(a, b);
  }
  Expr r = make(op, scalar_type(Base::kInt), {});
  r.low = 0, r.high = 1;
  r.args.push_back(std::move(a));
  r.args.push_back(std::move(b));
  return r;
}

Expr Generator::choose(Expr c, Expr a, Expr b) {
  const Base t = common(a, b);
  Expr r = make(Op::kConditional, scalar_type(t), {});
  r.low = std::min(a.low, b.low), r.high = std::max(a.high, b.high);
  r.args.push_back(std::move(c));
  r.args.push_back(std::move(a));
  r.args.push_back(std::move(b));
  return r;
}

Expr Generator::to_base(Expr e, Base b, bool hidden) {
  const Base from = e.type.base;
  if (from == b) return e;
  if (is_float(from) && !is_float(b)) {
    if (b != Base::kInt && b != Base::kLong) e = convert(std::move(e), Base::kInt, false);
    return convert(std::move(e), b, hidden);
  }
  if (!is_float(from) && is_float(b) && magnitude(e) > kFloatBound) e = masked(std::move(e), 1023);
  return convert(std::move(e), b, hidden);
}

Expr Generator::item(ItemFunction f, int dimension) {
  Expr e;
  e.op = Op::kItem;
  e.type = scalar_type(f >= ItemFunction::kWorkDim ? Base::kUint : Base::kUlong);
  e.index = static_cast<std::int32_t>(f);
  e.value = dimension;
  const auto d = static_cast<std::size_t>(dimension);
  std::int64_t low = 0, high = 4095;  // a helper serves every kernel
  if (kernel_ != nullptr) {
    const Range& r = kernel_->range;
    const std::int64_t groups = (r.global[d] + r.local[d] - 1) / r.local[d], items = r.group_items();
    switch (f) {
      case ItemFunction::kGlobalId: low = r.offset[d], high = std::int64_t{r.offset[d]} + r.global[d] - 1; break;
      case ItemFunction::kLocalId: high = r.local[d] - 1; break;
      case ItemFunction::kGroupId: high = groups - 1; break;
      case ItemFunction::kGlobalSize: low = high = r.global[d]; break;
      case ItemFunction::kLocalSize: low = 1, high = r.local[d]; break;
      case ItemFunction::kNumGroups: low = high = groups; break;
      case ItemFunction::kGlobalOffset: low = high = r.offset[d]; break;
      case ItemFunction::kGlobalLinearId: high = r.items() - 1; break;
      case ItemFunction::kLocalLinearId: high = items - 1; break;
      case ItemFunction::kWorkDim: low = high = r.dim; break;
      case ItemFunction::kSubGroupId: high = (items - 1) / kernel_->sub_group_size; break;
      case ItemFunction::kSubGroupLocalId: high = std::min<std::int64_t>(kernel_->sub_group_size, items) - 1; break;
      case ItemFunction::kSubGroupSize: low = 1, high = kernel_->sub_group_size; break;
      case ItemFunction::kNumSubGroups: low = 1, high = (items + kernel_->sub_group_size - 1) / kernel_->sub_group_size; break;
      case ItemFunction::kMaxSubGroupSize: low = high = kernel_->sub_group_size; break;
    }
  }
  e.low = low, e.high = high;
  return e;
}

Expr Generator::any_item(Level level) {
  static constexpr std::array varying = {ItemFunction::kGlobalId, ItemFunction::kGlobalId, ItemFunction::kLocalId, ItemFunction::kLocalLinearId,
                                         ItemFunction::kGlobalLinearId};
  static constexpr std::array uniform = {ItemFunction::kGroupId, ItemFunction::kGroupId, ItemFunction::kLocalSize, ItemFunction::kNumGroups,
                                         ItemFunction::kGlobalSize, ItemFunction::kGlobalOffset, ItemFunction::kWorkDim};
  ItemFunction f = level == Level::kVarying && random_.chance(75) ? random_.pick(varying) : random_.pick(uniform);
  if (lanes_ && kernel_ != nullptr && random_.chance(25))
    f = level == Level::kVarying ? ItemFunction::kSubGroupLocalId : level == Level::kSub ? ItemFunction::kSubGroupId : ItemFunction::kNumSubGroups;
  const std::uint32_t dims = kernel_ != nullptr ? kernel_->range.dim : 3;
  Expr e = item(f, f <= ItemFunction::kGlobalOffset ? static_cast<int>(random_.below(dims)) : 0);
  switch (random_.weighted({60, 25, 15})) {
    case 0: return convert(std::move(e), Base::kInt, false);
    case 1: return convert(std::move(e), Base::kUint, false);
    default: return e;
  }
}

Expr Generator::index_below(std::uint32_t count, Level level, int depth) {
  Expr e;
  if (random_.chance(50)) {  // as people write them: a small number, times something, plus something
    std::vector<const Known*> small;
    for (const Known& k : scope_) {
      const Type& t = function_->variables[std::size_t(k.index)].type;
      if (is_plain(t) && t.width == 1 && is_integer(t.base) && k.level >= level && k.low >= -4096 && k.high <= 4096) small.push_back(&k);
    }
    if (!small.empty() && random_.chance(80)) e = variable(*random_.pick(small));
    else if (!uniform_helper_) e = any_item(level);
    else e = any_literal(Base::kInt);
    if (random_.chance(30)) e = binary(Op::kMultiply, std::move(e), literal(Base::kInt, random_.between(2, 3)));
    if (random_.chance(40)) e = binary(Op::kAdd, std::move(e), literal(Base::kInt, random_.between(0, 5)));
    if (random_.chance(15)) e = binary(Op::kSubtract, literal(Base::kInt, count - 1), std::move(e));
  } else {
    e = integer(level, depth);
  }
  if (e.low >= 0 && e.high < Wide(count)) return e;
  if ((count & (count - 1)) == 0) return masked(std::move(e), count - 1);
  e = convert(std::move(e), Base::kUint, false);
  Expr r = binary(Op::kRemainder, std::move(e), literal(Base::kUint, count));
  return r;
}

Expr Generator::condition(Level level, int depth) {
  static constexpr std::array relations = {Op::kLess, Op::kLessEqual, Op::kGreater, Op::kGreaterEqual, Op::kEqual, Op::kNotEqual};
  switch (random_.weighted({55, 15, 10, 8, 6, 6})) {
    case 0: {
      Expr a = integer(level, depth - 1);
      Expr b = random_.chance(50) ? any_literal(promoted(a).type.base) : integer(level, depth - 1);
      return compare(random_.pick(relations), std::move(a), std::move(b));
    }
    case 1: {
      Expr r = make(random_.chance(50) ? Op::kLogicalAnd : Op::kLogicalOr, scalar_type(Base::kInt), {});
      r.low = 0, r.high = 1;
      r.args.push_back(depth > 0 ? condition(level, depth - 1) : integer_leaf(level));
      r.args.push_back(depth > 0 ? condition(level, depth - 1) : integer_leaf(level));
      return r;
    }
    case 2: return masked(integer(level, depth - 1), random_.chance(60) ? 1 : 3);
    case 3: {
      Expr r = make(Op::kLogicalNot, scalar_type(Base::kInt), {});
      r.low = 0, r.high = 1;
      r.args.push_back(depth > 0 ? condition(level, depth - 1) : integer_leaf(level));
      return r;
    }
    case 4: return compare(random_.pick(relations), floating(Base::kFloat, level, depth - 1), floating(Base::kFloat, level, 0));
    default: {
      static constexpr std::array widths = {2, 3, 4, 8};
      const int w = random_.pick(widths);
      Expr v = make(random_.pick(relations), vector_type(Base::kInt, w), {});
      v.args.push_back(vector(Base::kInt, w, level, depth - 1));
      v.args.push_back(vector(Base::kInt, w, level, 0));
      Expr r = make(Op::kBuiltin, scalar_type(Base::kInt), {});
      r.index = static_cast<std::int32_t>(random_.chance(50) ? Builtin::kAny : Builtin::kAll);
      r.low = 0, r.high = 1;
      r.args.push_back(std::move(v));
      return r;
    }
  }
}

Expr Generator::integer(Level level, int depth) {
  if (depth <= 0 || random_.chance(20)) return integer_leaf(level);
  static constexpr std::array plain = {Op::kAdd, Op::kAdd, Op::kSubtract, Op::kSubtract, Op::kMultiply, Op::kAnd, Op::kOr, Op::kXor, Op::kDivide, Op::kRemainder};
  switch (random_.weighted({50, 8, 8, 5, 8, 12, 6, 3})) {
    case 0: return binary(random_.pick(plain), integer(level, depth - 1), integer(level, depth - 1));
    case 1: return shift(random_.chance(50) ? Op::kShiftLeft : Op::kShiftRight, integer(level, depth - 1), integer(level, depth - 2));
    case 2: return choose(condition(level, depth - 1), integer(level, depth - 1), integer(level, depth - 1));
    case 3: return condition(level, depth - 1);
    case 4: return convert(integer(level, depth - 1), random_.pick(kScalarBases), false);
    case 5: return integer_function(level, depth);
    case 6: {
      Expr a = promoted(integer(level, depth - 1));
      const bool negate = random_.chance(50) && (!is_signed(a.type.base) || a.low > lowest(a.type.base));
      Expr r = make(negate ? Op::kNegate : Op::kComplement, a.type, {});
      whole_range(r);
      if (is_signed(a.type.base)) r.low = negate ? -a.high : -a.high - 1, r.high = negate ? -a.low : -a.low - 1;
      r.args.push_back(std::move(a));
      return r;
    }
    default: return to_base(floating(Base::kFloat, level, depth - 1), Base::kInt);
  }
}

Expr Generator::integer_leaf(Level level) {
  bool found = false;
  switch (random_.weighted({45, 15, 10, 15, 10, 5})) {
    case 0: {
      std::vector<const Known*> fitting;
      for (const Known& k : scope_) {
        const Type& t = function_->variables[std::size_t(k.index)].type;
        if (is_plain(t) && t.width == 1 && !is_float(t.base) && k.level >= level) fitting.push_back(&k);
      }
      if (!fitting.empty()) return variable(*random_.pick(fitting));
      break;
    }
    case 1:
      if (!uniform_helper_) return any_item(level);
      break;
    case 2: {
      Expr e = read_place(level, 1, false, found);
      if (found) return is_integer(e.type.base) ? e : to_base(std::move(e), Base::kInt);
      break;
    }
    case 3:
      if (!inputs_.empty() || !readable_.empty()) return loaded(level, 1, false);
      break;
    case 4: {
      Expr e = call_plain(level, 1, found);
      if (found) return is_integer(e.type.base) ? e : to_base(std::move(e), Base::kInt);
      break;
    }
    default: break;
  }
  return any_literal(random_.pick(kScalarBases));
}

Expr Generator::small(Expr e, std::int64_t most) {
  if (magnitude(e) <= most) return e;
  const Base b = e.type.base;
  return convert(masked(convert(std::move(e), Base::kInt, false), most), b, false);
}

Expr Generator::floating(Base b, Level level, int depth) {
  if (depth <= 0 || random_.chance(25)) {
    std::vector<const Known*> fitting;
    for (const Known& k : scope_) {
      const Type& t = function_->variables[std::size_t(k.index)].type;
      if (is_plain(t) && t.width == 1 && t.base == b && k.level >= level) fitting.push_back(&k);
    }
    if (!fitting.empty() && random_.chance(70)) return variable(*random_.pick(fitting));
    if (random_.chance(50)) return to_base(integer_leaf(level), b);
    return any_literal(b);
  }
  const Type t = scalar_type(b);
  Expr x = floating(b, level, depth - 1), y = floating(b, level, depth - 1);
  switch (random_.weighted({40, 20, 15, 15, 10})) {
    case 0: {
      x = small(std::move(x), kFloatBound * 16), y = small(std::move(y), kFloatBound * 16);
      const bool add = random_.chance(50);
      Expr r = make(add ? Op::kAdd : Op::kSubtract, t, {});
      r.low = add ? x.low + y.low : x.low - y.high, r.high = add ? x.high + y.high : x.high - y.low;
      r.args.push_back(std::move(x));
      r.args.push_back(std::move(y));
      return r;
    }
    case 1: {  // a zero may be negative; x * y + 0 is not, contracted or not
      y = small(std::move(y), 127);
      x = small(std::move(x), 4095);
      Expr p = make(Op::kMultiply, t, {});
      const Wide most = magnitude(x) * magnitude(y);
      p.args.push_back(std::move(x));
      p.args.push_back(std::move(y));
      Expr r = make(Op::kAdd, t, {});
      const std::int64_t extra = random_.chance(50) ? 0 : random_.between(1, 9);
      r.low = -most, r.high = most + extra;
      r.args.push_back(std::move(p));
      r.args.push_back(literal(b, extra));
      return r;
    }
    case 2: {
      Expr r = make(Op::kConditional, t, {});
      r.low = std::min(x.low, y.low), r.high = std::max(x.high, y.high);
      r.args.push_back(condition(level, depth - 1));
      r.args.push_back(std::move(x));
      r.args.push_back(std::move(y));
      return r;
    }
    case 3: {
      Expr r = make(Op::kBuiltin, t, {});
      r.index = static_cast<std::int32_t>(random_.chance(50) ? Builtin::kMin : Builtin::kMax);
      r.low = std::min(x.low, y.low), r.high = std::max(x.high, y.high);
      r.args.push_back(std::move(x));
      r.args.push_back(std::move(y));
      return r;
    }
    default: {
      Expr r = make(Op::kBuiltin, t, {});
      r.index = static_cast<std::int32_t>(random_.chance(50) ? Builtin::kFabs : Builtin::kFloor);
      r.low = -magnitude(x), r.high = magnitude(x);
      r.args.push_back(std::move(x));
      return r;
    }
  }
}

Expr Generator::scalar(Base b, Level level, int depth) {
  if (b == Base::kBool) return convert(condition(level, depth), b, random_.chance(60));
  return is_float(b) ? floating(b, level, depth) : to_base(integer(level, depth), b);
}

}  // namespace clrt::random_programs
