// References of relational functions on bit patterns.
#include "relational.hpp"

#include <cmath>
#include <random>

#include <fmt/format.h>

namespace clrt::numbers {
namespace {

const Format* format_of(const std::string& type) {
  for (const Format* f : {&kHalf, &kFloat, &kDouble})
    if (type == f->name) return f;
  return nullptr;
}
std::string signed_of(int bytes) { return bytes == 1 ? "char" : bytes == 2 ? "short" : bytes == 4 ? "int" : "long"; }
Bits mask_of(int bytes) { return bytes == 8 ? ~Bits{0} : (Bits{1} << (bytes * 8)) - 1; }

using Test1 = Bits (*)(const Format*, const Bits*, int);
long double first(const Format* f, const Bits* a) { return value_of(*f, a[0]); }
long double second(const Format* f, const Bits* a) { return value_of(*f, a[1]); }

void tests_of(std::vector<RelationalFunction>& list, const std::string& type, const Format* f) {
  const auto add = [&](const char* name, std::size_t arguments, Test1 reference) {
    RelationalFunction r;
    r.name = name, r.code = fmt::format("r = {}({});", name, arguments == 1 ? "x" : "x, y");
    r.arguments = std::vector<std::string>(arguments, type);
    r.result = "int", r.vector_result = f->bits, r.format = f, r.truth = true, r.reference = reference;
    list.push_back(std::move(r));
  };
  add("isequal", 2, [](const Format* g, const Bits* a, int) -> Bits { return first(g, a) == second(g, a); });
  add("isnotequal", 2, [](const Format* g, const Bits* a, int) -> Bits { return !(first(g, a) == second(g, a)); });
  add("isgreater", 2, [](const Format* g, const Bits* a, int) -> Bits { return first(g, a) > second(g, a); });
  add("isgreaterequal", 2, [](const Format* g, const Bits* a, int) -> Bits { return first(g, a) >= second(g, a); });
  add("isless", 2, [](const Format* g, const Bits* a, int) -> Bits { return first(g, a) < second(g, a); });
  add("islessequal", 2, [](const Format* g, const Bits* a, int) -> Bits { return first(g, a) <= second(g, a); });
  add("islessgreater", 2,
      [](const Format* g, const Bits* a, int) -> Bits { return first(g, a) < second(g, a) || first(g, a) > second(g, a); });
  add("isordered", 2, [](const Format* g, const Bits* a, int) -> Bits { return !g->is_nan(a[0]) && !g->is_nan(a[1]); });
  add("isunordered", 2, [](const Format* g, const Bits* a, int) -> Bits { return g->is_nan(a[0]) || g->is_nan(a[1]); });
  add("isfinite", 1, [](const Format* g, const Bits* a, int) -> Bits { return (a[0] & ~g->sign()) < g->infinity(); });
  add("isinf", 1, [](const Format* g, const Bits* a, int) -> Bits { return g->is_infinite(a[0]); });
  add("isnan", 1, [](const Format* g, const Bits* a, int) -> Bits { return g->is_nan(a[0]); });
  add("isnormal", 1, [](const Format* g, const Bits* a, int) -> Bits {
    return (a[0] & ~g->sign()) < g->infinity() && (a[0] & ~g->sign()) >= Bits{1} << (g->precision - 1);
  });
  add("signbit", 1, [](const Format* g, const Bits* a, int) -> Bits { return (a[0] & g->sign()) != 0; });
}

std::string text(const RelationalFunction& f, std::size_t index, int width) {
  const Form form{width > 1 ? f.vector_result : f.result, f.arguments, f.code};
  return kernel_text(fmt::format("f{}_{}", index, width_name(width)), form, width);
}

// Edges of the type in every pairing, then any patterns; selectors often have only their top bit.
std::vector<std::vector<Bits>> patterns(const RelationalFunction& f, std::size_t samples, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<std::vector<Bits>> rows;
  const int bytes = bytes_of(f.arguments[0]);
  const Bits mask = mask_of(bytes), top = Bits{1} << (bytes * 8 - 1);
  std::vector<Bits> edges = {0, 1, top, top | 1, mask, top - 1, mask >> 2};
  if (f.format != nullptr) {
    const Format& g = *f.format;
    const Bits normal = Bits{1} << (g.precision - 1);
    for (Bits b : {g.infinity(), g.quiet_nan(), g.infinity() + 1, g.largest(), normal, normal - 1, nearest(g, 1), nearest(g, 2)})
      edges.push_back(b), edges.push_back(b | g.sign());
  }
  for (Bits x : edges)
    for (Bits y : edges)
      for (Bits z : {Bits{0}, top, top - 1, mask}) rows.push_back({x, y, z});
  for (std::size_t i = 0; i < 4 * samples; ++i) {
    const Bits x = engine() & mask;
    rows.push_back({x, i % 4 == 0 ? x : i % 4 == 1 ? (x + 1) & mask : engine() & mask, i % 3 == 0 ? top : engine() & mask});
  }
  return rows;
}

}  // namespace

std::vector<RelationalFunction> relational_functions(const std::string& type) {
  std::vector<RelationalFunction> list;
  const Format* f = format_of(type);
  const int bytes = bytes_of(type);
  if (f != nullptr) tests_of(list, type, f);
  const auto add = [&](const std::string& name, const std::string& third, Test1 reference) {
    RelationalFunction r;
    r.name = third == type || name == "bitselect" ? name : name + " by " + third;
    r.code = fmt::format("r = {}(x, y, z);", name);
    r.arguments = {type, type, third};
    r.result = r.vector_result = type, r.format = f, r.reference = reference;
    list.push_back(std::move(r));
  };
  add("bitselect", type, [](const Format*, const Bits* a, int) -> Bits { return (a[0] & ~a[2]) | (a[1] & a[2]); });
  for (const std::string& selector : {signed_of(bytes), "u" + signed_of(bytes)}) add("select", selector, nullptr);
  if (f != nullptr) {
    RelationalFunction r;
    r.name = "nan", r.code = "r = nan(x);", r.arguments = {"u" + signed_of(bytes)}, r.result = r.vector_result = type,
    r.is_nan = true;
    list.push_back(std::move(r));
  }
  return list;
}

RelationalOutcome check_relational(Kernels& kernels, const std::string& type, std::size_t index, const WidthChoice& widths,
                                   std::size_t samples, std::uint64_t seed) {
  const std::vector<RelationalFunction> list = relational_functions(type);
  const RelationalFunction& f = list[index];
  const auto source = [&] {
    std::string all;
    for (std::size_t k = 0; k < list.size(); ++k)
      for (int width : widths.of(k)) all += text(list[k], k, width);
    return all;
  };
  const std::vector<std::vector<Bits>> rows = patterns(f, samples, seed);
  std::vector<Array> arrays;
  for (std::size_t k = 0; k < f.arguments.size(); ++k) {
    const int bytes = bytes_of(f.arguments[k]);
    arrays.emplace_back(rows.size() * static_cast<std::size_t>(bytes));
    for (std::size_t i = 0; i < rows.size(); ++i) put(arrays[k], i, bytes, rows[i][k]);
  }
  RelationalOutcome o;
  o.count = rows.size();
  const int bytes = bytes_of(type);
  const Bits top = Bits{1} << (bytes * 8 - 1);
  for (int width : widths.of(index)) {
    const Form form{width > 1 ? f.vector_result : f.result, f.arguments, f.code};
    const Array got = kernels.run("relational_" + type, source, fmt::format("f{}_{}", index, width_name(width)), form, width,
                                  arrays, rows.size());
    const int result_bytes = bytes_of(form.result);
    for (std::size_t i = 0; i < Kernels::covered(width, rows.size()); ++i) {
      const Bits* a = rows[i].data();
      const Bits g = get(got, i, result_bytes);
      Bits want = 0;
      bool right;
      if (f.is_nan) {
        const Format& format = *format_of(type);
        right = format.is_nan(g) && (g & (Bits{1} << (format.precision - 2))) != 0;
      } else {
        // A scalar selects by any bit, a component by its top bit.
        if (f.reference == nullptr)
          want = (width > 1 ? (a[2] & top) != 0 : a[2] != 0) ? a[1] : a[0];
        else
          want = f.reference(f.format, a, bytes);
        if (f.truth && width > 1) want = want != 0 ? mask_of(result_bytes) : 0;
        right = g == want;
      }
      if (right || o.wrong++ >= 6) continue;
      o.failures += fmt::format("  {}({:#x}, {:#x}, {:#x}) in width {} is {:#x}, must be {:#x}\n", f.name, a[0], a[1], a[2],
                                width_name(width), g, want);
    }
  }
  return o;
}

RelationalOutcome check_any_all(Kernels& kernels, const std::string& type, const WidthChoice& widths, std::size_t samples,
                                std::uint64_t seed) {
  const std::vector<int> vectors =
      widths.all || widths.widest == 16 ? std::vector<int>{1, 2, 3, 4, 8, 16} : std::vector<int>{1, 2, 3};
  const auto source = [&] {
    std::string all;
    for (int w : vectors)
      for (const char* name : {"any", "all"})
        all += around_text(fmt::format("{}_{}", name, w), Form{"int", {type}, ""}, w,
                           load_text(Form{"int", {type}, ""}, w) + fmt::format(" out[i] = {}(x);", name));
    return all;
  };
  std::mt19937_64 engine(seed);
  const int bytes = bytes_of(type);
  const Bits mask = mask_of(bytes), top = Bits{1} << (bytes * 8 - 1);
  RelationalOutcome o;
  for (int w : vectors) {
    const std::size_t width = static_cast<std::size_t>(w), n = samples + 7;
    // Mostly alike components, so that both answers are frequent.
    std::vector<Bits> values(width * n);
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint64_t kind = engine() % 3;
      for (std::size_t k = 0; k < width; ++k) {
        const bool odd = engine() % (2 * width) == 0;
        values[k * n + i] = (engine() & (top - 1)) | ((kind == 0) != odd ? top : 0) | (kind == 2 && engine() % 2 ? top : 0);
      }
    }
    Array packed(values.size() * static_cast<std::size_t>(bytes));
    for (std::size_t i = 0; i < values.size(); ++i) put(packed, i, bytes, values[i] & mask);
    for (const bool every : {false, true}) {
      const Array got = kernels.launch("any_all_" + type, source, fmt::format("{}_{}", every ? "all" : "any", w),
                                       {n * 4, n, n, true}, {packed});
      for (std::size_t i = 0; i < n; ++i) {
        bool want = every;
        for (std::size_t k = 0; k < width; ++k) {
          const bool set = (values[k * n + i] & top) != 0;
          want = every ? want && set : want || set;
        }
        ++o.count;
        const Bits g = get(got, i, 4);
        if (g == Bits{want} || o.wrong++ >= 6) continue;
        o.failures += fmt::format("  {} of {} components, item {}: {}, must be {}\n", every ? "all" : "any", w, i, g, int{want});
      }
    }
  }
  return o;
}

}  // namespace clrt::numbers
