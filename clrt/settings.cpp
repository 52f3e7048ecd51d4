// The table of settings.
#include "clrt/settings.hpp"

#include <cstdlib>

namespace clrt {
namespace {

constexpr Setting kSettings[] = {
    {"CLRT_BUILD_OPTIONS", "options of a build, as -g", "none",
     "to debug or sanitize the CPU's kernels of a program that is not to be changed; ahead-of-time programs are then built from their text"},
    {"CLRT_BUILD_TIMEOUT", "seconds", "120", "a compiler that hangs must not hang the program"},
    {"CLRT_CACHE_DIR", "folder", "$XDG_CACHE_HOME/clrt or ~/.cache/clrt",
     "compiled kernels outlive the process; a read-only home needs another place"},
    {"CLRT_CACHE_MAX_MB", "megabytes", "1024", "a cache that only grows fills the disk; the oldest entries go first"},
    {"CLRT_CHECK", "0, 1", "0", "every kernel that the CPU runs is checked, without a change of the program: bounds, races, barriers"},
    {"CLRT_CL2CPP", "path", "beside the program, build tree, install prefix, PATH", "to try another translator"},
    {"CLRT_CLANG", "path", "clang++-19 or newer in PATH", "to try another kernel compiler"},
    {"CLRT_FORCE_DEVICE", "cpu, index, part of a name", "cpu",
     "the device of a program that names none; tests and users change it without a rebuild"},
    {"CLRT_FORCE_ISA", "scalar, avx2, avx512", "the best that the processor has",
     "to compare instruction sets, and to reproduce a fault of another machine"},
    {"CLRT_HOME", "folder", "found from the program's place",
     "where cl2cpp and the headers of generated code are, when the library was moved"},
    {"CLRT_LOG", "build, launch; build:FILE, launch:FILE", "silent", "which device, which way a program came, which kernels ran"},
    {"CLRT_NUM_THREADS", "number", "one per core, no more than the cgroup grants",
     "an engine shares the machine with others; scaling is measured"},
    {"CLRT_OPENCL_LIBRARY", "path", "libOpenCL.so.1", "another loader, or a driver without one; /dev/null leaves the CPU alone"},
};

}  // namespace

std::span<const Setting> settings() { return kSettings; }

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace clrt
