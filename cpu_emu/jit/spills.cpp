// Register spills in loops, from the compiler's record of register allocation.
#include "cpu_emu/jit/spills.hpp"

#include <algorithm>
#include <charconv>

#include "clrt/error.h"
#include "cpu_emu/jit/cache.hpp"
#include "cpu_emu/jit/precompiled.hpp"
#include "cpu_emu/jit/process.hpp"
#include "cpu_emu/jit/translate.hpp"

namespace clrt::jit {
namespace {

// What stands behind `key` in a block, quotes taken off; empty when the block has no such key.
std::string_view field(std::string_view block, std::string_view key) {
  const std::size_t at = block.find(key);
  if (at == std::string_view::npos) return {};
  std::string_view rest = block.substr(at + key.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  if (rest.starts_with('\'')) {
    rest.remove_prefix(1);
    return rest.substr(0, rest.find('\''));
  }
  return rest.substr(0, rest.find_first_of(",\n }"));
}

int number(std::string_view block, std::string_view key) {
  const std::string_view text = field(block, key);
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The plain name in a mangled one: "_ZL10saxpy_fastPN4clrt..." is saxpy_fast; of a nested name the last part.
std::string plain_name(std::string_view mangled) {
  if (!mangled.starts_with("_Z")) return std::string(mangled);
  std::string_view rest = mangled.substr(2), name;
  while (!rest.empty() && (rest[0] == 'L' || rest[0] == 'N')) rest.remove_prefix(1);
  while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') {
    std::size_t length = 0;
    const auto end = std::from_chars(rest.data(), rest.data() + rest.size(), length).ptr;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    name = rest.substr(0, length);
    rest.remove_prefix(std::min(length, rest.size()));
  }
  return std::string(name.empty() ? mangled : name);
}

}  // namespace

std::vector<Spill> parse_spills(std::string_view record) {
  std::vector<Spill> spills;
  while (!record.empty()) {
    const std::size_t end = std::min(record.find("\n...\n"), record.size());
    const std::string_view block = record.substr(0, end);
    record.remove_prefix(std::min(end + 5, record.size()));
    if (field(block, "\nName:") != "LoopSpillReloadCopies") continue;
    Spill s;
    s.function = plain_name(field(block, "\nFunction:"));
    s.file = std::string(field(block, "File:"));
    s.line = static_cast<unsigned>(number(block, "Line:"));
    s.stores = number(block, "- NumSpills:") + number(block, "- NumFoldedSpills:");
    s.loads = number(block, "- NumReloads:") + number(block, "- NumFoldedReloads:") + number(block, "- NumZeroCostFoldedReloads:");
    if (s.stores != 0 || s.loads != 0) spills.push_back(std::move(s));
  }
  return spills;
}

std::vector<Spill> find_spills(const backend::BuildRequest& request, cpu::Isa isa) {
  const PreparedRequest p = prepare(request);
  require_compiler(p.tools);
  const DiskCache cache(default_cache_folder());
  const Translation t = translate(p, cache);
  std::vector<std::string> argv = compile_flags(p.tools, isa, cpu::cpu_features());
  const std::string header = precompiled_header(p.tools, argv, cache.folder());
  argv.insert(argv.begin(), p.tools.clang);
  const ScratchFolder scratch;
  const std::string source = scratch / "kernels.cpp", record = scratch / "record.yaml";
  if (!write_atomically(source, t.generated)) throw Error(Status::kIoError, "cannot write " + source + ": is the temporary folder full?");
  if (!header.empty()) argv.insert(argv.end(), {"-include-pch", header});
  // Lines only: they change no instruction.
  argv.insert(argv.end(), {"-gline-tables-only", "-foptimization-record-passes=regalloc", "-foptimization-record-file=" + record, "-c", source,
                           "-o", scratch / "kernels.o"});
  const ProcessResult result = run_process(argv, build_timeout());
  if (!result.ok())
    throw Error(Status::kBuildFailed, request.name + ": " + p.tools.clang + " reported no register spills: " + result.how_it_ended() + "\n" + result.output);
  return parse_spills(read_file(record).value_or(""));
}

}  // namespace clrt::jit
