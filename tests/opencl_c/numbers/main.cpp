// Accuracy of the built-in functions on the CPU. TEST --route=NAME compares everything with its limits on one instruction set.
// --samples=N: so many random arguments of each kind; --all-widths: every function in every width (kernels.hpp); --stride=N: every
// N-th float to half. --table=FILE: what was measured on all instruction sets, or on the route, becomes the page FILE;
// --results=FILE: the figures of this route for another process.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "conversions.hpp"
#include "geometric.hpp"
#include "integers.hpp"
#include "measure.hpp"
#include "narrowing.hpp"
#include "relational.hpp"
#include "results.hpp"
#include "routes.hpp"

namespace {

using namespace clrt::numbers;

constexpr int kSkipped = 77;
constexpr std::uint64_t kSeed = 20240607;

struct Options {
  std::string route, table, results;
  std::size_t samples = 500;
  std::uint64_t stride = 4099;
  WidthChoice widths;
};

// A test that is a function.
class Lambda : public testing::Test {
 public:
  explicit Lambda(std::function<void()> body) : body_(std::move(body)) {}
  void TestBody() override { body_(); }

 private:
  std::function<void()> body_;
};
void add_test(const std::string& suite, const std::string& name, const std::function<void()>& body) {
  testing::RegisterTest(suite.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                        [body]() -> Lambda* { return new Lambda(body); });
}

// Of a function: gtest takes letters, digits and underlines.
std::string test_name(const std::string& function) {
  std::string name;
  for (char c : function) {
    const std::string_view words = c == '+'   ? "plus"
                                   : c == '-' ? "minus"
                                   : c == '*' ? "times"
                                   : c == '/' ? "over"
                                   : c == '%' ? "modulo"
                                   : c == '<' ? "left"
                                   : c == '>' ? "right"
                                              : "";
    if (!words.empty())
      name += words;
    else if (std::isalnum(static_cast<unsigned char>(c)) || c == '_')
      name += c;
    else if (c == ' ')
      name += '_';
  }
  return name;
}

void add_functions(Kernels& kernels, const Options& options) {
  for (const Format* format : {&kFloat, &kDouble, &kHalf}) {
    for (std::size_t k = 0; k < functions().size(); ++k) {
      const Function& f = functions()[k];
      if (f.limit(*format).kind == Limit::kAbsent) continue;
      add_test(options.route + "/" + format->name, test_name(f.name), [&kernels, &options, &f, format, k] {
        const Measured m = measure(kernels, k, *format, options.widths, options.samples, kSeed);
        if (m.wrong != 0)
          ADD_FAILURE() << f.name << " of " << format->name << ", limit " << text_of(f.limit(*format)) << ": " << m.wrong
                        << " wrong results of " << m.worst.count << "\n"
                        << m.failures;
        results().push_back({"Floating-point functions", f.name, format->name, text_of(f.limit(*format)), m.worst.error,
                             m.worst.at, m.worst.count});
      });
    }
  }
}

void add_geometric(Kernels& kernels, const Options& options) {
  for (const GeometricFunction& f : geometric_functions()) {
    for (const Format* format : {&kFloat, &kDouble, &kHalf}) {
      for (int n = 1; n <= 4; ++n) {
        if (!f.takes(*format, n)) continue;
        add_test(options.route + "/" + format->name, f.name + "_of_" + std::to_string(n), [&kernels, &options, &f, format, n] {
          const GeometricOutcome o = check_geometric(kernels, f, *format, n, options.samples, kSeed);
          const Limit limit = f.limit(*format, n);
          const bool absolute = limit.kind == Limit::kAbsolute;
          const std::string text = absolute ? fmt::format("{:.3g} max^2", limit.value) : text_of(limit);
          const std::string type = format->name + (n > 1 ? std::to_string(n) : std::string());
          if (o.wrong != 0)
            ADD_FAILURE() << f.name << " of " << type << ", limit " << text << ": " << o.wrong << " wrong results\n"
                          << o.failures;
          results().push_back({"Geometric functions", f.name, type, text, o.worst, o.at, o.count});
        });
      }
    }
  }
}

void add_integers(Kernels& kernels, const Options& options) {
  for (const IntegerType& type : integer_types()) {
    const std::vector<IntegerFunction> list = integer_functions(type);
    for (std::size_t k = 0; k < list.size(); ++k) {
      add_test(options.route + "/" + type.name, test_name(list[k].name), [&kernels, &options, &type, k, name = list[k].name] {
        const IntegerOutcome o = check_integers(kernels, type, k, options.widths, options.samples, kSeed);
        if (o.wrong != 0) ADD_FAILURE() << name << " of " << type.name << ": " << o.wrong << " wrong results\n" << o.failures;
        results().push_back({"Integer functions", name, type.name, "exact", 0, "", o.count});
      });
    }
  }
}

void add_relational(Kernels& kernels, const Options& options) {
  const auto report = [](const std::string& name, const std::string& type, const RelationalOutcome& o) {
    if (o.wrong != 0) ADD_FAILURE() << name << " of " << type << ": " << o.wrong << " wrong results\n" << o.failures;
    results().push_back({"Relational functions", name, type, "exact", 0, "", o.count});
  };
  for (const NumberType& t : number_types()) {
    const std::string type = t.name();
    const std::vector<RelationalFunction> list = relational_functions(type);
    for (std::size_t k = 0; k < list.size(); ++k)
      add_test(options.route + "/" + type, test_name(list[k].name), [&kernels, &options, type, k, report, name = list[k].name] {
        report(name, type, check_relational(kernels, type, k, options.widths, options.samples, kSeed));
      });
    if (t.format == nullptr && t.integer.is_signed)
      add_test(options.route + "/" + type, "any_all", [&kernels, &options, type, report] {
        report("any, all", type, check_any_all(kernels, type, options.widths, options.samples, kSeed));
      });
  }
}

void add_conversions(const clrt::Device& device, Kernels& kernels, const Options& options) {
  const auto report = [](const std::string& what, const std::string& type, const ConversionOutcome& o) {
    if (o.wrong != 0) ADD_FAILURE() << what << " of " << type << ": " << o.wrong << " wrong results\n" << o.failures;
    results().push_back({"Conversions", what, type, "exact", 0, "", o.count});
  };
  for (const NumberType& from : number_types())
    for (const NumberType& to : number_types())
      add_test(options.route + "/convert_" + to.name(), from.name(), [&kernels, &options, &from, &to, report] {
        report(fmt::format("convert_{}, all modes", to.name()), from.name(),
               check_conversions(kernels, from, to, options.widths, options.samples, kSeed));
      });
  add_test(options.route + "/half_memory", "from_float", [&device, &options, report] {
    report("convert_half, vstore_half, every pattern or a part", "float",
           check_narrowing(device, std::max<std::uint64_t>(options.stride, 1)));
  });
  add_test(options.route + "/half_memory", "load", [&kernels, &options, report] {
    report("vload_half, vloada_half", "half", check_half_loads(kernels, options.widths));
  });
  for (const Format* from : {&kFloat, &kDouble})
    add_test(options.route + "/half_memory", fmt::format("store_{}", from->name), [&kernels, &options, from, report] {
      report("vstore_half, vstorea_half, all modes", from->name,
             check_half_stores(kernels, *from, options.widths, options.samples, kSeed));
    });
}

int run_route(Options options, int argc, char** argv) {
  const clrt::harness::Route* route = nullptr;
  for (const clrt::harness::Route& r : clrt::harness::routes())
    if (r.name == options.route) route = &r;
  if (route == nullptr || route->isa.empty()) {
    std::printf("there is no route %s\n", options.route.c_str());
    return 1;
  }
  if (const std::string why = clrt::harness::unavailable(*route); !why.empty()) {
    std::printf("route %s is skipped: %s\n", route->name.c_str(), why.c_str());
    return kSkipped;
  }
  setenv("CLRT_FORCE_ISA", route->isa.c_str(), 1);
  const clrt::Device device = clrt::Device::select("cpu");
  if (device.info().isa != route->isa) {
    std::printf("the device runs %s, not %s\n", device.info().isa, route->isa.c_str());
    return 1;
  }
  Kernels kernels(device);
  if (route->name == "scalar") options.widths.widest = 3;
  // Programs of many kernels, on a machine that may be busy.
  setenv("CLRT_BUILD_TIMEOUT", "900", 0);
  options.widths.turn = static_cast<std::size_t>(route - clrt::harness::routes().data());
  add_functions(kernels, options);
  add_geometric(kernels, options);
  add_integers(kernels, options);
  add_relational(kernels, options);
  add_conversions(device, kernels, options);
  testing::InitGoogleTest(&argc, argv);
  const int status = RUN_ALL_TESTS();
  if (!options.results.empty()) write_results(options.results, results());
  return status;
}

// Runs every route in a child process and writes the page.
int write_table(const Options& options, const std::vector<char*>& args) {
  std::vector<std::vector<Result>> lists;
  std::string names;
  for (const clrt::harness::Route& route : clrt::harness::routes()) {
    if (route.isa.empty() || (!options.route.empty() && options.route != route.name)) continue;
    if (const std::string why = clrt::harness::unavailable(route); !why.empty()) {
      std::printf("the page cannot be written without %s: %s\n", route.name.c_str(), why.c_str());
      return 1;
    }
    const std::string path = options.table + "." + route.name;
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
      std::vector<char*> list(args);
      std::string chosen = "--route=" + route.name, results = "--results=" + path;
      list.push_back(chosen.data()), list.push_back(results.data()), list.push_back(nullptr);
      execv("/proc/self/exe", list.data());
      _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) return 1;
    lists.push_back(read_results(path));
    std::remove(path.c_str());
    names += (names.empty() ? "" : ", ") + route.name;
  }
  std::ofstream file(options.table);
  file << page(merged(lists), names);
  return file.flush() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  std::vector<char*> args;
  for (int i = 0; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option.starts_with("--route="))
      options.route = option.substr(8);
    else if (option.starts_with("--table="))
      options.table = option.substr(8);
    else if (option.starts_with("--results="))
      options.results = option.substr(10);
    else
      args.push_back(argv[i]);
    if (option == "--all-widths") options.widths.all = true;
    if (option.starts_with("--stride=")) options.stride = std::strtoull(argv[i] + 9, nullptr, 10);
    if (option.starts_with("--samples=")) options.samples = std::strtoull(argv[i] + 10, nullptr, 10);
  }
  try {
    if (!options.table.empty()) return write_table(options, args);
    if (options.route.empty()) options.route = "avx512";
    return run_route(options, argc, argv);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
    return 1;
  }
}
