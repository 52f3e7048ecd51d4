// Generated C++ to a shared object.
#include "cpu_emu/jit/compiler.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <future>
#include <optional>
#include <string_view>
#include <thread>

#include "clrt/error.h"
#include "cpu_emu/jit/cache.hpp"
#include "cpu_emu/jit/precompiled.hpp"
#include "cpu_emu/jit/stopwatch.hpp"
#include "cpu_emu/jit/units.hpp"

namespace clrt::jit {
namespace {

constexpr unsigned kMostCompilers = 8;  // beyond it the start of a compiler costs more than it saves

class Compilation {
 public:
  Compilation(const Toolchain& tools, const std::vector<std::string>& flags, const std::string& generated, std::string precompiled)
      : tools_(tools), flags_(flags), precompiled_(std::move(precompiled)), source_(scratch_ / "kernels.cpp") {
    if (!write_atomically(source_, generated))
      throw Error(Status::kIoError, "cannot write " + source_ + ": is the temporary folder full?");
    units_ = share_units(generated, std::min(kMostCompilers, std::thread::hardware_concurrency()));
  }

  // Empty, or how the first compiler that failed ended.
  std::optional<ProcessResult> compile() {
    // Deferred where the process may start no more threads.
    constexpr auto kEither = std::launch::async | std::launch::deferred;
    std::vector<std::future<ProcessResult>> others;
    for (std::size_t i = 1; i < units_.size(); ++i) others.push_back(std::async(kEither, [this, i] { return compile_units(i); }));
    std::vector<ProcessResult> results = {compile_units(0)};
    for (std::future<ProcessResult>& other : others) results.push_back(other.get());
    for (std::size_t i = 0; i < units_.size(); ++i)
      if (!results[i].ok() || ::access(object(i).c_str(), R_OK) != 0) return std::move(results[i]);
    return {};
  }

  // The linker by itself needs a tenth of the time that it needs behind the compiler's driver; but only the driver knows where
  // compiler's own libraries are, so it has the last word.
  ProcessResult link() const {
    const std::string linker = find_in_path("ld");
    if (!linker.empty()) {
      std::vector<std::string> argv = {linker, "-shared", "--hash-style=gnu", "--eh-frame-hdr", "--as-needed"};
      if (!has_flag("-fsanitize=address")) argv.insert(argv.end(), {"-z", "defs"});  // its library is the program's
      add_objects(argv);
      if (has_flag("-fsanitize=undefined")) argv.push_back("-l:libubsan.so.1");
      // By its full name, so that SLEEF's development package is not needed; undefined symbols are errors here, not at launch.
      for (const char* word : {"-l:libsleef.so.3", "-l:libm.so.6", "-l:libgcc_s.so.1", "-l:libc.so.6"}) argv.emplace_back(word);
      const ProcessResult result = run_process(argv, build_timeout());
      if (result.ok()) return result;
    }
    std::vector<std::string> argv = {tools_.clang};
    argv.insert(argv.end(), flags_.begin(), flags_.end());
    argv.insert(argv.end(), {"-shared", "-nostdlib++", "-Wl,--as-needed"});
    if (!has_flag("-fsanitize=address")) argv.push_back("-Wl,-z,defs");
    add_objects(argv);
    if (has_flag("-fsanitize=undefined")) argv.push_back("-l:libubsan.so.1");
    argv.insert(argv.end(), {"-l:libsleef.so.3", "-lm"});
    return run_process(argv, build_timeout());
  }

  std::string shared_object() const { return scratch_ / "kernels.so"; }

 private:
  bool has_flag(std::string_view flag) const { return std::find(flags_.begin(), flags_.end(), flag) != flags_.end(); }
  std::string object(std::size_t i) const { return scratch_ / ("kernels" + std::to_string(i) + ".o"); }

  ProcessResult compile_units(std::size_t i) const {
    std::vector<std::string> argv = {tools_.clang};
    argv.insert(argv.end(), flags_.begin(), flags_.end());
    if (!precompiled_.empty()) argv.insert(argv.end(), {"-include-pch", precompiled_});
    if (units_.size() > 1) argv.push_back("-DCLRT_UNITS=" + std::to_string(units_[i]) + "ull");
    argv.insert(argv.end(), {"-c", source_, "-o", object(i)});
    return run_process(argv, build_timeout());
  }

  void add_objects(std::vector<std::string>& argv) const {
    for (std::size_t i = 0; i < units_.size(); ++i) argv.push_back(object(i));
    argv.insert(argv.end(), {"-o", shared_object()});
  }

  const Toolchain& tools_;
  const std::vector<std::string>& flags_;
  const std::string precompiled_;
  const ScratchFolder scratch_;
  const std::string source_;
  std::vector<std::uint64_t> units_;
};

}  // namespace

CompileResult compile_to_shared_object(const Toolchain& tools, const std::vector<std::string>& flags, const std::string& generated,
                                       const std::string& cache_folder) {
  CompileResult result;
  Stopwatch watch;
  const std::string header = precompiled_header(tools, flags, cache_folder);
  result.precompile_ms = watch.lap();
  for (const std::string& precompiled : {header, std::string()}) {
    Compilation compilation(tools, flags, generated, precompiled);
    std::optional<ProcessResult> failed = compilation.compile();
    result.compile_ms += watch.lap();
    if (!failed) {
      ProcessResult linked = compilation.link();
      result.link_ms = watch.lap();
      std::optional<std::string> so = read_file(compilation.shared_object());
      if (linked.ok() && so && !so->empty()) result.so = std::move(*so);
      else result.failed = std::move(linked);
      return result;
    }
    result.failed = std::move(*failed);
    // The precompiled header may be damaged. When it was not at fault, the second attempt gives the same message.
    if (precompiled.empty() || result.failed.end != ProcessResult::End::kExited || result.failed.code == 0) return result;
    ::unlink(precompiled.c_str());
  }
  return result;
}

}  // namespace clrt::jit
