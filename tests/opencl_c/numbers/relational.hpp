// Relational functions (OpenCL C 6.15.6) and nan(): results must be exact.
#pragma once

#include "format.hpp"
#include "kernels.hpp"

namespace clrt::numbers {

struct RelationalFunction {
  std::string name, code;
  std::vector<std::string> arguments;  // scalar types
  std::string result, vector_result;   // scalar types of the result in width 1 and of its components in others
  const Format* format = nullptr;      // of floating arguments
  bool truth = false;                  // 1 in width 1, -1 in others
  bool is_nan = false;                 // any quiet NaN will do
  Bits (*reference)(const Format* f, const Bits* a, int bytes) = nullptr;
};
// All of the type; their programs are named after it.
std::vector<RelationalFunction> relational_functions(const std::string& type);

struct RelationalOutcome {
  std::size_t count = 0, wrong = 0;
  std::string failures;
};
RelationalOutcome check_relational(Kernels& kernels, const std::string& type, std::size_t index, const WidthChoice& widths,
                                   std::size_t samples, std::uint64_t seed);
// any() and all() of every signed integer type.
RelationalOutcome check_any_all(Kernels& kernels, const std::string& type, const WidthChoice& widths, std::size_t samples,
                                std::uint64_t seed);

}  // namespace clrt::numbers
