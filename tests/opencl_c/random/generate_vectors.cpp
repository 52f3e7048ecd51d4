// Vector expressions of random programs.
#include <algorithm>

#include "arithmetic.hpp"
#include "generator.hpp"

namespace clrt::random_programs {
namespace {

constexpr std::array kWidths = {2, 2, 3, 4, 4, 4, 8, 16};

Expr make(Op op, const Type& t) {
  Expr e;
  e.op = op;
  e.type = t;
  whole_range(e);
  return e;
}
Expr with(Expr e, Expr a) { return e.args.push_back(std::move(a)), e; }
Expr with(Expr e, Expr a, Expr b) { return with(with(std::move(e), std::move(a)), std::move(b)); }

// The same bits as integers of the other sign.
Expr reinterpreted(Expr e, Base b) {
  if (e.type.base == b) return e;
  return with(make(Op::kReinterpret, vector_type(b, e.type.width)), std::move(e));
}

}  // namespace

Expr Generator::vector_leaf(Base b, int width, Level level, int depth) {
  const Type t = vector_type(b, width);
  // A variable of the type, or components of a variable with other ones.
  std::vector<const Known*> same, other;
  for (const Known& k : scope_) {
    const Type& v = function_->variables[std::size_t(k.index)].type;
    if (!is_plain(v) || v.base != b || v.width == 1 || k.level < level) continue;
    (v == t ? same : other).push_back(&k);
    if (v == t) other.push_back(&k);
  }
  if (!same.empty() && random_.chance(50)) return variable(*random_.pick(same));
  if (!other.empty() && random_.chance(50)) {
    Expr from = variable(*random_.pick(other));
    Expr e = make(Op::kSwizzle, t);
    for (int k = 0; k < width; ++k) e.lanes.push_back(static_cast<std::uint8_t>(random_.below(from.type.width)));
    return with(std::move(e), std::move(from));
  }
  // From memory: a buffer of vectors, or vload from one of scalars.
  for (int attempt = 0; attempt < 3 && !inputs_.empty(); ++attempt) {
    const InputBuffer in = random_.pick(inputs_);
    if (in.type.base != b || (in.type.width != 1 && in.type != t) || in.count < 16) continue;
    Expr buffer;
    buffer.op = Op::kVariable;
    buffer.type = function_->variables[std::size_t(in.variable)].type;
    buffer.index = in.variable;
    if (in.type == t) return with(make(Op::kElement, t), std::move(buffer), index_below(in.count, level, 1));
    Expr e = make(Op::kBuiltin, t);
    e.index = static_cast<std::int32_t>(Builtin::kVload);
    return with(std::move(e), index_below(in.count / static_cast<std::uint32_t>(width), level, 1), std::move(buffer));
  }
  if (random_.chance(40)) return with(make(Op::kSpread, t), scalar(b, level, depth - 1));
  Expr e = make(Op::kVector, t);
  for (int left = width; left > 0;) {
    if (left >= 2 && random_.chance(20)) {
      e.args.push_back(vector_leaf(b, 2, level, 0));
      left -= 2;
    } else {
      e.args.push_back(scalar(b, level, depth - 2));
      left -= 1;
    }
  }
  if (e.args.size() == 1) {  // (int2)(vector of 2) is a cast
    Expr v = std::move(e.args[0]);
    return v;
  }
  return e;
}

Expr Generator::vector_integer(Base b, int width, Level level, int depth) {
  const Type t = vector_type(b, width);
  const Base u = with_sign(b, false);
  const auto operand = [&](Base base) { return vector(base, width, level, depth - 1); };
  const auto literals = [&](std::int64_t v) {
    Expr e = literal(b, v);
    e.type = t;
    return e;
  };
  switch (random_.weighted({35, 12, 8, 8, 8, 15, 6, 8})) {
    case 0: {
      static constexpr std::array ops = {Op::kAdd, Op::kSubtract, Op::kMultiply};
      // Signed components could overflow.
      Expr x = reinterpreted(operand(b), u);
      Expr y = random_.chance(25) ? with(make(Op::kSpread, vector_type(u, width)), scalar(u, level, depth - 1)) : reinterpreted(operand(b), u);
      if (y.op == Op::kSpread) y.hidden = random_.chance(60) && y.args[0].type.base == u;
      return reinterpreted(with(make(random_.pick(ops), vector_type(u, width)), std::move(x), std::move(y)), b);
    }
    case 1: {
      static constexpr std::array ops = {Op::kAnd, Op::kOr, Op::kXor};
      return with(make(random_.pick(ops), t), operand(b), operand(b));
    }
    case 2: {
      const bool left = random_.chance(50);
      Expr x = left ? reinterpreted(operand(b), u) : operand(b);
      const Type in = x.type;
      Expr n = operand(in.base);
      if (random_.chance(60)) {
        Expr m = literal(in.base, bits_of(b) - 1);
        m.type = in;
        n = with(make(Op::kAnd, in), std::move(n), std::move(m));
      }
      return reinterpreted(with(make(left ? Op::kShiftLeft : Op::kShiftRight, in), std::move(x), std::move(n)), b);
    }
    case 3: {
      Expr d = with(make(Op::kAnd, t), operand(b), literals(random_.chance(50) ? 7 : 63));
      return with(make(random_.chance(50) ? Op::kDivide : Op::kRemainder, t), operand(b), with(make(Op::kAdd, t), std::move(d), literals(1)));
    }
    case 4: {
      static constexpr std::array relations = {Op::kLess, Op::kLessEqual, Op::kGreater, Op::kGreaterEqual, Op::kEqual, Op::kNotEqual};
      Expr c = with(make(random_.pick(relations), vector_type(with_sign(b, true), width)), operand(b), operand(b));
      if (random_.chance(40) || !is_signed(b)) {
        Expr e = make(Op::kConditional, t);
        if (random_.chance(50)) return with(with(std::move(e), std::move(c)), operand(b), operand(b));
        e.op = Op::kBuiltin;
        e.index = static_cast<std::int32_t>(Builtin::kSelect);
        return with(with(std::move(e), operand(b), operand(b)), std::move(c));
      }
      return c;
    }
    case 5: {
      static constexpr std::array all = {Builtin::kMin, Builtin::kMax, Builtin::kAddSat, Builtin::kSubSat, Builtin::kHadd, Builtin::kRhadd, Builtin::kMulHi,
                                         Builtin::kMadSat, Builtin::kRotate, Builtin::kPopcount, Builtin::kClz, Builtin::kBitselect, Builtin::kAbs, Builtin::kAbsDiff};
      const Builtin f = random_.pick(all);
      Expr e = make(Op::kBuiltin, t);
      e.index = static_cast<std::int32_t>(f);
      if (f == Builtin::kAbs || f == Builtin::kAbsDiff) {
        const Base from = is_signed(b) ? b : with_sign(b, random_.chance(50));
        e.type.base = u;
        Expr x = operand(from);
        if (f == Builtin::kAbs && is_signed(from)) {  // not of the smallest number, as in integer_function
          Expr one = literal(from, 1);
          one.type = x.type;
          const Type in = x.type;
          x = with(make(Op::kOr, in), std::move(x), std::move(one));
        }
        e = with(std::move(e), std::move(x));
        if (f == Builtin::kAbsDiff) e = with(std::move(e), operand(from));
        return reinterpreted(std::move(e), b);
      }
      e = with(std::move(e), operand(b));
      if (f != Builtin::kPopcount && f != Builtin::kClz) e = with(std::move(e), operand(b));
      if (f == Builtin::kMadSat || f == Builtin::kBitselect) e = with(std::move(e), operand(b));
      return e;
    }
    case 6: return with(make(random_.chance(30) && !is_signed(b) ? Op::kNegate : Op::kComplement, t), operand(b));
    default: {
      static constexpr std::array bases = {Base::kChar, Base::kUchar, Base::kShort, Base::kUshort, Base::kInt, Base::kUint, Base::kLong, Base::kUlong};
      const Base from = random_.pick(bases);
      if (from == b) return operand(b);
      Expr e = make(Op::kConvert, t);
      if (random_.chance(40)) {
        e.op = Op::kBuiltin;
        e.index = static_cast<std::int32_t>(Builtin::kConvertSat);
      }
      return with(std::move(e), operand(from));
    }
  }
}

Expr Generator::vector_floating(Base b, int width, Level level, int depth) {
  const Type t = vector_type(b, width);
  // Every operation starts from small numbers: variables and memory hold no others, and every vector operation ends in them.
  const auto operand = [&] { return vector_leaf(b, width, level, depth - 1); };
  const auto literals = [&](std::int64_t v) {
    Expr e = literal(b, v);
    e.type = t;
    return e;
  };
  const auto back = [&](Expr e) {  // to the bounds of variables, by way of integers
    Expr i = with(make(Op::kConvert, vector_type(Base::kInt, width)), std::move(e));
    Expr m = literal(Base::kInt, 1023);
    m.type = i.type;
    return with(make(Op::kConvert, t), with(make(Op::kAnd, i.type), std::move(i), std::move(m)));
  };
  switch (random_.weighted({50, 30, 20})) {
    case 0: return back(with(make(random_.chance(50) ? Op::kAdd : Op::kSubtract, t), operand(), operand()));
    case 1: return back(with(make(Op::kAdd, t), with(make(Op::kMultiply, t), operand(), literals(random_.between(2, 30))), literals(random_.between(0, 3))));
    default: {
      Expr e = make(Op::kBuiltin, t);
      e.index = static_cast<std::int32_t>(random_.chance(50) ? Builtin::kMin : Builtin::kMax);
      return with(std::move(e), operand(), operand());
    }
  }
}

Expr Generator::vector(Base b, int width, Level level, int depth) {
  if (depth <= 0 || random_.chance(30)) return vector_leaf(b, width, level, depth);
  if (random_.chance(10)) {  // components of a wider or narrower one
    const int from = random_.pick(kWidths);
    Expr e = make(Op::kSwizzle, vector_type(b, width));
    for (int k = 0; k < width; ++k) e.lanes.push_back(static_cast<std::uint8_t>(random_.below(static_cast<std::uint32_t>(from))));
    return with(std::move(e), vector(b, from, level, depth - 1));
  }
  return is_float(b) ? vector_floating(b, width, level, depth) : vector_integer(b, width, level, depth);
}

// Of a scalar or vector type, within the bounds of a variable.
Expr Generator::value(const Type& t, Level level, int depth) {
  if (t.width > 1) return vector(t.base, t.width, level, depth);
  Expr e = scalar(t.base, level, depth);
  return is_float(t.base) ? small(std::move(e), 4095) : e;
}

}  // namespace clrt::random_programs
