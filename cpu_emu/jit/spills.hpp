// Where compiled kernels keep values on the stack because the registers do not hold them, as the compiler reports it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clrt/backend.h"
#include "cpu_emu/isa.hpp"

namespace clrt::jit {

// Registers stored and reloaded in one loop, loops inside it included.
struct Spill {
  std::string function;  // as generated code calls it: "clrt_runfast_saxpy"
  std::string file;      // as #line has it
  unsigned line = 0;     // of the loop
  int stores = 0, loads = 0;
};

// Compiles the program once more with the compiler's record of register allocation; nothing is kept. In the order of the code, inner
// loops first. Throws clrt::Error as compile does.
std::vector<Spill> find_spills(const backend::BuildRequest& request, cpu::Isa isa);

// The same from the text of a record (LLVM's YAML of -foptimization-record-passes=regalloc): loops that spill or reload.
std::vector<Spill> parse_spills(std::string_view record);

}  // namespace clrt::jit
