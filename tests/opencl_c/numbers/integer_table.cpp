// References of the integer functions: the definitions, on 128 bits.
#include "integer_table.hpp"

#include <algorithm>

namespace clrt::numbers {

const std::vector<IntegerType>& integer_types() {
  static const std::vector<IntegerType> all = {{"char", 8, true}, {"uchar", 8, false}, {"short", 16, true}, {"ushort", 16, false},
                                               {"int", 32, true}, {"uint", 32, false}, {"long", 64, true},  {"ulong", 64, false}};
  return all;
}

namespace {

IntegerType with(int bits, bool is_signed) {
  for (const IntegerType& t : integer_types())
    if (t.bits == bits && t.is_signed == is_signed) return t;
  return {};
}
UInt128 bits_of(const IntegerType& t, Int128 x) { return static_cast<UInt128>(x) & ((UInt128{1} << t.bits) - 1); }
Int128 floor_half(Int128 x) { return x >> 1; }

class List {
 public:
  explicit List(const IntegerType& type) : t(type) {}
  const IntegerType t;
  std::vector<IntegerFunction> rows;

  template <class F>
  IntegerFunction& add(const std::string& name, std::vector<IntegerType> types, const IntegerType& result, std::string code,
                       F reference) {
    IntegerFunction f;
    f.name = name, f.types = std::move(types), f.result = result, f.reference = reference;
    f.form = {result.name, {}, std::move(code)};
    for (const IntegerType& a : f.types) f.form.arguments.push_back(a.name);
    return rows.emplace_back(std::move(f));
  }
  // r = NAME(x, ...) with all of the type.
  template <class F>
  IntegerFunction& call(const std::string& name, std::size_t arguments, F reference) {
    const std::string list = std::string("x, y, z").substr(0, 3 * arguments - 2);
    return add(name, std::vector<IntegerType>(arguments, t), t, "r = " + name + "(" + list + ");", reference);
  }
};

void arithmetic(List& l) {
  const IntegerType t = l.t;
  l.call("add_sat", 2, [t](const Int128* a) { return t.clamp(a[0] + a[1]); });
  l.call("sub_sat", 2, [t](const Int128* a) { return t.clamp(a[0] - a[1]); });
  l.call("hadd", 2, [](const Int128* a) { return floor_half(a[0] + a[1]); });
  l.call("rhadd", 2, [](const Int128* a) { return floor_half(a[0] + a[1] + 1); });
  l.call("min", 2, [](const Int128* a) { return std::min(a[0], a[1]); });
  l.call("max", 2, [](const Int128* a) { return std::max(a[0], a[1]); });
  l.call("clamp", 3, [](const Int128* a) { return std::min(std::max(a[0], a[1]), a[2]); }).defined = [](const Int128* a) {
    return a[1] <= a[2];
  };
  const auto high = [t](Int128 x, Int128 y) {
    if (t.is_signed) return (x * y) >> t.bits;
    return static_cast<Int128>((static_cast<UInt128>(x) * static_cast<UInt128>(y)) >> t.bits);
  };
  l.call("mul_hi", 2, [high](const Int128* a) { return high(a[0], a[1]); });
  l.call("mad_hi", 3, [t, high](const Int128* a) { return t.wrap(high(a[0], a[1]) + a[2]); });
  l.call("mad_sat", 3, [t](const Int128* a) {
    if (!t.is_signed) {
      const UInt128 sum = static_cast<UInt128>(a[0]) * static_cast<UInt128>(a[1]) + static_cast<UInt128>(a[2]);
      return static_cast<Int128>(std::min(sum, static_cast<UInt128>(t.most())));
    }
    return t.clamp(a[0] * a[1] + a[2]);
  });
  const IntegerType u = with(t.bits, false);
  l.add("abs", {t}, u, "r = abs(x);", [](const Int128* a) { return a[0] < 0 ? -a[0] : a[0]; });
  l.add("abs_diff", {t, t}, u, "r = abs_diff(x, y);", [](const Int128* a) { return a[0] < a[1] ? a[1] - a[0] : a[0] - a[1]; });
  if (t.bits == 32) {
    const auto in_range = [t](Int128 x) { return t.is_signed ? x >= -(1 << 23) && x < (1 << 23) : x < (1 << 24); };
    l.call("mul24", 2, [t](const Int128* a) { return t.wrap(a[0] * a[1]); }).defined = [in_range](const Int128* a) {
      return in_range(a[0]) && in_range(a[1]);
    };
    l.call("mad24", 3, [t](const Int128* a) { return t.wrap(a[0] * a[1] + a[2]); }).defined = [in_range](const Int128* a) {
      return in_range(a[0]) && in_range(a[1]);
    };
  }
  // The operators that are more than one machine instruction.
  const auto divides = [t](const Int128* a) { return a[1] != 0 && !(t.is_signed && a[0] == t.least() && a[1] == -1); };
  l.add("x / y", {t, t}, t, "r = x / y;", [](const Int128* a) { return a[1] == 0 ? 0 : a[0] / a[1]; }).defined = divides;
  l.add("x % y", {t, t}, t, "r = x % y;", [](const Int128* a) { return a[1] == 0 ? 0 : a[0] % a[1]; }).defined = divides;
  // Shift amounts count modulo the width; narrow scalars are promoted to int first, so amounts stay below the narrow width here.
  const auto amount = [t](const Int128* a) { return static_cast<int>(a[1] & (t.bits - 1)); };
  const auto below = [t](const Int128* a) { return t.bits >= 32 || (a[1] >= 0 && a[1] < t.bits); };
  l.add("x << y", {t, t}, t, "r = x << y;", [t, amount](const Int128* a) { return t.wrap(a[0] << amount(a)); }).defined = below;
  l.add("x >> y", {t, t}, t, "r = x >> y;", [amount](const Int128* a) { return a[0] >> amount(a); }).defined = below;
}

void bits(List& l) {
  const IntegerType t = l.t;
  const auto leading = [t](const Int128* a) {
    int n = 0;
    while (n < t.bits && !(bits_of(t, a[0]) >> (t.bits - 1 - n) & 1)) ++n;
    return Int128{n};
  };
  const auto trailing = [t](const Int128* a) {
    int n = 0;
    while (n < t.bits && !(bits_of(t, a[0]) >> n & 1)) ++n;
    return Int128{n};
  };
  const auto ones = [t](const Int128* a) {
    int n = 0;
    for (int k = 0; k < t.bits; ++k) n += static_cast<int>(bits_of(t, a[0]) >> k & 1);
    return Int128{n};
  };
  l.call("clz", 1, leading), l.call("ctz", 1, trailing), l.call("popcount", 1, ones);
  l.call("rotate", 2, [t](const Int128* a) {
    const int n = static_cast<int>(bits_of(t, a[1]) % static_cast<unsigned>(t.bits));
    const UInt128 b = bits_of(t, a[0]);
    return t.wrap(static_cast<Int128>(b << n | b >> (t.bits - n)));
  });
  l.call("bit_reverse", 1, [t](const Int128* a) {
    UInt128 r = 0;
    for (int k = 0; k < t.bits; ++k) r |= (bits_of(t, a[0]) >> k & 1) << (t.bits - 1 - k);
    return t.wrap(static_cast<Int128>(r));
  });
  if (t.bits < 64) {
    const IntegerType wide = with(2 * t.bits, t.is_signed), low = with(t.bits, false);
    l.add("upsample", {t, low}, wide, "r = upsample(x, y);", [t](const Int128* a) { return (a[0] << t.bits) | a[1]; });
  }
  const IntegerType u = with(t.bits, false), s = with(t.bits, true), packed = with(32, false);
  const auto field = [u](Int128 x, Int128 where) {
    const int offset = static_cast<int>(where & 255), count = static_cast<int>(where >> 8);
    return count == 0 ? UInt128{0} : (bits_of(u, x) >> offset) & ((UInt128{1} << count) - 1);
  };
  const std::string split = "const uint o = #$0 & 255u, c = #$0 >> 8; ";
  const auto with_field = [&](const char* argument) {
    return std::string(split).replace(split.find('#'), 1, argument).replace(split.rfind('#'), 1, argument);
  };
  l.add("bitfield_insert", {t, t, packed}, t, with_field("z") + "r = bitfield_insert(x, y, o, c);", [t](const Int128* a) {
     const int offset = static_cast<int>(a[2] & 255), count = static_cast<int>(a[2] >> 8);
     const UInt128 mask = ((UInt128{1} << count) - 1) << offset;
     return t.wrap(static_cast<Int128>((bits_of(t, a[0]) & ~mask) | ((bits_of(t, a[1]) << offset) & mask)));
   }).has_field = true;
  l.add("bitfield_extract_signed", {t, packed}, s, with_field("y") + "r = bitfield_extract_signed(x, o, c);",
        [field](const Int128* a) {
          const UInt128 f = field(a[0], a[1]);
          const int count = static_cast<int>(a[1] >> 8);
          return count > 0 && (f >> (count - 1) & 1) ? static_cast<Int128>(f) - (Int128{1} << count) : static_cast<Int128>(f);
        })
      .has_field = true;
  l.add("bitfield_extract_unsigned", {t, packed}, u, with_field("y") + "r = bitfield_extract_unsigned(x, o, c);",
        [field](const Int128* a) { return static_cast<Int128>(field(a[0], a[1])); })
      .has_field = true;
}

}  // namespace

std::vector<IntegerFunction> integer_functions(const IntegerType& type) {
  List l(type);
  arithmetic(l), bits(l);
  return std::move(l.rows);
}

}  // namespace clrt::numbers
