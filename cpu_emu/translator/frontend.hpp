// Parses OpenCL C with Clang 19 in this process.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace clang {
class ASTUnit;
}

namespace clrt::translator {

struct ParseInput {
  std::string source;
  std::string file_name;             // as messages and #line shall name it
  std::vector<std::string> options;  // -D, -I, -cl-std=..., as clBuildProgram takes them
};

struct ParseResult {
  std::unique_ptr<clang::ASTUnit> unit;  // null when there were errors
  std::string diagnostics;               // "file:line:col: error: text" lines; warnings too
};

// OpenCL C 3.0 unless an option says otherwise; every feature and extension of the kernel language is switched on.
ParseResult parse(const ParseInput& input);

// The source with its #include "..." directives replaced by the files' text; macros and conditionals stay. A file that is not
// found stays a directive.
std::string flatten_includes(const ParseInput& input);

// The source fully preprocessed, without the language's own headers; line markers name the user's files.
std::string preprocess(const ParseInput& input, std::string& error);

}  // namespace clrt::translator
