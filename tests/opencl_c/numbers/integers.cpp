// Arguments of integer functions, and the comparison.
#include "integers.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <random>

#include <fmt/format.h>

namespace clrt::numbers {
namespace {

std::string text_of(Int128 x) {
  if (x < 0) return "-" + text_of(-x);
  return x < 10 ? std::string(1, static_cast<char>('0' + static_cast<int>(x)))
                : text_of(x / 10) + static_cast<char>('0' + static_cast<int>(x % 10));
}

// The ends of the type and powers of two with their neighbours; every `step`-th power.
std::vector<Int128> edges(const IntegerType& t, int step) {
  std::vector<Int128> v;
  const auto add = [&](Int128 x) {
    if (x >= t.least() && x <= t.most()) v.push_back(x);
  };
  for (Int128 x : {t.least(), t.least() + 1, t.most(), t.most() - 1, Int128{0}}) add(x);
  for (int k = 0; k <= t.bits; k += step)
    for (int d = -1; d <= 1; ++d) add((Int128{1} << k) + d), add(-(Int128{1} << k) + d);
  return v;
}

class Rows {
 public:
  Rows(const IntegerFunction& f, std::uint64_t seed) : function_(f), engine_(seed) { arrays.resize(f.types.size()); }

  std::vector<Array> arrays;
  std::vector<std::array<Int128, 3>> arguments;
  std::vector<Int128> wanted;
  std::size_t count() const { return wanted.size(); }
  // What element i must be where work-items are n.
  Int128 wanted_of(std::size_t i, std::size_t n) const {
    if (!function_.has_field) return wanted[i];
    std::array<Int128, 3> a = arguments[i];
    const std::size_t last = function_.types.size() - 1;
    a[last] = arguments[i % n][last];
    return function_.reference(a.data());
  }

  void fill(std::size_t samples) {
    const std::size_t n = function_.types.size() - (function_.has_field ? 1 : 0);
    const std::vector<IntegerType>& t = function_.types;
    std::array<Int128, 4> a{};
    if (function_.has_field) {
      const int w = t[0].bits;
      for (int offset = 0; offset < w; ++offset) {
        for (int bits = 0; bits <= w - offset; bits += w > 16 && bits > 2 && bits < w - offset - 5 ? 5 : 1) {
          a[n] = offset + 256 * bits;
          for (int i = 0; i < 24; ++i) {
            for (std::size_t k = 0; k < n; ++k) a[k] = random(t[k]);
            row(a.data());
          }
        }
      }
      return;
    }
    if (n <= 2 && t[0].bits == 8) {  // all there are
      for (Int128 x = t[0].least(); x <= t[0].most(); ++x) {
        a[0] = x;
        if (n == 1)
          row(a.data());
        else
          for (a[1] = t[1].least(); a[1] <= t[1].most(); ++a[1]) row(a.data());
      }
      return;
    }
    if (n == 1 && t[0].bits == 16) {
      for (a[0] = t[0].least(); a[0] <= t[0].most(); ++a[0]) row(a.data());
      return;
    }
    const int step = n == 1 ? 1 : n == 2 ? 1 + t[0].bits / 16 : 1 + t[0].bits / 4;
    combine(a, 0, n, step);
    for (std::size_t i = 0; i < samples; ++i) {
      for (std::size_t k = 0; k < n; ++k) a[k] = random(t[k]);
      row(a.data());
      // Near each other, and with a small second one (amounts of shifts, divisors).
      a[1 % n] = t[1 % n].wrap(a[0] + static_cast<int>(engine_() % 5) - 2), row(a.data());
      a[1 % n] = static_cast<int>(engine_() % static_cast<unsigned>(t[0].bits)), row(a.data());
    }
  }

 private:
  void combine(std::array<Int128, 4>& a, std::size_t k, std::size_t n, int step) {
    if (k == n) return row(a.data());
    for (Int128 x : edges(function_.types[k], step)) a[k] = x, combine(a, k + 1, n, step);
  }
  // Of any number of significant bits.
  Int128 random(const IntegerType& t) {
    return t.wrap(static_cast<std::int64_t>(engine_()) >> (engine_() % static_cast<unsigned>(t.bits)));
  }
  void row(const Int128* a) {
    if (function_.defined && !function_.defined(a)) return;
    for (std::size_t k = 0; k < function_.types.size(); ++k) {
      const std::size_t bytes = static_cast<std::size_t>(function_.types[k].bits / 8);
      const std::uint64_t low = static_cast<std::uint64_t>(a[k]);
      arrays[k].resize((count() + 1) * bytes);
      std::memcpy(arrays[k].data() + count() * bytes, &low, bytes);
    }
    arguments.emplace_back();
    std::copy(a, a + function_.types.size(), arguments.back().begin());
    wanted.push_back(function_.reference(a));
  }
  const IntegerFunction& function_;
  std::mt19937_64 engine_;
};

Int128 element(const Array& a, const IntegerType& t, std::size_t i) {
  std::uint64_t low = 0;
  const std::size_t bytes = static_cast<std::size_t>(t.bits / 8);
  std::memcpy(&low, a.data() + i * bytes, bytes);
  return t.wrap(static_cast<Int128>(low));
}

std::string program_text(const std::vector<IntegerFunction>& list, std::size_t first, std::size_t count,
                         const WidthChoice& widths) {
  std::string source;
  for (std::size_t k = first; k < std::min(list.size(), first + count); ++k)
    for (int width : widths.of(k)) source += kernel_text(fmt::format("f{}_{}", k, width_name(width)), list[k].form, width);
  return source;
}

}  // namespace

IntegerOutcome check_integers(Kernels& kernels, const IntegerType& type, std::size_t index, const WidthChoice& widths,
                              std::size_t samples, std::uint64_t seed) {
  constexpr std::size_t kFunctionsPerProgram = 12;
  const std::vector<IntegerFunction> list = integer_functions(type);
  const IntegerFunction& f = list[index];
  const std::size_t group = index / kFunctionsPerProgram;
  Rows rows(f, seed);
  rows.fill(samples);
  IntegerOutcome outcome;
  outcome.count = rows.count();
  for (int width : widths.of(index)) {
    const Array got = kernels.run(
        fmt::format("{}_{}", type.name, group),
        [&] { return program_text(list, group * kFunctionsPerProgram, kFunctionsPerProgram, widths); },
        fmt::format("f{}_{}", index, width_name(width)), f.form, width, rows.arrays, rows.count());
    const std::size_t covered = Kernels::covered(width, rows.count());
    for (std::size_t i = 0; i < covered; ++i) {
      const Int128 g = element(got, f.result, i),
                   want = rows.wanted_of(i, covered / static_cast<std::size_t>(std::max(width, 1)));
      if (g == want || outcome.wrong++ >= 6) continue;
      std::string arguments;
      for (std::size_t k = 0; k < f.types.size(); ++k)
        arguments += (k == 0 ? "" : ", ") + text_of(element(rows.arrays[k], f.types[k], i));
      outcome.failures += fmt::format("  {}({}) in width {} is {}, must be {}\n", f.name, arguments, width_name(width),
                                      text_of(g), text_of(want));
    }
  }
  return outcome;
}

}  // namespace clrt::numbers
