// The table of floating-point built-in functions.
#include "function_table.hpp"

#include <fmt/format.h>

namespace clrt::numbers {
namespace {

constexpr Limit kNone{}, kExact{Limit::kExact}, kRounded{Limit::kRounded}, kUndefined{Limit::kUndefined};
constexpr Limit ulp(double n) { return {Limit::kUlp, n}; }
constexpr Limit promised(double n) { return {Limit::kUlp, n, true}; }

class Table {
 public:
  std::vector<Function> rows;

  Function& add(std::string name, std::string arguments, std::string code, Limit half, Limit single, Limit twice) {
    Function f;
    f.name = std::move(name), f.arguments = std::move(arguments), f.code = std::move(code);
    f.half = half, f.single = single, f.twice = twice;
    return rows.emplace_back(std::move(f));
  }
  // r = NAME(x, ...)
  Function& call(const std::string& name, const std::string& arguments, Reference f, Limit half, Limit single, Limit twice) {
    const std::string list = std::string("x, y, z").substr(0, 3 * arguments.size() - 2);
    Function& row = add(name, arguments, fmt::format("r = {}({});", name, list), half, single, twice);
    row.reference = f;
    return row;
  }
};

void arithmetic(Table& t) {
  const auto add = [&](const char* name, const char* arguments, const char* code, Reference f, Limit single) {
    t.add(name, arguments, code, kRounded, single, kRounded).reference = f;
  };
  add("x + y", "ff", "r = x + y;", reference::add, kRounded);
  add("x - y", "ff", "r = x - y;", reference::subtract, kRounded);
  add("x * y", "ff", "r = x * y;", reference::multiply, kRounded);
  add("x / y", "ff", "r = x / y;", reference::divide, ulp(2.5));
  add("1 / x", "f", "r = ($T)1 / x;", reference::recip, ulp(2.5));
}

void one_argument(Table& t) {
  const auto row = [&](const char* name, Reference f, double half, double both) -> Function& {
    return t.call(name, "f", f, ulp(half), ulp(both), ulp(both));
  };
  row("acos", reference::acos, 2, 4), row("acosh", reference::acosh, 2, 4), row("acospi", reference::acospi, 2, 5);
  row("asin", reference::asin, 2, 4), row("asinh", reference::asinh, 2, 4), row("asinpi", reference::asinpi, 2, 5);
  row("atan", reference::atan, 2, 5), row("atanh", reference::atanh, 2, 5), row("atanpi", reference::atanpi, 2, 5);
  row("cbrt", reference::cbrt, 2, 2), row("cos", reference::cos, 2, 4), row("cosh", reference::cosh, 2, 4);
  row("cospi", reference::cospi, 2, 4);
  row("erf", reference::erf, 4, 16).cost = 4;
  row("erfc", reference::erfc, 4, 16).cost = 8;
  row("exp", reference::exp, 2, 3), row("exp2", reference::exp2, 2, 3), row("exp10", reference::exp10, 2, 3);
  row("expm1", reference::expm1, 2, 3), row("log", reference::log, 2, 3), row("log2", reference::log2, 2, 3);
  row("log10", reference::log10, 2, 3), row("log1p", reference::log1p, 2, 2), row("rsqrt", reference::rsqrt, 1, 2);
  row("sin", reference::sin, 2, 4), row("sinh", reference::sinh, 2, 4), row("sinpi", reference::sinpi, 2, 4);
  row("tan", reference::tan, 2, 5), row("tanh", reference::tanh, 2, 5), row("tanpi", reference::tanpi, 2, 6);
  row("tgamma", reference::tgamma, 4, 16).cost = 8;
  t.call("lgamma", "f", reference::lgamma, kUndefined, kUndefined, kUndefined).cost = 8;
  t.call("sqrt", "f", reference::sqrt, kRounded, ulp(3), kRounded);
  for (const auto& [name, f] : {std::pair<const char*, Reference>{"ceil", reference::ceil},
                                {"floor", reference::floor},
                                {"rint", reference::rint},
                                {"round", reference::round},
                                {"trunc", reference::trunc}})
    t.call(name, "f", f, kRounded, kRounded, kRounded);
  t.call("fabs", "f", reference::fabs, kExact, kExact, kExact);
  t.call("logb", "f", reference::logb, kExact, kExact, kExact);
}

// Functions that store through a pointer have a row for each result.
void two_results(Table& t) {
  const auto row = [&](const char* name, const char* arguments, const char* code, Reference f, Limit half, Limit both) {
    t.add(name, arguments, code, half, both, both).reference = f;
  };
  row("sincos, sine", "f", "$T c; r = sincos(x, &c);", reference::sin, ulp(2), ulp(4));
  row("sincos, cosine", "f", "$T c; sincos(x, &c); r = c;", reference::cos, ulp(2), ulp(4));
  row("fract", "f", "$T w; r = fract(x, &w);", reference::fract, kRounded, kRounded);
  row("fract, whole part", "f", "$T w; fract(x, &w); r = w;", reference::fract_whole, kExact, kExact);
  row("modf", "f", "$T w; r = modf(x, &w);", reference::modf, kExact, kExact);
  row("modf, whole part", "f", "$T w; modf(x, &w); r = w;", reference::modf_whole, kExact, kExact);
  row("frexp", "f", "$I e; r = frexp(x, &e);", reference::frexp, kExact, kExact);
  row("remquo", "ff", "$I q; r = remquo(x, y, &q);", reference::remainder, kExact, kExact);
  row("lgamma_r", "f", "$I s; r = lgamma_r(x, &s);", reference::lgamma, kUndefined, kUndefined);
  t.rows.back().cost = 8;
  const auto count = [&](const char* name, const char* arguments, const char* code, IntReference f) {
    t.add(name, arguments, code, kExact, kExact, kExact).int_reference = f;
  };
  count("frexp, exponent", "f", "$I e; frexp(x, &e); r = e;", reference::frexp_exponent);
  count("remquo, quotient", "ff", "$I q; remquo(x, y, &q); r = q;", reference::remquo_quotient);
  count("lgamma_r, sign", "f", "$I s; lgamma_r(x, &s); r = s;", reference::lgamma_sign);
  count("ilogb", "f", "r = ilogb(x);", reference::ilogb);
}

void more_arguments(Table& t) {
  t.call("atan2", "ff", reference::atan2, ulp(2), ulp(6), ulp(6));
  t.call("atan2pi", "ff", reference::atan2pi, ulp(2), ulp(6), ulp(6));
  t.call("hypot", "ff", reference::hypot, ulp(2), ulp(4), ulp(4));
  t.call("pow", "ff", reference::pow, ulp(4), ulp(16), ulp(16));
  t.call("powr", "ff", reference::powr, ulp(4), ulp(16), ulp(16));
  t.call("pown", "fi", reference::pown, ulp(4), ulp(16), ulp(16));
  t.call("rootn", "fi", reference::rootn, ulp(4), ulp(16), ulp(16));
  t.call("fdim", "ff", reference::fdim, kRounded, kRounded, kRounded);
  t.call("fma", "fff", reference::fma, kRounded, kRounded, kRounded);
  // "Implemented either as a correctly rounded fma or as a multiply followed by an add": the former. Of half and double any
  // value is allowed.
  t.call("mad", "fff", reference::fma, {Limit::kRounded, 0, true}, kRounded, {Limit::kRounded, 0, true});
  t.call("ldexp", "fi", reference::ldexp, kRounded, kRounded, kRounded);
  const auto exact = [&](const char* name, const char* arguments, Reference f) -> Function& {
    return t.call(name, arguments, f, kExact, kExact, kExact);
  };
  exact("copysign", "ff", reference::copysign);
  exact("fmod", "ff", reference::fmod);
  exact("remainder", "ff", reference::remainder);
  exact("nextafter", "ff", reference::nextafter);
  for (const auto& [name, f] : {std::pair<const char*, Reference>{"fmax", reference::fmax}, {"fmin", reference::fmin}}) {
    exact(name, "ff", f).either_zero = true;
  }
  exact("maxmag", "ff", reference::maxmag).either_zero = true;
  exact("minmag", "ff", reference::minmag).either_zero = true;
}

// Section 6.15.4.
void common_functions(Table& t) {
  const auto exact = [&](const char* name, const char* arguments, Reference f, Domain domain) {
    Function& row = t.call(name, arguments, f, kExact, kExact, kExact);
    row.domain = domain, row.either_zero = true;
  };
  exact("min", "ff", reference::fmin, Domain::kNumbers);
  exact("max", "ff", reference::fmax, Domain::kNumbers);
  exact("clamp", "fff", reference::clamp, Domain::kOrdered);
  exact("step", "ff", reference::step, Domain::kNumbers);
  t.call("sign", "f", reference::sign, kExact, kExact, kExact);
  t.call("degrees", "f", reference::degrees, ulp(2), ulp(2), ulp(2));
  t.call("radians", "f", reference::radians, ulp(2), ulp(2), ulp(2));
  // Half and double: implementation-defined. What a few roundings of numbers up to 1 may cost is promised.
  t.call("mix", "fff", reference::mix, {Limit::kAbsolute, 0x1p-9, true}, {Limit::kAbsolute, 1e-3},
         {Limit::kAbsolute, 1e-15, true})
      .domain = Domain::kUnit;
  t.call("smoothstep", "fff", reference::smoothstep, {Limit::kAbsolute, 0x1p-7, true}, {Limit::kAbsolute, 1e-5},
         {Limit::kAbsolute, 1e-14, true})
      .domain = Domain::kStep;
}

void cheaper_names(Table& t) {
  struct Row {
    const char* name;
    const char* arguments;
    Reference reference;
    double promise;
  };
  // What native_ functions promise: they are the functions without the prefix, or are named with another accuracy.
  for (const Row& r : {Row{"cos", "f", reference::cos, 4},
                       {"divide", "ff", reference::divide, 2.5},
                       {"exp", "f", reference::exp, 3},
                       {"exp2", "f", reference::exp2, 3},
                       {"exp10", "f", reference::exp10, 3},
                       {"log", "f", reference::log, 3},
                       {"log2", "f", reference::log2, 3},
                       {"log10", "f", reference::log10, 3},
                       {"powr", "ff", reference::powr, 8192},
                       {"recip", "f", reference::recip, 2.5},
                       {"rsqrt", "f", reference::rsqrt, 2},
                       {"sin", "f", reference::sin, 4},
                       {"sqrt", "f", reference::sqrt, 3},
                       {"tan", "f", reference::tan, 5}}) {
    t.call(fmt::format("half_{}", r.name), r.arguments, r.reference, kNone, ulp(8192), kNone);
    t.call(fmt::format("native_{}", r.name), r.arguments, r.reference, kNone, promised(r.promise), kNone);
  }
}

}  // namespace

std::string text_of(const Limit& limit) {
  std::string text;
  switch (limit.kind) {
    case Limit::kAbsent: return "";
    case Limit::kExact: text = "0 ulp"; break;
    case Limit::kRounded: text = "correctly rounded"; break;
    case Limit::kUlp: text = fmt::format("{} ulp", limit.value); break;
    case Limit::kAbsolute: text = fmt::format("{} absolute", limit.value); break;
    case Limit::kUndefined: return "undefined";
  }
  return limit.own ? text + " (own)" : text;
}

Form Function::form(const Format& f) const {
  Form form{int_reference != nullptr ? "int" : f.name, {}, code};
  for (char letter : arguments)
    form.arguments.push_back(letter == 'f' ? f.name : letter == 'i' ? "int" : std::string("u") + f.bits);
  return form;
}

const std::vector<Function>& functions() {
  static const std::vector<Function> all = [] {
    Table t;
    arithmetic(t), one_argument(t), two_results(t), more_arguments(t), common_functions(t), cheaper_names(t);
    return std::move(t.rows);
  }();
  return all;
}

}  // namespace clrt::numbers
