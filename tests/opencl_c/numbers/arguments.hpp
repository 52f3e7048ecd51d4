// Arguments that functions are measured at: edges of the format and of the functions, and random samples that a seed repeats.
#pragma once

#include <random>

#include "function_table.hpp"

namespace clrt::numbers {

// One array for each letter of Function::arguments; elements are as wide as the format, or 4 bytes for an int.
struct Arguments {
  std::size_t count = 0;
  std::vector<Array> arrays;
};
// `samples` of each kind of random sample; a half function of one argument gets all halves when `samples` is large enough.
Arguments arguments_of(const Function& f, const Format& format, std::size_t samples, std::uint64_t seed);
int bytes_of(char letter, const Format& format);

}  // namespace clrt::numbers
