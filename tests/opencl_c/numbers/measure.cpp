// Comparison of results with references.
#include "measure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace clrt::numbers {
namespace {

std::string arguments_text(const Function& f, const Format& format, const Arguments& a, std::size_t i) {
  std::string text;
  for (std::size_t k = 0; k < f.arguments.size(); ++k) {
    const Bits b = get(a.arrays[k], i, bytes_of(f.arguments[k], format));
    const std::string one = f.arguments[k] == 'f'   ? text_of(format, b)
                            : f.arguments[k] == 'i' ? std::to_string(static_cast<std::int32_t>(b))
                                                    : fmt::format("{:#x}", b);
    text += (text.empty() ? "" : ", ") + one;
  }
  return text;
}

struct Judge {
  const Function& function;
  const Format& format;
  const Limit& limit = function.limit(format);

  bool same(Bits got, Bits want) const {
    if (function.int_reference != nullptr) return got == want;
    if (format.is_nan(want)) return format.is_nan(got);
    return got == want || (function.either_zero && format.is_zero(got) && format.is_zero(want));
  }
  // The error in the limit's measure; infinite when nothing but another result would do.
  double error(Bits got, const Expected& want) const {
    constexpr double kWrong = std::numeric_limits<double>::infinity();
    if (function.int_reference != nullptr) return got == want.rounded ? 0 : kWrong;
    const bool nan = std::isnan(want.value);
    if (nan || format.is_nan(got)) return nan && format.is_nan(got) ? 0 : kWrong;
    if (limit.kind == Limit::kAbsolute) return static_cast<double>(std::fabs(value_of(format, got) - want.value));
    if (limit.kind == Limit::kExact || limit.kind == Limit::kRounded || want.prescribed)
      return same(got, want.rounded) ? (limit.kind == Limit::kRounded ? ulp_error(format, got, want.value) : 0) : kWrong;
    return ulp_error(format, got, want.value);
  }
  bool fails(double error) const {
    if (limit.kind == Limit::kUlp || limit.kind == Limit::kAbsolute) return !(error <= limit.value);
    return std::isinf(error);
  }
  std::string text(Bits b) const {
    return function.int_reference != nullptr ? std::to_string(static_cast<std::int32_t>(b)) : text_of(format, b);
  }
};

constexpr std::size_t kFunctionsPerProgram = 8;

std::string kernel_name(std::size_t function, int width) { return fmt::format("f{}_{}", function, width_name(width)); }
std::string program_text(std::size_t group, const Format& format, const WidthChoice& widths) {
  std::string source;
  const std::size_t end = std::min(functions().size(), (group + 1) * kFunctionsPerProgram);
  for (std::size_t k = group * kFunctionsPerProgram; k < end; ++k) {
    if (functions()[k].limit(format).kind == Limit::kAbsent) continue;
    for (int width : widths.of(k)) source += kernel_text(kernel_name(k, width), functions()[k].form(format), width);
  }
  return source;
}

}  // namespace

Measured measure(Kernels& kernels, std::size_t index, const Format& format, const WidthChoice& widths, std::size_t samples,
                 std::uint64_t seed) {
  const Function& f = functions()[index];
  const Judge judge{f, format};
  const Arguments a = arguments_of(f, format, samples, seed);
  const int result_bytes = f.int_reference != nullptr ? 4 : format.bytes;
  const bool rounded = judge.limit.kind == Limit::kExact || judge.limit.kind == Limit::kRounded;

  Measured m;
  m.worst.count = a.count;
  const auto fail = [&](const std::string& text) {
    if (m.wrong++ < 6) m.failures += "  " + text + "\n";
  };

  const auto run = [&](int width) {
    const std::size_t group = index / kFunctionsPerProgram;
    return kernels.run(
        fmt::format("{}_{}", format.name, group), [&] { return program_text(group, format, widths); }, kernel_name(index, width),
        f.form(format), width, a.arrays, a.count);
  };
  const Array first = run(1);
  Operands o;
  o.format = &format;
  for (std::size_t i = 0; i < a.count; ++i) {
    for (std::size_t k = 0, floating = 0; k < f.arguments.size(); ++k) {
      const Bits b = get(a.arrays[k], i, bytes_of(f.arguments[k], format));
      if (f.arguments[k] == 'i')
        o.n = static_cast<std::int32_t>(b);
      else
        set_operand(o, static_cast<int>(floating++), format, b);
    }
    Expected want;
    if (f.int_reference != nullptr)
      want.rounded = static_cast<std::uint32_t>(f.int_reference(o));
    else
      want = expected(f.reference, o, format, rounded);
    const Bits got = get(first, i, result_bytes);
    const double error = judge.error(got, want);
    const auto wanted = [&] {
      return f.int_reference != nullptr || rounded || want.prescribed ? judge.text(want.rounded)
                                                                      : fmt::format("{:a}", want.value);
    };
    if (judge.fails(error))
      fail(fmt::format("{}({}) is {}, must be {}{}", f.name, arguments_text(f, format, a, i), judge.text(got), wanted(),
                       std::isinf(error) ? std::string() : fmt::format(", {:.3g} off", error)));
    if (error > m.worst.error && !std::isinf(error)) {
      m.worst.error = error;
      m.worst.at = arguments_text(f, format, a, i);
      m.worst.got = judge.text(got), m.worst.want = wanted();
    }
  }
  // Every other form must give the very same.
  for (int width : widths.of(index)) {
    if (width == 1) continue;
    const Array other = run(width);
    for (std::size_t i = 0, n = Kernels::covered(width, a.count); i < n; ++i) {
      const Bits one = get(first, i, result_bytes), many = get(other, i, result_bytes);
      if (!judge.same(many, one))
        fail(fmt::format("{}({}) in width {} is {}, but {} in width 1", f.name, arguments_text(f, format, a, i),
                         width_name(width), judge.text(many), judge.text(one)));
    }
  }
  return m;
}

}  // namespace clrt::numbers
