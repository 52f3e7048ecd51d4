// The table of floating-point built-in functions: how each is written in OpenCL C, its reference, and its error limit for each
// format (OpenCL C 3.0 section 7.4, full profile; half: cl_khr_fp16). Kernels, tests and the page docs/numbers.md come from it.
#pragma once

#include <string>
#include <vector>

#include "kernels.hpp"
#include "reference.hpp"

namespace clrt::numbers {

struct Limit {
  enum Kind {
    kAbsent,     // the function does not exist for the format
    kExact,      // no rounding: 0 ulp
    kRounded,    // correctly rounded
    kUlp,        // `value` ulp
    kAbsolute,   // `value`, for arguments in [0, 1]
    kUndefined,  // the specification gives none; measured and stated, special results are checked
  };
  Kind kind = kAbsent;
  double value = 0;
  // Not the specification's: it leaves the accuracy to the implementation, which promises this.
  bool own = false;
};
std::string text_of(const Limit& limit);

// Where a function's result is defined.
enum class Domain {
  kAll,
  kNumbers,  // no NaN
  kOrdered,  // no NaN, y <= z
  kUnit,     // [0, 1]: what the absolute limits are for
  kStep,     // [0, 1], x < y
};

struct Function {
  std::string name;       // for people: "fract, whole part"
  std::string arguments;  // one letter each: f floating, i int, u unsigned integer as wide as the format (nan's)
  std::string code;       // as in Form (kernels.hpp)
  Reference reference = nullptr;
  IntReference int_reference = nullptr;  // instead: r is an int
  Limit half, single, twice;             // half, float, double
  bool either_zero = false;              // the sign of a zero result is left open
  Domain domain = Domain::kAll;
  int cost = 1;  // of the reference: divides the number of samples

  Form form(const Format& f) const;
  const Limit& limit(const Format& f) const { return f.bytes == 2 ? half : f.bytes == 4 ? single : twice; }
};
const std::vector<Function>& functions();

}  // namespace clrt::numbers
