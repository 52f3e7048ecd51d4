// random_programs: makes random OpenCL C programs and compares what each route gives with the evaluator, bit by bit.
//   random_programs [--seed=N] [--programs=N] [--kernels=N] [--routes=scalar,avx2,avx512,opencl] [--scalar-every=N]
//                   [--no-reduce] [--print]
// --scalar-every: one program in N runs on scalar lanes too, whose code takes the compiler several times as long.
// Exit status 1 when a program fails; its seed, its text and a reduced form of it are printed. --print shows the program only.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "devices.hpp"
#include "evaluate.hpp"
#include "isolate.hpp"
#include "reduce.hpp"

namespace {

using namespace clrt::random_programs;

struct Options {
  std::uint64_t seed = 1;
  std::size_t programs = 50;
  int kernels = 2;
  std::uint64_t scalar_every = 4;
  std::vector<Route> routes = {Route::kScalar, Route::kAvx2, Route::kAvx512, Route::kOpencl};
  bool reduces = true, prints = false;
};

// False for an option that there is not.
bool parse(int argc, char** argv, Options& o) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view a = argv[i];
    const auto value = [&](std::string_view name) { return a.starts_with(name) ? argv[i] + name.size() : nullptr; };
    if (const char* v = value("--seed=")) {
      o.seed = std::strtoull(v, nullptr, 10);
    } else if (const char* n = value("--programs=")) {
      o.programs = std::strtoull(n, nullptr, 10);
    } else if (const char* k = value("--kernels=")) {
      o.kernels = std::max(1, std::atoi(k));
    } else if (const char* e = value("--scalar-every=")) {
      o.scalar_every = std::max<std::uint64_t>(1, std::strtoull(e, nullptr, 10));
    } else if (const char* r = value("--routes=")) {
      o.routes.clear();
      const std::string list = std::string(",") + r + ",";
      for (std::size_t at = 0; at < kRouteNames.size(); ++at)
        if (list.find("," + std::string(kRouteNames[at]) + ",") != list.npos) o.routes.push_back(static_cast<Route>(at));
      if (o.routes.empty()) return false;
    } else if (a == "--no-reduce") {
      o.reduces = false;
    } else if (a == "--print") {
      o.prints = true;
    } else {
      return false;
    }
  }
  return true;
}

// The routes that a failure names; all when the process died.
std::vector<Route> routes_in(const std::string& text, const std::vector<Route>& all) {
  std::vector<Route> some;
  for (const Route r : all)
    if (("\n" + text).find("\n" + std::string(kRouteNames[static_cast<std::size_t>(r)]) + ": ") != std::string::npos) some.push_back(r);
  return some.empty() ? all : std::vector<Route>{some.front()};
}

// What kind of failure: programs that fail in another way are no reductions of it.
std::string kind_of(const std::string& text) {
  if (text.find("build: ") != std::string::npos) {
    // The first line of a compiler that says what it did not like, without names and numbers.
    std::string kind = "build";
    const std::size_t at = text.find("error: ");
    if (at != std::string::npos)
      for (std::size_t i = at; i < text.size() && text[i] != '\'' && text[i] != '\n'; ++i) kind += text[i];
    return kind;
  }
  for (const char* word : {"did not end", "ended by signal", "ended with", "were written", "components differ", "evaluator"})
    if (text.find(word) != std::string::npos) return word;
  return "other";
}

// Time that a program may take, compilers included, on a machine with other work.
constexpr double kPatience = 600;

std::vector<Finding> check_all(const Options& o) {
  std::unique_ptr<Devices> devices;
  return check_isolated(
      o.programs, kPatience,
      [&] {
        devices = std::make_unique<Devices>(o.routes);
        if (!devices->missing().empty()) std::printf("left out: %s", devices->missing().c_str()), std::fflush(stdout);
      },
      [&](std::size_t i) {
        const bool scalar = (o.seed + i) % o.scalar_every == 0;
        return devices->check(generate(o.seed + i, o.kernels), scalar ? std::vector<Route>{} : std::vector{Route::kScalar});
      },
      [&](const Finding& f) {
        std::printf("seed %llu: %s", static_cast<unsigned long long>(o.seed + f.number), f.text.c_str());
        std::fflush(stdout);
      });
}

void report(const Options& o, std::uint64_t seed, const std::string& text) {
  const Program program = generate(seed, o.kernels);
  std::printf("\n==== seed %llu (replay: --seed=%llu --programs=1 --kernels=%d)\n%s", static_cast<unsigned long long>(seed), static_cast<unsigned long long>(seed),
              o.kernels, text.c_str());
  if (!o.reduces || kind_of(text) == "evaluator") {
    std::printf("---- program\n%s", print(program).c_str());
    return;
  }
  const std::vector<Route> routes = routes_in(text, o.routes);
  const std::string kind = kind_of(text);
  std::string last = text;
  const Program small = reduce(
      program,
      [&](const Program& p) {
        std::unique_ptr<Devices> devices;
        const std::vector<Finding> f = check_isolated(
            1, kPatience, [&] { devices = std::make_unique<Devices>(routes); }, [&](std::size_t) { return devices->check(p); });
        if (f.empty() || kind_of(f[0].text) != kind) return false;
        last = f[0].text;
        return true;
      },
      500);
  std::printf("---- reduced to %zu statements\n%s%s", statements_of(small), last.c_str(), print(small).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  Options o;
  if (!parse(argc, argv, o)) {
    std::printf("usage: %s [--seed=N] [--programs=N] [--kernels=N] [--routes=scalar,avx2,avx512,opencl] [--scalar-every=N] [--no-reduce] [--print]\n", argv[0]);
    return 2;
  }
  if (o.prints) {
    std::printf("%s", print(generate(o.seed, o.kernels)).c_str());
    return 0;
  }
  setenv("CLRT_BUILD_TIMEOUT", "550", 0);  // a busy machine is no finding
  const auto begin = std::chrono::steady_clock::now();
  const std::vector<Finding> findings = check_all(o);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  for (const Finding& f : findings) report(o, o.seed + f.number, f.text);
  std::printf("%zu programs of %d kernels, seeds %llu to %llu: %zu failed (%.1f s)\n", o.programs, o.kernels, static_cast<unsigned long long>(o.seed),
              static_cast<unsigned long long>(o.seed + o.programs - 1), findings.size(), seconds);
  return findings.empty() ? 0 : 1;
}
