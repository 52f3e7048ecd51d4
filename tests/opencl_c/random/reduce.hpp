// Makes a failing program small.
#pragma once

#include <functional>

#include "program.hpp"

namespace clrt::random_programs {

// Cuts statements, branches, expressions, kernels and work-groups as long as the program stays well defined (by the evaluator)
// and `fails` says that it still fails. Gives up after `tries` calls of `fails`.
Program reduce(Program program, const std::function<bool(const Program&)>& fails, int tries);

// Statements, for the size of a program.
std::size_t statements_of(const Program& program);

}  // namespace clrt::random_programs
