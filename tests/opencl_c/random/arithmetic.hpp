// Arithmetic of one component, as the OpenCL C specification words it: integers in 128 bits, then looked at whether they fit.
#pragma once

#include <bit>
#include <cmath>
#include <string>

#include "program.hpp"

namespace clrt::random_programs {

// What the specification leaves undefined, or a limit of the evaluator.
struct Fault {
  std::string what;
};

// A component: an integer in the range of its type (ulong: its bits), or a floating-point number.
union Cell {
  std::int64_t i;
  double d;
};

inline int bits_of(Base b) { return bytes_of(b) * 8; }
inline Wide lowest(Base b) { return is_signed(b) ? -(Wide(1) << (bits_of(b) - 1)) : Wide(0); }
inline Wide highest(Base b) { return b == Base::kBool ? Wide(1) : (Wide(1) << (bits_of(b) - (is_signed(b) ? 1 : 0))) - 1; }

inline Wide wide(Base b, Cell c) { return b == Base::kUlong ? Wide(static_cast<std::uint64_t>(c.i)) : Wide(c.i); }

// Modulo 2^bits.
inline Cell wrapped(Base b, Wide v) {
  const int drop = 128 - bits_of(b);
  const auto up = static_cast<UnsignedWide>(v) << drop;
  const Wide cut = is_signed(b) ? static_cast<Wide>(up) >> drop : static_cast<Wide>(up >> drop);
  return {.i = static_cast<std::int64_t>(cut)};
}
inline Cell exact(Base b, Wide v, const char* what) {
  if (v < lowest(b) || v > highest(b)) throw Fault{std::string("overflow of a signed integer: ") + what};
  return wrapped(b, v);
}
inline Cell saturated(Base b, Wide v) { return wrapped(b, v < lowest(b) ? lowest(b) : v > highest(b) ? highest(b) : v); }

// Programs keep to whole numbers that every step holds exactly; all else is a fault of the generator.
inline Cell whole(double v) {
  if (v != std::floor(v) || std::abs(v) > 16777216.0 || (v == 0 && std::signbit(v))) throw Fault{"a floating-point number that is not small and whole"};
  return {.d = v};
}

inline Cell convert(Base to, Base from, Cell c) {
  if (to == Base::kBool) return {.i = (is_float(from) ? c.d != 0 : c.i != 0) ? 1 : 0};
  if (is_float(to)) return whole(is_float(from) ? c.d : static_cast<double>(wide(from, c)));
  if (!is_float(from)) return wrapped(to, wide(from, c));
  const Wide v = static_cast<Wide>(c.d);
  if (v < lowest(to) || v > highest(to)) throw Fault{"conversion of a floating-point number out of range"};
  return wrapped(to, v);
}

inline bool truth(Base b, Cell c) { return is_float(b) ? c.d != 0 : c.i != 0; }

inline Cell arithmetic(Op op, Base b, Cell x, Cell y) {
  if (is_float(b)) {
    switch (op) {
      case Op::kAdd: return whole(x.d + y.d);
      case Op::kSubtract: return whole(x.d - y.d);
      case Op::kMultiply: {  // a zero of either sign: the program adds a zero to it
        const double p = x.d * y.d;
        return p == 0 ? Cell{.d = p} : whole(p);
      }
      default: throw Fault{"an operator that floating-point numbers do not have here"};
    }
  }
  const Wide u = wide(b, x), v = wide(b, y);
  const auto fits = [&](Wide r, const char* what) { return is_signed(b) ? exact(b, r, what) : wrapped(b, r); };
  switch (op) {
    case Op::kAdd: return fits(u + v, "+");
    case Op::kSubtract: return fits(u - v, "-");
    case Op::kMultiply: return b == Base::kUlong ? Cell{.i = static_cast<std::int64_t>(static_cast<std::uint64_t>(x.i) * static_cast<std::uint64_t>(y.i))} : fits(u * v, "*");
    case Op::kDivide:
    case Op::kRemainder:
      if (v == 0) throw Fault{"division by zero"};
      if (is_signed(b) && u == lowest(b) && v == -1) throw Fault{"overflow of a division"};
      return wrapped(b, op == Op::kDivide ? u / v : u % v);
    case Op::kAnd: return wrapped(b, u & v);
    case Op::kOr: return wrapped(b, u | v);
    case Op::kXor: return wrapped(b, u ^ v);
    default: throw Fault{"not an arithmetic operator"};
  }
}

// The amount counts modulo the bits of the left operand (6.3, operator j).
inline Cell shifted(Op op, Base b, Cell x, Base amount_type, Cell amount) {
  const auto n = static_cast<int>(wide(amount_type, amount) & (bits_of(b) - 1));
  const Wide u = wide(b, x);
  if (op == Op::kShiftRight) return wrapped(b, u >> n);
  if (is_signed(b)) return u < 0 ? throw Fault{"a negative number shifted left"} : exact(b, u << n, "<<");
  return wrapped(b, u << n);
}

inline bool compared(Op op, Base b, Cell x, Cell y) {
  const auto is = [op](auto u, auto v) {
    switch (op) {
      case Op::kLess: return u < v;
      case Op::kLessEqual: return u <= v;
      case Op::kGreater: return u > v;
      case Op::kGreaterEqual: return u >= v;
      case Op::kEqual: return u == v;
      default: return u != v;
    }
  };
  return is_float(b) ? is(x.d, y.d) : is(wide(b, x), wide(b, y));
}

inline Cell reduced(Reduce r, Base b, Cell x, Cell y) {
  if (is_float(b)) {
    switch (r) {
      case Reduce::kAdd: return whole(x.d + y.d);
      case Reduce::kMin: return x.d < y.d ? x : y;
      case Reduce::kMax: return x.d > y.d ? x : y;
      default: throw Fault{"a reduction that floating-point numbers do not have here"};
    }
  }
  switch (r) {
    case Reduce::kAdd: return arithmetic(Op::kAdd, b, x, y);
    case Reduce::kMul: return arithmetic(Op::kMultiply, b, x, y);
    case Reduce::kMin: return wide(b, x) < wide(b, y) ? x : y;
    case Reduce::kMax: return wide(b, x) > wide(b, y) ? x : y;
    case Reduce::kAnd: return arithmetic(Op::kAnd, b, x, y);
    case Reduce::kOr: return arithmetic(Op::kOr, b, x, y);
    case Reduce::kXor: return arithmetic(Op::kXor, b, x, y);
  }
  return x;
}
inline Cell neutral(Reduce r, Base b) {
  if (is_float(b)) {
    if (r != Reduce::kAdd) throw Fault{"the neutral element is infinite"};
    return {.d = 0};
  }
  switch (r) {
    case Reduce::kMul: return {.i = 1};
    case Reduce::kMin: return wrapped(b, highest(b));
    case Reduce::kMax: return wrapped(b, lowest(b));
    case Reduce::kAnd: return wrapped(b, -1);
    default: return {.i = 0};
  }
}

// Component of an integer function; a, b, c are of type `t` unless said.
inline Cell integer_function(Builtin f, Base t, Cell a, Cell b, Cell c) {
  const Wide x = wide(t, a), y = wide(t, b), z = wide(t, c);
  const int bits = bits_of(t);
  const Base u = with_sign(t, false);
  switch (f) {
    case Builtin::kMin: return y < x ? b : a;
    case Builtin::kMax: return x < y ? b : a;
    case Builtin::kClamp:
      if (y > z) throw Fault{"clamp between bounds that are the wrong way round"};
      return x < y ? b : x > z ? c : a;
    case Builtin::kAbs: return wrapped(u, x < 0 ? -x : x);
    case Builtin::kAbsDiff: return wrapped(u, x < y ? y - x : x - y);
    case Builtin::kAddSat: return saturated(t, x + y);
    case Builtin::kSubSat: return saturated(t, x - y);
    case Builtin::kHadd: return wrapped(t, (x + y) >> 1);
    case Builtin::kRhadd: return wrapped(t, (x + y + 1) >> 1);
    case Builtin::kMulHi:
    case Builtin::kMadHi: {
      const Wide hi = t == Base::kUlong ? static_cast<Wide>((static_cast<UnsignedWide>(x) * static_cast<UnsignedWide>(y)) >> 64) : (x * y) >> bits;
      return f == Builtin::kMulHi ? wrapped(t, hi) : is_signed(t) ? exact(t, hi + z, "mad_hi") : wrapped(t, hi + z);
    }
    case Builtin::kMadSat: {
      if (t == Base::kUlong) {
        const UnsignedWide p = static_cast<UnsignedWide>(x) * static_cast<UnsignedWide>(y), s = p + static_cast<UnsignedWide>(z);
        return s >> 64 != 0 ? wrapped(t, highest(t)) : wrapped(t, static_cast<Wide>(s));
      }
      return saturated(t, x * y + z);
    }
    case Builtin::kMul24:
    case Builtin::kMad24: {
      const Wide low = is_signed(t) ? -(1 << 23) : 0, high = is_signed(t) ? (1 << 23) - 1 : (1 << 24) - 1;
      if (x < low || x > high || y < low || y > high) throw Fault{"an operand of mul24 has more than 24 bits"};
      const Wide r = f == Builtin::kMul24 ? x * y : x * y + z;
      return is_signed(t) ? exact(t, r, "mul24") : wrapped(t, r);
    }
    case Builtin::kRotate: {
      const int n = static_cast<int>(y & (bits - 1));
      const Wide v = wide(u, wrapped(u, x));
      return wrapped(t, (v << n) | (v >> (bits - n)));
    }
    case Builtin::kPopcount: return {.i = std::popcount(static_cast<std::uint64_t>(wide(u, wrapped(u, x))))};
    case Builtin::kClz: return {.i = std::countl_zero(static_cast<std::uint64_t>(wide(u, wrapped(u, x)))) - (64 - bits)};
    case Builtin::kBitselect: return wrapped(t, (x & ~z) | (y & z));
    default: throw Fault{"not an integer function"};
  }
}

}  // namespace clrt::random_programs
