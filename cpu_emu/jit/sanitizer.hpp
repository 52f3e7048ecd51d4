// The address sanitizer, where the process has it: kernels are then compiled for it, and buffers have an end that it knows.
#pragma once

#include <cstddef>

namespace clrt::jit {

// Whether the sanitizer's library was loaded at the start: the program is compiled with -fsanitize=address, or it is preloaded.
bool address_sanitizer_loaded();

// Makes any access to [begin, begin + bytes) a report, or none again. Nothing without the sanitizer.
void forbid_access(void* begin, std::size_t bytes);
void allow_access(void* begin, std::size_t bytes);

}  // namespace clrt::jit
