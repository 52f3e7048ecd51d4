// OpenCL C by cl2cpp, cached.
#include "cpu_emu/jit/translate.hpp"

#include <filesystem>

#include "clrt/error.h"
#include "cpu_emu/executor/kernel_abi.h"
#include "cpu_emu/jit/includes.hpp"
#include "cpu_emu/jit/process.hpp"
#include "cpu_emu/jit/signature.hpp"

namespace clrt::jit {
namespace {

namespace fs = std::filesystem;

// How the source is called in messages and in #line.
std::string message_name(const backend::BuildRequest& request) { return request.name.empty() ? "source.cl" : request.name; }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& w : words) text += w + '\n';
  return text;
}

// The translator's messages with the user's name of the file.
std::string in_users_words(const PreparedRequest& p, std::string text) {
  const std::string own = message_name(p.request);
  if (own == p.given_name) return text;
  for (std::size_t at = text.find(own); at != std::string::npos; at = text.find(own, at + p.given_name.size()))
    text.replace(at, own.size(), p.given_name);
  return text;
}

[[noreturn]] void fail(const PreparedRequest& p, const ProcessResult& result) {
  const std::string name = p.given_name, output = in_users_words(p, result.output);
  // Status 1 is cl2cpp's word for "the kernel is wrong"; everything else is a fault of the tool.
  if (result.end == ProcessResult::End::kExited && result.code == 1)
    throw Error(Status::kBuildFailed, name + " does not compile:\n" + output);
  const std::string how = result.ok() ? "it wrote no output" : result.how_it_ended();
  throw Error(Status::kBuildFailed, name + ": the translator " + p.tools.cl2cpp + " failed: " + how + "\n" + output);
}

// Runs cl2cpp on the request in `scratch`; `wanted` are its output options.
ProcessResult run_translator(const PreparedRequest& p, const ScratchFolder& scratch, const std::vector<std::string>& wanted) {
  const std::string input = scratch / "input.cl";
  if (!write_atomically(input, p.request.source))
    throw Error(Status::kIoError, "cannot write " + input + ": is the temporary folder full?");
  std::vector<std::string> argv = {p.tools.cl2cpp, input, "-o", scratch / "output.cpp", "--source-name", message_name(p.request)};
  argv.insert(argv.end(), wanted.begin(), wanted.end());
  argv.insert(argv.end(), p.options.translator.begin(), p.options.translator.end());
  return run_process(argv, build_timeout());
}

// Where a debugger finds the source: the file, if it has this text; else a copy in the cache folder with the name of the program.
std::string debugger_path(const backend::BuildRequest& request) {
  std::error_code error;
  const fs::path named = message_name(request);
  if (fs::is_regular_file(named, error) && read_file(named.string()) == request.source) {
    const fs::path absolute = fs::absolute(named, error).lexically_normal();
    return error ? named.string() : absolute.string();
  }
  const std::string cache = default_cache_folder();
  if (cache.empty()) return named.string();
  KeyBuilder key;
  key.add("source", request.source);
  const fs::path copy = fs::path(cache) / "sources" / key.finish() / named.filename().replace_extension(".cl");
  fs::create_directories(copy.parent_path(), error);
  return write_atomically(copy.string(), request.source) ? copy.string() : named.string();
}

// The text after preprocessing, where the included files cannot be told by reading.
std::string preprocessed_text(const PreparedRequest& p) {
  require_translator(p.tools);
  const ScratchFolder scratch;
  const std::string output = scratch / "preprocessed.cl";
  const ProcessResult result = run_translator(p, scratch, {"--emit-preprocessed", output});
  const std::optional<std::string> text = read_file(output);
  if (!result.ok() || !text) fail(p, result);
  return *text;
}

Translation from_entry(CacheEntry entry, bool from_cache) {
  Translation t;
  t.kernels = parse_signature(entry.signature);
  t.preprocessed = std::move(entry.preprocessed);
  t.generic = std::move(entry.generic);
  t.generic_refusal = std::move(entry.refusal);
  t.generated = std::move(entry.generated);
  t.signature = std::move(entry.signature);
  t.log = std::move(entry.log);
  t.from_cache = from_cache;
  return t;
}

}  // namespace

PreparedRequest prepare(const backend::BuildRequest& request) {
  PreparedRequest p;
  p.request = request;
  p.given_name = message_name(request);
  p.options = parse_options(request.options);
  p.tools = find_toolchain();
  std::error_code error;
  if (fs::is_regular_file(request.name, error)) {
    const fs::path folder = fs::path(request.name).parent_path();
    p.options.include_dirs.push_back(folder.empty() ? "." : folder.string());
    p.options.translator.push_back("-I" + p.options.include_dirs.back());
  }
  if (p.options.debug_info) p.request.name = debugger_path(request);
  KeyBuilder key;
  key.add("format", std::to_string(kCacheFormatVersion));
  key.add("abi", std::to_string(cpu::kAbiVersion));
  key.add("name", message_name(p.request));  // stands in #line
  key.add("source", request.source);
  key.add("options", joined(p.options.translator));
  key.add("cl2cpp", p.tools.cl2cpp_identity);
  const IncludeScan includes = scan_includes(request.source, p.options.include_dirs);
  key.add("includes", includes.fingerprint);
  if (!includes.complete) key.add("preprocessed", preprocessed_text(p));
  p.source_key = key.finish();
  return p;
}

Translation translate(const PreparedRequest& p, const DiskCache& cache) {
  const CacheStamp stamp{p.source_key, "any", p.tools.cl2cpp_identity};
  if (std::optional<CacheEntry> entry = cache.load(stamp)) return from_entry(std::move(*entry), true);

  require_translator(p.tools);
  const ScratchFolder scratch;
  const std::string generic = scratch / "generic.cl", signature = scratch / "signature.json", preprocessed = scratch / "flat.cl";
  const ProcessResult result = run_translator(
      p, scratch, {"--emit-generic", generic, "--emit-signature", signature, "--emit-preprocessed", preprocessed});
  if (!result.ok()) fail(p, result);

  CacheEntry entry;
  entry.generated = read_file(scratch / "output.cpp").value_or("");
  entry.signature = read_file(signature).value_or("");
  entry.preprocessed = read_file(preprocessed).value_or("");
  entry.generic = read_file(generic).value_or("");
  entry.log = in_users_words(p, result.output);
  if (entry.generated.empty() || entry.signature.empty() || entry.preprocessed.empty()) fail(p, result);
  entry.refusal = generic_refusal(entry.signature);
  if (!entry.refusal.empty()) entry.generic.clear();
  cache.store(stamp, entry);
  return from_entry(std::move(entry), false);
}

Translation translate(const backend::BuildRequest& request) { return translate(prepare(request), DiskCache(default_cache_folder())); }

}  // namespace clrt::jit
