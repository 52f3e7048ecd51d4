// The address sanitizer's functions, found by name: this library is not linked with it.
#include "cpu_emu/jit/sanitizer.hpp"

#include <dlfcn.h>

namespace clrt::jit {
namespace {

using MarkRegion = void (*)(const volatile void*, std::size_t);

MarkRegion find(const char* name) { return reinterpret_cast<MarkRegion>(::dlsym(RTLD_DEFAULT, name)); }

}  // namespace

bool address_sanitizer_loaded() {
  static const bool loaded = ::dlsym(RTLD_DEFAULT, "__asan_init") != nullptr;
  return loaded;
}

void forbid_access(void* begin, std::size_t bytes) {
  static const MarkRegion poison = find("__asan_poison_memory_region");
  if (poison != nullptr) poison(begin, bytes);
}

void allow_access(void* begin, std::size_t bytes) {
  static const MarkRegion unpoison = find("__asan_unpoison_memory_region");
  if (unpoison != nullptr) unpoison(begin, bytes);
}

}  // namespace clrt::jit
