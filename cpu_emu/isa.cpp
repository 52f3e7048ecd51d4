// Instruction set levels.
#include "cpu_emu/isa.hpp"

#include <algorithm>
#include <cstdlib>

#include "clrt/error.h"

namespace clrt::cpu {
namespace {

CpuFeatures read_features() {
  CpuFeatures f;
#if defined(__x86_64__)
  __builtin_cpu_init();
  // The builtins ask the operating system too (XCR0): AVX-512 that the kernel does not save is not reported.
  f.avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("f16c");
  f.avx512 = f.avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
             __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  f.avx512_vnni = f.avx512 && __builtin_cpu_supports("avx512vnni");
  f.avx512_bf16 = f.avx512 && __builtin_cpu_supports("avx512bf16");
#endif
  return f;
}

bool has(Isa isa, const CpuFeatures& features) {
  switch (isa) {
    case Isa::kScalar: return true;
    case Isa::kAvx2: return features.avx2;
    case Isa::kAvx512: return features.avx512;
  }
  return false;
}

}  // namespace

const CpuFeatures& cpu_features() {
  static const CpuFeatures features = read_features();
  return features;
}

const char* isa_name(Isa isa) {
  switch (isa) {
    case Isa::kScalar: return "scalar";
    case Isa::kAvx2: return "avx2";
    case Isa::kAvx512: return "avx512";
  }
  return "";
}

Isa choose_isa(const CpuFeatures& features, std::string_view forced) {
  if (forced.empty()) return features.avx512 ? Isa::kAvx512 : features.avx2 ? Isa::kAvx2 : Isa::kScalar;
  for (Isa isa : kAllIsas) {
    if (forced != isa_name(isa)) continue;
    if (has(isa, features)) return isa;
    throw Error(Status::kUnsupported, "CLRT_FORCE_ISA=" + std::string(forced) + ": this processor has no " +
                                          (isa == Isa::kAvx512 ? "AVX-512 (x86-64-v4)" : "AVX2 (x86-64-v3)") + "; it can run " +
                                          (features.avx2 ? "scalar and avx2" : "scalar"));
  }
  throw Error(Status::kInvalidArgument,
              "CLRT_FORCE_ISA=" + std::string(forced) + " is not an instruction set level: use scalar, avx2 or avx512");
}

Isa current_isa() {
  const char* forced = std::getenv("CLRT_FORCE_ISA");
  return choose_isa(cpu_features(), forced != nullptr ? forced : "");
}

bool runs_ahead_of_time(Isa isa, const CpuFeatures& features) {
  return has(isa, features) && (isa != Isa::kAvx512 || (features.avx512_vnni && features.avx512_bf16));
}

std::string isa_extras(Isa isa, const CpuFeatures& features) {
  if (isa != Isa::kAvx512) return {};
  std::string text = features.avx512_vnni ? "vnni" : "";
  if (features.avx512_bf16) text += text.empty() ? "bf16" : " bf16";
  return text;
}

std::string why_not(std::string_view level, std::string_view extras, const CpuFeatures& features) {
  for (const Isa isa : kAllIsas) {
    if (level != isa_name(isa)) continue;
    if (!has(isa, features)) return "this processor has no " + std::string(level);
    const std::string own = isa_extras(isa, features);
    for (std::size_t at = 0; at < extras.size();) {
      const std::size_t end = std::min(extras.find(' ', at), extras.size());
      const std::string extra(extras.substr(at, end - at));
      if ((' ' + own + ' ').find(' ' + extra + ' ') == std::string::npos) return "this processor has no " + extra;
      at = end + 1;
    }
    return {};
  }
  return "this library has no level '" + std::string(level) + "'";
}

std::vector<std::string> isa_flags(Isa isa, const CpuFeatures& features) {
  switch (isa) {
#if defined(__x86_64__)
    case Isa::kScalar: return {"-march=x86-64", "-DCLRT_LANES_SCALAR"};
#else
    case Isa::kScalar: return {"-DCLRT_LANES_SCALAR"};
#endif
    case Isa::kAvx2: return {"-march=x86-64-v3"};
    case Isa::kAvx512: {
      std::vector<std::string> flags = {"-march=x86-64-v4", "-mprefer-vector-width=512"};
      if (features.avx512_vnni) flags.push_back("-mavx512vnni");
      if (features.avx512_bf16) flags.push_back("-mavx512bf16");
      return flags;
    }
  }
  return {};
}

}  // namespace clrt::cpu
