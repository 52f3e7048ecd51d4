// OpenCL C to a loaded module of this process.
#include "cpu_emu/jit/jit.hpp"

#include <atomic>
#include <map>
#include <mutex>

#include "clrt/error.h"
#include "cpu_emu/jit/cache.hpp"
#include "cpu_emu/jit/compiler.hpp"
#include "cpu_emu/jit/options.hpp"
#include "cpu_emu/jit/sanitizer.hpp"
#include "cpu_emu/jit/signature.hpp"
#include "cpu_emu/jit/stopwatch.hpp"
#include "cpu_emu/jit/translate.hpp"

namespace clrt::jit {
namespace {

// Modules in use, so that the same program built twice is loaded once.
class LoadedModules {
 public:
  std::shared_ptr<const Module> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = modules_.find(key);
    return found == modules_.end() ? nullptr : found->second.lock();
  }
  void add(const std::string& key, const std::shared_ptr<const Module>& module) {
    const std::lock_guard lock(mutex_);
    std::erase_if(modules_, [](const auto& entry) { return entry.second.expired(); });
    modules_[key] = module;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<const Module>> modules_;
};

LoadedModules& loaded_modules() {
  static LoadedModules modules;
  return modules;
}

// A generated file that clang++ does not take is a fault of this library: keep it, and say where, for the report to its authors.
[[noreturn]] void fail(const PreparedRequest& p, const std::string& generated, const ProcessResult& result, const DiskCache& cache) {
  std::string text = p.request.name + ": " + p.tools.clang + " failed on the generated C++: " + result.how_it_ended();
  if (!cache.folder().empty()) {
    const std::string kept = cache.folder() + "/failed.cpp";
    if (write_atomically(kept, generated)) text += " (kept as " + kept + ")";
  }
  throw Error(Status::kBuildFailed, text + "\n" + result.output);
}

std::string run_compiler(const PreparedRequest& p, const std::vector<std::string>& flags, const std::string& generated,
                         const DiskCache& cache, BuildTimes& times) {
  CompileResult result = compile_to_shared_object(p.tools, flags, generated, cache.folder());
  times.precompile = result.precompile_ms;
  times.compile = result.compile_ms;
  times.link = result.link_ms;
  if (result.so.empty()) fail(p, generated, result.failed, cache);
  return std::move(result.so);
}

// Once per process, after the first entry was written: more often costs time, and a cache only grows by what is compiled.
void prune_once(const DiskCache& cache) {
  static std::atomic<bool> done{false};
  if (!done.exchange(true)) cache.prune(cache_limit_bytes());
}

// The options of the request, of every build, and in a process that has the address sanitizer those of its use, unless declined.
std::string all_options(const backend::BuildRequest& request) {
  std::string options = request.options + " " + options_of_every_build();
  if (address_sanitizer_loaded() && options.find("-fno-sanitize=all") == std::string::npos) options += " -fsanitize=address";
  return options;
}

// What the sanitizers add to the compiler's flags.
std::vector<std::string> sanitizer_flags(const PreparedRequest& p) {
  const BuildOptions& o = p.options;
  if (o.address && !address_sanitizer_loaded())
    throw Error(Status::kUnsupported, p.request.name + ": -fsanitize=address needs the sanitizer in the process from its start: compile the "
                                          "program with -fsanitize=address, or start it with LD_PRELOAD=libasan.so.8");
  std::vector<std::string> flags;
  // Lanes as plain loops: the sanitizer does not look into gathers, scatters and masked accesses of the instruction sets.
  if (o.address) flags = {"-fsanitize=address", "-fsanitize-address-use-after-return=never", "-DCLRT_LANES_SCALAR"};
  if (o.undefined) flags.insert(flags.end(), {"-fsanitize=undefined", "-fno-sanitize=vptr,function"});
  return flags;
}

}  // namespace

Compiled compile(const backend::BuildRequest& request, cpu::Isa isa) {
  Stopwatch watch;
  Compiled result;
  backend::BuildRequest with_all = request;
  with_all.options = all_options(request);
  const PreparedRequest p = prepare(with_all);
  require_compiler(p.tools);
  std::vector<std::string> flags = compile_flags(p.tools, isa, cpu::cpu_features());
  // cl2cpp prints C++ that keeps variables in memory; optimised as usual, a debugger would lose most of what is between them. A
  // variable that is returned must not live where the caller wants it, of which the debugger loses track.
  if (p.options.debug_info) flags.insert(flags.end(), {"-g", "-O1", "-fno-omit-frame-pointer", "-fno-elide-constructors"});
  for (const std::string& f : sanitizer_flags(p)) flags.push_back(f);
  KeyBuilder key;
  key.add("source", p.source_key);
  key.add("compiler", p.tools.clang_identity);
  key.add("headers", p.tools.headers_identity);
  for (const std::string& f : flags) key.add("flag", f);
  const std::string isa_name = cpu::isa_name(isa);
  const CacheStamp stamp{key.finish(), isa_name, p.tools.clang_identity};
  const DiskCache cache(default_cache_folder());
  result.times.prepare = watch.lap();

  std::optional<CacheEntry> entry = cache.load(stamp);
  result.times.lookup = watch.lap();
  if (entry) {
    result.origin = "cache hit";
  } else {
    entry.emplace();
    const Translation t = translate(p, cache);
    result.times.translate = watch.lap();
    entry->generated = t.generated;
    entry->signature = t.signature;
    entry->preprocessed = t.preprocessed;
    entry->generic = t.generic;
    entry->refusal = t.generic_refusal;
    entry->log = t.log;
    entry->so = run_compiler(p, flags, t.generated, cache, result.times);
    result.origin = "compiled";
  }
  watch.lap();
  result.kernels = parse_signature(entry->signature);
  result.module = loaded_modules().find(stamp.key);
  if (!result.module) {
    result.module = Module::load(entry->so, request.name, isa_name);
    loaded_modules().add(stamp.key, result.module);
  }
  result.times.load = watch.lap();
  // Only what was seen to load is kept.
  if (result.origin == "compiled") {
    cache.store(stamp, *entry);
    prune_once(cache);
  }
  result.generated = std::move(entry->generated);
  result.signature = std::move(entry->signature);
  result.log = std::move(entry->log);
  return result;
}

}  // namespace clrt::jit
