// Arguments and references of conversions, OpenCL C 6.4.3 and 6.15.7.
#include "conversions.hpp"

#include <array>
#include <cmath>
#include <random>

#include <fmt/format.h>

namespace clrt::numbers {

const std::vector<NumberType>& number_types() {
  static const std::vector<NumberType> all = [] {
    std::vector<NumberType> v;
    for (const IntegerType& t : integer_types()) v.push_back({t});
    for (const Format* f : {&kHalf, &kFloat, &kDouble}) v.push_back({{}, f});
    return v;
  }();
  return all;
}

namespace {

// Exact: long double holds every value of every type.
long double value_of(const NumberType& t, Bits b) {
  if (t.format != nullptr) return numbers::value_of(*t.format, b);
  return static_cast<long double>(t.integer.wrap(static_cast<Int128>(b)));
}
std::string text_of(const NumberType& t, Bits b) {
  if (t.format != nullptr) return numbers::text_of(*t.format, b);
  return fmt::format("{:.0Lf}", value_of(t, b));
}

// Every pattern of types up to 16 bits; of others the surroundings of powers of two, limits of all types and halves, and random ones.
std::vector<Bits> patterns(const NumberType& t, std::size_t samples, std::uint64_t seed) {
  std::vector<Bits> v;
  if (t.bytes() <= 2) {
    for (Bits b = 0; b < Bits{1} << (t.bytes() * 8); ++b) v.push_back(b);
    return v;
  }
  std::mt19937_64 engine(seed);
  const Bits mask = t.bytes() == 4 ? 0xffffffffu : ~Bits{0};
  if (t.format == nullptr) {
    for (int k = 0; k <= t.integer.bits; ++k)
      for (int d = -4; d <= 4; ++d)
        for (Int128 x : {(Int128{1} << k) + d, -(Int128{1} << k) + d}) v.push_back(static_cast<Bits>(x) & mask);
    // Ties and their neighbours where a floating type has fewer bits.
    for (std::size_t i = 0; i < samples; ++i) {
      const Bits x = engine() >> (engine() % 64);
      const int cut = static_cast<int>(engine() % 60);
      for (Bits y : {x, x >> cut << cut, (x >> cut << cut) + 1, (x >> cut << cut) - 1, x >> cut << cut | (Bits{1} << cut >> 1)}) {
        v.push_back(y & mask), v.push_back((0 - y) & mask);
      }
    }
    return v;
  }
  const Format& f = *t.format;
  const auto around = [&](long double x, int reach) {
    const Bits b = nearest(f, std::fabs(x));
    for (int d = -reach; d <= reach; ++d) {
      const Bits y = b + static_cast<Bits>(static_cast<std::int64_t>(d));
      if (y <= f.infinity()) v.push_back(y), v.push_back(y | f.sign());
    }
  };
  v = {0, f.sign(), f.infinity(), f.infinity() | f.sign(), f.quiet_nan(), f.quiet_nan() | f.sign(), f.infinity() + 1};
  for (int e = f.min_exponent() - f.precision; e <= f.max_exponent; ++e) around(std::ldexp(1.0L, e), 3);
  for (int k = 0; k <= 65; ++k)
    for (long double d : {-1.0L, -0.5L, 0.5L, 1.0L, 1.5L, 0.25L, 0.75L}) around(std::ldexp(1.0L, k) + d, 2);
  for (int k = 0; k < 300; ++k) around(k + 0.5L, 1);
  // The numbers of the narrower floating types, and the middle between two of them.
  for (const Format* narrow : {&kHalf, &kFloat}) {
    if (narrow->bytes >= f.bytes) continue;
    for (std::size_t i = 0; i < samples / 4; ++i) {
      const Bits b = engine() & narrow->largest() & (narrow->sign() - 1);
      if (b >= narrow->largest()) continue;
      const long double x = numbers::value_of(*narrow, b), y = numbers::value_of(*narrow, b + 1);
      around(x, 1), around((x + y) / 2, 2);
    }
    around(numbers::value_of(*narrow, narrow->largest()), 3);
    around((numbers::value_of(*narrow, narrow->largest()) + std::ldexp(1.0L, narrow->max_exponent + 1)) / 2, 3);
    around(numbers::value_of(*narrow, 1) / 2, 3);
  }
  std::uniform_real_distribution<long double> small(-70000, 70000);
  for (std::size_t i = 0; i < samples; ++i) {
    v.push_back(engine() & f.mask());
    v.push_back(nearest(f, small(engine)));
    v.push_back(nearest(f, static_cast<long double>(static_cast<std::int64_t>(engine()))));
    v.push_back(nearest(f, static_cast<long double>(static_cast<std::int32_t>(engine()))));
  }
  return v;
}

struct Wanted {
  Bits bits = 0;
  bool defined = true;
};
Wanted converted(const NumberType& from, const NumberType& to, Bits b, bool saturate, const Mode& mode) {
  const long double x = value_of(from, b);
  if (to.format != nullptr) return {rounded(*to.format, x, mode.to_floating)};
  const IntegerType& t = to.integer;
  const Bits mask = t.bits == 64 ? ~Bits{0} : (Bits{1} << t.bits) - 1;
  if (from.format == nullptr) {
    const Int128 i = from.integer.wrap(static_cast<Int128>(b));
    return {static_cast<Bits>(saturate ? t.clamp(i) : t.wrap(i)) & mask};
  }
  if (std::isnan(x)) return {0, saturate};
  const long double whole = rounded_to_integer(x, mode.to_integer);
  const long double least = static_cast<long double>(t.least()), most = static_cast<long double>(t.most());
  if (whole < least || whole > most) return {static_cast<Bits>(whole < least ? t.least() : t.most()) & mask, saturate};
  return {static_cast<Bits>(static_cast<Int128>(whole)) & mask};
}

bool same(const NumberType& t, Bits got, Bits want) {
  if (t.format != nullptr && t.format->is_nan(want)) return t.format->is_nan(got);
  return got == want;
}

Array packed(const std::vector<Bits>& list, int bytes) {
  Array a(list.size() * static_cast<std::size_t>(bytes));
  for (std::size_t i = 0; i < list.size(); ++i) put(a, i, bytes, list[i]);
  return a;
}

}  // namespace

namespace {

// One row of the result for each: a mode, saturating or not.
struct Row {
  std::string name;
  const Mode* mode;
  bool saturate;
};
std::vector<Row> rows_to(const NumberType& to) {
  std::vector<Row> list;
  for (const Mode& mode : kModes)
    for (bool saturate : {false, true})
      if (!saturate || to.format == nullptr)
        list.push_back({fmt::format("{}{}", saturate ? "_sat" : "", mode.suffix), &mode, saturate});
  return list;
}

std::vector<int> widths_of(const NumberType& from, const NumberType& to, const WidthChoice& widths) {
  if (widths.all) return {1, 2, 3, 4, 8, 16, 0};
  const std::vector<int> others = widths.widest < 16 ? std::vector<int>{2, 0, 3} : std::vector<int>{2, 8, 3, 0, 4, 16};
  const auto place = [](const NumberType& t) {
    std::size_t k = 0;
    while (number_types()[k].name() != t.name()) ++k;
    return k;
  };
  return {1, others[(place(from) + 2 * widths.turn + place(to)) % others.size()]};
}

// One kernel converts in all modes.
std::string conversion_kernel(const NumberType& from, const NumberType& to, int width) {
  const Form form{to.name(), {from.name()}, ""};
  std::string body = load_text(form, width);
  const std::vector<Row> rows = rows_to(to);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    body +=
        fmt::format(" {{ const {} r = convert_{}{}(x);", vector_of(to.name(), width), vector_of(to.name(), width), rows[k].name);
    body += store_text("r", fmt::format("{} * n + ", k * static_cast<std::size_t>(std::max(width, 1))), width) + " }\n";
  }
  return around_text(fmt::format("to_{}_{}", to.name(), width_name(width)), form, width, body);
}

}  // namespace

ConversionOutcome check_conversions(Kernels& kernels, const NumberType& from, const NumberType& to, const WidthChoice& widths,
                                    std::size_t samples, std::uint64_t seed) {
  // All conversions from a type are one program.
  const auto text = [&] {
    std::string source;
    for (const NumberType& target : number_types())
      for (int width : widths_of(from, target, widths)) source += conversion_kernel(from, target, width);
    return source;
  };
  const std::vector<Bits> arguments = patterns(from, samples, seed);
  const std::vector<Array> arrays = {packed(arguments, from.bytes())};
  const std::vector<Row> rows = rows_to(to);
  ConversionOutcome outcome;
  outcome.count = arguments.size();
  for (int width : widths_of(from, to, widths)) {
    const std::size_t covered = Kernels::covered(width, arguments.size()),
                      n = covered / static_cast<std::size_t>(std::max(width, 1));
    const Array got =
        kernels.launch(fmt::format("convert_{}", from.name()), text, fmt::format("to_{}_{}", to.name(), width_name(width)),
                       {rows.size() * covered * static_cast<std::size_t>(to.bytes()), width == 0 ? 1 : n, n, true}, arrays);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      for (std::size_t i = 0; i < covered; ++i) {
        const Wanted want = converted(from, to, arguments[i], rows[k].saturate, *rows[k].mode);
        const Bits g = get(got, k * covered + i, to.bytes());
        if (!want.defined || same(to, g, want.bits) || outcome.wrong++ >= 8) continue;
        outcome.failures += fmt::format("  convert_{}{}({}) in width {} is {}, must be {}\n", to.name(), rows[k].name,
                                        text_of(from, arguments[i]), width_name(width), text_of(to, g), text_of(to, want.bits));
      }
    }
  }
  return outcome;
}

namespace {

// Elements from one vector to the next in memory.
int stride(int width, bool aligned) { return width == 3 && aligned ? 4 : std::max(width, 1); }
std::string digits(int width) { return width > 1 ? std::to_string(width) : ""; }
// Of the scalar oracle the narrow ones (WidthChoice).
std::vector<int> forms(const WidthChoice& widths) {
  return widths.all || widths.widest == 16 ? std::vector<int>{1, 2, 3, 4, 8, 16} : std::vector<int>{1, 2, 3};
}
std::string kernel_of(const std::string& function, int width) { return fmt::format("{}_{}", function, width); }

}  // namespace

ConversionOutcome check_half_loads(Kernels& kernels, const WidthChoice& widths) {
  const NumberType half{{}, &kHalf}, single{{}, &kFloat};
  const auto text = [&] {
    std::string source;
    for (int w : forms(widths)) {
      for (const char* f : {"vload_half", "vloada_half"}) {
        if (w == 1 && f[5] == 'a') continue;
        source += fmt::format("kernel void {}(global float* out, global const half* a) {{\n  const int i = get_global_id(0);\n",
                              kernel_of(f, w));
        source +=
            w == 1 ? fmt::format("  out[i] = {}(i, a);\n}}\n", f) : fmt::format("  vstore{}({}{}(i, a), i, out);\n}}\n", w, f, w);
      }
    }
    return source;
  };
  std::vector<Bits> arguments = patterns(half, 0, 0);
  const std::vector<Array> arrays = {packed(arguments, 2)};
  ConversionOutcome outcome;
  outcome.count = arguments.size();
  for (int w : forms(widths)) {
    for (const bool aligned : {false, true}) {
      if (w == 1 && aligned) continue;
      const std::size_t step = static_cast<std::size_t>(stride(w, aligned)), n = arguments.size() / step;
      const Array got = kernels.launch("half_loads", text, kernel_of(aligned ? "vloada_half" : "vload_half", w),
                                       {n * static_cast<std::size_t>(w) * 4, n, 0, false}, arrays);
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < static_cast<std::size_t>(w); ++k) {
          const Bits b = arguments[i * step + k], want = nearest(kFloat, numbers::value_of(kHalf, b));
          const Bits g = get(got, i * static_cast<std::size_t>(w) + k, 4);
          if (same(single, g, want) || outcome.wrong++ >= 8) continue;
          outcome.failures += fmt::format("  {}{}: of {} is {}, must be {}\n", aligned ? "vloada_half" : "vload_half", w,
                                          text_of(half, b), text_of(single, g), text_of(single, want));
        }
      }
    }
  }
  return outcome;
}

ConversionOutcome check_half_stores(Kernels& kernels, const Format& from, const WidthChoice& widths, std::size_t samples,
                                    std::uint64_t seed) {
  const NumberType half{{}, &kHalf}, source_type{{}, &from};
  const auto name = [](bool aligned, const Mode& mode) {
    return fmt::format("vstore{}_half{}", aligned ? "a" : "", mode.suffix);
  };
  const auto text = [&] {
    std::string source;
    for (int w : forms(widths))
      for (const Mode& mode : kModes)
        for (bool aligned : {false, true})
          if (w > 1 || !aligned)
            source += fmt::format(
                "kernel void {}(global half* out, global const {}* a) {{\n  const int i = get_global_id(0);\n  "
                "vstore{}_half{}{}({}, i, out);\n}}\n",
                kernel_of(name(aligned, mode), w), from.name, aligned ? "a" : "", digits(w), mode.suffix,
                w > 1 ? fmt::format("vload{}(i, a)", w) : "a[i]");
    return source;
  };
  const std::vector<Bits> arguments = patterns(source_type, samples, seed);
  const std::vector<Array> arrays = {packed(arguments, from.bytes)};
  ConversionOutcome outcome;
  outcome.count = arguments.size();
  const Bits fill = Kernels::kFill * 0x101u;
  for (int w : forms(widths)) {
    for (const Mode& mode : kModes) {
      for (const bool aligned : {false, true}) {
        if (w == 1 && aligned) continue;
        const std::size_t width = static_cast<std::size_t>(w), step = static_cast<std::size_t>(stride(w, aligned)),
                          n = arguments.size() / width;
        const Array got = kernels.launch(fmt::format("half_stores_{}", from.name), text, kernel_of(name(aligned, mode), w),
                                         {(n * step + 16) * 2, n, 0, false}, arrays);
        for (std::size_t i = 0; i < n * step + 16; ++i) {
          const std::size_t vector = i / step, k = i % step;
          const bool written = vector < n && k < width;
          const Bits b = written ? arguments[vector * width + k] : 0;
          const Bits want = written ? rounded(kHalf, numbers::value_of(from, b), mode.to_floating) : fill, g = get(got, i, 2);
          if ((written ? same(half, g, want) : g == fill) || outcome.wrong++ >= 8) continue;
          outcome.failures +=
              fmt::format("  {}{}, element {}: of {} is {}, must be {}\n", name(aligned, mode), w, i,
                          written ? text_of(source_type, b) : "what must not be written", text_of(half, g), text_of(half, want));
        }
      }
    }
  }
  return outcome;
}

}  // namespace clrt::numbers
