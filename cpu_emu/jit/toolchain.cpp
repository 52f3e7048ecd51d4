// Where the tools are.
#include "cpu_emu/jit/toolchain.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "clrt/error.h"
#include "cpu_emu/jit/process.hpp"

namespace clrt::jit {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMainHeader = "cpu_emu/opencl_c/opencl_c.hpp";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

// Path, size and nanosecond time of what a path leads to.
std::string file_identity(const std::string& path) {
  struct stat s {};
  if (path.empty() || ::stat(path.c_str(), &s) != 0) return {};
  return path + "|" + std::to_string(s.st_ino) + "|" + std::to_string(s.st_size) + "|" + std::to_string(s.st_mtim.tv_sec) + "." +
         std::to_string(s.st_mtim.tv_nsec);
}

std::string headers_identity(const std::string& root) {
  std::vector<std::string> files = {file_identity(root + "/cpu_emu/executor/kernel_abi.h"), file_identity(root + "/cpu_emu/executor/check_abi.h")};
  for (const char* folder : {"/cpu_emu/opencl_c", "/cpu_emu/lanes"}) {
    std::error_code error;
    for (fs::recursive_directory_iterator it(root + folder, error), end; !error && it != end; it.increment(error))
      if (it->is_regular_file(error) && it->path().extension() != ".cpp") files.push_back(file_identity(it->path().string()));
  }
  std::sort(files.begin(), files.end());
  std::string all;
  for (const std::string& f : files) all += f + "\n";
  return all;
}

std::string program_folder() {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  return error ? std::string() : self.parent_path().string();
}

// First of the candidates for which `good` holds; a variable set by the user (`chosen`) is taken without looking further.
template <typename Good>
std::string first(const std::string& what, const std::string& variable, const std::vector<std::string>& candidates, Good good,
                  std::string& searched) {
  const std::string chosen = environment(variable.c_str());
  if (!chosen.empty()) {
    if (good(chosen)) return chosen;
    searched += what + ": " + variable + "=" + chosen + " is not usable; ";
    return {};
  }
  std::string tried;
  for (const std::string& c : candidates) {
    if (c.empty()) continue;
    if (good(c)) return c;
    tried += (tried.empty() ? "" : ", ") + c;
  }
  searched += what + ": looked for " + tried + " (or set " + variable + "); ";
  return {};
}

std::string find_headers(const std::string& beside, std::string& searched) {
  const auto good = [](const std::string& root) { return !root.empty() && fs::exists(root + "/" + kMainHeader); };
  const std::string home = environment("CLRT_HOME");
  if (!home.empty()) {
    for (const std::string& c : {home, home + "/share/clrt/include"})
      if (good(c)) return c;
    searched += "headers: CLRT_HOME=" + home + " has no " + kMainHeader + " (nor under share/clrt/include); ";
    return {};
  }
  std::string tried;
  for (const std::string& c : {beside + "/../share/clrt/include", std::string(CLRT_SOURCE_ROOT), std::string(CLRT_INSTALLED_INCLUDE)}) {
    if (good(c)) return c;
    tried += (tried.empty() ? "" : ", ") + c;
  }
  searched += "headers: looked in " + tried + " (or set CLRT_HOME); ";
  return {};
}

std::string resolved(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  return error ? path : real.string();
}

}  // namespace

Toolchain find_toolchain() {
  Toolchain tools;
  const auto runnable = [](const std::string& name) { return !find_in_path(name).empty(); };
  const std::string beside = program_folder();
  const std::string home = environment("CLRT_HOME");
  const std::string translator =
      first("cl2cpp", "CLRT_CL2CPP",
            {home.empty() ? "" : home + "/bin/cl2cpp", beside.empty() ? "" : beside + "/cl2cpp", CLRT_BUILT_CL2CPP,
             CLRT_INSTALLED_CL2CPP, "cl2cpp"},
            runnable, tools.searched);
  const std::string clang = first("clang++", "CLRT_CLANG", {"clang++-19", "clang++-20", "clang++-21", "clang++-22", CLRT_BUILD_CLANG},
                                  runnable, tools.searched);
  if (!translator.empty()) tools.cl2cpp = find_in_path(translator);
  if (!clang.empty()) tools.clang = find_in_path(clang);
  tools.include_root = find_headers(beside, tools.searched);

  // The name that is run keeps its symlink (clang++ looks at its own name), the identity is that of the file behind it.
  tools.cl2cpp_identity = file_identity(resolved(tools.cl2cpp));
  tools.clang_identity = file_identity(resolved(tools.clang));
  tools.headers_identity = tools.include_root.empty() ? "" : headers_identity(tools.include_root);
  return tools;
}

void require_translator(const Toolchain& tools) {
  if (tools.cl2cpp.empty())
    throw Error(Status::kNotFound, "OpenCL C cannot be compiled: the translator cl2cpp is missing. " + tools.searched +
                                       "programs built ahead of time need no compiler");
}

void require_compiler(const Toolchain& tools) {
  if (tools.clang.empty() || tools.include_root.empty())
    throw Error(Status::kNotFound, "OpenCL C cannot be compiled for the CPU: " + tools.searched +
                                       "install clang-19; programs built ahead of time need no compiler");
}

std::vector<std::string> compile_flags(const Toolchain& tools, cpu::Isa isa, const cpu::CpuFeatures& features) {
  std::vector<std::string> flags = {"-std=c++20", "-O2", "-fno-exceptions", "-fno-rtti", "-fwrapv", "-fno-strict-aliasing",
                                    "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", "-fPIC", "-w",
                                    // clang 19 makes 16 bits of what has 32 there: (uint)x % 400u of a negative short was wrong.
                                    "-fno-slp-vectorize",
                                    // Scalar halves are rounded after every operation, as lanes of them are.
                                    "-Xclang", "-ffloat16-excess-precision=none",
                                    "-I" + tools.include_root, "-DCLRT_ISA_NAME=" + std::string(cpu::isa_name(isa))};
  for (const std::string& f : cpu::isa_flags(isa, features)) flags.push_back(f);
  return flags;
}

double build_timeout() {
  const std::string text = environment("CLRT_BUILD_TIMEOUT");
  char* end = nullptr;
  const double seconds = text.empty() ? 120 : std::strtod(text.c_str(), &end);
  return seconds > 0 ? seconds : 120;
}

}  // namespace clrt::jit
