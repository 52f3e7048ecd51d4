// dot() of char4 and uchar4 under a name of its own, for drivers that have it not.
//
//   given   int f(char4 a, char4 b, float4 x) { return dot(a, b) + dot(x, x); }
//   gives   int f(char4 a, char4 b, float4 x) { return clrt_dot_4x8(a, b) + dot(x, x); }
//
// A prelude cannot overload `dot` itself: in some compilers a declaration in the program hides all of the language's own.
#pragma once

#include <string>

#include "frontend.hpp"

namespace clang {
class ASTContext;
}

namespace clrt::translator {

bool calls_integer_dot(const clang::ASTContext& context);

// The text with its integer `dot`s renamed; line numbers stay. A `dot` in a macro that is used with integers and with
// floating-point vectors keeps its name. The text must have no #include that matters (frontend.hpp, flatten_includes).
std::string rename_integer_dots(const ParseInput& input);

}  // namespace clrt::translator
