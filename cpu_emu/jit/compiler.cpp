// Generated C++ to a shared object.
#include "cpu_emu/jit/compiler.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>

#include "clrt/error.h"
#include "cpu_emu/jit/cache.hpp"
#include "cpu_emu/jit/precompiled.hpp"

namespace clrt::jit {
namespace {

class Stopwatch {
 public:
  double lap() {  // milliseconds since the last
    const auto now = std::chrono::steady_clock::now();
    const double ms = std::chrono::duration<double, std::milli>(now - last_).count();
    last_ = now;
    return ms;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

class Compilation {
 public:
  Compilation(const Toolchain& tools, const std::vector<std::string>& flags, const std::string& generated, std::string precompiled)
      : tools_(tools), flags_(flags), precompiled_(std::move(precompiled)), source_(scratch_ / "kernels.cpp"), object_(scratch_ / "kernels.o") {
    if (!write_atomically(source_, generated))
      throw Error(Status::kIoError, "cannot write " + source_ + ": is the temporary folder full?");
  }

  ProcessResult compile() const {
    std::vector<std::string> argv = {tools_.clang};
    argv.insert(argv.end(), flags_.begin(), flags_.end());
    if (!precompiled_.empty()) argv.insert(argv.end(), {"-include-pch", precompiled_});
    argv.insert(argv.end(), {"-c", source_, "-o", object_});
    return run_process(argv, build_timeout());
  }
  bool compiled() const { return ::access(object_.c_str(), R_OK) == 0; }

  // The linker by itself needs a tenth of the time that it needs behind the compiler's driver; but only the driver knows where the
  // compiler's own libraries are, so it has the last word.
  ProcessResult link() const {
    const std::string linker = find_in_path("ld");
    if (!linker.empty()) {
      std::vector<std::string> argv = {linker, "-shared", "--hash-style=gnu", "--eh-frame-hdr", "--as-needed"};
      if (!has_flag("-fsanitize=address")) argv.insert(argv.end(), {"-z", "defs"});  // its library is the program's
      add_files(argv);
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
    add_files(argv);
    if (has_flag("-fsanitize=undefined")) argv.push_back("-l:libubsan.so.1");
    argv.insert(argv.end(), {"-l:libsleef.so.3", "-lm"});
    return run_process(argv, build_timeout());
  }

  std::string shared_object() const { return scratch_ / "kernels.so"; }

 private:
  bool has_flag(std::string_view flag) const { return std::find(flags_.begin(), flags_.end(), flag) != flags_.end(); }
  void add_files(std::vector<std::string>& argv) const {
    argv.insert(argv.end(), {object_, "-o", shared_object()});
  }

  const Toolchain& tools_;
  const std::vector<std::string>& flags_;
  const std::string precompiled_;
  const ScratchFolder scratch_;
  const std::string source_, object_;
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
    ProcessResult compiled = compilation.compile();
    result.compile_ms += watch.lap();
    if (compiled.ok() && compilation.compiled()) {
      ProcessResult linked = compilation.link();
      result.link_ms = watch.lap();
      std::optional<std::string> so = read_file(compilation.shared_object());
      if (linked.ok() && so && !so->empty()) result.so = std::move(*so);
      else result.failed = std::move(linked);
      return result;
    }
    result.failed = std::move(compiled);
    // The precompiled header may be damaged. When it was not at fault, the second attempt gives the same message.
    if (precompiled.empty() || result.failed.end != ProcessResult::End::kExited || result.failed.code == 0) return result;
    ::unlink(precompiled.c_str());
  }
  return result;
}

}  // namespace clrt::jit
