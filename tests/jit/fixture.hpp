// A fresh cache folder, the fake translator and a small set of headers per test; the real clang++ compiles.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "cpu_emu/jit/jit.hpp"

namespace clrt::test {

// Sets an environment variable for the scope.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, const std::string& value) : name_(name) {
    const char* old = std::getenv(name);
    had_ = old != nullptr;
    if (had_) old_ = old;
    ::setenv(name, value.c_str(), 1);
  }
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;
  ~ScopedVariable() {
    if (had_) ::setenv(name_, old_.c_str(), 1);
    else ::unsetenv(name_);
  }

 private:
  const char* name_;
  bool had_ = false;
  std::string old_;
};

inline void write_text(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// A "kernel" for the fake translator: one kernel add(global int* x, int n) that adds `amount` to each element below n.
inline std::string add_kernel(int amount, const std::string& extra = "") {
  const std::string cpp = R"(#include "cpu_emu/opencl_c/opencl_c.hpp"
using namespace clrt::cpu;
#define TEXT2(x) #x
#define TEXT(x) TEXT2(x)
struct Args { int* x; int n; };
static const ArgDesc args[] = {{"x", "int", ArgKind::kGlobal, 4, 4, 0, 0}, {"n", "int", ArgKind::kValue, 4, 4, 8, 0}};
static void sub_group(WorkGroup* wg, const void* a, std::uint32_t s) {
  const Args& args = *static_cast<const Args*>(a);
  for (std::uint32_t l = s * 16; l < s * 16 + 16 && l < wg->items; ++l) {
    const std::uint64_t i = wg->group_id[0] * wg->launch->local_size[0] + l + wg->launch->global_offset[0];
    if (i < static_cast<std::uint64_t>(args.n)) args.x[i] += AMOUNT;
  }
}
static void group(WorkGroup* wg, const void* a) { for (std::uint32_t s = 0; s < wg->sub_groups; ++s) sub_group(wg, a, s); }
static const KernelDesc kernels[] = {{"add", args, 2, 16, 16, 0, 0, {0, 0, 0}, group, sub_group, "{}"}};
extern "C" const ModuleDesc clrt_module = {kAbiVersion, 1, kernels, TEXT(CLRT_ISA_NAME)};
)";
  std::string source = extra + "//CPP #define AMOUNT " + std::to_string(amount) + "\n";
  std::istringstream lines(cpp);
  for (std::string line; std::getline(lines, line);) source += "//CPP " + line + "\n";
  return source + R"(//SIG {"kernels":[{"name":"add","args":[{"name":"x","type":"int","kind":"global","size":4,"align":4,"offset":0},
//SIG {"name":"n","type":"int","kind":"value","size":4,"align":4,"offset":8}],"sub_group_size":0,"required_local":[0,0,0],
//SIG "local_bytes":0,"uses_barrier":false,"uses_sub_groups":false,"uses_printf":false,"one_lane":false,"one_lane_reason":"",
//SIG "sub_group_calls_uniform":true,"sub_group_calls_converged":true,"report":{"gathers":[]}}],"generic_refusal":""}
)";
}

inline std::string make_folder() {
  std::string name = ::testing::TempDir() + "/clrt-jit-XXXXXX";
  return ::mkdtemp(name.data());
}

class JitTest : public ::testing::Test {
 protected:
  JitTest()
      : folder(make_folder()),
        cache("CLRT_CACHE_DIR", folder + "/cache"),
        home("CLRT_HOME", folder + "/home"),
        translator("CLRT_CL2CPP", CLRT_TEST_FAKE_CL2CPP),
        calls("FAKE_CL2CPP_CALLS", folder + "/calls"),
        no_force("CLRT_FORCE_ISA", "") {
    const std::filesystem::path root = folder + "/home/cpu_emu";
    write_text(root / "opencl_c/opencl_c.hpp", "#pragma once\n#include \"cpu_emu/executor/kernel_abi.h\"\n");
    std::filesystem::create_directories(root / "executor");
    for (const char* header : {"executor/kernel_abi.h", "executor/check_abi.h"})
      std::filesystem::copy_file(std::string(CLRT_TEST_SOURCE_ROOT) + "/cpu_emu/" + header, root / header);
  }
  ~JitTest() override { std::filesystem::remove_all(folder); }

  int translator_runs() const {
    std::istringstream lines(read_text(folder + "/calls"));
    int n = 0;
    for (std::string line; std::getline(lines, line);) ++n;
    return n;
  }

  // A tool that does what the shell text says, for CLRT_CL2CPP and CLRT_CLANG.
  std::string script(const std::string& name, const std::string& text) const {
    const std::string path = folder + "/" + name;
    write_text(path, "#!/bin/sh\n" + text + "\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }

  std::vector<std::filesystem::path> files_with(const std::string& extension) const {
    std::vector<std::filesystem::path> found;
    for (const auto& e : std::filesystem::directory_iterator(folder + "/cache"))
      if (e.path().extension() == extension) found.push_back(e.path());
    return found;
  }

  // Runs "add" of a module over 40 zeros in groups of 20 and returns the first element.
  static int run_add(const cpu::ModuleDesc& module) {
    std::vector<int> x(40, 0);
    struct { int* x; int n; } args{x.data(), 40};
    cpu::Launch launch{{0, 0, 0}, {40, 1, 1}, {20, 1, 1}, {2, 1, 1}, 1, 0, nullptr, nullptr};
    for (std::uint64_t g = 0; g < 2; ++g) {
      cpu::WorkGroup wg{&launch, {g, 0, 0}, {20, 1, 1}, 20, 2, nullptr, nullptr, nullptr, nullptr};
      module.kernels[0].run_group(&wg, &args);
    }
    for (int v : x) EXPECT_EQ(v, x[0]);
    return x[0];
  }

  std::string folder;
  ScopedVariable cache, home, translator, calls, no_force;
};

// Message of the clrt::Error that `call` throws; a test failure when it does not.
template <typename Call>
std::string error_of(Call call) {
  try {
    call();
  } catch (const std::exception& e) {
    return e.what();
  }
  ADD_FAILURE() << "no error was thrown";
  return {};
}

}  // namespace clrt::test
