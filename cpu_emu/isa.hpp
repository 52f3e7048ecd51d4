// Instruction set levels: what generated code is compiled for, and which one this processor gets.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace clrt::cpu {

enum class Isa { kScalar, kAvx2, kAvx512 };

inline constexpr std::array<Isa, 3> kAllIsas = {Isa::kScalar, Isa::kAvx2, Isa::kAvx512};

// What the processor has, as far as a choice here depends on it.
struct CpuFeatures {
  bool avx2 = false;         // x86-64-v3
  bool avx512 = false;       // x86-64-v4
  bool avx512_vnni = false, avx512_bf16 = false;
};

const CpuFeatures& cpu_features();  // of this processor, read once

const char* isa_name(Isa isa);      // "scalar", "avx2", "avx512"

// The level that run-time compilation uses: the best of `features`, or `forced` (the value of CLRT_FORCE_ISA, "" when unset).
// Throws clrt::Error: kInvalidArgument for an unknown name, kUnsupported when the processor lacks the level.
Isa choose_isa(const CpuFeatures& features, std::string_view forced);

// choose_isa for this processor and CLRT_FORCE_ISA. The variable is read at every call.
Isa current_isa();

// Whether ahead-of-time code of a level runs here: "avx512" modules are built with VNNI and BF16, so they need both.
bool runs_ahead_of_time(Isa isa, const CpuFeatures& features);

// What run-time code of a level uses beyond the level itself, as text to keep and compare: "vnni bf16", "".
std::string isa_extras(Isa isa, const CpuFeatures& features);

// Why code of `level` that uses `extras` (as isa_extras gave them, maybe elsewhere) cannot run here; empty: it can.
std::string why_not(std::string_view level, std::string_view extras, const CpuFeatures& features);

// clang++ flags that select the level; those of kAvx512 have VNNI and BF16 as `features` says.
std::vector<std::string> isa_flags(Isa isa, const CpuFeatures& features);

}  // namespace clrt::cpu
