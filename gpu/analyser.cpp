// Analysis by the translator: at run time, or as it was when a file was registered.
#include "clrt/error.h"
#include "cpu_emu/executor/kernel_abi.h"
#include "cpu_emu/jit/signature.hpp"
#include "cpu_emu/jit/translate.hpp"
#include "gpu/source.hpp"

namespace clrt::gpu {

Analyser translator_analyser() {
  return [](const backend::BuildRequest& request) -> std::optional<AnalysedSource> {
    try {
      jit::Translation t = jit::translate(request);
      return AnalysedSource{std::move(t.kernels), std::move(t.preprocessed), std::move(t.generic), std::move(t.generic_refusal)};
    } catch (const Error& error) {
      if (error.status == Status::kNotFound) return std::nullopt;
      throw;
    }
  };
}

AnalysedSource registered_analysis(const cpu::RegisteredSource& source) {
  AnalysedSource analysed{jit::parse_signature(source.signature), source.source, "", ""};
  if (source.generic_source != nullptr) analysed.generic = source.generic_source;
  if (source.generic_refusal != nullptr) analysed.generic_refusal = source.generic_refusal;
  return analysed;
}

}  // namespace clrt::gpu
