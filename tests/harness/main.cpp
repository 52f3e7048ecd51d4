// The main program of kernel tests: TEST --route=NAME runs all suites through one route, without it through every route, each
// in a child process. Exit status 77: this machine cannot take the route (the reason is printed). A failure names its seed;
// CLRT_TEST_SEED replays it.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "clrt/clrt.hpp"
#include "routes.hpp"

namespace {

using namespace clrt::harness;

constexpr int kSkipped = 77;

std::uint64_t seed_of(const std::string& test) {
  if (const char* text = std::getenv("CLRT_TEST_SEED")) return std::strtoull(text, nullptr, 10);
  return std::hash<std::string>{}(test) % 1000000;
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

class KernelTest : public testing::Test {
 public:
  KernelTest(Runner& runner, const Suite& suite, const Entry& entry) : runner_(runner), suite_(suite), entry_(entry) {}

  void TestBody() override {
    const std::uint64_t seed = seed_of(suite_.file() + "." + entry_.name);
    const Runner::Outcome outcome = runner_.run(suite_, entry_, seed);
    if (!outcome.failures.empty())
      ADD_FAILURE() << suite_.file() << ", " << entry_.name << ", seed " << seed << " (replay with CLRT_TEST_SEED=" << seed << ")\n"
                    << text_of(outcome.failures);
    else if (outcome.runs == 0)
      GTEST_SKIP() << text_of(outcome.refusals);
    else if (!outcome.refusals.empty())
      std::printf("refused, as it may be:\n%s", text_of(outcome.refusals).c_str());
  }

 private:
  Runner& runner_;
  const Suite& suite_;
  const Entry& entry_;
};

int run_route(const Route& route, int argc, char** argv) {
  const std::string why = unavailable(route);
  if (!why.empty()) {
    std::printf("route %s is skipped: %s\n", route.name.c_str(), why.c_str());
    return kSkipped;
  }
  Runner runner(route);
  int registered = 0;
  for (const Suite& suite : suites()) {
    if (!runner.takes(suite)) continue;
    const std::string stem = suite.file().substr(0, suite.file().rfind('.'));
    for (const Entry& entry : suite.entries()) {
      ++registered;
      testing::RegisterTest((route.name + "/" + stem).c_str(), entry.name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [&runner, &suite, &entry]() -> KernelTest* { return new KernelTest(runner, suite, entry); });
    }
  }
  testing::InitGoogleTest(&argc, argv);
  if (registered == 0) {
    std::printf("route %s is skipped: no suite of this program takes it\n", route.name.c_str());
    return kSkipped;
  }
  return RUN_ALL_TESTS();
}

// Returns the child's exit status; a child that a signal ended has failed.
int run_child(const Route& route, const std::vector<char*>& args) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    std::string option = "--route=" + route.name;
    std::vector<char*> list(args);
    list.insert(list.begin() + 1, option.data());
    list.push_back(nullptr);
    execv("/proc/self/exe", list.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

int main(int argc, char** argv) {
  // Some files of tests keep a compiler busy for half a minute, and all tests may run at once.
  ::setenv("CLRT_BUILD_TIMEOUT", "900", 0);
  std::vector<char*> args(argv, argv + argc);
  for (std::size_t i = 1; i < args.size(); ++i) {
    const std::string_view option = args[i];
    if (!option.starts_with("--route=")) continue;
    args.erase(args.begin() + std::ptrdiff_t(i));
    for (const Route& route : routes()) {
      if (route.name != option.substr(8)) continue;
      try {
        return run_route(route, int(args.size()), args.data());
      } catch (const clrt::Error& e) {
        std::printf("route %s: %s\n", route.name.c_str(), e.what());
        return 1;
      }
    }
    std::printf("there is no route %s\n", std::string(option.substr(8)).c_str());
    return 1;
  }
  int failed = 0;
  for (const Route& route : routes()) {
    const int status = run_child(route, args);
    if (status != 0 && status != kSkipped) ++failed;
  }
  return failed == 0 ? 0 : 1;
}
