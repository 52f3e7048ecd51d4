// Programs compiled ahead of time.
#include "cpu_emu/registry.hpp"

#include <map>
#include <mutex>
#include <shared_mutex>

#include "clrt/error.h"

namespace clrt::cpu {
namespace {

struct Registry {
  std::shared_mutex mutex;
  std::map<std::string, const RegisteredSource*, std::less<>> sources;
};

// Built on first use, since static initialisers of other files call in; never destroyed, since static destructors may ask.
Registry& registry() {
  static Registry* const instance = new Registry;
  return *instance;
}

std::string list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& n : names) text += (text.empty() ? "" : ", ") + n;
  return text.empty() ? "none" : text;
}

bool runs(const ModuleDesc& module, const CpuFeatures& features) {
  for (Isa isa : kAllIsas)
    if (std::string_view(module.isa) == isa_name(isa)) return runs_ahead_of_time(isa, features);
  return false;
}

}  // namespace

bool register_source(const RegisteredSource& source) {
  Registry& r = registry();
  const std::unique_lock lock(r.mutex);
  return r.sources.emplace(source.name, &source).second;
}

const RegisteredSource* find_registered(std::string_view name) {
  Registry& r = registry();
  const std::shared_lock lock(r.mutex);
  const auto found = r.sources.find(name);
  return found == r.sources.end() ? nullptr : found->second;
}

const RegisteredSource& registered_source(std::string_view name) {
  if (const RegisteredSource* source = find_registered(name)) return *source;
  throw Error(Status::kNotFound, "no program '" + std::string(name) + "' was built in; there are: " + list(registered_names()));
}

std::vector<std::string> registered_names() {
  Registry& r = registry();
  const std::shared_lock lock(r.mutex);
  std::vector<std::string> names;
  for (const auto& [name, source] : r.sources) names.push_back(name);
  return names;
}

const ModuleDesc& choose_module(const RegisteredSource& source, const CpuFeatures& features, std::string_view forced) {
  // An unknown name or a level the processor lacks is the same mistake here as for run-time compilation.
  const Isa wanted = choose_isa(features, forced);
  const ModuleDesc* best = nullptr;
  int best_rank = -1;
  std::vector<std::string> built;
  for (const ModuleDesc* const* m = source.modules; *m != nullptr; ++m) {
    const ModuleDesc& module = **m;
    if (module.abi_version != kAbiVersion) continue;
    built.emplace_back(module.isa);
    if (!runs(module, features)) continue;
    if (!forced.empty() && std::string_view(module.isa) != isa_name(wanted)) continue;
    for (int rank = 0; rank < static_cast<int>(kAllIsas.size()); ++rank)
      if (std::string_view(module.isa) == isa_name(kAllIsas[static_cast<std::size_t>(rank)]) && rank > best_rank) {
        best = &module;
        best_rank = rank;
      }
  }
  if (best != nullptr) return *best;
  std::string text = "program '" + std::string(source.name) + "' was built for: " + list(built);
  text += forced.empty() ? "; none of these runs on this processor"
                         : "; CLRT_FORCE_ISA=" + std::string(forced) + " is not among those that run on this processor";
  throw Error(Status::kUnsupported, text);
}

}  // namespace clrt::cpu
